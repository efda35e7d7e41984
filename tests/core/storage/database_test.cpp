#include "tests/core/storage/storage_fixture.h"

#include <QFile>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <unistd.h>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QString textOf(Database &database, const QString &sql)
{
    auto select = must(database.prepare(sql));
    must(select.run());
    return must(select.next()) ? select.text(0) : QString();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

ErrorCode openingFails(const QString &path, const OpenOptions &options = {})
{
    const auto opened = Database::open(path, options);
    REQUIRE_FALSE(opened);
    CHECK_FALSE(opened.error().detail.isEmpty());
    return opened.error().code;
}

} // namespace

TEST_CASE("a new file is a clinic in WAL mode that keeps every commit and checks references", "[storage]")
{
    StorageFixture clinic;
    CHECK(must(clinic.database->integer(u"PRAGMA application_id"_s)) == Database::applicationId);
    CHECK(textOf(*clinic.database, u"PRAGMA journal_mode"_s) == u"wal");
    CHECK(must(clinic.database->integer(u"PRAGMA synchronous"_s)) == 2);
    CHECK(must(clinic.database->integer(u"PRAGMA foreign_keys"_s)) == 1);
}

TEST_CASE("what is not there or not a clinic is refused and left as it is", "[storage]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"x.dermis"_s);
    SECTION("a missing file")
    {
        CHECK(openingFails(path) == ErrorCode::NotFound);
        CHECK_FALSE(QFile::exists(path));
    }
    SECTION("a missing folder")
    {
        CHECK(openingFails(folder.filePath(u"none/x.dermis"_s), {.create = true}) == ErrorCode::Io);
    }
    SECTION("a folder")
    {
        CHECK(openingFails(folder.path()) == ErrorCode::InvalidInput);
    }
    SECTION("a file that exists, where a new one is wanted")
    {
        write(path, "kept");
        CHECK(openingFails(path, {.create = true}) == ErrorCode::InvalidInput);
        CHECK(QFile(path).size() == 4);
    }
    SECTION("an empty file, a text and somebody else's database")
    {
        const auto bytes = GENERATE(as<QByteArray>(), "", "Dear Doctor,\n");
        write(path, bytes);
        CHECK(openingFails(path) == ErrorCode::Damaged);
        CHECK(QFile(path).size() == bytes.size());
    }
    SECTION("a clinic whose first page was cut")
    {
        {
            StorageFixture clinic;
            must(clinic.database->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
            QFile::copy(clinic.path, path);
        }
        REQUIRE(QFile::resize(path, 1000));
        CHECK(openingFails(path) == ErrorCode::Damaged);
    }
}

TEST_CASE("a file name may hold any sign", "[storage]")
{
    const QTemporaryDir folder;
    const auto name = GENERATE(as<QString>(), u"a b.dermis"_s, u"50% off?.dermis"_s, u"#1&2.dermis"_s,
                               u"Kgošana's.dermis"_s);
    const QString path = folder.filePath(name);
    REQUIRE(Database::open(path, {.create = true}));
    CHECK(QFile::exists(path));
    CHECK(Database::open(path));
}

TEST_CASE("a file opened to be read only is never written", "[storage]")
{
    StorageFixture clinic;
    const auto reader = must(Database::open(clinic.path, {.create = false, .readOnly = true}));
    CHECK(must(reader->integer(u"SELECT count(*) FROM staff"_s)) == 1);
    const auto written = reader->run(u"DELETE FROM staff"_s);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::ReadOnly);
    const auto begun = Transaction::begin(*reader, clinic.nurse, clinic.now);
    REQUIRE_FALSE(begun);
    CHECK(begun.error().code == ErrorCode::ReadOnly);
}

TEST_CASE("a file without write permission is refused for writing", "[storage]")
{
    if (geteuid() == 0) {
        WARN("not checked: root may write every file");
        return;
    }
    StorageFixture clinic;
    clinic.database.reset();
    REQUIRE(QFile::setPermissions(clinic.path, QFileDevice::ReadOwner));
    CHECK(openingFails(clinic.path) == ErrorCode::ReadOnly);
}

