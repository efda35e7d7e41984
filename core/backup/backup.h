#pragma once

#include "core/backup/backup_contents.h"
#include "core/backup/backup_list.h"
#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/storage/verification.h"
#include "core/vault/vault.h"

#include <QString>

#include <functional>

namespace dermis {

class Clock;

/// What a backup or a restore is at.
enum class BackupStep {
    Copying,  ///< the clinic, as of one moment, beside the target
    Writing,  ///< the backup file
    Reading,  ///< the backup file back into a clinic
    Checking, ///< that clinic; no numbers
    CopyingOn ///< the proven backup to one more place, and reading it back there
};

/// Told how far a step is, in a unit of its own; answers false to stop.
using BackupProgress = std::function<bool(BackupStep step, qint64 done, qint64 all)>;

/// What was found in a backup that restores whole.
struct ProvenBackup
{
    BackupContents contents;
    VerifyReport report;
    QString sha256; ///< of the backup file
};

/// Writes a backup of an encrypted clinic, while others work in it, to a new file in the folder; restores it
/// there, checks and compares it; only then it gets its name and its place in the list. Needs Backup, and
/// twice the clinic's size. InvalidInput: the clinic is not encrypted. After DiskFull, Io, Cancelled, Damaged
/// nothing of it is left.
Result<Backup> createBackup(Database &database, const Actor &actor, const Clock &clock, const QString &folder,
                            const BackupProgress &progress = {});

/// Copies a proven backup to one more folder, reads it back there, and lists it when its digest is the same.
/// Needs Backup, and room for the file. After a failure nothing of it is left; Damaged: what was read is not
/// what was written.
Result<Backup> copyBackup(Database &database, const Actor &actor, const Clock &clock, const Backup &backup,
                          const QString &folder, const BackupProgress &progress = {});

/// Opens a backup with a password of the day it was made; `user` is a name or a staff number. Errors as for
/// unlock().
Result<Unlocked> unlockBackup(const QString &path, const QString &user, const QString &password);
/// The same with the printed recovery key.
Result<Unlocked> unlockBackup(const QString &path, const RecoveryKey &recoveryKey);

/// Opens a backup of the clinic that is open here, which has the key at hand; NotAllowed: it was made under
/// another key, ask for a password of its day. Who restores it is the actor.
Result<Unlocked> unlockBackup(const QString &path, const Database &database, const Actor &actor);

/// What a backup says it holds, without restoring it.
Result<BackupContents> previewBackup(const QString &path, const Unlocked &unlocked);
/// Restores a backup beside itself, checks and compares it, and removes it again; Damaged when it is not
/// whole.
Result<ProvenBackup> checkBackup(const QString &path, const Unlocked &unlocked, const Clock &clock,
                                 const BackupProgress &progress = {});
/// What is still done to a restored and proven clinic before it gets its name; fails when it is not to get it.
using RestoredAct = std::function<Result<>(Database &restored, const Actor &actor)>;

/// Restores a backup to a new clinic file, which gets its name when it is proven, its journal says from where it
/// came and its list has the backup: restoring proved it.
Result<ProvenBackup> restoreBackup(const QString &path, const Unlocked &unlocked, const QString &to,
                                   const Clock &clock, const BackupProgress &progress = {},
                                   const RestoredAct &act = {});

} // namespace dermis
