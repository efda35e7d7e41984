#include "core/access/passwords.h"
#include "core/backup/backup_plan.h"
#include "core/backup/restore_in_place.h"
#include "core/clinic/clinic.h"
#include "core/patients/patient_repository.h"
#include "core/storage/journal.h"
#include "tests/core/backup/backup_fixture.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// A backup of six patients, and a seventh who came since.
class LaterFixture : public BackupFixture
{
public:
    LaterFixture()
    {
        clock.advanceMilliseconds(3'600'000);
        Patient patient;
        patient.familyName = u"Dube"_s;
        patient.givenNames = u"Nomsa"_s;
        patient.birthDate = QDate(1990, 2, 28);
        REQUIRE(registerPatient(database(), owner(), clock.now(), patient));
    }
    Result<RestoredInPlace> restore(const QString &typed, const BackupProgress &progress = {})
    {
        const Unlocked key = unlocked(made.path());
        return restoreInPlace(std::move(signedIn.database), owner(), typed, made.path(), key, clock,
                              progress);
    }
    qint64 patientsIn(const QString &file) const
    {
        const auto opened = signIn(file, u"1"_s, password, clock.now());
        REQUIRE(opened);
        CHECK(verifyClinic(*opened->database)->isWhole());
        return *patientCount(*opened->database);
    }
    QStringList files() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

    const Backup made = backedUp();
};

} // namespace

TEST_CASE_METHOD(LaterFixture, "a backup takes the clinic's place, and the old file is kept aside whole",
                 "[backup]")
{
    REQUIRE(saveBackupPlace(database(), owner(), clock.now(), {{}, 0, u"Stick"_s, target, {}}));
    const auto done = restore(password);
    REQUIRE(done);
    CHECK(done->restored.sha256 == made.sha256);
    CHECK(QFileInfo(done->keptAs).fileName() == u"practice-before-restore-2026-03-02-190000.dermis"_s);
    CHECK(files() == QStringList{QFileInfo(done->keptAs).fileName(), u"practice.dermis"_s});
    CHECK(patientsIn(path) == 6);
    CHECK(patientsIn(done->keptAs) == 7);
    CHECK(done->before.place == target);
    CHECK(previewBackup(done->before.path(), unlocked(done->before.path()))->patients() == 7);
}

TEST_CASE_METHOD(LaterFixture, "both journals say what happened, and no backup is forgotten", "[backup]")
{
    const auto done = restore(password);
    REQUIRE(done);
    CHECK(done->before.place == folder.path()); // no places are set up: beside the clinic
    const auto fresh = signIn(path, u"1"_s, password, clock.now());
    QStringList tables;
    const auto newest = journalPage(*fresh->database, 0, 10);
    for (const JournalRecord &record : *newest)
        tables << record.entry.table;
    CHECK(tables.contains(u"restored_from"_s));
    const auto listed = allBackups(*fresh->database);
    REQUIRE(listed->size() == 2); // the restored clinic was older than both
    CHECK(listed->first().path() == done->before.path());
    const auto old = signIn(done->keptAs, u"1"_s, password, clock.now());
    const auto last = journalPage(*old->database, 0, 1);
    CHECK(last->first().entry.table == u"put_aside"_s);
    CHECK(last->first().entry.actor == owner().id);
    CHECK(last->first().row.value(u"backup_sha256"_s).toString() == made.sha256);
}

TEST_CASE_METHOD(LaterFixture, "a restore in place needs the password once more, and an owner", "[backup]")
{
    SECTION("another password")
    {
        CHECK(restore(u"not this one"_s).error().code == ErrorCode::NotAllowed);
    }
    SECTION("a nurse")
    {
        const Unlocked key = unlocked(made.path());
        const Actor nurse{StaffId(2), u"Sr Lindiwe Zwane"_s, Role::Nurse};
        CHECK(restoreInPlace(std::move(signedIn.database), nurse, password, made.path(), key, clock)
                  .error()
                  .code == ErrorCode::NotAllowed);
    }
    QStringList left = files();
    left.removeAll(u"practice.dermis-tries"_s); // where a wrong password is counted
    CHECK(left == QStringList{u"practice.dermis"_s});
    CHECK(patientsIn(path) == 7);
}