TEST_CASE("a script is cut at statements, not at semicolons", "[storage]")
{
    StorageFixture clinic;
    must(clinic.database->runScript(uR"(
        -- One; two; three.
        CREATE TABLE word (text TEXT /* a; b */) STRICT;
        CREATE TABLE log (text TEXT) STRICT;
        CREATE TRIGGER word_logged AFTER INSERT ON word
        BEGIN
            INSERT INTO log VALUES (new.text);
            INSERT INTO log VALUES ('a; "b"');
        END;
        INSERT INTO word VALUES ('one; two''; three');
        -- The end;
    )"_s));
    CHECK(textOf(*clinic.database, u"SELECT text FROM word"_s) == u"one; two'; three");
    CHECK(textOf(*clinic.database, u"SELECT group_concat(text, '|') FROM log"_s) ==
          u"one; two'; three|a; \"b\"");
}

TEST_CASE("a script that ends in the middle of a statement is an error", "[storage]")
{
    StorageFixture clinic;
    const auto script = GENERATE(as<QString>(), u"CREATE TABLE a (x)"_s, u"CREATE TABLE a (x); SELECT '; "_s,
                                 u"CREATE TRIGGER t AFTER INSERT ON thing BEGIN SELECT 1;"_s);
    CHECK_FALSE(clinic.database->runScript(script));
}

TEST_CASE("a statement is prepared once and can be open twice", "[storage]")
{
    StorageFixture clinic;
    clinic.addThing(u"one"_s);
    clinic.addThing(u"two"_s);
    const QString sql = u"SELECT name FROM thing ORDER BY id"_s;
    auto outer = must(clinic.database->prepare(sql));
    must(outer.run());
    REQUIRE(must(outer.next()));
    {
        auto inner = must(clinic.database->prepare(sql));
        must(inner.run());
        REQUIRE(must(inner.next()));
        CHECK(inner.text(0) == u"one");
    }
    REQUIRE(must(outer.next()));
    CHECK(outer.text(0) == u"two");
}

TEST_CASE("a null text binds NULL and an empty one does not", "[storage]")
{
    StorageFixture clinic;
    auto select = must(clinic.database->prepare(u"SELECT :a IS NULL, :b IS NULL"_s));
    select.bind(u":a"_s, QString()).bind(u":b"_s, u""_s);
    must(select.run());
    REQUIRE(must(select.next()));
    CHECK(select.boolean(0));
    CHECK_FALSE(select.boolean(1));
}

TEST_CASE("a statement is given neither more nor fewer values than it has places", "[storage]")
{
    StorageFixture clinic;
    auto select = must(clinic.database->prepare(u"SELECT ?, ?"_s));
    SECTION("one too few")
    {
        CHECK(select.add(1).run().error().detail == u"a value was not given in SELECT ?, ?");
    }
    SECTION("one too many")
    {
        CHECK_FALSE(select.add(1).add(2).add(3).run());
    }
    SECTION("a name that is not there")
    {
        CHECK_FALSE(select.add(1).bind(u":a"_s, 2).run());
    }
}

TEST_CASE("a statement runs again with other values, and values are forgotten when it is given back", "[storage]")
{
    StorageFixture clinic;
    const QString sql = u"SELECT ? || 'x', ?"_s;
    {
        auto select = must(clinic.database->prepare(sql));
        for (const QString &text : {u"a"_s, u"b"_s}) {
            must(select.add(text).add(2.5).run());
            REQUIRE(must(select.next()));
            CHECK(select.text(0) == text + u'x');
            CHECK(select.real(1) == 2.5);
        }
    }
    CHECK_FALSE(must(clinic.database->prepare(sql)).run());
}

TEST_CASE("a row's columns say what they hold and read as they were bound", "[storage]")
{
    StorageFixture clinic;
    auto select = must(clinic.database->prepare(u"SELECT ?, ?, ?, ?, ?, ?"_s));
    const QString odd = QString::fromUtf8("Ṱhanyani \xf0\x9f\x99\x82 \"x\"");
    must(select.add(QVariant()).add(qint64(1) << 40).add(0.1).add(odd).add(QByteArray("\0\xff", 2)).add(true).run());
    REQUIRE(must(select.next()));
    CHECK(select.isNull(0));
    CHECK(select.text(0).isNull());
    CHECK(select.integer(1) == qint64(1) << 40);
    CHECK(select.stored(2) == Stored::Real);
    CHECK(select.text(3) == odd);
    CHECK(select.bytes(3) == odd.toUtf8());
    CHECK(select.stored(4) == Stored::Bytes);
    CHECK(select.bytes(4) == QByteArray("\0\xff", 2));
    CHECK(select.boolean(5));
    CHECK_FALSE(must(select.next()));
    CHECK_FALSE(must(select.next()));
}

TEST_CASE("a long search is stopped from another thread", "[storage]")
{
    StorageFixture clinic;
    std::atomic_bool done = false;
    std::thread impatient([&] {
        while (!done) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            clinic.database->interrupt();
        }
    });
    const auto counted = clinic.database->integer(
        u"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"_s);
    done = true;
    impatient.join();
    REQUIRE_FALSE(counted);
    CHECK(counted.error().code == ErrorCode::Cancelled);
    CHECK(must(clinic.database->integer(u"SELECT 7"_s)) == 7);
}

TEST_CASE("a second connection sees what was committed and is told that something was", "[storage]")
{
    StorageFixture clinic;
    const auto other = clinic.secondConnection();
    const qint64 before = must(other->dataVersion());
    {
        auto transaction = clinic.begin();
        must(transaction.insert(u"thing"_s, {{u"name"_s, u"cream"_s}, {u"subject"_s, 1}}));
        CHECK(must(other->integer(u"SELECT count(*) FROM thing"_s)) == 0);
        must(transaction.commit());
    }
    CHECK(must(other->integer(u"SELECT count(*) FROM thing"_s)) == 1);
    CHECK(must(other->dataVersion()) != before);
}
