#include "ui/questionnaires/form_choices.h"

#include "ui/context/draft_keeper.h"
#include "ui/questionnaires/draft_comparison.h"
#include "ui/questionnaires/form_banners.h"
#include "ui/questionnaires/form_difference_view.h"
#include "ui/questionnaires/form_session.h"
#include "ui/questionnaires/questions_pane.h"

#include <utility>

namespace dermis {

FormChoices::FormChoices(ClinicContext &context, ErrorBanner *banner, QuestionsPane *questions, DraftKeeper &draft, QObject *parent)
    : QObject(parent), m_context(context), m_banner(banner), m_questions(questions), m_draft(draft)
{
    connect(m_banner, &ErrorBanner::actionChosen, this, &FormChoices::choose);
    connect(&m_draft, &DraftKeeper::changedElsewhere, this, &FormChoices::lookElsewhere);
}

void FormChoices::setSession(FormSession *session)
{
    m_session = session;
    m_asks = Asks::Nothing;
    m_banner->clear();
    if (m_session && m_session->openDraft())
        ask(Asks::Draft);
    else if (m_session && !m_session->difference().isEmpty())
        ask(Asks::Version);
}

void FormChoices::askReason()
{
    ask(Asks::Reason);
}

void FormChoices::ask(Asks what)
{
    m_asks = what;
    if (what == Asks::Draft) {
        m_banner->tell(openDraftBanner(*m_session, m_context));
    } else if (what == Asks::Reason) {
        m_banner->tell(reasonBanner());
    } else {
        m_questions->difference()->show(m_session->difference());
        m_questions->showDifference();
        m_banner->tell(newVersionBanner(*m_session));
    }
    Q_EMIT asked();
}

bool FormChoices::lookElsewhere()
{
    const auto changed = m_session->lookElsewhere(m_draft.seen());
    if (!changed)
        Q_EMIT failed(changed.error());
    if (!changed || !*changed)
        return false;
    ask(Asks::Draft);
    return true;
}

void FormChoices::choose(int action)
{
    if (m_asks == Asks::Draft)
        return settleDraft(action);
    const QString reason = m_banner->text().actions.value(action);
    const Asks asked = std::exchange(m_asks, Asks::Nothing);
    m_banner->clear();
    if (asked == Asks::Reason && action < reasonCount)
        return reasonGiven(reason);
    if (asked != Asks::Version)
        return;
    m_session->acceptDifference();
    m_questions->showQuestions();
    Q_EMIT settled();
}

void FormChoices::compare()
{
    const auto draft = m_session->openDraftAnswers();
    if (!draft)
        return failed(draft.error());
    m_questions->comparison()->setHeadings(waitingHeading(*m_session), shownHeading(*m_session));
    m_questions->comparison()->show(m_session->form().questionnaire(), *draft, m_session->form().response());
    m_questions->showComparison();
}

void FormChoices::settleDraft(int action)
{
    const auto choice = static_cast<DraftChoice>(action);
    const DraftAsks between = m_session->draftAsks();
    if (choice == DraftChoice::Compare)
        return compare();
    if (choice == DraftChoice::PutAside && between == DraftAsks::Elsewhere) {
        m_draft.forget();
        return reloadRequested();
    }
    const std::optional<Draft> there = m_session->openDraft();
    const auto done = choice == DraftChoice::Use ? m_session->useOpenDraft() : m_session->putOpenDraftAside();
    if (!done)
        return failed(done.error());
    m_asks = Asks::Nothing;
    m_banner->clear();
    if (between != DraftAsks::Colleague)
        m_draft.writeOver(choice == DraftChoice::Use ? there : m_session->draftSeen());
    if (choice == DraftChoice::Use) {
        m_draft.touch();
        m_draft.flush();
        if (m_asks == Asks::Draft)
            return; // changed once more
        if (!m_draft.isWaiting())
            static_cast<void>(m_session->endTakenDraft()); // where it fails both stand, and nothing is lost
    }
    m_questions->showQuestions();
    Q_EMIT settled();
    if (!m_session->difference().isEmpty())
        ask(Asks::Version);
}

} // namespace dermis
