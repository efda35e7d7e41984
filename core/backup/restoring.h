#pragma once

#include "core/backup/backup.h"

namespace dermis {

/// Restores a backup to `vault`, a name in a scratch folder; checks and compares it, and writes into its
/// journal where it came from and the backups of `known` that its own list lacks. No log lies beside it when
/// this returns.
Result<ProvenBackup> restoreTo(const QString &vault, const QString &backup, const Unlocked &unlocked,
                               const Clock &clock, const QList<Backup> &known,
                               const BackupProgress &progress, const RestoredAct &act = {});

} // namespace dermis
