#pragma once

#include "core/safety/allergy.h"

#include <QFrame>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class FormField;
class SubstancePicker;
class TextLabel;

/// Asking about allergies, inline below the strip: add, confirm, match, take off the list.
class AllergyPanel : public QFrame
{
    Q_OBJECT
public:
    explicit AllergyPanel(ClinicContext &context, QWidget *parent = nullptr);
    /// Opens for asking; `focused` is the entry that was pressed, if any.
    void openFor(PatientId patient, const QList<Allergy> &allergies, AllergyId focused = {});
    /// What the record says now; closes nothing.
    void setAllergies(const QList<Allergy> &allergies);
    void close();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Act { None, Match, TakeOff, NotRelevant };

    QWidget *buildAdd();
    QWidget *buildReason();
    void buildWhole(QBoxLayout *row);
    void showRows();
    QWidget *row(const Allergy &allergy);
    void addRowButton(QBoxLayout *line, const QString &text, Act act, const Allergy &allergy);
    void ask(Act act, const Allergy &allergy);
    void finishAct();
    void add();
    template <typename T>
    bool done(const Result<T> &result);
    QList<Allergy> active() const;

    ClinicContext &m_context;
    PatientId m_patient;
    QList<Allergy> m_allergies;
    Act m_act = Act::None;
    AllergyId m_subject;
    ErrorBanner *m_banner;
    QVBoxLayout *m_list;
    QWidget *m_rows = nullptr;
    SubstancePicker *m_what;
    QComboBox *m_reaction;
    QLineEdit *m_year;
    FormField *m_yearField;
    Button *m_add;
    QWidget *m_askBox;
    TextLabel *m_askTitle;
    SubstancePicker *m_match;
    QLineEdit *m_reason;
    Button *m_none;
    Button *m_unknown;
    Button *m_confirm;
};

} // namespace dermis
