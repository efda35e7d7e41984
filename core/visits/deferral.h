#pragma once

#include "core/patients/patient.h"
#include "core/visits/visit_repository.h"

namespace dermis {

using DeferralId = Id<struct DeferralTag>;

/// What became of a treatment that was put off; the first three are open.
enum class DeferralState {
    Waiting,
    Contacted,
    Booked,
    Treated,
    Withdrawn, ///< taken off the list, with a note that says why
    Replaced   ///< put off anew
};
/// Stable spelling: waiting, contacted, booked, treated, withdrawn, replaced.
QString deferralStateName(DeferralState state);
std::optional<DeferralState> deferralStateFromName(const QString &name);
bool isOpen(DeferralState state);

/// One finding that a treatment was put off for, as it was.
struct DeferralGround
{
    QString rule;       ///< its code
    QString title;      ///< for the staff
    QString forPatient; ///< on the patient's note; empty: not for paper
    QString arithmetic; ///< how its date was computed; empty: time alone does not end it
    bool passing = false; ///< about that session or its products only: no later session waits for it
    bool operator==(const DeferralGround &) const = default;
};

/// A treatment put off: from when to come back, why, and what became of it.
struct Deferral
{
    DeferralId id;
    int revision = 0;
    PatientId patient;
    VisitId visit;           ///< put off with it; may be null
    bool byDecision = false; ///< the dermatologist signed a decision
    QDate until;
    QDate computed; ///< the earliest sensible date that the rules gave; invalid: none
    QList<DeferralGround> grounds;
    QString reason; ///< at least 15 characters [P], domain.md §1.1
    QString advice; ///< what the patient is told to do until then; may be empty
    StaffId by;
    QString byName;
    QDateTime at; ///< UTC
    DeferralState state = DeferralState::Waiting;
    QString stateByName;
    QDateTime stateAt; ///< UTC
    QString note;      ///< what was said
    bool operator==(const Deferral &) const = default;
};

/// One line of the list for recall.
struct DeferredPatient
{
    Deferral deferral;
    QString fileNumber;
    QString name;
    QList<Phone> phones; ///< the first is the one to call
    QString email;
    QDate nextVisit; ///< booked for today or later; invalid: none
};

/// Defers a visit to a day after it and after today, in the place of an open deferral of the patient; `deferral` gives until, reason
/// and what was computed. Needs Visits. InvalidInput: such a day or a reason of 15 characters is missing.
Result<Visit> deferVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit,
                         const Deferral &deferral);
/// The same with today's visit of the patient, or with none.
Result<Deferral> putOff(Database &database, const Actor &actor, const QDateTime &now, const Deferral &deferral);
/// The same within a larger act.
Result<DeferralId> putOff(Transaction &transaction, const Deferral &deferral);
/// Says how far an open deferral has come; needs Visits. InvalidInput: withdrawn without a note, treated or replaced, which
/// follow from what is done. Conflict: it ended, or somebody changed it. `note` nothing: it stays.
Result<> setDeferralState(Database &database, const Actor &actor, const QDateTime &now, const Deferral &deferral,
                          DeferralState state, const std::optional<QString> &note);
/// Ends the patient's open deferral, if there is one.
Result<> endDeferral(Transaction &transaction, PatientId patient, DeferralState state, const QString &note);
/// Withdraws the open deferral that a visit was put off with: the visit goes on.
Result<> withdrawDeferralOf(Transaction &transaction, VisitId visit);
/// Withdraws the open deferral that a decision made: the dermatologist decided otherwise.
Result<> withdrawDecidedDeferral(Transaction &transaction, PatientId patient);

/// Who is put off, the earliest day first, up to `dueBy` (invalid: all), at most `limit`. Needs Visits; without ReadRecords
/// reason, grounds and advice stay empty.
Result<QList<DeferredPatient>> deferredPatients(Database &database, const Actor &actor, const QDate &today,
                                                const QDate &dueBy = {}, int limit = 500);
/// How many open deferrals are due by a day.
Result<qint64> deferralsDue(Database &database, const QDate &by);
/// A patient's deferrals, newest first; the caller has checked who may read records.
Result<QList<Deferral>> deferralsOf(Database &database, PatientId patient);
/// The one that is open; needs Visits; without ReadRecords as above.
Result<std::optional<Deferral>> openDeferral(Database &database, const Actor &actor, PatientId patient);

} // namespace dermis
