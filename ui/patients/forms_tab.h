#pragma once

#include "core/questionnaires/patient_forms.h"

#include <QHash>
#include <QWidget>

class QListWidget;
class QTableWidget;
class QTextBrowser;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class ErrorBanner;

/// The clinic's forms besides the intake: when a patient last answered each and to whom, what was begun, and every earlier response
/// with who said what when. Read when it comes on screen.
class FormsTab : public QWidget
{
    Q_OBJECT
public:
    explicit FormsTab(ClinicContext &context, QWidget *parent = nullptr);
    void setPatient(PatientId patient);

Q_SIGNALS:
    /// The form of that url is to be filled in, or gone on with.
    void formRequested(const QString &url);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeForms();
    QWidget *makeResponses();
    void read();
    void showForms();
    void showForm();
    void showResponse();
    void fillIn();
    const FormOfPatient *current() const;
    QString nameOf(StaffId person) const;
    QString stateOf(const FormOfPatient &form) const;
    void tell(const Error &error);

    ClinicContext &m_context;
    PatientId m_patient;
    QList<FormOfPatient> m_forms;
    mutable QHash<StaffId, QString> m_names;
    Card *m_card;
    QTableWidget *m_table;
    Button *m_fill;
    ErrorBanner *m_banner;
    Card *m_earlier;
    QListWidget *m_list;
    QTextBrowser *m_answers;
};

} // namespace dermis
