#include "ui/today/day_words.h"

#include "core/base/partial_date.h"
#include "ui/context/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Today
{
    Q_DECLARE_TR_FUNCTIONS(dermis::Today)
};

QString sinceWords(const Visit &visit)
{
    return Today::tr("at %1").arg(timeWords(visit.stateSince));
}

QString intakeDetail(const DayEntry &entry)
{
    return entry.draftSavedAt.isValid() ? Today::tr("draft saved %1").arg(timeWords(entry.draftSavedAt))
                                        : sinceWords(entry.day.visit);
}

QString gapsDetail(const DayEntry &entry)
{
    if (!entry.toSettle)
        return sinceWords(entry.day.visit);
    return *entry.toSettle == 0 ? Today::tr("nothing to settle")
                                : Today::tr("%1 to settle first").arg(*entry.toSettle);
}

QString deferredTitle(const Visit &visit)
{
    return visit.deferredUntil.isValid()
               ? Today::tr("Deferred to %1").arg(shortDateWords(visit.deferredUntil, visit.plannedOn))
               : Today::tr("Deferred");
}

QString gapWords(const ReadinessGap &gap)
{
    if (gap.code == topicName(ReadinessPart::Topic::Allergies))
        return Today::tr("allergies to settle");
    if (gap.code == topicName(ReadinessPart::Topic::Checklist))
        return Today::tr("checklist: %1 to ask").arg(gap.title);
    if (gap.code == topicName(ReadinessPart::Topic::Consent))
        return Today::tr("consent sheet");
    if (gap.code == topicName(ReadinessPart::Topic::RuleSet))
        return Today::tr("rules not signed off");
    return gap.title;
}

} // namespace

/// A product's problem says more than the rules that found it, and what came says more than what went.
QString changeWords(const ReadinessChange &change)
{
    QStringList came;
    for (const ReadinessGap &gap : change.appeared) {
        if (!isOfGate(gap.code))
            came << gapWords(gap);
    }
    QStringList went;
    for (const ReadinessGap &gap : change.gone)
        went << gapWords(gap);
    came.removeDuplicates();
    went.removeDuplicates();
    if (!went.isEmpty())
        came << Today::tr("no longer: %1").arg(went.join(u", "_s));
    return came.join(u"; "_s);
}

QString waitWords(int minutes)
{
    return minutes < 60 ? Today::tr("%1 min").arg(minutes)
                        : Today::tr("%1 h %2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString groupWords(DayGroup group)
{
    switch (group) {
    case DayGroup::InBuilding:
        return Today::tr("In the building");
    case DayGroup::Expected:
        return Today::tr("Expected");
    case DayGroup::Finished:
        return Today::tr("Finished");
    }
    return {};
}

QString groupNoteWords(int people, int longestWait)
{
    const QString count = people == 1 ? Today::tr("1 person") : Today::tr("%1 people").arg(people);
    return longestWait > 0 ? Today::tr("%1, longest wait %2").arg(count, waitWords(longestWait)) : count;
}

QString visitTimeWords(const Visit &visit)
{
    return visit.plannedAt.isValid() ? visit.plannedAt.toString(u"HH:mm"_s) : Today::tr("Walk-in");
}

QString nameWords(const DayVisit &day)
{
    return u"%1 %2"_s.arg(day.givenNames, day.familyName).trimmed();
}

QString ageAndFileWords(const DayVisit &day)
{
    if (!day.birthDate.isValid())
        return day.fileNumber;
    return Today::tr("%1 · %2").arg(ageOn(day.birthDate, day.visit.plannedOn)).arg(day.fileNumber);
}

QString reasonWords(const Visit &visit)
{
    return visit.reason.isEmpty() ? Today::tr("No reason written") : visit.reason;
}

WhereWords stateWords(const DayEntry &entry)
{
    const Visit &visit = entry.day.visit;
    switch (visit.state) {
    case VisitState::Expected:
        return {Icon::Clock, Today::tr("Expected"), {}};
    case VisitState::Arrived:
        return {Icon::Door, Today::tr("Arrived"), intakeDetail(entry)};
    case VisitState::Intake:
        return {Icon::Pen, Today::tr("Intake in progress"), intakeDetail(entry)};
    case VisitState::ReadyForDoctor:
        return {Icon::Doctor, Today::tr("Ready for doctor"), gapsDetail(entry)};
    case VisitState::Consent:
        return {Icon::Print, Today::tr("Consent to print"), gapsDetail(entry)};
    case VisitState::InSession:
        return {Icon::Timer, Today::tr("In session"), sinceWords(visit)};
    case VisitState::Done:
        return {Icon::SeverityClear, Today::tr("Done %1").arg(timeWords(visit.stateSince)), {}};
    case VisitState::Deferred:
        return {Icon::Defer, deferredTitle(visit), {}};
    case VisitState::DidNotCome:
        return {Icon::Close, Today::tr("Did not come"), {}};
    }
    return {};
}

QString waitingWords(const Visit &visit, const QDateTime &now)
{
    const auto minutes = minutesWaiting(visit, now);
    return minutes ? waitWords(*minutes) : QString();
}

QString actWords(DayAct act)
{
    switch (act) {
    case DayAct::MarkArrived:
        return Today::tr("Mark arrived");
    case DayAct::StartIntake:
        return Today::tr("Start intake");
    case DayAct::ContinueIntake:
        return Today::tr("Continue intake");
    case DayAct::ReviewSafety:
        return Today::tr("Review safety");
    case DayAct::PrintConsent:
        return Today::tr("Print consent");
    case DayAct::OpenRecord:
        return Today::tr("Open record");
    case DayAct::DidNotCome:
        return Today::tr("Did not come");
    case DayAct::Defer:
        return Today::tr("Defer");
    }
    return {};
}

QString allergyWords(DayAllergies allergies)
{
    switch (allergies) {
    case DayAllergies::Listed:
        return Today::tr("Allergies");
    case DayAllergies::NotConfirmed:
        return Today::tr("Allergies not confirmed");
    case DayAllergies::Unsaid:
    case DayAllergies::NoneKnown:
        break;
    }
    return {};
}

QString visitSentence(const DayEntry &entry, DayAct next, const QDateTime &now)
{
    const WhereWords where = stateWords(entry);
    QStringList parts{visitTimeWords(entry.day.visit), nameWords(entry.day), ageAndFileWords(entry.day)};
    if (entry.isMinor)
        parts << Today::tr("Minor");
    parts << allergyWords(entry.allergies) << reasonWords(entry.day.visit) << where.title << where.detail;
    if (const auto minutes = minutesWaiting(entry.day.visit, now))
        parts << Today::tr("waiting %1 minutes").arg(*minutes);
    parts << Today::tr("next step: %1").arg(actWords(next));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace dermis
