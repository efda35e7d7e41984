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
    StaffId staffId;
    QString staffName;
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
    qint64 before = 0; ///< only those with a smaller id; 0: from the newest
    int limit = 100;
};
/// The accesses asked for, newest first.
Result<QList<RecordAccess>> recordAccesses(Database &database, const AccessQuery &query);

} // namespace dermis
