#include "core/storage/migrations.h"
#include "tests/durability/clinic_on_disk.h"
#include "tests/durability/written.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

TEST_CASE("a demo clinic that is broken off leaves no half clinic under its name", "[durability]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"demo.dermis"_s);
    const auto demo = [&path](int seed) {
        return Program::cli({u"demo"_s, u"--plain"_s, u"--patients"_s, u"25"_s, u"--day"_s, u"2026-03-02"_s, u"--seed"_s,
                             QString::number(seed), u"--json"_s, u"--clinic"_s, path});
    };
    QElapsedTimer whole;
    whole.start();
    auto undisturbed = demo(1);
    REQUIRE(undisturbed.finish() == 0);
    const int length = static_cast<int>(whole.nsecsElapsed() / 1000);
    REQUIRE(QFile::remove(path));

    for (int round = 0; round < rounds(4); ++round) {
        auto broken = demo(2 + round);
        broken.killAfter(QRandomGenerator::system()->bounded(length / 10, length * 9 / 10));
        if (broken.finish() == -1)
            CHECK_FALSE(QFileInfo::exists(path));
        QFile::remove(path);
    }
    auto again = demo(1);
    REQUIRE(again.finish() == 0);
    CHECK(again.output() == undisturbed.output());
    CHECK(QDir(folder.path()).entryList(QDir::Files) == QStringList{u"demo.dermis"_s});
    CHECK(Program::cli({u"verify"_s, u"--clinic"_s, path}).finish() == 0);
}

TEST_CASE("a backup that is broken off counts for nothing, and the next one clears up", "[durability]")
{
    const QTemporaryDir folder;
    const QDir stick(folder.filePath(u"stick"_s));
    REQUIRE(stick.mkpath(u"."_s));
    QFile password(folder.filePath(u"password"_s));
    REQUIRE(password.open(QIODevice::WriteOnly));
    password.write("four words nobody guesses\n");
    password.close();
    const QString path = folder.filePath(u"clinic.dermis"_s);
    const QStringList who{u"--password-file"_s, password.fileName(), u"--clinic"_s, path};
    REQUIRE(Program::cli(QStringList{u"demo"_s, u"--patients"_s, u"60"_s, u"--unlock-time"_s, u"1"_s} + who).finish() == 0);
    const auto backup = [&] {
        return Program::cli(QStringList{u"backup"_s, u"create"_s, u"--user"_s, u"1"_s, u"--to"_s, stick.path()} + who);
    };
    QElapsedTimer whole;
    whole.start();
    REQUIRE(backup().finish() == 0);
    const int length = static_cast<int>(whole.nsecsElapsed() / 1000);
    for (int round = 0; round < rounds(8); ++round)
        backup().killAfter(QRandomGenerator::system()->bounded(length));
    for (const QString &name : stick.entryList({u"*.dermis-backup"_s}, QDir::Files))
        CHECK(Program::cli({u"backup"_s, u"check"_s, stick.filePath(name), u"--user"_s, u"1"_s, u"--password-file"_s,
                            password.fileName()})
                  .finish() == 0);
    REQUIRE(backup().finish() == 0);
    CHECK(stick.entryList({u"dermis-backup.*"_s}, QDir::AllEntries | QDir::Hidden).isEmpty());
    CHECK(Program::cli(QStringList{u"verify"_s, u"--user"_s, u"1"_s} + who).finish() == 0);
}

