#pragma once

#include "core/questionnaires/form_edit.h"

#include <QWidget>

#include <functional>

class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class FormTree;
class PasswordLine;
class QuestionnaireDraft;
class QuestionnaireItemFields;
class TextLabel;

/// Changes a form's words, order, answers, need and shelf life on the way to a new version. A draft until it is published.
class QuestionnaireEditor : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionnaireEditor(ClinicContext &context, QWidget *parent = nullptr);
    /// Begins from that version, or goes on with the draft that there is of its form.
    Result<> open(QuestionnaireId id);
    /// Looks whether somebody else changed the draft or the form meanwhile.
    void refresh();
    void keepDraft();

Q_SIGNALS:
    void closed();
    void published(dermis::QuestionnaireId id);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Asked { Nothing, OtherActive, OtherWindow };
    void build();
    void connectParts();
    void connectFields();
    void showForm();
    void askOtherActive();
    void showCurrent(int option = 0);
    /// Does it to the chosen item.
    void change(const std::function<Result<>(FormEdit &edit, const QString &linkId)> &act);
    void changed();
    void move(int by);
    void addOption();
    void removeOption(int option);
    QStringList rulesThatRead(const QString &code) const;
    bool isStillOurs();
    void settle(int action);
    void putAside();
    void publish();
    void putInForce();
    void showState();
    void tell(const Error &error);

    ClinicContext &m_context;
    QuestionnaireDraft *m_draft;
    Asked m_asked = Asked::Nothing; ///< what the banner asks

    TextLabel *m_heading;
    ErrorBanner *m_banner;
    QLineEdit *m_title;
    QLineEdit *m_version;
    FormTree *m_tree;
    QuestionnaireItemFields *m_fields;
    Button *m_up;
    Button *m_down;
    TextLabel *m_state;
    Button *m_aside;
    PasswordLine *m_password;
    Button *m_publish;
};

} // namespace dermis
