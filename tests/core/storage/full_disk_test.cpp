#include "core/storage/documents.h"
#include "core/storage/migrations.h"
#include "core/storage/verification.h"
#include "tests/core/storage/storage_fixture.h"
#include "tests/support/small_disk.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Result<> keep(Database &database, const QByteArray &bytes)
{
    auto transaction =
        TRY(Transaction::begin(database, Actor{}, QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC)));
    TRY(addDocument(transaction, bytes, u"image/png"_s));
    return transaction.commit();
}

/// Keeps documents until the disk is full; and checks that the last one left no trace.
void fill(Database &database)
{
    qint64 kept = 0;
    Result<> last;
    while (kept < 100 && (last = keep(database, QByteArray(40'000, static_cast<char>(kept)))))
        ++kept;
    REQUIRE_FALSE(last);
    CHECK(last.error().code == ErrorCode::DiskFull);
    CHECK(kept > 3);
    const VerifyReport report = must(verify(database));
    CHECK(report.isWhole());
    CHECK(report.documents == kept);
}

} // namespace

TEST_CASE("a file that may not grow says so and changes nothing", "[storage]")
{
    StorageFixture clinic;
    constexpr qint64 roomForDocuments = 60; // pages, whatever the tables take
    const qint64 pages = must(clinic.database->integer(u"PRAGMA page_count"_s));
    must(clinic.database->run(u"PRAGMA max_page_count = %1"_s.arg(pages + roomForDocuments)));
    fill(*clinic.database);
}

TEST_CASE("a full disk says so and changes nothing", "[storage]")
{
    const SmallDisk disk;
    if (!disk.isMounted()) {
        WARN("not checked: a small disk could not be mounted");
        return;
    }
    const auto database = must(Database::open(disk.path() + u"/clinic.dermis"_s, {.create = true}));
    must(migrate(*database, must(shippedMigrations()).first(2)));
    fill(*database);
}

TEST_CASE("a clinic on a write-protected disk is refused for writing and can be read", "[storage]")
{
    SmallDisk disk;
    if (!disk.isMounted()) {
        WARN("not checked: a small disk could not be mounted");
        return;
    }
    const QString path = disk.path() + u"/clinic.dermis"_s;
    must(migrate(*must(Database::open(path, {.create = true})), must(shippedMigrations()).first(2)));
    REQUIRE(disk.protect());
    CHECK(Database::open(path).error().code == ErrorCode::ReadOnly);
    const auto reader = Database::open(path, {.create = false, .readOnly = true});
    REQUIRE(reader);
    CHECK(must(verify(**reader)).isWhole());
}
