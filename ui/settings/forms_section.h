#pragma once

#include "core/consents/form_check.h"
#include "ui/settings/settings_section.h"

#include <QTimer>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QStackedWidget;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;
class PrintPreview;
class SegmentedControl;
class TextLabel;

/// The texts of consent and information sheets: every version, a draft with its checks and its pages beside it, publishing and retiring.
class FormsSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit FormsSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;
    void keepDraft() override;

Q_SIGNALS:
    /// The checks and the pages of what stands in the text are on the screen.
    void checked();

private:
    void build();
    QWidget *makeChoices();
    QWidget *makeText();
    QWidget *makeSide();
    QWidget *makePublishing();
    void connectParts();

    const ConsentTemplate *shown() const;
    QString typed() const;
    bool isDraftOfOurs() const;
    void offerForms();
    void offerVersions();
    void showVersion();
    void showStanding();
    void edit();
    bool isKept();
    void leaveFor(void (FormsSection::*next)());
    void letBeChanged(bool may);
    void check();
    void showCheck(const FormCheck &check);
    void showChanges();
    void insertPart(int index);
    void goToRemark(int row);
    void publish();
    void putInForce(const ConsentTemplate &form, const QDate &from);
    void retire();
    void withPassword(const std::function<void()> &act);
    bool mayPublish() const;

    ClinicContext &m_context;
    QList<ConsentTemplate> m_all;
    TemplateId m_shown;
    QString m_kept;     ///< the text as it is in the file
    QList<FormRemark> m_remarks;
    bool m_isProving = false; ///< a password is being proven
    bool m_isShowing = false; ///< the text changes because another is shown, not by typing
    quint64 m_job = 0;
    QTimer m_pause; ///< checks when the typing rests
    QTimer m_keep;  ///< and keeps the draft

    ErrorBanner *m_banner;
    QComboBox *m_form;
    QComboBox *m_version;
    TextLabel *m_standing;
    Button *m_edit;
    QComboBox *m_parts;
    QPlainTextEdit *m_text;
    TextLabel *m_measure;
    QListWidget *m_problems;
    SegmentedControl *m_side;
    QStackedWidget *m_sides;
    PrintPreview *m_pages;
    QListWidget *m_changes;
    QWidget *m_publishing;
    QLineEdit *m_from;
    PasswordLine *m_password;
    Button *m_publish;
    QLineEdit *m_reason;
    Button *m_retire;
};

} // namespace dermis
