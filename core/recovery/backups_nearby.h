#pragma once

#include "core/backup/backup_list.h"

#include <QStringList>

namespace dermis {

/// A backup file that is there to be restored.
struct FoundBackup {
    QString path;
    QDateTime at;       ///< UTC, the moment it holds; as the clinic's list has it, else when the file was last changed
    bool isListed = false; ///< proven, by the clinic's own list
    bool operator==(const FoundBackup &) const = default;
};

/// Backups that are there now, newest first: those of the damaged clinic's own list, as far as it can be read, then the
/// backup files in `folders`.
QList<FoundBackup> backupsFor(Database *damaged, const QStringList &folders);

} // namespace dermis
