#pragma once

#include "core/backup/retention.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QTime>

namespace dermis {

class Database;

using BackupPlaceId = Id<struct BackupPlaceTag>;

/// A folder, often on a removable disk, that backups go to. That its disk is not there now is nothing wrong.
struct BackupPlace
{
    BackupPlaceId id;
    int revision = 0;
    QString name;
    QString path; ///< the folder, as this computer calls it
    QString note; ///< such as "taken home by Dr Mabuza"; may be empty
    bool active = true;
    bool operator==(const BackupPlace &) const = default;

    /// Whether the folder is to be seen now.
    bool isThere() const;
};

/// When backups are made by themselves and how many are kept; the numbers are proposals [P] until an owner
/// keeps the plan.
struct BackupPlan
{
    int revision = 0; ///< 0: proposed, nobody kept it yet
    bool isDaily = true;
    QTime at{2, 0};      ///< each day from then on, in the clinic's time
    bool onClose = true; ///< also when the window is closed
    Retention keep;
    int tooOldAfterDays = 3; ///< from 1 to 365; the Today page says when the last proven backup is older
    bool operator==(const BackupPlan &) const = default;

    bool isProposed() const { return revision == 0; }
};

/// The places in use, oldest first.
Result<QList<BackupPlace>> backupPlaces(Database &database);
/// The place in use of that name, letters' case aside; NotFound lists the names there are.
Result<BackupPlace> backupPlaceNamed(Database &database, const QString &name);
/// Adds a place, or changes one; its folder is made absolute, need not be there now, and is not made. Needs
/// Backup. InvalidInput: no name or folder, or the folder or name is another place's.
Result<BackupPlace> saveBackupPlace(Database &database, const Actor &actor, const QDateTime &now,
                                    const BackupPlace &place);
/// No more backups go there; those that are there stay. Needs Backup.
Result<> retireBackupPlace(Database &database, const Actor &actor, const QDateTime &now,
                           const BackupPlace &place);

/// The plan in force: as kept, else as proposed.
Result<BackupPlan> backupPlan(Database &database);
/// Needs Backup; InvalidInput names the number that is out of range.
Result<BackupPlan> saveBackupPlan(Database &database, const Actor &actor, const QDateTime &now,
                                  const BackupPlan &plan);

} // namespace dermis
