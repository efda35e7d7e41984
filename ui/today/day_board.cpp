#include "ui/today/day_board.h"

namespace dermis {

namespace {

DayAct clinicalStep(const DayEntry &entry)
{
    switch (entry.day.visit.state) {
    case VisitState::Arrived:
        return entry.draftSavedAt.isValid() ? DayAct::ContinueIntake : DayAct::StartIntake;
    case VisitState::Intake:
        return DayAct::ContinueIntake;
    case VisitState::ReadyForDoctor:
        return DayAct::ReviewSafety;
    case VisitState::Consent:
        return DayAct::PrintConsent;
    default:
        return DayAct::OpenRecord;
    }
}

} // namespace

DayGroup groupOf(VisitState state)
{
    if (isInBuilding(state))
        return DayGroup::InBuilding;
    return isFinished(state) ? DayGroup::Finished : DayGroup::Expected;
}

bool isForNurse(VisitState state)
{
    return state == VisitState::Arrived || state == VisitState::Intake || state == VisitState::Consent;
}

bool isForDoctor(VisitState state)
{
    return state == VisitState::ReadyForDoctor || state == VisitState::InSession;
}

bool passes(DayFilter filter, VisitState state)
{
    switch (filter) {
    case DayFilter::Nurse:
        return isForNurse(state);
    case DayFilter::Doctor:
        return isForDoctor(state);
    case DayFilter::Everyone:
        break;
    }
    return true;
}

DayAct nextStep(const DayEntry &entry, Roles roles)
{
    if (entry.day.visit.state == VisitState::Expected && entry.isToday && may(roles, Permission::Visits))
        return DayAct::MarkArrived;
    return may(roles, Permission::ReadRecords) ? clinicalStep(entry) : DayAct::OpenRecord;
}

QList<DayAct> possibleActs(const DayEntry &entry, Roles roles)
{
    const VisitState state = entry.day.visit.state;
    QList<DayAct> acts{nextStep(entry, roles)};
    const auto offer = [&acts](DayAct act, bool offered) {
        if (offered && !acts.contains(act))
            acts << act;
    };
    const bool clinical = may(roles, Permission::ReadRecords) && isInBuilding(state);
    const bool begun = state != VisitState::Arrived || entry.draftSavedAt.isValid();
    offer(begun ? DayAct::ContinueIntake : DayAct::StartIntake, clinical && may(roles, Permission::Answers));
    offer(DayAct::ReviewSafety, clinical);
    offer(DayAct::PrintConsent, clinical && may(roles, Permission::IssueConsent));
    offer(DayAct::OpenRecord, true);
    const bool visits = may(roles, Permission::Visits);
    offer(DayAct::MarkArrived, visits && entry.isToday && mayMove(state, VisitState::Arrived) && !isInBuilding(state));
    offer(DayAct::DidNotCome, visits && mayMove(state, VisitState::DidNotCome));
    offer(DayAct::Defer, visits && mayMove(state, VisitState::Deferred));
    return acts;
}

std::optional<int> minutesWaiting(const Visit &visit, const QDateTime &now)
{
    const bool waits = visit.state == VisitState::Arrived || visit.state == VisitState::ReadyForDoctor ||
                       visit.state == VisitState::Consent;
    if (!waits || !visit.stateSince.isValid())
        return std::nullopt;
    return static_cast<int>(std::max<qint64>(0, visit.stateSince.secsTo(now) / 60));
}

} // namespace dermis
