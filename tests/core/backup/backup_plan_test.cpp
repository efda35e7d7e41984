#include "core/backup/backup_plan.h"
#include "core/clinic/clinic.h"
#include "core/storage/journal.h"
#include "tests/core/backup/backup_fixture.h"

#include <QDir>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const Actor nurse{StaffId(2), u"Sr Lindiwe Zwane"_s, Role::Nurse};

} // namespace

TEST_CASE_METHOD(BackupFixture, "places are added, changed, found by name and taken away, with a trace",
                 "[backup]")
{
    CHECK(backupPlaces(database())->isEmpty());
    BackupPlace disk{{}, 0, u"  USB disk  A "_s, target + u"/."_s, u"in the safe"_s};
    const auto kept = saveBackupPlace(database(), owner(), clock.now(), disk);
    REQUIRE(kept);
    CHECK(kept->name == u"USB disk A"_s);
    CHECK(kept->path == target);
    CHECK(kept->isThere());
    BackupPlace changed = *kept;
    changed.note = u"taken home by Dr Mabuza"_s;
    REQUIRE(saveBackupPlace(database(), owner(), clock.now(), changed));
    const auto found = backupPlaceNamed(database(), u"usb DISK a"_s);
    REQUIRE(found);
    CHECK(found->note == changed.note);
    CHECK(historyOf(database(), u"backup_place"_s, kept->id.value())->size() == 2);
    REQUIRE(retireBackupPlace(database(), owner(), clock.now(), *found));
    CHECK(backupPlaces(database())->isEmpty());
    CHECK(saveBackupPlace(database(), owner(), clock.now(), disk)); // the disk came back
    CHECK(verifyClinic(database())->isWhole());
}

TEST_CASE_METHOD(BackupFixture, "a place may be set up while its disk is not there", "[backup]")
{
    const auto kept =
        saveBackupPlace(database(), owner(), clock.now(), {{}, 0, u"Disk B"_s, u"/media/nowhere/b"_s, {}});
    REQUIRE(kept);
    CHECK_FALSE(kept->isThere());
    CHECK_FALSE(QDir(kept->path).exists());
}

TEST_CASE_METHOD(BackupFixture,
                 "a place without a name or folder, or one that is a place already, is refused", "[backup]")
{
    const auto refusalOf = [&](const QString &name, const QString &where) {
        const auto kept = saveBackupPlace(database(), owner(), clock.now(), {{}, 0, name, where, {}});
        return kept ? QString() : kept.error().detail;
    };
    CHECK(refusalOf({}, target).contains(u"needs a name"));
    CHECK(refusalOf(u"A"_s, u"  "_s).contains(u"needs a name"));
    CHECK(refusalOf(u"A"_s, target).isEmpty());
    CHECK(refusalOf(u"B"_s, target + u"/"_s).contains(u"called A"));
    CHECK(refusalOf(u"a"_s, folder.path()).contains(u"another place is called A"));
    CHECK(backupPlaces(database())->size() == 1);
    CHECK(backupPlaceNamed(database(), u"B"_s).error().detail.contains(u"there are: A"));
}

TEST_CASE_METHOD(BackupFixture, "the plan is proposed until it is kept, and then changed with a trace",
                 "[backup]")
{
    BackupPlan plan = *backupPlan(database());
    CHECK(plan == BackupPlan());
    plan.at = QTime(12, 45);
    plan.onClose = false;
    plan.keep = {14, 8, 24};
    plan.tooOldAfterDays = 5;
    auto kept = saveBackupPlan(database(), owner(), clock.now(), plan);
    REQUIRE(kept);
    CHECK_FALSE(kept->isProposed());
    plan.revision = 1;
    CHECK(*kept == plan);
    kept->isDaily = false;
    REQUIRE(saveBackupPlan(database(), owner(), clock.now(), *kept));
    CHECK_FALSE(backupPlan(database())->isDaily);
    CHECK(saveBackupPlan(database(), owner(), clock.now(), plan).error().code == ErrorCode::Conflict);
    CHECK(historyOf(database(), u"backup_plan"_s, 1)->size() == 2);
    CHECK(verifyClinic(database())->isWhole());
}

TEST_CASE_METHOD(BackupFixture, "numbers of a plan that make no sense are refused and named", "[backup]")
{
    const auto refusalOf = [&](const BackupPlan &plan) {
        const auto kept = saveBackupPlan(database(), owner(), clock.now(), plan);
        return kept ? QString() : kept.error().detail;
    };
    BackupPlan plan;
    plan.keep.days = 0;
    CHECK(refusalOf(plan).contains(u"days to keep: 0"));
    plan = {};
    plan.keep.months = 1001;
    CHECK(refusalOf(plan).contains(u"months to keep"));
    plan = {};
    plan.tooOldAfterDays = 366;
    CHECK(refusalOf(plan).contains(u"too old"));
    plan = {};
    plan.at = QTime();
    CHECK(refusalOf(plan).contains(u"02:00"));
    CHECK(backupPlan(database())->isProposed());
}

TEST_CASE_METHOD(BackupFixture, "only an owner sets up places and plan", "[backup]")
{
    const BackupPlace place{{}, 0, u"A"_s, target, {}};
    CHECK(saveBackupPlace(database(), nurse, clock.now(), place).error().code == ErrorCode::NotAllowed);
    CHECK(saveBackupPlan(database(), nurse, clock.now(), {}).error().code == ErrorCode::NotAllowed);
    const auto kept = saveBackupPlace(database(), owner(), clock.now(), place);
    REQUIRE(kept);
    CHECK(retireBackupPlace(database(), nurse, clock.now(), *kept).error().code == ErrorCode::NotAllowed);
    CHECK(backupPlaces(database())->size() == 1);
}
