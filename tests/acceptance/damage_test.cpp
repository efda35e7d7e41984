#include "tests/acceptance/command_line.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageSize = 4096;

/// A plain demo clinic of a few patients, in a folder of its own.
class DamagedPractice
{
public:
    DamagedPractice()
    {
        REQUIRE(cli({u"demo"_s, u"--plain"_s, u"--patients"_s, u"20"_s, u"--seed"_s, u"3"_s, u"--day"_s, u"2026-03-02"_s}).exitCode == 0);
    }
    test::Ended cli(QStringList arguments) const
    {
        arguments << u"--clinic"_s << clinic;
        return test::dermisCli(arguments, folder.path());
    }
    /// Writes rubbish over a page; gives what was there.
    QByteArray writePage(qint64 page, const QByteArray &bytes = QByteArray(pageSize, '\xa5')) const
    {
        QFile file(clinic);
        REQUIRE(file.open(QIODevice::ReadWrite));
        REQUIRE(file.seek((page - 1) * pageSize));
        const QByteArray before = file.read(pageSize);
        REQUIRE(file.seek((page - 1) * pageSize));
        REQUIRE(file.write(bytes) == pageSize);
        return before;
    }
    qint64 pages() const { return QFile(clinic).size() / pageSize; }
    QByteArray bytes() const
    {
        QFile file(clinic);
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    QTemporaryDir folder;
    QString clinic = folder.filePath(u"practice.dermis"_s);
    QString salvaged = folder.filePath(u"salvaged.dermis"_s);
};

} // namespace

TEST_CASE("a clinic whose check fails is only read, says so each time, and is salvaged whole", "[acceptance]")
{
    const DamagedPractice practice;
    test::meddle(practice.clinic, u"UPDATE patient SET family_name = 'Somebody' WHERE id = 5"_s);
    CHECK(practice.cli({u"visit"_s, u"add"_s, u"1"_s}).exitCode == 0); // nobody knows yet
    CHECK(practice.cli({u"verify"_s}).exitCode == 5);
    const auto shown = practice.cli({u"patient"_s, u"show"_s, u"1"_s, u"--json"_s});
    CHECK(shown.exitCode == 0);
    CHECK_FALSE(shown.json().value(u"familyName"_s).toString().isEmpty());
    CHECK(shown.err.contains("is damaged: table patient, row 5"));
    CHECK(shown.err.contains("only read"));
    CHECK(shown.err.contains("salvage"));
    const QByteArray before = practice.bytes();
    for (const QStringList &write : {QStringList{u"visit"_s, u"add"_s, u"1"_s},
                                     QStringList{u"note"_s, u"add"_s, u"1"_s, u"--kind"_s, u"call"_s, u"--text"_s, u"x"_s},
                                     QStringList{u"patient"_s, u"add"_s, u"--family-name"_s, u"X"_s, u"--given-names"_s, u"Y"_s,
                                                 u"--birth-date"_s, u"1980-01-01"_s}}) {
        const auto refused = practice.cli(write + QStringList{u"--json"_s});
        CHECK(refused.exitCode == 5);
        CHECK(refused.json().value(u"error"_s).toObject().value(u"code"_s).toString() == u"damaged");
    }
    const auto done = practice.cli({u"salvage"_s, u"--to"_s, practice.salvaged, u"--json"_s});
    INFO(done.err.toStdString());
    CHECK(done.exitCode == 1); // the altered row is told
    CHECK(done.json().value(u"rows"_s).toArray().size() == 1);
    CHECK(practice.bytes() == before);
    CHECK(test::dermisCli({u"verify"_s, u"--clinic"_s, practice.salvaged}, practice.folder.path()).exitCode == 0);
    CHECK(test::dermisCli({u"visit"_s, u"add"_s, u"1"_s, u"--clinic"_s, practice.salvaged}, practice.folder.path()).exitCode == 0);
}

TEST_CASE("damage that was none is forgotten by a whole check", "[acceptance]")
{
    const DamagedPractice practice;
    const qint64 page = practice.pages() / 2;
    const QByteArray before = practice.writePage(page);
    CHECK(practice.cli({u"verify"_s}).exitCode == 5);
    CHECK(practice.cli({u"visit"_s, u"add"_s, u"1"_s}).exitCode == 5);
    practice.writePage(page, before);
    CHECK(practice.cli({u"visit"_s, u"add"_s, u"1"_s}).exitCode == 5);
    CHECK(practice.cli({u"verify"_s}).exitCode == 0);
    CHECK(practice.cli({u"visit"_s, u"add"_s, u"1"_s}).exitCode == 0);
}

TEST_CASE("a clinic that cannot be opened at all says what can be done", "[acceptance]")
{
    const DamagedPractice practice;
    practice.writePage(1);
    for (const QStringList &verb : {QStringList{u"patient"_s, u"show"_s, u"1"_s}, QStringList{u"verify"_s},
                                    QStringList{u"salvage"_s, u"--to"_s, practice.salvaged}}) {
        const auto ended = practice.cli(verb);
        INFO(ended.err.toStdString());
        CHECK(ended.exitCode == 5);
        CHECK(ended.err.contains("--backup"));
    }
    CHECK_FALSE(QFile::exists(practice.salvaged));
}

TEST_CASE("whichever page is lost, the program ends well and tells", "[acceptance]")
{
    const DamagedPractice practice;
    const QByteArray whole = practice.bytes();
    for (qint64 page = 2; page <= practice.pages(); page += practice.pages() / 12) {
        INFO("page " << page);
        practice.writePage(page);
        const auto checked = practice.cli({u"verify"_s});
        CHECK((checked.exitCode == 5 || checked.exitCode == 0)); // a page that nothing uses may be lost
        const auto listed = practice.cli({u"visit"_s, u"list"_s});
        CHECK((listed.exitCode == 0 || listed.exitCode == 5));
        const auto salvage = practice.cli({u"salvage"_s});
        INFO(salvage.err.toStdString());
        const bool isTold = salvage.exitCode == 5 && salvage.err.contains("restore a backup"); // it held what the others are found by
        CHECK((salvage.exitCode == 0 || salvage.exitCode == 1 || isTold));
        QFile::remove(practice.clinic + u"-damaged"_s);
        QFile file(practice.clinic);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(whole);
    }
}
