#pragma once

#include "core/backup/backup.h"
#include "core/recovery/recovery_report.h"

#include <QStringList>

#include <optional>

namespace dermis {

class Clock;

/// A new, whole clinic, and what is in it of the damaged one.
struct RecoveredClinic {
    RecoveryReport report;
    VerifyReport whole;                          ///< the check that the new file passed
    std::optional<BackupContents> backup;        ///< what it was begun from
};

/// What can be read of a damaged clinic, into a new, whole clinic file; the damaged one is only read.
///
/// The journal is taken as far as its chain holds. What is readable behind that comes over as changes of its own, which say from
/// where; rows are as their latest content. `unlocked` is what opened the damaged file, nothing for a plain one. Damaged when
/// SQLite can read nothing of it: its beginning is lost.
Result<RecoveredClinic> salvageClinic(const QString &damaged, const std::optional<Unlocked> &unlocked, const QString &to,
                                      const Clock &clock, const RecoveryProgress &progress = {});

/// A backup restored to a new clinic file, and behind it what the damaged clinic's journal tells since: entry by entry as long as
/// chain and content hold. `ofDamaged` is what opened the damaged file; nothing for the backup's own key.
Result<RecoveredClinic> restoreWithTail(const QString &backup, const Unlocked &unlocked, const QString &damaged,
                                        const std::optional<Unlocked> &ofDamaged, const QString &to, const Clock &clock,
                                        const RecoveryProgress &progress = {});

/// What a salvage of a damaged clinic would bring over; made in a scratch file beside it, which goes again.
Result<RecoveryReport> previewSalvage(const QString &damaged, const std::optional<Unlocked> &unlocked, const Clock &clock,
                                      const RecoveryProgress &progress = {});

} // namespace dermis
