#include "core/vault/vault_vfs.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/backup_runner.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"

#include <QDir>
#include <QSignalBlocker>
#include <QTest>
#include <QThreadPool>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000; // milliseconds, for a proof under a sanitizer

struct RunnerFixture : test::EncryptedClinic
{
    RunnerFixture()
    {
        REQUIRE(QDir().mkdir(stick));
        REQUIRE(
            saveBackupPlace(*own.database, own.person.actor(), clock.now(), {{}, 0, u"Stick"_s, stick, {}}));
        QObject::connect(&runner, &BackupRunner::ended, &context, [this](const Result<BackupRound> &round) {
            last = round ? Error{ErrorCode::Storage, u"done"_s} : round.error();
            ++rounds;
        });
    }
    /// Without the runner's own look for what is due, so that tests say when.
    void signInAs(Role role)
    {
        const QSignalBlocker quiet(context);
        context.setActor({StaffId(1), name, role});
    }
    bool waitForRounds(int count)
    {
        return QTest::qWaitFor([&] { return rounds == count && !runner.isRunning(); }, patience);
    }
    qsizetype made() const { return QDir(stick).entryList(QDir::Files).size(); }

    SignedIn own = signIn();
    QString stick = folder.filePath(u"stick"_s);
    test::ScriptedPrompter prompter;
    ClinicContext context{*own.database, clock, prompter};
    BackupRunner runner{context};
    Error last;
    int rounds = 0;
};

} // namespace

TEST_CASE_METHOD(RunnerFixture, "a due backup waits until somebody is signed in, whoever it is",
                 "[backup][gui]")
{
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning());
    signInAs(Role::Reception);
    runner.lookForDue();
    CHECK(runner.isRunning());
    REQUIRE(waitForRounds(1));
    CHECK(made() == 1);
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning()); // made for today
    clock.advanceMilliseconds(qint64(86'400'000));
    runner.lookForDue();
    REQUIRE(waitForRounds(2));
    CHECK(made() == 2);
}

TEST_CASE_METHOD(RunnerFixture, "by hand it is refused in core to who may not", "[backup][gui]")
{
    signInAs(Role::Nurse);
    runner.start(BackupCause::ByHand);
    REQUIRE(waitForRounds(1));
    CHECK(last.code == ErrorCode::NotAllowed);
    CHECK(made() == 0);
}

TEST_CASE_METHOD(RunnerFixture, "a backup that is stopped leaves nothing and is due again", "[backup][gui]")
{
    signInAs(Role::Owner);
    runner.start(BackupCause::Daily);
    runner.stop();
    REQUIRE(waitForRounds(1));
    CHECK(last.code == ErrorCode::Cancelled);
    CHECK(made() == 0);
    runner.lookForDue();
    REQUIRE(waitForRounds(2));
    CHECK(made() == 1);
}

TEST_CASE("a window that goes while a backup is made takes the key along", "[backup][gui]")
{
    test::EncryptedClinic clinic;
    const QString stick = clinic.folder.filePath(u"stick"_s);
    REQUIRE(QDir().mkdir(stick));
    {
        SignedIn own = clinic.signIn();
        REQUIRE(saveBackupPlace(*own.database, own.person.actor(), clinic.clock.now(),
                                {{}, 0, u"Stick"_s, stick, {}}));
        test::ScriptedPrompter prompter;
        ClinicContext context(*own.database, clinic.clock, prompter);
        context.setActor(own.person.actor());
        BackupRunner runner(context);
        runner.lookForDue();
        REQUIRE(runner.isRunning());
    }
    CHECK(QThreadPool::globalInstance()->waitForDone(patience));
    CHECK(offeredKey(clinic.path) == nullptr);
    CHECK(QDir(stick).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    SignedIn again = clinic.signIn();
    CHECK(*isDailyDue(*again.database, clinic.clock.now()));
}

TEST_CASE_METHOD(RunnerFixture, "closing wants a backup only of somebody's work", "[backup][gui]")
{
    CHECK_FALSE(runner.isWantedOnClose()); // nobody is signed in
    signInAs(Role::Nurse);
    CHECK(runner.isWantedOnClose());
    runner.start(BackupCause::OnClose);
    CHECK(runner.isWantedOnClose()); // it is being made
    REQUIRE(waitForRounds(1));
    CHECK_FALSE(runner.isWantedOnClose());
}

TEST_CASE_METHOD(RunnerFixture, "where backups stand is said in a few words", "[backup][gui]")
{
    BackupStanding standing = *backupStanding(*own.database, clock.now());
    CHECK(standingWords(standing, clock.today()) == u"No backup proven yet"_s);
    CHECK(standing.isTooOld);
    REQUIRE(createBackup(*own.database, own.person.actor(), clock, stick));
    standing = *backupStanding(*own.database, clock.now());
    CHECK(standingWords(standing, clock.today()) == u"Backup proven today 10:00"_s);
    CHECK(standingWords(standing, clock.today().addDays(1)) == u"Backup proven yesterday 10:00"_s);
    standing = *backupStanding(*own.database, clock.now().addDays(4));
    CHECK(standingWords(standing, clock.today().addDays(4)) == u"Backup too old: proven on 2 Mar, 10:00"_s);
}
