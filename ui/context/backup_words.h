#pragma once

#include "core/backup/backup_round.h"
#include "ui/context/words.h"

namespace dermis {

/// What a backup is at: "Writing the backup".
QString stepWords(BackupStep step);
/// Why a backup or restore did not work: what happened, what is safe, what to do.
ErrorWords backupWords(const Error &error);
/// The same of one that was kept for the list of nights.
ErrorWords backupWords(const BackupFailure &failure);
/// "today 02:14", "yesterday 17:30", "on 12 Nov, 17:30".
QString sinceWords(const QDateTime &utc, const QDate &today);
/// "Backup proven today 02:14", "No backup proven yet"; empty for a clinic that can have none.
QString standingWords(const BackupStanding &standing, const QDate &today);
/// "812 GB"
QString sizeWords(qint64 bytes);

} // namespace dermis
