#pragma once

#include "core/base/id.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QTime>

#include <optional>

namespace dermis {

/// Where a patient is on the day.
enum class VisitState { Expected, Arrived, Intake, ReadyForDoctor, Consent, InSession, Done, Deferred, DidNotCome };

/// Stable spelling of a state: expected, arrived, intake, ready-for-doctor, ...
QString visitStateName(VisitState state);
std::optional<VisitState> visitStateFromName(const QString &name);
/// Every state, in the order of a visit.
QList<VisitState> allVisitStates();
/// Whether the patient is in the building in this state.
bool isInBuilding(VisitState state);
/// Whether nothing more happens in this visit.
bool isFinished(VisitState state);

/// One patient, planned date and time, reason, and where they are.
struct Visit {
    VisitId id;
    int revision = 0;
    PatientId patientId;
    QDate plannedOn;
    QTime plannedAt; ///< invalid for a walk-in
    QString reason;
    VisitState state = VisitState::Expected;
    QDateTime stateSince; ///< UTC; waiting time counts from here
    QDate deferredUntil;  ///< only when deferred
    bool operator==(const Visit &) const = default;
};

/// Whether a visit may go from one state to another: forward along the day, back one step to mend a slip.
bool mayMove(VisitState from, VisitState to);

} // namespace dermis