TEST_CASE("a restore in place that is broken off leaves the old or the new clinic whole under the name", "[durability]")
{
    const QTemporaryDir folder;
    const QDir place(folder.path());
    const QDir stick(folder.filePath(u"stick"_s));
    REQUIRE(stick.mkpath(u"."_s));
    QFile password(folder.filePath(u"password"_s));
    REQUIRE(password.open(QIODevice::WriteOnly));
    password.write("four words nobody guesses\n");
    password.close();
    const QString path = folder.filePath(u"clinic.dermis"_s);
    const auto run = [&](const QStringList &verb) {
        return Program::cli(verb + QStringList{u"--user"_s, u"1"_s, u"--password-file"_s, password.fileName(), u"--clinic"_s, path});
    };
    REQUIRE(Program::cli({u"demo"_s, u"--patients"_s, u"60"_s, u"--unlock-time"_s, u"1"_s, u"--password-file"_s, password.fileName(),
                          u"--clinic"_s, path})
                .finish() == 0);
    REQUIRE(run({u"backup"_s, u"create"_s, u"--to"_s, stick.path()}).finish() == 0);
    const QString backup = stick.filePath(stick.entryList({u"*.dermis-backup"_s}, QDir::Files).first());
    REQUIRE(run({u"backup"_s, u"places"_s, u"add"_s, u"--name"_s, u"Stick"_s, u"--folder"_s, stick.path()}).finish() == 0);
    const auto restore = [&] { return run({u"restore"_s, backup, u"--in-place"_s}); };
    QElapsedTimer whole;
    whole.start();
    REQUIRE(restore().finish() == 0);
    const int length = static_cast<int>(whole.nsecsElapsed() / 1000);
    for (int round = 0; round < rounds(6); ++round) {
        auto broken = restore(); // most of the time goes to the two proofs, the exchange is at the end
        broken.killAfter(round % 2 == 0 ? QRandomGenerator::system()->bounded(length)
                                        : length * 3 / 4 + QRandomGenerator::system()->bounded(length / 4));
        INFO("round " << round);
        REQUIRE(run({u"verify"_s}).finish() == 0);
    }
    REQUIRE(restore().finish() == 0);
    CHECK(run({u"verify"_s}).finish() == 0);
    CHECK(place.entryList({u"dermis-backup.*"_s}, QDir::AllEntries | QDir::Hidden).isEmpty());
    CHECK_FALSE(QFileInfo::exists(path + u"-wal"_s));
}

TEST_CASE("a change of format that is broken off changes nothing", "[durability]")
{
    const ClinicOnDisk clinic;
    const auto shipped = shippedMigrations();
    const auto slow = slowMigrations();
    REQUIRE(shipped);
    REQUIRE(slow);
    for (int round = 0; round < rounds(5); ++round) {
        auto writer = Program::writer({u"migrate"_s, clinic.path});
        writer.waitForLines(1);
        writer.killAfter(QRandomGenerator::system()->bounded(150000));
        const auto database = clinic.open();
        CHECK(formatVersion(*database) == shipped->size());
        CHECK(database->integer(u"SELECT count(*) FROM sqlite_schema WHERE name LIKE 'slow%'"_s) == 0);
        checkWhole(*database);
    }
    REQUIRE(Program::writer({u"migrate"_s, clinic.path}).finish() == 0);
    const auto database = Database::open(clinic.path);
    REQUIRE(database);
    CHECK(formatVersion(**database) == slow->size());
    CHECK((*database)->integer(u"SELECT count(*) FROM slow"_s) == 800000);
}

TEST_CASE("a name beside which the log of another clinic lies is not taken", "[durability]")
{
    const ClinicOnDisk clinic;
    auto writer = Program::writer({u"save"_s, clinic.path, u"1"_s, u"0"_s});
    writer.waitForLines(3);
    writer.killAfter(0);
    REQUIRE(QFile::rename(clinic.path, clinic.folder.filePath(u"moved.dermis"_s)));
    const QStringList name{u"--clinic"_s, clinic.path};
    CHECK(Program::cli(QStringList{u"init"_s, u"--plain"_s, u"--practice"_s, u"P"_s, u"--doctor"_s, u"Dr D"_s} + name)
              .finish() == 3);
    CHECK(Program::cli(QStringList{u"demo"_s, u"--plain"_s, u"--patients"_s, u"1"_s} + name).finish() == 3);
    CHECK_FALSE(QFileInfo::exists(clinic.path));
    CHECK(QFileInfo::exists(clinic.path + u"-wal"_s));
}
