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
