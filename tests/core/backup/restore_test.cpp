#include "core/access/passwords.h"
#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/storage/journal.h"
#include "tests/core/backup/backup_fixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(BackupFixture, "a backup restores to the clinic it was made of, and says so in its journal",
                 "[backup]")
{
    const BackupContents before = *contentsOf(database(), clock.now());
    const Backup made = backedUp();
    signedIn.database.reset();
    REQUIRE(QFile::remove(path)); // a bare machine
    const QString to = folder.filePath(u"again.dermis"_s);
    clock.advanceMilliseconds(86'400'000);
    const auto restored = restoreBackup(made.path(), unlocked(made.path()), to, clock);
    REQUIRE(restored);
    CHECK(restored->contents == before);
    CHECK(restored->report.isWhole());
    CHECK(restored->sha256 == made.sha256);
    CHECK(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot) ==
          QStringList{u"again.dermis"_s, u"stick"_s});

    const auto opened = signIn(to, u"Dr Thandeka Mabuza"_s, password, clock.now());
    REQUIRE(opened);
    CHECK(verifyClinic(*opened->database)->isWhole());
    const auto page = journalPage(*opened->database, 0, 4); // between them the backup and its proof, which restoring listed
    CHECK(page->first().entry.table == u"restored_from"_s);
    CHECK(page->first().entry.actor == opened->person.id);
    CHECK(page->first().row.value(u"sha256"_s).toString() == made.sha256);
    CHECK(QString::fromLatin1(page->last().entry.hash.toHex()) == before.head);
    const auto newest = newestBackup(*opened->database);
    CHECK(newest->first().path() == made.path());
    CHECK(newest->first().sha256 == made.sha256);
    CHECK(newest->first().provenAt == clock.now());
    CHECK(proofOf(*opened->database, newest->first())->value().rows == before.rows);
}

TEST_CASE_METHOD(BackupFixture, "every password of the day opens a backup, and no other", "[backup]")
{
    const Backup made = backedUp();
    CHECK(unlockBackup(made.path(), u"sr lindiwe ZWANE"_s, password));
    CHECK(unlockBackup(made.path(), u"1"_s, password));
    CHECK(unlockBackup(made.path(), u"1"_s, u"another password"_s).error().code == ErrorCode::NotAllowed);
    CHECK(unlockBackup(made.path(), u"Nobody"_s, password).error().code == ErrorCode::NotFound);
    CHECK(unlockBackup(made.path(), RecoveryKey::random()).error().code == ErrorCode::NotFound);

    REQUIRE(givePassword(database(), owner(), clock.now(), signedIn.person, u"a later password"_s));
    CHECK(unlockBackup(made.path(), u"1"_s, password));
    CHECK(unlockBackup(made.path(), u"1"_s, u"a later password"_s).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(BackupFixture, "the printed recovery key restores a backup as the owner", "[backup]")
{
    const auto key = makeRecoveryKey(database(), owner(), clock.now());
    REQUIRE(key);
    const Backup made = backedUp();
    CHECK(unlockBackup(made.path(), RecoveryKey::random()).error().code == ErrorCode::NotAllowed);
    const auto typed = RecoveryKey::fromText(key->text());
    const auto opened = unlockBackup(made.path(), *typed);
    REQUIRE(opened);
    const QString to = folder.filePath(u"again.dermis"_s);
    REQUIRE(restoreBackup(made.path(), *opened, to, clock));
    const auto entered = unlock(to, *typed);
    REQUIRE(entered);
    const auto clinic = openUnlocked(to, *entered, clock.now());
    REQUIRE(clinic);
    CHECK(verifyClinic(*clinic->database)->isWhole());
}

TEST_CASE_METHOD(BackupFixture, "a restore never touches a file that is there", "[backup]")
{
    const Backup made = backedUp();
    const QString to = folder.filePath(u"taken.dermis"_s);
    write(to, "mine");
    CHECK(restoreBackup(made.path(), unlocked(made.path()), to, clock).error().code ==
          ErrorCode::InvalidInput);
    CHECK(bytesOf(to) == "mine");
}

TEST_CASE_METHOD(BackupFixture, "a restore that is stopped leaves nothing", "[backup]")
{
    const Backup made = backedUp();
    const QString place = folder.filePath(u"new"_s);
    REQUIRE(QDir().mkdir(place));
    const auto stopped = restoreBackup(made.path(), unlocked(made.path()), place + u"/clinic.dermis"_s, clock,
                                       [](BackupStep, qint64, qint64) { return false; });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(QDir(place).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

TEST_CASE_METHOD(BackupFixture, "a check restores beside the backup and leaves only the backup", "[backup]")
{
    const Backup made = backedUp();
    const auto checked = checkBackup(made.path(), unlocked(made.path()), clock);
    REQUIRE(checked);
    CHECK(checked->sha256 == made.sha256);
    CHECK(checked->contents.head == made.head);
    CHECK(filesInTarget() == QStringList{made.fileName});
}
