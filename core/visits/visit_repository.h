#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/visits/visit.h"

#include <QHash>

namespace dermis {

class Database;
class Transaction;

/// A visit with what the day's list shows of its patient.
struct DayVisit {
    Visit visit;
    QString fileNumber;
    QString familyName;
    QString givenNames;
    QDate birthDate;
};

/// Books a visit; needs Visits. Without a time it is a walk-in, which has arrived already when it is for today.
Result<VisitId> bookVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit);
Result<VisitId> insertVisit(Transaction &transaction, const Visit &visit);
/// Moves a visit to a state; needs Visits; InvalidInput when the day does not go that way, Conflict when it moved meanwhile.
/// A deferral needs a date: deferVisit() in deferral.h. Leaving "deferred" withdraws the deferral; done after the session ends it
/// as treated.
Result<Visit> moveVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit, VisitState to);
/// The same within a larger act, such as handing over; `deferredUntil` is needed for a deferral and stands for nothing else.
Result<> moveVisit(Transaction &transaction, const Visit &visit, VisitState to, const QDate &deferredUntil = QDate());
/// Changes date, time or reason of a visit that has not begun; needs Visits.
Result<> rebookVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit);

Result<Visit> visit(Database &database, VisitId id);
/// All visits of one day, in the order of the day.
Result<QList<DayVisit>> visitsOn(Database &database, const QDate &day);
/// A patient's visits, newest first, at most `limit`.
Result<QList<Visit>> visitsOf(Database &database, PatientId patient, int limit = 200);
/// The last day each of these patients came, up to `today`; who never came is left out.
Result<QHash<PatientId, QDate>> lastVisits(Database &database, const QList<PatientId> &patients, const QDate &today);
/// The patient's visit of the day that is not finished; the one in the building first.
Result<std::optional<Visit>> currentVisit(Database &database, PatientId patient, const QDate &today);

} // namespace dermis
