#pragma once

#include "core/backup/backup_list.h"

namespace dermis {

/// How many backups to keep [P]: the newest of each of the last so many days, weeks and months that have one.
struct Retention
{
    int days = 7;
    int weeks = 5;
    int months = 12;
    bool operator==(const Retention &) const = default;
};

/// Those that need not be kept, oldest first; never the newest.
QList<Backup> superfluous(QList<Backup> backups, const Retention &retention);

} // namespace dermis
