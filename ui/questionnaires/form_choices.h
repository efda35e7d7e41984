#pragma once

#include "core/base/result.h"

#include <QObject>

namespace dermis {

class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class FormSession;
class QuestionsPane;

/// What a person has to choose before a form goes on: between two drafts, whether to go on in a new version, why kept answers are
/// changed. Told in the banner, with what differs in the place of the questions.
class FormChoices : public QObject
{
    Q_OBJECT
public:
    FormChoices(ClinicContext &context, ErrorBanner *banner, QuestionsPane *questions, DraftKeeper &draft, QObject *parent = nullptr);
    /// Asks what a session that was just opened waits for; null: nothing.
    void setSession(FormSession *session);
    void askReason();
    /// A choice between drafts is open.
    bool isDraftOpen() const { return m_asks == Asks::Draft; }
    /// Whether another window changed the draft since it was seen here; then it is asked.
    bool lookElsewhere();

Q_SIGNALS:
    /// A choice came up, or was made: what is shown is to be shown anew.
    void asked();
    void settled();
    /// What stands in the file is to be shown.
    void reloadRequested();
    void reasonGiven(const QString &reason);
    void failed(const dermis::Error &error);

private:
    enum class Asks { Nothing, Draft, Version, Reason };
    void ask(Asks what);
    void choose(int action);
    void settleDraft(int action);
    void compare();

    ClinicContext &m_context;
    ErrorBanner *m_banner;
    QuestionsPane *m_questions;
    DraftKeeper &m_draft;
    FormSession *m_session = nullptr;
    Asks m_asks = Asks::Nothing;
};

} // namespace dermis
