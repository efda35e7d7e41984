#include "core/backup/backup_round.h"
#include "core/backup/schedule.h"
#include "core/clinic/clinic.h"
#include "core/patients/patient_repository.h"
#include "tests/core/backup/backup_fixture.h"
#include "tests/support/small_disk.h"

#include <QCryptographicHash>
#include <QDir>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Two places that are there, and one whose disk somebody took home.
class RoundFixture : public BackupFixture
{
public:
    RoundFixture()
    {
        REQUIRE(QDir().mkdir(second));
        addPlace(u"Disk A"_s, target);
        addPlace(u"Disk B"_s, home);
        addPlace(u"Office folder"_s, second);
    }
    void addPlace(const QString &name, const QString &where)
    {
        REQUIRE(saveBackupPlace(database(), owner(), clock.now(), {{}, 0, name, where, {}}));
    }
    Result<BackupRound> round(BackupCause cause, const BackupProgress &progress = {})
    {
        return backUpToPlaces(database(), nurse, clock, cause, progress);
    }
    QList<BackupFailure> failures()
    {
        return *backupFailures(database(), QDateTime(QDate(2026, 1, 1), QTime(), Qt::UTC));
    }

    QString second = folder.filePath(u"office"_s);
    QString home = folder.filePath(u"taken home"_s);
    Actor nurse{StaffId(2), u"Sr Lindiwe Zwane"_s, Role::Nurse};
};

QString digestOf(const QString &path)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytesOf(path), QCryptographicHash::Sha256).toHex());
}

} // namespace

TEST_CASE_METHOD(RoundFixture, "one backup goes to each place that is there, and each copy is compared",
                 "[backup]")
{
    QList<BackupStep> steps;
    const auto made = round(BackupCause::Daily, [&](BackupStep step, qint64, qint64) {
        if (!steps.contains(step))
            steps << step;
        return true;
    });
    REQUIRE(made);
    REQUIRE(made->made.size() == 2);
    CHECK(made->made.at(0).place == target);
    CHECK(made->made.at(1).place == second);
    CHECK(digestOf(made->made.at(0).path()) == made->made.at(0).sha256);
    CHECK(digestOf(made->made.at(1).path()) == made->made.at(0).sha256);
    CHECK(steps.last() == BackupStep::CopyingOn);
    REQUIRE(made->absent.size() == 1);
    CHECK(made->absent.first().name == u"Disk B"_s);
    CHECK(made->failures.isEmpty());
    CHECK(failures().isEmpty()); // a disk that is elsewhere is nothing wrong
    CHECK(allBackups(database())->size() == 2);
    const auto proof = proofOf(database(), made->made.at(1));
    REQUIRE(proof);
    REQUIRE(*proof);
    CHECK((*proof)->rows.value(u"patient"_s) == 6);
    CHECK(verifyClinic(database())->isWhole());
    CHECK(checkBackup(made->made.at(1).path(), unlocked(made->made.at(1).path()), clock));
}

TEST_CASE_METHOD(RoundFixture, "the plan is the permission for daily backups and those on closing, no more",
                 "[backup]")
{
    CHECK(round(BackupCause::ByHand).error().code == ErrorCode::NotAllowed);
    CHECK(round(BackupCause::BeforeRestore).error().code == ErrorCode::NotAllowed);
    CHECK(filesInTarget().isEmpty());
    CHECK(round(BackupCause::Daily));
    CHECK(round(BackupCause::Daily).error().code == ErrorCode::NotReady); // once is what the plan wants
    clock.advanceMilliseconds(86'400'000);
    CHECK(*isDailyDue(database(), clock.now()));
    CHECK(round(BackupCause::Daily));
    CHECK(filesInTarget().size() == 2);
}

TEST_CASE_METHOD(RoundFixture, "closing makes a backup only when something was written since the last",
                 "[backup]")
{
    CHECK(*isWantedOnClose(database()));
    REQUIRE(round(BackupCause::OnClose));
    CHECK_FALSE(*isWantedOnClose(database()));
    CHECK(round(BackupCause::OnClose).error().code == ErrorCode::NotReady);
    Patient patient;
    patient.familyName = u"Dube"_s;
    patient.givenNames = u"Nomsa"_s;
    patient.birthDate = QDate(1990, 2, 28);
    REQUIRE(registerPatient(database(), nurse, clock.now(), patient));
    CHECK(*isWantedOnClose(database()));
    BackupPlan plan;
    plan.onClose = false;
    REQUIRE(saveBackupPlan(database(), owner(), clock.now(), plan));
    CHECK_FALSE(*isWantedOnClose(database()));
}

