#include "core/backup/schedule.h"
#include "core/base/clock.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// A moment of March 2026 on the clinic's clock.
QDateTime march(int day, int hour, int minute = 0)
{
    return QDateTime(QDate(2026, 3, day), QTime(hour, minute), Qt::OffsetFromUTC, 2 * 60 * 60).toUTC();
}

Backup backupOf(const QDateTime &at)
{
    static qint64 id = 0;
    Backup backup;
    backup.id = BackupId(++id);
    backup.at = at;
    backup.provenAt = at.addSecs(52);
    return backup;
}

BackupFailure failureAt(const QDateTime &at)
{
    return {at, BackupCause::Daily, u"/media/clinic-a"_s, u"disk-full"_s, u"full"_s};
}

const BackupPlan atTwo; // as proposed: each day at 02:00

} // namespace

TEST_CASE("the proposed plan makes a backup each day, also on closing, and is marked as proposed", "[backup]")
{
    CHECK(atTwo.isProposed());
    CHECK(atTwo.isDaily);
    CHECK(atTwo.onClose);
}

TEST_CASE("the last due moment is the plan's time of today, or before it of yesterday", "[backup]")
{
    CHECK(lastDue(atTwo, march(10, 2)) == march(10, 2));
    CHECK(lastDue(atTwo, march(10, 23, 59)) == march(10, 2));
    CHECK(lastDue(atTwo, march(10, 1, 59)) == march(9, 2));
    CHECK(lastDue(atTwo, march(10, 0)) == march(9, 2)); // which is the day before in UTC
    BackupPlan never;
    never.isDaily = false;
    CHECK_FALSE(lastDue(never, march(10, 2)).isValid());
}

TEST_CASE("a daily backup is due until one holds a moment since the plan's time", "[backup]")
{
    const QList<Backup> yesterday{backupOf(march(9, 17, 30))};
    CHECK_FALSE(isDue(atTwo, yesterday, {}, march(10, 1, 59)));
    CHECK(isDue(atTwo, yesterday, {}, march(10, 2)));
    CHECK(isDue(atTwo, yesterday, {}, march(10, 7, 30))); // nobody was signed in at two
    CHECK(isDue(atTwo, yesterday, {}, march(14, 7, 30))); // the computer was off for days: one, not four
    CHECK_FALSE(isDue(atTwo, {backupOf(march(14, 7, 31)), yesterday.first()}, {}, march(14, 7, 32)));
    CHECK(isDue(atTwo, {}, {}, march(10, 3))); // the very first
    BackupPlan never;
    never.isDaily = false;
    CHECK_FALSE(isDue(never, {}, {}, march(10, 3)));
}

TEST_CASE("a planned backup that failed is tried again after an hour", "[backup]")
{
    const QList<Backup> yesterday{backupOf(march(9, 17, 30))};
    const QList<BackupFailure> failed{failureAt(march(10, 7, 30))};
    CHECK_FALSE(isDue(atTwo, yesterday, failed, march(10, 8, 29)));
    CHECK(isDue(atTwo, yesterday, failed, march(10, 8, 30)));
}

TEST_CASE("a clock that was put back does not make a backup due again and again", "[backup]")
{
    CHECK_FALSE(isDue(atTwo, {backupOf(march(12, 8))}, {}, march(10, 8)));
}

TEST_CASE("the last proven backup is too old after the plan's days, and when there is none", "[backup]")
{
    CHECK(isTooOld(atTwo, {}, march(10, 8)));
    const QList<Backup> backups{backupOf(march(7, 8))};
    CHECK_FALSE(isTooOld(atTwo, backups, march(10, 8)));
    CHECK(isTooOld(atTwo, backups, march(10, 8, 1)));
    BackupPlan patient;
    patient.tooOldAfterDays = 10;
    CHECK_FALSE(isTooOld(patient, backups, march(17, 8)));
}

TEST_CASE("the list of nights tells proven, late, failed, missed and still to come", "[backup]")
{
    const QList<Backup> backups{backupOf(march(9, 8)), backupOf(march(8, 6, 10)), backupOf(march(7, 15)),
                                backupOf(march(5, 17, 30)), backupOf(march(5, 2))};
    const QList<BackupFailure> failures{failureAt(march(8, 2, 1)), failureAt(march(4, 2))};
    const QList<Night> nights = lastNights(atTwo, backups, failures, march(10, 8), 8);
    REQUIRE(nights.size() == 8);
    QList<NightState> states;
    for (const Night &night : nights)
        states << night.state;
    CHECK(states == QList{NightState::NotPlanned, NightState::Failed, NightState::Proven, NightState::Missed,
                          NightState::Late, // nobody signed in before the afternoon
                          NightState::Late, // failed first
                          NightState::Proven, NightState::Waiting});
    CHECK(nights.first().day == QDate(2026, 3, 3));
    CHECK(nights.last().day == QDate(2026, 3, 10));
    CHECK(nights.at(2).provenAt == backups.last().provenAt); // the night's first, not the one on closing
    CHECK(nights.at(1).failure == failures.last());
    CHECK(nights.at(5).failure == failures.first());
    CHECK(nights.at(5).provenAt == backups.at(1).provenAt);
}

TEST_CASE("the hours after midnight belong to the night before", "[backup]")
{
    const QList<Night> nights =
        lastNights(atTwo, {backupOf(march(10, 1, 30)), backupOf(march(8, 2))}, {}, march(10, 1, 59), 2);
    CHECK(nights.last().day == QDate(2026, 3, 9));
    CHECK(nights.last().state == NightState::Late);
}

TEST_CASE("the very first backup is not late, whenever it is made", "[backup]")
{
    const QList<Night> nights = lastNights(atTwo, {backupOf(march(10, 18))}, {}, march(10, 19), 2);
    CHECK(nights.first().state == NightState::NotPlanned);
    CHECK(nights.last().state == NightState::Proven);
}

TEST_CASE("a clinic without any backup has nights that were not planned, and one to come", "[backup]")
{
    const QList<Night> nights = lastNights(atTwo, {}, {}, march(10, 8), 3);
    CHECK(nights.at(0).state == NightState::NotPlanned);
    CHECK(nights.at(1).state == NightState::NotPlanned);
    CHECK(nights.at(2).state == NightState::Waiting);
}
