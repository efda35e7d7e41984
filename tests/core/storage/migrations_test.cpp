#include "core/storage/migrations.h"
#include "core/storage/verification.h"
#include "tests/core/storage/storage_fixture.h"

#include <QFile>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class EmptyFile
{
public:
    bool hasTable(const QString &name)
    {
        return must(database->integer(u"SELECT count(*) FROM sqlite_schema WHERE name = '%1'"_s.arg(name))) ==
               1;
    }

    QTemporaryDir folder;
    std::unique_ptr<Database> database =
        must(Database::open(folder.filePath(u"x.dermis"_s), {.create = true}));
};

const Migration first{1, u"0001_a.sql"_s, u"CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);"_s};
const Migration second{2, u"0002_b.sql"_s, u"CREATE TABLE b (x INTEGER) STRICT; INSERT INTO a VALUES (2);"_s};

} // namespace

TEST_CASE("the shipped migrations make a whole clinic, in order and once", "[storage]")
{
    EmptyFile file;
    const auto migrations = must(shippedMigrations());
    CHECK(must(formatVersion(*file.database)) == 0);
    must(migrate(*file.database, migrations));
    CHECK(must(formatVersion(*file.database)) == migrations.size());
    must(migrate(*file.database, migrations));
    CHECK(must(verify(*file.database)).isWhole());
}

TEST_CASE("every journalled table has what the journal needs", "[storage]")
{
    EmptyFile file;
    must(migrate(*file.database, must(shippedMigrations())));
    CHECK(must(file.database->integer(u"SELECT count(*) FROM journalled_table"_s)) > 0);
    CHECK(must(file.database->integer(uR"(
        SELECT count(*) FROM journalled_table t
        WHERE (SELECT count(*) FROM pragma_table_info(t.name) WHERE name IN ('id', 'revision')) <> 2
           OR (t.subject_column IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = t.subject_column)))"_s)) ==
          0);
    CHECK(must(file.database->integer(uR"(
        SELECT count(*) FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND NOT strict)"_s)) ==
          0);
}

TEST_CASE("an older file gets only the steps it lacks", "[storage]")
{
    EmptyFile file;
    must(migrate(*file.database, {first}));
    must(migrate(*file.database, {first, second}));
    CHECK(must(file.database->integer(u"SELECT sum(x) FROM a"_s)) == 3);
}

TEST_CASE("a step that fails changes nothing, and the steps before it stand", "[storage]")
{
    EmptyFile file;
    const Migration broken{
        2, u"0002_broken.sql"_s,
        u"CREATE TABLE b (x INTEGER) STRICT; DELETE FROM a; INSERT INTO nowhere VALUES (1);"_s};
    const auto migrated = migrate(*file.database, {first, broken});
    REQUIRE_FALSE(migrated);
    CHECK(migrated.error().detail.contains(u"0002_broken.sql"));
    CHECK(must(formatVersion(*file.database)) == 1);
    CHECK_FALSE(file.hasTable(u"b"_s));
    CHECK(must(file.database->integer(u"SELECT count(*) FROM a"_s)) == 1);
    must(migrate(*file.database, {first, second}));
    CHECK(file.hasTable(u"b"_s));
}

TEST_CASE("a file of a newer program is refused and left as it is", "[storage]")
{
    EmptyFile file;
    must(migrate(*file.database, {first, second}));
    const auto migrated = migrate(*file.database, {first});
    REQUIRE_FALSE(migrated);
    CHECK(migrated.error().code == ErrorCode::NewerVersion);
    CHECK(must(formatVersion(*file.database)) == 2);
}

TEST_CASE("scanned pages of an older file stay as they were, and none's number is given again", "[storage]")
{
    EmptyFile file;
    const auto migrations = must(shippedMigrations());
    must(migrate(*file.database, migrations.first(29)));
    auto transaction = must(Transaction::begin(*file.database, {StaffId(1), u"Sr Zwane"_s, Role::Nurse}, QDateTime::fromSecsSinceEpoch(1'700'000'000)));
    must(transaction.insert(u"staff"_s, {{u"name"_s, u"Sr Zwane"_s}, {u"roles"_s, u"nurse"_s}, {u"hpcsa_number"_s, u""_s}, {u"active"_s, 1}}));
    for (int place = 1; place <= 2; ++place)
        must(transaction.insert(u"scan_page"_s, {{u"came_in"_s, QString(64, u'a')},
                                                 {u"place"_s, place},
                                                 {u"source"_s, u"stack.pdf"_s},
                                                 {u"received_by"_s, 1},
                                                 {u"received_at"_s, u"2023-11-14T22:13:20.000Z"_s},
                                                 {u"state"_s, u"unreadable"_s},
                                                 {u"note"_s, u"no code was found on it"_s}}));
    must(transaction.commit());
    SECTION("every page is as the journal says")
    {
        must(migrate(*file.database, migrations));
        CHECK(must(file.database->integer(u"SELECT count(*) FROM scan_page WHERE paper IS NULL AND title = '' AND left_patient IS NULL"_s)) == 2);
        CHECK(must(verify(*file.database)).isWhole());
    }
    SECTION("the last one was destroyed before")
    {
        must(file.database->run(u"DELETE FROM scan_page WHERE id = 2"_s));
        must(migrate(*file.database, migrations));
        CHECK(must(file.database->integer(u"SELECT seq FROM sqlite_sequence WHERE name = 'scan_page'"_s)) == 2);
    }
}

TEST_CASE_METHOD(StorageFixture, "the copy before a migration is a clinic of its own with every row",
                 "[storage]")
{
    addThing(u"cream"_s);
    const QString copy = must(copyBeforeMigration(*database, 3));
    addThing(u"after the copy"_s);
    CHECK(copy != must(copyBeforeMigration(*database, 3)));
    const auto opened = must(Database::open(copy));
    CHECK(must(opened->integer(u"SELECT count(*) FROM thing"_s)) == 1);
    CHECK(must(formatVersion(*opened)) == must(formatVersion(*database)));
    CHECK(must(verify(*opened)).isWhole());
}