TEST_CASE_METHOD(LaterFixture, "a clinic that is open elsewhere is not put aside", "[backup]")
{
    const auto other = Database::open(path);
    REQUIRE(other);
    const auto refused = restore(password);
    CHECK(refused.error().code == ErrorCode::Busy);
    CHECK(refused.error().detail.contains(u"close it"));
    CHECK_FALSE(files().join(u' ').contains(u"before-restore"));
    CHECK(*patientCount(**other) == 7);
    CHECK((*other)->run(u"UPDATE document SET size = size"_s)); // it can still be written
}

TEST_CASE_METHOD(LaterFixture, "a restore in place that is stopped at any step changes nothing", "[backup]")
{
    int steps = 0;
    const int stopAfter = GENERATE(1, 4, 6, 8);
    const auto stopped = restore(password, [&](BackupStep, qint64, qint64) { return ++steps < stopAfter; });
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK_FALSE(files().join(u' ').contains(u"before-restore"));
    CHECK(patientsIn(path) == 7);
}

TEST_CASE_METHOD(LaterFixture, "a damaged backup does not take the clinic's place", "[backup]")
{
    const Unlocked key = unlocked(made.path());
    QByteArray bytes = bytesOf(made.path());
    bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
    write(made.path(), bytes);
    CHECK(restoreInPlace(std::move(signedIn.database), owner(), password, made.path(), key, clock)
              .error()
              .code == ErrorCode::Damaged);
    CHECK(patientsIn(path) == 7);
}

TEST_CASE_METHOD(LaterFixture, "a backup from before somebody came is restored as the owner of that day",
                 "[backup]")
{
    Staff newcomer;
    newcomer.name = u"Dr New Owner"_s;
    newcomer.roles = Role::Owner;
    auto kept = saveStaff(database(), owner(), clock.now(), newcomer);
    REQUIRE(kept);
    REQUIRE(givePassword(database(), owner(), clock.now(), *kept, u"a password of hers"_s));
    const auto key = unlockBackup(made.path(), database(), kept->actor());
    REQUIRE(key);
    REQUIRE(restoreInPlace(std::move(signedIn.database), kept->actor(), u"a password of hers"_s, made.path(),
                           *key, clock));
    CHECK(patientsIn(path) == 6);
}

TEST_CASE_METHOD(LaterFixture, "the open clinic's key opens its backups, and no other clinic's", "[backup]")
{
    CHECK(unlockBackup(made.path(), database(), owner()));
    NewClinic other = clinicOf(u"Other"_s, u"Dr Other"_s);
    other.password = u"another password"_s;
    other.derivation = {8192, 1};
    const auto clinic = createClinic(folder.filePath(u"other.dermis"_s), other, clock.now());
    REQUIRE(clinic);
    CHECK(unlockBackup(made.path(), **clinic, owner()).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(LaterFixture, "a second name that a killed restore left is taken away by the next",
                 "[backup]")
{
    const QString left = folder.filePath(u"practice-before-restore-2026-03-01-080000.dermis"_s);
    const QString older = folder.filePath(u"practice-before-restore-2026-02-01-080000.dermis"_s);
    REQUIRE(::link(QFile::encodeName(path).constData(), QFile::encodeName(left).constData()) == 0);
    write(older, "of an earlier restore");
    const auto done = restore(password);
    REQUIRE(done);
    CHECK_FALSE(QFileInfo::exists(left));
    CHECK(bytesOf(older) == "of an earlier restore");
    CHECK(patientsIn(done->keptAs) == 7);
}
