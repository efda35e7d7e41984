#include "core/backup/retention.h"
#include "tests/support/printers.h"

using namespace dermis;

namespace {

Backup on(int id, const QDate &day, const QTime &time = QTime(16, 0))
{
    Backup backup;
    backup.id = BackupId(id);
    backup.at = QDateTime(day, time, Qt::UTC);
    return backup;
}

/// One backup each day, the last on Monday 2 March 2026.
QList<Backup> daily(int days)
{
    QList<Backup> backups;
    for (int n = 0; n < days; ++n)
        backups << on(n + 1, QDate(2026, 3, 2).addDays(n - days + 1));
    return backups;
}

QList<QDate> keptDays(const QList<Backup> &backups, const Retention &retention)
{
    const QList<Backup> gone = superfluous(backups, retention);
    QList<QDate> kept;
    for (const Backup &backup : backups) {
        if (!gone.contains(backup))
            kept << backup.at.date();
    }
    return kept;
}

} // namespace

TEST_CASE("the newest of each of the last days, weeks and months is kept", "[backup]")
{
    const QList<Backup> year = daily(400);
    CHECK(keptDays(year, {3, 0, 0}) == QList{QDate(2026, 2, 28), QDate(2026, 3, 1), QDate(2026, 3, 2)});
    CHECK(keptDays(year, {1, 3, 0}) == QList{QDate(2026, 2, 22), QDate(2026, 3, 1), QDate(2026, 3, 2)});
    CHECK(keptDays(year, {1, 0, 3}) == QList{QDate(2026, 1, 31), QDate(2026, 2, 28), QDate(2026, 3, 2)});
    CHECK(keptDays(year, {}).size() == 7 + 3 + 10); // a day may stand for its week, a week's for its month
}

TEST_CASE("days without a backup do not use up what is kept", "[backup]")
{
    const QList<Backup> seldom{on(1, QDate(2025, 1, 5)), on(2, QDate(2025, 6, 7)), on(3, QDate(2026, 2, 1))};
    CHECK(superfluous(seldom, {3, 0, 0}).isEmpty());
    CHECK(superfluous(seldom, {2, 0, 0}) == QList{seldom.first()});
}

TEST_CASE("of several in one day the newest is kept, and the newest of all whatever the rule", "[backup]")
{
    const QDate day(2026, 3, 2);
    const QList<Backup> backups{on(2, day, QTime(9, 0)), on(1, day, QTime(7, 0)), on(3, day, QTime(9, 0))};
    CHECK(superfluous(backups, {}) == QList{backups.at(1), backups.at(0)});
    CHECK(superfluous(backups, {0, 0, 0}).size() == 2);
    CHECK(superfluous({}, {}).isEmpty());
}

TEST_CASE("a day is the clinic's day", "[backup]")
{
    const QList<Backup> backups{on(1, QDate(2026, 3, 1), QTime(23, 0)),
                                on(2, QDate(2026, 3, 2), QTime(8, 0))};
    CHECK(superfluous(backups, {7, 0, 0}) == QList{backups.first()}); // 01:00 of the 2nd in the clinic
}
