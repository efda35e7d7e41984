#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace dermis {

class Database;
class Transaction;
struct Retention;

using BackupId = Id<struct BackupTag>;

/// A backup that was proven: restored, checked and compared.
struct Backup
{
    BackupId id;
    int revision = 0;
    QDateTime at;  ///< UTC; the moment that it holds
    QString place; ///< the folder, as this computer calls it
    QString fileName;
    qint64 size = 0; ///< in bytes
    QString sha256;
    qint64 entries = 0; ///< of the journal
    QString head;       ///< the journal's, in hex
    qint64 patients = 0;
    QDateTime provenAt;  ///< UTC
    QDateTime removedAt; ///< UTC; invalid while it is to be kept
    bool operator==(const Backup &) const = default;

    QString path() const;
};

/// What the proof of a backup file compared; its copies in other places share it.
struct BackupProof
{
    QMap<QString, qint64> rows; ///< of each table
    qint64 documents = 0;       ///< whose bytes were compared with their digest
    bool operator==(const BackupProof &) const = default;
};

/// Every proven backup, newest first, also those removed since.
Result<QList<Backup>> allBackups(Database &database);
/// The newest proven backup alone, or none.
Result<QList<Backup>> newestBackup(Database &database);
/// What was compared; nothing for a backup that an older Dermis made.
Result<std::optional<BackupProof>> proofOf(Database &database, const Backup &backup);
/// Adds a backup to the list, with its proof unless it is a copy of a proven one; needs Backup.
Result<Backup> recordBackup(Database &database, const Actor &actor, const QDateTime &now,
                            const Backup &backup, const std::optional<BackupProof> &proof = {});
/// The same within a larger act; changes nothing when its file is listed.
Result<> listBackup(Transaction &transaction, const Backup &backup, const BackupProof &proof);
/// Adds those of another list that are not in this clinic's, within a larger act.
Result<> takeOverBackups(Transaction &transaction, const QList<Backup> &backups);
/// Deletes the superfluous backups of one folder and notes it; gives those deleted. Needs Backup; Io when a
/// file stays.
Result<QList<Backup>> removeSuperfluous(Database &database, const Actor &actor, const QDateTime &now,
                                        const QString &folder, const Retention &retention);

} // namespace dermis
