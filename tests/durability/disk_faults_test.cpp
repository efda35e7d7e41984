// Every call on the disk fails in turn: open, save, migrate, backup, restore, passwords, new key.
#include "core/access/passwords.h"
#include "core/backup/backup.h"
#include "core/backup/backup_list.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/storage/damage.h"
#include "core/storage/database.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "core/vault/reencrypt.h"
#include "core/vault/vault_vfs.h"
#include "tests/durability/faulty_disk.h"
#include "tests/durability/written.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QFileInfo>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const Derivation quick{8192, 1};

QDateTime now()
{
    return SystemClock().now();
}

/// The saves of one session: those said to be kept, whatever else failed.
struct Session
{
    QList<Said> kept;

    Result<> work(const FaultyDisk &disk)
    {
        kept.clear();
        const SignedIn signedIn = TRY(disk.enter());
        const Actor actor = signedIn.person.actor();
        for (qint64 n = 1; n <= 6; n += 2) {
            const Patient patient = TRY(registerPatient(*signedIn.database, actor, now(), personOf(n)));
            kept << Said{"patient", patient.id.value(), n};
            const Note note =
                TRY(addNote(*signedIn.database, actor, now(), noteOf(n + 1, patient.id, now())));
            kept << Said{"note", note.id.value(), n + 1};
        }
        return {};
    }
};

/// A clinic that an older Dermis made, with its owner.
void makeOldClinic(const FaultyDisk &disk, int format)
{
    const auto migrations = shippedMigrations();
    REQUIRE(migrations);
    QFile::remove(disk.clinic.path);
    const auto made = createVault(disk.clinic.path, {1, u"Dr Ayanda Motau"_s}, disk.clinic.password, quick);
    REQUIRE(made);
    REQUIRE(offerKey(disk.clinic.path, made->key));
    const auto database = Database::open(disk.clinic.path, {.create = true});
    REQUIRE(database);
    REQUIRE(migrate(**database, migrations->first(format)));
    auto transaction = Transaction::begin(**database, Actor{}, now());
    REQUIRE(transaction);
    REQUIRE(transaction->insert(u"practice"_s, {{u"id"_s, 1}, {u"name"_s, u"Marula Street Dermatology"_s}}));
    REQUIRE(transaction->insert(u"staff"_s,
                                {{u"name"_s, u"Dr Ayanda Motau"_s}, {u"roles"_s, u"dermatologist owner"_s}}));
    REQUIRE(transaction->commit());
}

/// A disk with a folder for backups.
struct BackupDisk : FaultyDisk
{
    BackupDisk()
    {
        REQUIRE(QDir().mkpath(stick));
        QFile file(filePath(u"stick/shopping.txt"_s)); // keeps the folder
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write("milk") == 4);
        file.close();
        keep();
    }
    Result<> backUp()
    {
        const SignedIn signedIn = TRY(enter());
        made = TRY(createBackup(*signedIn.database, signedIn.person.actor(), SystemClock(), stick));
        return {};
    }
    /// A lock that could not be deleted is this program's as long as it runs; the next one finds it stale.
    void endProgram() const
    {
        QFile::remove(stick + u"/dermis-backup.lock"_s);
        QFile::remove(filePath(u"dermis-backup.lock"_s));
    }
    QStringList backups() const { return QDir(stick).entryList({u"*.dermis-backup"_s}, QDir::Files); }
    void checkBackup(const QString &path) const
    {
        const auto unlocked = unlockBackup(path, clinic.doctor.id.toString(), clinic.password);
        REQUIRE(unlocked);
        REQUIRE(dermis::checkBackup(path, *unlocked, SystemClock()));
    }
    Result<> restore() const
    {
        const auto unlocked = TRY(unlockBackup(made.path(), clinic.doctor.id.toString(), clinic.password));
        TRY(restoreBackup(made.path(), unlocked, restored, SystemClock()));
        return {};
    }
    /// A restored clinic bears its name only when it is whole.
    void checkRestored(bool isDone) const
    {
        checkBackup(made.path());
        CHECK(QFileInfo::exists(restored) == isDone);
        if (!isDone)
            return;
        const auto opened = signIn(restored, clinic.doctor.id.toString(), clinic.password, now());
        REQUIRE(opened);
        checkWhole(*opened->database);
    }
    /// What is in the list can be restored, and nothing else bears a backup's name.
    void checkListed(bool isDone) const
    {
        const SignedIn signedIn = enterWhole();
        const auto listed = allBackups(*signedIn.database);
        REQUIRE(listed);
        if (isDone) {
            REQUIRE(listed->size() == 1);
            CHECK(listed->first() == made);
        }
        for (const QString &name : backups()) {
            REQUIRE(listed->size() == 1);
            CHECK(listed->first().fileName == name);
            checkBackup(listed->first().path());
        }
        CHECK(backups().size() == (isDone ? 1 : backups().size()));
    }

    QString stick = filePath(u"stick"_s);
    QString restored = filePath(u"restored.dermis"_s);
    Backup made;
};

} // namespace

