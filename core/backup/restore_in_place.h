#pragma once

#include "core/backup/backup.h"

#include <memory>

namespace dermis {

/// What became of a clinic that a backup took the place of.
struct RestoredInPlace
{
    ProvenBackup restored;
    Backup before;  ///< of the state that was put aside
    QString keptAs; ///< the file that was put aside, whole, under a name of its own
};

/// Puts a backup in the place of the open clinic, which is closed by it: first a backup of the present state
/// is made and proven, in the places or else beside the clinic; then the backup is restored, checked and
/// compared beside the clinic; then it takes the clinic's name in one step, and the old file goes on under
/// another. The journals of both say so. Killed at any moment, either the old or the new clinic is whole
/// under the name.
///
/// Needs Backup and the actor's password once more. Busy: another window or program has the clinic open.
/// After a failure nothing was put aside; the backup of the present state stays.
Result<RestoredInPlace> restoreInPlace(std::unique_ptr<Database> clinic, const Actor &actor,
                                       const QString &password, const QString &backup,
                                       const Unlocked &unlocked, const Clock &clock,
                                       const BackupProgress &progress = {});

} // namespace dermis
