#pragma once

#include "core/backup/backup.h"
#include "core/backup/backup_failure.h"
#include "core/backup/backup_plan.h"

namespace dermis {

/// What came of one round to the places.
struct BackupRound
{
    QList<Backup> made; ///< the same file in each place that took it; the first one was proven there
    QList<BackupFailure> failures; ///< of places that are there and took none, or kept what was to go
    QList<BackupPlace> absent;     ///< whose disk is not there now
    QList<Backup> removed;         ///< no longer among those to keep
};

/// One backup, made and proven in the first place that takes it, copied to the others that are there and
/// compared by its digest; then, but for before a restore, what need not be kept goes. Failures are kept in
/// the clinic for lastNights(); stopping is none.
///
/// By hand and before a restore it needs Backup; daily and on close the plan is the permission, whoever is
/// signed in. NotReady: the plan wants none now. NotFound: no places are set up, or none is there. Else the
/// first failure, when no place took it.
Result<BackupRound> backUpToPlaces(Database &database, const Actor &actor, const Clock &clock,
                                   BackupCause cause, const BackupProgress &progress = {});

/// Whether the plan wants a daily backup now.
Result<bool> isDailyDue(Database &database, const QDateTime &now);
/// Whether the plan wants one when the window is closed: something else than backups was journalled since the
/// last one.
Result<bool> isWantedOnClose(Database &database);

/// What there is to tell about backups at a glance.
struct BackupStanding
{
    bool isPossible = false; ///< the clinic is encrypted
    bool hasPlaces = false;
    QList<Backup> newest; ///< the last proven one, or none
    bool isTooOld = false;
};
Result<BackupStanding> backupStanding(Database &database, const QDateTime &now);

} // namespace dermis
