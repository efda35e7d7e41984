#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace dermis {

class Database;
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

/// Every proven backup, newest first, also those removed since.
Result<QList<Backup>> allBackups(Database &database);
/// Adds a backup to the list; needs Backup.
Result<Backup> recordBackup(Database &database, const Actor &actor, const QDateTime &now,
                            const Backup &backup);
/// Deletes the superfluous backups of one folder and notes it; gives those deleted. Needs Backup; Io when a
/// file stays.
Result<QList<Backup>> removeSuperfluous(Database &database, const Actor &actor, const QDateTime &now,
                                        const QString &folder, const Retention &retention);

} // namespace dermis
