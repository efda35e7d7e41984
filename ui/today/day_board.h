#pragma once

#include "core/access/permissions.h"
#include "core/visits/visit_repository.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace dermis {

/// What a person can do with a visit of the day.
enum class DayAct {
    MarkArrived,
    StartIntake,
    ContinueIntake,
    ReviewSafety,
    PrintConsent,
    OpenRecord,
    DidNotCome,
    Defer
};

/// Where a visit stands in the day's list.
enum class DayGroup { InBuilding, Expected, Finished };
inline constexpr int dayGroupCount = 3;

/// Whose turn it is.
enum class DayFilter { Everyone, Nurse, Doctor };

/// What the day's list says about a patient's allergies.
enum class DayAllergies { Unsaid, Listed, NotConfirmed, NoneKnown };

/// One visit with what is worked out from the record beside it.
struct DayEntry
{
    DayVisit day;
    bool isToday = true; ///< of the clinic's day, so that the patient can arrive
    bool isMinor = false;
    DayAllergies allergies = DayAllergies::Unsaid;
    QDateTime draftSavedAt;      ///< UTC; when an intake is being typed
    std::optional<int> toSettle; ///< gaps before treatment; nothing when not worked out
};

DayGroup groupOf(VisitState state);
bool isForNurse(VisitState state);
bool isForDoctor(VisitState state);
bool passes(DayFilter filter, VisitState state);

/// What comes next in this visit for people with these roles.
DayAct nextStep(const DayEntry &entry, Roles roles);
/// Everything these roles can do now, the next step first.
QList<DayAct> possibleActs(const DayEntry &entry, Roles roles);

/// Whole minutes since the patient came to where they wait; nothing when nobody waits.
std::optional<int> minutesWaiting(const Visit &visit, const QDateTime &now);

} // namespace dermis
