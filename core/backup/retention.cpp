#include "core/backup/retention.h"

#include "core/base/clock.h"

#include <QSet>

namespace dermis {

namespace {

QDate dayOf(const Backup &backup)
{
    return clinicTime(backup.at).date();
}

QDate weekOf(const Backup &backup)
{
    const QDate day = dayOf(backup);
    return day.addDays(1 - day.dayOfWeek());
}

QDate monthOf(const Backup &backup)
{
    const QDate day = dayOf(backup);
    return QDate(day.year(), day.month(), 1);
}

/// The newest of each of the last `count` periods, from a list that begins with the newest.
void keepNewest(const QList<Backup> &newestFirst, int count, QDate (*periodOf)(const Backup &),
                QSet<BackupId> &kept)
{
    QSet<QDate> periods;
    for (const Backup &backup : newestFirst) {
        const QDate period = periodOf(backup);
        if (periods.contains(period))
            continue;
        if (periods.size() >= count)
            return;
        periods.insert(period);
        kept.insert(backup.id);
    }
}

} // namespace

QList<Backup> superfluous(QList<Backup> backups, const Retention &retention)
{
    std::ranges::sort(backups, [](const Backup &one, const Backup &other) {
        return std::pair(one.at, one.id.value()) > std::pair(other.at, other.id.value());
    });
    QSet<BackupId> kept;
    keepNewest(backups, std::max(retention.days, 1), dayOf, kept);
    keepNewest(backups, retention.weeks, weekOf, kept);
    keepNewest(backups, retention.months, monthOf, kept);
    QList<Backup> rest;
    for (const Backup &backup : std::as_const(backups)) {
        if (!kept.contains(backup.id))
            rest.prepend(backup);
    }
    return rest;
}

} // namespace dermis
