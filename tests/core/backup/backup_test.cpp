#include "core/access/staff.h"
#include "core/backup/backup_contents.h"
#include "core/backup/retention.h"
#include "core/clinic/clinic.h"
#include "core/patients/patient_repository.h"
#include "core/storage/journal.h"
#include "tests/core/backup/backup_fixture.h"
#include "tests/support/small_disk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Patient newcomer(const QString &familyName)
{
    Patient patient;
    patient.familyName = familyName;
    patient.givenNames = u"Nomsa"_s;
    patient.birthDate = QDate(1990, 2, 28);
    return patient;
}

} // namespace

TEST_CASE_METHOD(BackupFixture, "a backup is proven, named and listed", "[backup]")
{
    const JournalHead before = *journalHead(database());
    QList<BackupStep> steps;
    const Backup made = backedUp([&](BackupStep step, qint64 done, qint64 all) {
        CHECK(done <= all);
        if (steps.isEmpty() || steps.last() != step)
            steps << step;
        return true;
    });
    CHECK(steps ==
          QList{BackupStep::Copying, BackupStep::Writing, BackupStep::Reading, BackupStep::Checking});
    CHECK(filesInTarget() == QStringList{u"practice-2026-03-02-180000.dermis-backup"_s});
    CHECK(made.fileName == filesInTarget().first());
    const QByteArray bytes = bytesOf(made.path());
    CHECK(made.size == bytes.size());
    CHECK(made.sha256 ==
          QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
    CHECK(made.entries == before.sequence);
    CHECK(made.head == QString::fromLatin1(before.hash.toHex()));
    CHECK(made.patients == 6);
    CHECK(*allBackups(database()) == QList{made});
    CHECK(verifyClinic(database())->isWhole());
    CHECK(backedUp().fileName == u"practice-2026-03-02-180000-2.dermis-backup"_s);
}

TEST_CASE_METHOD(BackupFixture, "a backup has no word of the clinic in clear", "[backup]")
{
    const QByteArray bytes = bytesOf(backedUp().path());
    for (const QByteArray &word :
         {"Mabuza"_ba, "Marula"_ba, "SQLite format"_ba, "CREATE TABLE"_ba, "practice"_ba})
        CHECK_FALSE(bytes.contains(word));
}

TEST_CASE_METHOD(BackupFixture, "a backup holds one moment while somebody else goes on writing", "[backup]")
{
    const BackupContents before = *contentsOf(database(), clock.now());
    const auto other = Database::open(path);
    REQUIRE(other);
    int written = 0;
    const Backup made = backedUp([&](BackupStep, qint64, qint64) {
        if (written < 20 &&
            registerPatient(**other, owner(), clock.now(), newcomer(u"Dube%1"_s.arg(written))))
            ++written;
        return true;
    });
    CHECK(written >= 4);
    CHECK(*previewBackup(made.path(), unlocked(made.path())) == before);
    CHECK(*patientCount(database()) == 6 + written);
    CHECK(verifyClinic(database())->isWhole());
}

TEST_CASE_METHOD(BackupFixture, "a backup that is stopped at any step leaves nothing", "[backup]")
{
    const BackupStep stopAt =
        GENERATE(BackupStep::Copying, BackupStep::Writing, BackupStep::Reading, BackupStep::Checking);
    CHECK(refusal(target, [stopAt](BackupStep step, qint64, qint64) { return step != stopAt; }) ==
          ErrorCode::Cancelled);
    CHECK(filesInTarget() == QStringList());
    CHECK(allBackups(database())->isEmpty());
    CHECK(verifyClinic(database())->isWhole());
}

TEST_CASE_METHOD(BackupFixture,
                 "what a killed backup left counts for nothing and is cleared away by the next", "[backup]")
{
    REQUIRE(QDir(target).mkdir(u"dermis-backup.unfinished"_s));
    write(target + u"/dermis-backup.unfinished/backup.unproven"_s, "half");
    write(target + u"/dermis-backup.unfinished/copy.dermis"_s, "half");
    write(target + u"/dermis-backup.lock"_s,
          "999999999\ndermis\n"_ba + QSysInfo::machineHostName().toUtf8() + '\n');
    CHECK(allBackups(database())->isEmpty());
    backedUp();
    CHECK(filesInTarget().size() == 1);
}

TEST_CASE_METHOD(BackupFixture, "two backups are not made in one folder at once", "[backup]")
{
    ErrorCode second = ErrorCode::Storage;
    backedUp([&](BackupStep step, qint64, qint64) {
        if (step == BackupStep::Checking)
            second = refusal(target);
        return true;
    });
    CHECK(second == ErrorCode::Busy);
    CHECK(filesInTarget().size() == 1);
}

TEST_CASE_METHOD(BackupFixture, "a clinic that is not whole gives no backup", "[backup]")
{
    REQUIRE(database().run(u"UPDATE staff SET hpcsa_number = 'altered' WHERE id = 1"_s));
    CHECK(refusal(target) == ErrorCode::Damaged);
    CHECK(filesInTarget() == QStringList());
}

TEST_CASE_METHOD(BackupFixture, "only an owner makes backups, and only of an encrypted clinic", "[backup]")
{
    const Actor nurse{StaffId(2), u"Sr Lindiwe Zwane"_s, Role::Nurse};
    CHECK(createBackup(database(), nurse, clock, target).error().code == ErrorCode::NotAllowed);
    CHECK(refusal(folder.filePath(u"nowhere"_s)) == ErrorCode::Io);

    const auto plain = createClinic(folder.filePath(u"plain.dermis"_s),
                                    clinicOf(u"Marula Street"_s, owner().name), clock.now());
    REQUIRE(plain);
    CHECK(createBackup(**plain, owner(), clock, target).error().code == ErrorCode::InvalidInput);
    CHECK(filesInTarget() == QStringList());
}

TEST_CASE_METHOD(BackupFixture, "a disk without room for a backup is told before anything is written",
                 "[backup]")
{
    const SmallDisk disk;
    if (!disk.isMounted()) {
        WARN("not checked: a small disk could not be mounted");
        return;
    }
    CHECK(refusal(disk.path(), [](BackupStep, qint64, qint64) {
              FAIL("it was begun");
              return true;
          }) == ErrorCode::DiskFull);
}

TEST_CASE_METHOD(BackupFixture,
                 "a disk that fills up on the way, at any size, leaves nothing and harms nothing", "[backup]")
{
    const qint64 size = QFileInfo(path).size();
    const SmallDisk disk(static_cast<int>((3 * size >> 20) + 2));
    if (!disk.isMounted()) {
        WARN("not checked: a small disk could not be mounted");
        return;
    }
    for (qint64 room = 0; room < size * 2; room += 64 * 1024) {
        bool isFilled = false;
        const auto fill = [&](BackupStep, qint64, qint64) {
            QFile filler(disk.path() + u"/filler"_s);
            if (!std::exchange(isFilled, true) && filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
                while (filler.write(QByteArray(4096, 'x')) == 4096) {
                }
                filler.resize(std::max<qint64>(filler.size() - room, 0));
            }
            return true;
        };
        INFO("room " << room);
        const auto made = createBackup(database(), owner(), clock, disk.path(), fill);
        REQUIRE(QFile::remove(disk.path() + u"/filler"_s));
        if (made) {
            CHECK(room > size / 2);
            REQUIRE(QFile::remove(made->path()));
        } else {
            INFO(made.error().detail.toStdString());
            CHECK(made.error().code == ErrorCode::DiskFull);
        }
        CHECK(QDir(disk.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
    CHECK(verifyClinic(database())->isWhole());
}

TEST_CASE_METHOD(BackupFixture, "a disk that may only be read takes no backup, and says so", "[backup]")
{
    SmallDisk disk(8);
    if (!disk.isMounted()) {
        WARN("not checked: a small disk could not be mounted");
        return;
    }
    const auto made = createBackup(database(), owner(), clock, disk.path());
    REQUIRE(made);
    REQUIRE(disk.protect());
    CHECK(refusal(disk.path()) == ErrorCode::ReadOnly);
    CHECK(checkRefusal(made->path(), unlocked(made->path())) == ErrorCode::ReadOnly);
    CHECK(restoreBackup(made->path(), unlocked(made->path()), folder.filePath(u"again.dermis"_s), clock));
    CHECK(allBackups(database())->size() == 1);
}

TEST_CASE_METHOD(BackupFixture, "a backup that cannot be listed does not stay", "[backup]")
{
    REQUIRE(database().run(
        u"CREATE TEMP TRIGGER full BEFORE INSERT ON main.backup BEGIN SELECT raise(ABORT, 'no'); END"_s));
    CHECK(createBackup(database(), owner(), clock, target).error().detail == u"no"_s);
    CHECK(filesInTarget() == QStringList());
}

TEST_CASE_METHOD(BackupFixture, "old backups go by the rule, with a trace", "[backup]")
{
    for (int day = 0; day < 3; ++day) {
        clock.set(QDateTime(QDate(2026, 3, 2 + day), QTime(16, 0), Qt::UTC));
        backedUp();
    }
    const auto removed = removeSuperfluous(database(), owner(), clock.now(), target, {2, 0, 0});
    REQUIRE(removed);
    REQUIRE(removed->size() == 1);
    CHECK(filesInTarget().size() == 2);
    CHECK(allBackups(database())->last().removedAt == clock.now());
    CHECK(historyOf(database(), u"backup"_s, removed->first().id.value())->size() == 2);
    CHECK(verifyClinic(database())->isWhole());
}
