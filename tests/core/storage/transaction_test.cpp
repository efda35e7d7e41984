#include "core/storage/journal.h"
#include "core/storage/verification.h"
#include "tests/core/storage/storage_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

qint64 countOf(StorageFixture &clinic, const QString &table)
{
    return must(clinic.database->integer(u"SELECT count(*) FROM "_s + table));
}

} // namespace

TEST_CASE_METHOD(StorageFixture, "a committed row stands at revision one with one journal entry", "[storage]")
{
    const qint64 entries = countOf(*this, u"journal"_s);
    const qint64 id = addThing(u"cream"_s);
    CHECK(must(database->integer(u"SELECT revision FROM thing WHERE id = %1"_s.arg(id))) == 1);
    CHECK(countOf(*this, u"journal"_s) == entries + 1);
}

TEST_CASE_METHOD(StorageFixture, "what is not committed leaves neither row nor entry nor draft", "[storage]")
{
    const JournalHead before = must(journalHead(*database));
    {
        auto transaction = begin();
        must(transaction.insert(u"thing"_s, {{u"name"_s, u"cream"_s}, {u"subject"_s, 1}}));
        auto index = must(transaction.prepare(u"INSERT INTO thing_index VALUES (1)"_s));
        must(index.run());
    }
    CHECK(countOf(*this, u"thing"_s) == 0);
    CHECK(countOf(*this, u"thing_index"_s) == 0);
    CHECK(must(journalHead(*database)).hash == before.hash);
    addThing(u"the next act works"_s);
}

TEST_CASE_METHOD(StorageFixture, "a transaction that was moved ends once", "[storage]")
{
    auto first = begin();
    must(first.insert(u"thing"_s, {{u"name"_s, u"cream"_s}, {u"subject"_s, 1}}));
    Transaction second = std::move(first);
    must(second.insert(u"thing"_s, {{u"name"_s, u"serum"_s}, {u"subject"_s, 1}}));
    must(second.commit());
    CHECK(countOf(*this, u"thing"_s) == 2);
    CHECK(must(verify(*database)).isWhole());
}

TEST_CASE_METHOD(StorageFixture, "a change gives the next revision", "[storage]")
{
    const qint64 id = addThing(u"cream"_s);
    auto transaction = begin();
    CHECK(must(transaction.update(u"thing"_s, id, 1, {{u"name"_s, u"serum"_s}})) == 2);
    CHECK(must(transaction.update(u"thing"_s, id, 2, {{u"remark"_s, u"cold"_s}})) == 3);
    must(transaction.commit());
    CHECK(must(database->integer(u"SELECT revision FROM thing"_s)) == 3);
}

TEST_CASE_METHOD(StorageFixture,
                 "a change to a row that somebody else changed is a conflict and changes nothing",
                 "[storage]")
{
    const qint64 id = addThing(u"cream"_s);
    renameThing(id, 1, u"serum"_s);
    {
        auto transaction = begin();
        const auto late = transaction.update(u"thing"_s, id, 1, {{u"name"_s, u"balm"_s}});
        REQUIRE_FALSE(late);
        CHECK(late.error().code == ErrorCode::Conflict);
        CHECK_FALSE(late.error().detail.contains(u"balm"));
    }
    CHECK(must(database->integer(u"SELECT count(*) FROM thing WHERE name = 'serum'"_s)) == 1);
    auto transaction = begin();
    CHECK(transaction.update(u"thing"_s, id + 1, 1, {{u"name"_s, u"balm"_s}}).error().code ==
          ErrorCode::Conflict);
}

TEST_CASE_METHOD(StorageFixture, "a value that the table forbids is refused without naming it", "[storage]")
{
    auto transaction = begin();
    const auto refused = transaction.insert(u"thing"_s, {{u"name"_s, u" "_s}, {u"subject"_s, 1}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Storage);
    must(transaction.insert(u"thing"_s, {{u"name"_s, u"the act goes on"_s}, {u"subject"_s, 1}}));
    must(transaction.commit());
    CHECK(must(verify(*database)).isWhole());
}

TEST_CASE_METHOD(StorageFixture, "a table that the journal does not know cannot be written as if it were",
                 "[storage]")
{
    must(database->run(u"CREATE TABLE loose (id INTEGER PRIMARY KEY, revision INTEGER) STRICT"_s));
    auto transaction = begin();
    CHECK_FALSE(transaction.insert(u"loose"_s, {{u"id"_s, 1}}));
}

TEST_CASE_METHOD(StorageFixture, "only one writes at a time, and the other is told", "[storage]")
{
    const auto other = secondConnection();
    must(other->run(u"PRAGMA busy_timeout = 20"_s));
    auto transaction = begin();
    const auto refused = Transaction::begin(*other, nurse, now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Busy);
    must(transaction.commit());
    CHECK(Transaction::begin(*other, nurse, now));
}

TEST_CASE_METHOD(StorageFixture, "two connections that write in turn make one chain", "[storage]")
{
    const auto other = secondConnection();
    for (int i = 0; i < 5; ++i) {
        addThing(u"here %1"_s.arg(i));
        auto transaction = must(Transaction::begin(*other, nurse, now));
        must(transaction.insert(u"thing"_s, {{u"name"_s, u"there %1"_s.arg(i)}, {u"subject"_s, 1}}));
        must(transaction.commit());
    }
    const VerifyReport report = must(verify(*database));
    CHECK(report.isWhole());
    CHECK(report.entries == 11);
}

TEST_CASE_METHOD(StorageFixture, "values of every kind are journalled as they are kept", "[storage]")
{
    const QString odd = u"O'Brien \"x\"\\ \t\n Ṋemuṱanzhela 😀 {\"row\":{}} ,\"row\":{"_s;
    auto transaction = begin(odd);
    const qint64 id = must(transaction.insert(u"thing"_s, {{u"name"_s, odd},
                                                           {u"subject"_s, Q_INT64_C(9007199254740993)},
                                                           {u"remark"_s, u""_s},
                                                           {u"amount"_s, 0.1},
                                                           {u"picture"_s, QByteArray("\x00\xff\n", 3)}}));
    must(transaction.insert(u"thing"_s, {{u"name"_s, u"nothing else"_s}, {u"subject"_s, 1}}));
    must(transaction.commit());
    const JournalRecord record = must(historyOf(*database, u"thing"_s, id)).first();
    CHECK(record.reason == odd);
    CHECK(record.row.value(u"name"_s).toString() == odd);
    CHECK(record.row.value(u"amount"_s).toDouble() == 0.1);
    CHECK(record.row.value(u"picture"_s).toString() == u"base64:AP8K");
    CHECK(record.row.value(u"remark"_s).toString(u"absent"_s).isEmpty());
    CHECK(must(verify(*database)).isWhole());
}
