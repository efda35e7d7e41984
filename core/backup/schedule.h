#pragma once

#include "core/backup/backup_failure.h"
#include "core/backup/backup_list.h"
#include "core/backup/backup_plan.h"

#include <QDate>

#include <chrono>

namespace dermis {

/// How long a planned backup that failed waits before it is tried again.
inline constexpr std::chrono::hours retryAfter{1};

/// The plan's last moment up to now, in UTC; invalid without a daily backup.
QDateTime lastDue(const BackupPlan &plan, const QDateTime &now);
/// Whether the daily backup is to be made now: none holds a moment since the plan's last one, be it that
/// nobody was signed in then, and the last try was not just now. `backups` and `failures` are newest first.
bool isDue(const BackupPlan &plan, const QList<Backup> &backups, const QList<BackupFailure> &failures,
           const QDateTime &now);
/// Whether the last proven backup is older than the plan wants, or there is none.
bool isTooOld(const BackupPlan &plan, const QList<Backup> &backups, const QDateTime &now);

/// What became of one night's backup.
enum class NightState {
    Proven,
    Late,   ///< proven, after a try that failed, or but for the very first half a day and more after its time
    Failed, ///< tried, and none proven
    Missed, ///< none was made
    Waiting,   ///< of the last due one: it is still to be made
    NotPlanned ///< before the first backup was made or tried
};

/// From the plan's time on that day to the same time of the next.
struct Night
{
    QDate day;
    NightState state = NightState::NotPlanned;
    QDateTime provenAt;    ///< UTC, of the first proven one; invalid without
    BackupFailure failure; ///< the last one of that night; `at` is invalid without
    bool operator==(const Night &) const = default;
};

/// The last `count` nights, oldest first, the present one last. `backups` and `failures` are newest first and
/// reach back as far.
QList<Night> lastNights(const BackupPlan &plan, const QList<Backup> &backups,
                        const QList<BackupFailure> &failures, const QDateTime &now, int count);

} // namespace dermis
