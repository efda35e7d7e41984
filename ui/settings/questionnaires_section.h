#pragma once

#include "core/questionnaires/questionnaire_library.h"
#include "ui/settings/settings_section.h"

class QLineEdit;
class QStackedWidget;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;
class QuestionnaireEditor;
class QuestionnaireImportPanel;
class QuestionnaireOutline;
class QuestionnaireTable;
class TextLabel;

/// The forms that patients answer: every version, taken in, made active, retired, looked at, and edited.
class QuestionnairesSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit QuestionnairesSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;
    void keepDraft() override;
    /// Goes on with the draft of a form.
    void goOn(const QString &url);

Q_SIGNALS:
    /// Somebody wants to see a version as it is asked; while nobody listens, its outline is shown here.
    void previewRequested(dermis::QuestionnaireId id);

private:
    void build();
    QWidget *makeActions();
    QWidget *makeRetiring();
    void connectParts();
    void load();
    void showStanding();
    void readFile(const QString &path);
    void keepRead();
    void save(const QString &path);
    void activate();
    void putActive(QuestionnaireId id);
    void retire();
    void look();
    void edit();
    void showList(QuestionnaireId id);
    void tell(const Error &error);

    ClinicContext &m_context;
    QByteArray m_read; ///< a file that waits to be kept

    QStackedWidget *m_views;
    QWidget *m_list;
    QuestionnaireOutline *m_outline;
    QuestionnaireEditor *m_editor;
    ErrorBanner *m_banner;
    TextLabel *m_warning;
    QuestionnaireTable *m_table;
    TextLabel *m_standing;
    QuestionnaireImportPanel *m_panel;
    Button *m_import;
    Button *m_look;
    Button *m_edit;
    Button *m_save;
    QWidget *m_deciding;
    QLineEdit *m_reason;
    Button *m_retire;
    PasswordLine *m_password;
    Button *m_activate;
};

} // namespace dermis