TEST_CASE_METHOD(BackupFixture, "without places nothing is due, and a backup by hand says what to do",
                 "[backup]")
{
    CHECK_FALSE(*isDailyDue(database(), clock.now()));
    CHECK_FALSE(*isWantedOnClose(database()));
    const auto made = backUpToPlaces(database(), owner(), clock, BackupCause::ByHand);
    CHECK(made.error().code == ErrorCode::NotFound);
    CHECK(made.error().detail.contains(u"no places"));
}

TEST_CASE_METHOD(BackupFixture,
                 "when no disk is there, it is told and kept for the list of nights, and tried again",
                 "[backup]")
{
    REQUIRE(saveBackupPlace(database(), owner(), clock.now(),
                            {{}, 0, u"Disk A"_s, folder.filePath(u"gone"_s), {}}));
    const auto made = backUpToPlaces(database(), owner(), clock, BackupCause::Daily);
    CHECK(made.error().code == ErrorCode::NotFound);
    CHECK(made.error().detail.contains(u"Disk A"));
    const auto failures = backupFailures(database(), clock.now().addDays(-1));
    REQUIRE(failures->size() == 1);
    CHECK(failures->first().cause == BackupCause::Daily);
    CHECK(lastNights({}, {}, *failures, clock.now(), 1).first().state == NightState::Failed);
    CHECK_FALSE(*isDailyDue(database(), clock.now().addSecs(60)));
    CHECK(*isDailyDue(database(), clock.now().addSecs(3600)));
    CHECK(verifyClinic(database())->isWhole());
}

TEST_CASE_METHOD(BackupFixture, "a place that fails is told, and the next one takes the backup", "[backup]")
{
    SmallDisk disk(1);
    if (!disk.isMounted()) {
        WARN("not checked: a small disk could not be mounted");
        return;
    }
    REQUIRE(saveBackupPlace(database(), owner(), clock.now(), {{}, 0, u"Small"_s, disk.path(), {}}));
    REQUIRE(saveBackupPlace(database(), owner(), clock.now(), {{}, 0, u"Large"_s, target, {}}));
    const auto made = backUpToPlaces(database(), owner(), clock, BackupCause::ByHand);
    REQUIRE(made);
    REQUIRE(made->made.size() == 1);
    CHECK(made->made.first().place == target);
    REQUIRE(made->failures.size() == 1);
    CHECK(made->failures.first().error == u"disk-full"_s);
    CHECK(backupFailures(database(), clock.now().addDays(-1))->first().place == disk.path());
}

TEST_CASE_METHOD(RoundFixture, "a clinic that is not whole is not tried in every place", "[backup]")
{
    REQUIRE(database().run(u"UPDATE staff SET hpcsa_number = 'altered' WHERE id = 1"_s));
    CHECK(round(BackupCause::Daily).error().code == ErrorCode::Damaged);
    CHECK(failures().size() == 1);
    CHECK(filesInTarget().isEmpty());
}

TEST_CASE_METHOD(RoundFixture, "a round that is stopped is no failure, and is due again", "[backup]")
{
    const BackupStep stopAt = GENERATE(BackupStep::Copying, BackupStep::Checking, BackupStep::CopyingOn);
    const auto stopped =
        round(BackupCause::Daily, [stopAt](BackupStep step, qint64, qint64) { return step != stopAt; });
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(failures().isEmpty());
    const bool firstWasProven = stopAt == BackupStep::CopyingOn;
    CHECK(*isDailyDue(database(), clock.now()) == !firstWasProven);
    CHECK(filesInTarget().size() == (firstWasProven ? 1 : 0));
    CHECK(QDir(second).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

TEST_CASE_METHOD(BackupFixture, "a check of a restored clinic can be stopped in the middle", "[backup]")
{
    int asked = 0;
    CHECK(refusal(target, [&](BackupStep step, qint64, qint64) {
              return step != BackupStep::Checking || ++asked < 3;
          }) == ErrorCode::Cancelled);
    CHECK(asked == 3); // the question before the check is the first
}

TEST_CASE_METHOD(RoundFixture, "each place keeps what the plan says", "[backup]")
{
    BackupPlan plan;
    plan.keep = {2, 0, 0};
    REQUIRE(saveBackupPlan(database(), owner(), clock.now(), plan));
    for (int day = 0; day < 3; ++day) {
        REQUIRE(round(BackupCause::Daily));
        clock.advanceMilliseconds(86'400'000);
    }
    CHECK(filesInTarget().size() == 2);
    CHECK(QDir(second).entryList(QDir::Files).size() == 2);
}

TEST_CASE_METHOD(RoundFixture, "a disk that comes home again takes the next backup", "[backup]")
{
    REQUIRE(round(BackupCause::Daily));
    REQUIRE(QDir().mkdir(home));
    clock.advanceMilliseconds(86'400'000);
    const auto made = round(BackupCause::Daily);
    REQUIRE(made);
    CHECK(made->made.size() == 3);
    CHECK(made->absent.isEmpty());
}
