#include "ui/questionnaires/form_banners.h"

#include "core/access/staff.h"
#include "core/base/clock.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/form_session.h"

namespace dermis {

BannerText openDraftBanner(const FormSession &session, const ClinicContext &context)
{
    const Draft &draft = *session.openDraft();
    const QString when = momentWords(draft.savedAt);
    switch (session.draftAsks()) {
    case DraftAsks::Elsewhere:
        return {BannerKind::Conflict, FormPage::tr("This form was changed in another window at %1").arg(timeWords(draft.savedAt)),
                FormPage::tr("Nothing is lost, and nothing is overwritten. Compare, go on with what is here, or take what is there."),
                {FormPage::tr("Compare"), FormPage::tr("Keep what is here"), FormPage::tr("Take what is there")}};
    case DraftAsks::Colleague: {
        const auto author = staffMember(context.database(), draft.key.author);
        const QString name = author ? author->name : FormPage::tr("Somebody");
        return {BannerKind::Draft, FormPage::tr("%1 began this form and has not finished").arg(name),
                FormPage::tr("Draft: %1. Compare, go on from it under your name, or leave it to them.").arg(when),
                {FormPage::tr("Compare"), FormPage::tr("Go on from it"), FormPage::tr("Leave it")}};
    }
    case DraftAsks::Older:
        break;
    }
    return {BannerKind::Draft, FormPage::tr("A draft of this form was kept, and the form was saved since"),
            FormPage::tr("Draft: %1. Saved: %2. Nothing is lost. Compare, use the draft, or put it aside.")
                .arg(when, session.saved() ? momentWords(session.saved()->entry.savedAt) : FormPage::tr("not yet")),
            {FormPage::tr("Compare"), FormPage::tr("Use the draft"), FormPage::tr("Put it aside")}};
}

BannerText newVersionBanner(const FormSession &session)
{
    const QString detail =
        session.resumedFrom().isValid() || !session.saved()
            ? FormPage::tr("The draft was begun in an earlier version. Nothing of it is lost; look at what changed, then go on.")
            : FormPage::tr("The answers of %1 are taken over as far as they fit, and stay readable as they were. Look at what "
                           "changed, then go on.")
                  .arg(momentWords(session.saved()->entry.savedAt));
    return {BannerKind::Draft, FormPage::tr("This form has a new version"), detail, {FormPage::tr("Go on")}};
}

BannerText reasonBanner()
{
    return {BannerKind::Draft, FormPage::tr("Answers that were kept before are changed. Why?"),
            FormPage::tr("The earlier answers stay readable in the journal, with the reason."),
            {FormPage::tr("The patient says otherwise now"), FormPage::tr("Written down wrongly before"), FormPage::tr("Not yet")}};
}

BannerText problemBanner(const FormSession &session, const AnswerProblem &problem)
{
    const Item *item = session.form().questionnaire().find(problem.key.linkId);
    return {BannerKind::Draft,
            item->prefix.isEmpty() ? FormPage::tr("“%1” needs a look").arg(item->text)
                                   : FormPage::tr("Question %1 needs a look").arg(item->prefix),
            FormPage::tr("Expected here: %1. Everything else is kept in the draft.").arg(problem.expected),
            {}};
}

QString draftStateWords(const FormSession *session, const DraftKeeper &draft, const QDate &today)
{
    if (session && session->openDraft() && session->draftAsks() == DraftAsks::Elsewhere)
        return FormPage::tr("Waits for you to choose");
    if (draft.isWaiting())
        return FormPage::tr("Keeping…");
    if (draft.keptAt().isValid())
        return draft.words();
    const QDateTime resumed = session ? session->resumedFrom() : QDateTime();
    if (!resumed.isValid())
        return FormPage::tr("No changes yet");
    return FormPage::tr("Draft of %1").arg(clinicTime(resumed).date() == today ? secondsWords(resumed) : momentWords(resumed));
}

QString waitingHeading(const FormSession &session)
{
    return session.draftAsks() == DraftAsks::Elsewhere ? FormPage::tr("In the other window") : FormPage::tr("In the draft");
}

QString shownHeading(const FormSession &session)
{
    return session.draftAsks() == DraftAsks::Elsewhere ? FormPage::tr("Here") : FormPage::tr("Saved");
}

} // namespace dermis
