#pragma once

#include "core/access/practice.h"
#include "ui/settings/practice_form.h"
#include "ui/settings/settings_section.h"

#include <QList>

namespace dermis {

class Button;
class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class LogoField;
class TextLabel;
struct Error;

/// The practice's details as they stand on every sheet. Typing goes to a draft; Keep changes makes it part of
/// the record.
class PracticeSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit PracticeSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;
    void keepDraft() override;

private:
    enum class Question { None, Draft, Conflict };

    QWidget *makeFields();
    QWidget *makeFooter();
    Practice typed() const;
    void showDetails(const Practice &details);
    void load();
    void offerDraft();
    void changed();
    void showState();
    void keep();
    Result<Practice> write();
    void settle(int action);
    void tell(const Error &error);

    ClinicContext &m_context;
    Practice m_saved;
    QByteArray m_savedLogo;
    PracticeDraft m_drafted;
    Question m_question = Question::None;
    bool m_dirty = false;

    ErrorBanner *m_banner;
    QList<QWidget *> m_fields; // in the order of practiceFields()
    LogoField *m_logo;
    TextLabel *m_state;
    Button *m_keep;
    Button *m_discard;
    DraftKeeper *m_draft;
};

} // namespace dermis
