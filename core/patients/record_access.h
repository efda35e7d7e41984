#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>

namespace dermis {

class Database;

/// What somebody did with a record that changed nothing in it.
enum class AccessAct { Opened, Printed, Exported };
/// Stable spelling of an act: opened, printed, exported.
QString accessActName(AccessAct act);

/// One look into one record (POPIA s 19, domain.md 7.4).
struct RecordAccess {
    qint64 id = 0;
    PatientId patientId;
    QString fileNumber;
    QString patientName;
    StaffId staffId;
    QString staffName;
    Roles roles; ///< of the person, as they are now
    QDateTime at; ///< UTC
    AccessAct act = AccessAct::Opened;
    bool operator==(const RecordAccess &) const = default;
};

/// Journals that the actor opened, printed or exported a record.
Result<> recordAccess(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, AccessAct act);

/// Which accesses are asked for; a null id means any.
struct AccessQuery {
    PatientId patient{};
    StaffId staff{};
    QDate from{};      ///< in the clinic; invalid: from the first
    QDate until{};     ///< the last day; invalid: up to now
    qint64 before = 0; ///< only those with a smaller id; 0: from the newest
    int limit = 100;
};
/// The accesses asked for, newest first. Needs SeeAccesses.
Result<QList<RecordAccess>> recordAccesses(Database &database, const Actor &actor, const AccessQuery &query);
/// The same within a larger act, such as a patient's own copy; the caller has checked the permission.
Result<QList<RecordAccess>> recordAccesses(Database &database, const AccessQuery &query);

} // namespace dermis
