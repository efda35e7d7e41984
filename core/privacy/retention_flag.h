#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace dermis {

class Database;

using RetentionFlagId = Id<struct RetentionFlagTag>;

/// What keeps a record longer than six years after the last contact (domain.md 7.8).
enum class RetentionFlagKind {
    Hold,            ///< a complaint or litigation
    Incapacity,      ///< the patient cannot look after own affairs: kept for life
    SlowAdverseEvent ///< an adverse event whose course may be slow: 25 years [P]
};
/// Stable spelling: hold, incapacity, slow-adverse-event.
QString retentionFlagName(RetentionFlagKind kind);
std::optional<RetentionFlagKind> retentionFlagFromName(const QString &name);

/// One such flag, and how it ended.
struct RetentionFlag
{
    RetentionFlagId id;
    int revision = 0;
    PatientId patientId;
    RetentionFlagKind kind = RetentionFlagKind::Hold;
    QString reason;
    StaffId setBy;
    QString setByName;
    QDateTime setAt; ///< UTC
    StaffId releasedBy;
    QString releasedByName;
    QDateTime releasedAt; ///< UTC; invalid while it stands
    QString releasedBecause;
    bool stands() const { return !releasedAt.isValid(); }
    bool operator==(const RetentionFlag &) const = default;
};

/// Sets a flag, saying why. A hold needs Retention; the other two are clinical and need Decide.
Result<RetentionFlag> setRetentionFlag(Database &database, const Actor &actor, const QDateTime &now,
                                       PatientId patient, RetentionFlagKind kind, const QString &reason);
/// Releases a flag, saying why; it stays readable. Permissions as for setting it; InvalidInput when it was
/// released before.
Result<RetentionFlag> releaseRetentionFlag(Database &database, const Actor &actor, const QDateTime &now,
                                           RetentionFlagId id, const QString &because);
/// A patient's flags, those that stand first, newest first.
Result<QList<RetentionFlag>> retentionFlags(Database &database, PatientId patient);
/// Every flag that stands, by patient.
Result<QList<RetentionFlag>> standingRetentionFlags(Database &database);

} // namespace dermis