TEST_CASE("any one call on the disk may fail while a clinic is opened and saved to", "[durability][disk]")
{
    FaultyDisk disk;
    Session session;
    const auto check = [&](bool) { checkKept(*disk.enterWhole().database, session.kept); };
    const auto act = [&] { return session.work(disk); };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("a read that fails once while a clinic is opened does not mark it as damaged", "[durability][disk]")
{
    FaultyDisk disk;
    const auto act = [&]() -> Result<> {
        const SignedIn signedIn = TRY(disk.enter());
        return signedIn.database->checkWritable();
    };
    disk.failEveryCall(act, [&](bool) { CHECK_FALSE(damageMark(disk.clinic.path)); });
}

TEST_CASE("any one call on the disk may fail while a clinic's format is changed", "[durability][disk]")
{
    FaultyDisk disk;
    makeOldClinic(disk, 4);
    disk.keep();
    const auto newest = shippedMigrations()->last().version;
    const auto act = [&]() -> Result<> {
        TRY(disk.enter());
        return {};
    };
    const auto check = [&](bool) {
        const SignedIn signedIn = disk.enterWhole(); // goes on where it was broken off
        CHECK(formatVersion(*signedIn.database) == newest);
        CHECK(signedIn.person.name == u"Dr Ayanda Motau"_s);
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("any one call on the disk may fail while a backup is made", "[durability][disk]")
{
    BackupDisk disk;
    const auto act = [&] { return disk.backUp(); };
    const auto check = [&](bool isDone) {
        disk.endProgram();
        disk.checkListed(isDone);
        REQUIRE(disk.backUp()); // nothing that was left stands in the way of the next
        CHECK_FALSE(QFileInfo::exists(disk.stick + u"/dermis-backup.unfinished"_s));
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("any one call on the disk may fail while a backup is restored", "[durability][disk]")
{
    BackupDisk disk;
    REQUIRE(disk.backUp());
    disk.keep();
    const auto act = [&] { return disk.restore(); };
    const auto check = [&](bool isDone) {
        disk.endProgram();
        disk.checkRestored(isDone);
        disk.enterWhole();
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("any one call on the disk may fail while a password changes, and none is in force that the journal "
          "does not know",
          "[durability][disk]")
{
    FaultyDisk disk;
    const QString next = u"second words of mine"_s;
    const auto act = [&]() -> Result<> {
        const SignedIn signedIn = TRY(disk.enter());
        TRY(givePassword(*signedIn.database, signedIn.person.actor(), now().addSecs(60), signedIn.person,
                         next));
        return {};
    };
    const auto check = [&](bool isDone) {
        const bool isOld = unlock(disk.clinic.path, 1, disk.clinic.password).has_value();
        const bool isNew = unlock(disk.clinic.path, 1, next).has_value();
        CHECK(isOld != isNew);
        CHECK(isNew == isDone);
        const auto signedIn = signIn(disk.clinic.path, u"1"_s, isNew ? next : disk.clinic.password, now());
        REQUIRE(signedIn);
        checkWhole(*signedIn->database);
        CHECK((signedIn->person.passwordSetAt > now()) == isNew);
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("any one call on the disk may fail while a recovery key is made", "[durability][disk]")
{
    FaultyDisk disk;
    std::optional<RecoveryKey> printed;
    const auto act = [&]() -> Result<> {
        printed.reset();
        const SignedIn signedIn = TRY(disk.enter());
        printed.emplace(TRY(makeRecoveryKey(*signedIn.database, signedIn.person.actor(), now())));
        return {};
    };
    const auto check = [&](bool isDone) {
        const SignedIn signedIn = disk.enterWhole();
        CHECK(hasRecoveryKey(disk.clinic.path) == isDone);
        CHECK(practice(*signedIn.database)->recoveryKeyMadeAt.isValid() == isDone);
        if (isDone)
            CHECK(unlock(disk.clinic.path, *printed));
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("any one call on the disk may fail while a clinic gets a new key", "[durability][disk]")
{
    FaultyDisk disk;
    const QString next = u"second words of mine"_s;
    const auto act = [&]() -> Result<> {
        const auto opened = TRY(unlock(disk.clinic.path, 1, disk.clinic.password));
        TRY(offerKey(disk.clinic.path, opened.key));
        TRY(reencrypt(disk.clinic.path, {1, u"Dr Ayanda Motau"_s}, next, quick,
                      [](qint64, qint64) { return true; }));
        return {};
    };
    const auto check = [&](bool isDone) {
        const bool isNew = unlock(disk.clinic.path, 1, next).has_value();
        CHECK(isNew == isDone);
        const auto signedIn = signIn(disk.clinic.path, u"1"_s, isNew ? next : disk.clinic.password, now());
        REQUIRE(signedIn);
        checkWhole(*signedIn->database);
        CHECK_FALSE(QFileInfo::exists(disk.clinic.path + u".new-key"_s));
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}

TEST_CASE("any one call on the disk may fail while a clinic is made", "[durability][disk]")
{
    FaultyDisk disk;
    const QString path = disk.filePath(u"new.dermis"_s);
    const auto act = [&]() -> Result<> {
        NewClinic clinic = clinicOf(u"Protea Skin"_s, u"Dr Naledi Khumalo"_s);
        clinic.password = disk.clinic.password;
        clinic.derivation = quick;
        TRY(createClinic(path, clinic, now()));
        return {};
    };
    const auto check = [&](bool isDone) {
        if (!QFileInfo::exists(path)) {
            CHECK_FALSE(isDone);
            return;
        }
        const auto signedIn = signIn(path, u"1"_s, disk.clinic.password, now());
        REQUIRE(signedIn);
        checkWhole(*signedIn->database);
    };
    SECTION("a call fails")
    {
        disk.failEachCall(act, check);
    }
    SECTION("the disk is full")
    {
        disk.fillAtEachStep(act, check);
    }
}
