#include "core/base/canonical_json.h"
#include "core/storage/journal.h"
#include "tests/core/storage/storage_fixture.h"

#include <QCryptographicHash>
#include <QJsonObject>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QStringList namesOf(const QList<JournalRecord> &records)
{
    QStringList names;
    for (const JournalRecord &record : records)
        names << record.row.value(u"name"_s).toString();
    return names;
}

} // namespace

TEST_CASE("the example of docs/journal.md gives the digests that stand there", "[storage]")
{
    QByteArray salt;
    for (char i = 0; i < 32; ++i)
        salt += i;
    const QByteArray payload =
        u"{\"reason\":\"\",\"row\":{\"id\":7,\"name\":\"Kgošana\",\"revision\":1}}"_s.toUtf8();
    const JournalEntry entry{1, u"2026-03-02T08:00:00.000Z"_s, StaffId(2), u"patient"_s, 7,
                             1, payloadDigest(salt, payload),  {}};
    CHECK(entry.payloadDigest.toHex() == "e4b0972781f497e8fb2ffe23acf2fa786df5d9eb8e4a536715ac8c48dcb85e3f");
    CHECK(canonicalEntry(entry) ==
          "{\"actor\":2,\"at\":\"2026-03-02T08:00:00.000Z\","
          "\"payload\":\"e4b0972781f497e8fb2ffe23acf2fa786df5d9eb8e4a536715ac8c48dcb85e3f\","
          "\"revision\":1,\"row\":7,\"sequence\":1,\"table\":\"patient\"}");
    CHECK(entryHash(genesisHash(), entry).toHex() ==
          "97641d7cd0e99c9c8f6d7309fb5ebc9a6a81f2f162fa25387b170b17f3e980ad");
}

TEST_CASE_METHOD(StorageFixture, "the chain can be computed again from nothing but the file", "[storage]")
{
    const qint64 id = addThing(u"cream"_s);
    renameThing(id, 1, u"Ṋemuṱanzhela's \"balm\""_s, u"wrong name"_s);
    auto select = must(
        database->prepare(u"SELECT j.sequence, j.at, j.actor, j.table_name, j.row_id, j.revision, "
                          u"j.payload_digest, j.hash, p.salt, p.payload "
                          "FROM journal j JOIN journal_payload p USING (sequence) ORDER BY j.sequence"_s));
    must(select.run());
    QByteArray previous(32, '\0');
    int entries = 0;
    while (must(select.next())) {
        const QByteArray digest = sha256(select.bytes(8) + select.text(9).toUtf8());
        CHECK(digest == select.bytes(6));
        const QJsonObject entry{{u"sequence"_s, select.integer(0)},
                                {u"at"_s, select.text(1)},
                                {u"actor"_s, select.integer(2)},
                                {u"table"_s, select.text(3)},
                                {u"row"_s, select.integer(4)},
                                {u"revision"_s, select.integer(5)},
                                {u"payload"_s, QString::fromLatin1(digest.toHex())}};
        previous = sha256(previous + canonicalJson(entry));
        CHECK(previous == select.bytes(7));
        ++entries;
    }
    CHECK(entries == 3);
    CHECK(must(journalHead(*database)).hash == previous);
    CHECK(must(journalHead(*database)).sequence == 3);
}

TEST_CASE_METHOD(StorageFixture, "an entry holds no word of the row", "[storage]")
{
    addThing(u"secret"_s);
    CHECK(must(database->integer(
              u"SELECT count(*) FROM journal WHERE instr(hex(hash) || at || table_name, 'secret')"_s)) == 0);
    CHECK(must(database->integer(u"SELECT count(*) FROM journal_payload WHERE instr(payload, 'secret')"_s)) ==
          1);
}

TEST_CASE_METHOD(StorageFixture, "the same row twice has two digests, for the salt is new each time",
                 "[storage]")
{
    addThing(u"cream"_s);
    renameThing(1, 1, u"balm"_s);
    renameThing(1, 2, u"cream"_s);
    CHECK(must(database->integer(u"SELECT count(DISTINCT salt) FROM journal_payload"_s)) == 4);
}

TEST_CASE_METHOD(StorageFixture, "a row's history is every version of it, with who, when and why",
                 "[storage]")
{
    const qint64 id = addThing(u"cream"_s);
    addThing(u"another"_s);
    now = now.addSecs(3600);
    renameThing(id, 1, u"balm"_s, u"wrong name"_s);
    const auto history = must(historyOf(*database, u"thing"_s, id));
    REQUIRE(history.size() == 2);
    CHECK(namesOf(history) == QStringList{u"cream"_s, u"balm"_s});
    CHECK(history.last().entry.revision == 2);
    CHECK(history.last().entry.at == u"2026-03-02T09:00:00.000Z");
    CHECK(history.last().entry.actor == nurse.id);
    CHECK(history.first().reason.isEmpty());
    CHECK(history.last().reason == u"wrong name");
    CHECK(must(historyOf(*database, u"thing"_s, 99)).isEmpty());
}

TEST_CASE_METHOD(StorageFixture, "the journal is read newest first, page by page", "[storage]")
{
    for (int i = 1; i <= 5; ++i)
        addThing(QString::number(i));
    const auto page = must(journalPage(*database, 0, 3));
    CHECK(namesOf(page) == QStringList{u"5"_s, u"4"_s, u"3"_s});
    CHECK(namesOf(must(journalPage(*database, page.last().entry.sequence, 2))) ==
          QStringList{u"2"_s, u"1"_s});
    CHECK(must(journalPage(*database, 1, 3)).isEmpty());
}

TEST_CASE_METHOD(StorageFixture, "a patient's journal holds that patient's rows only", "[storage]")
{
    const qint64 mine = addThing(u"mine"_s, 7);
    addThing(u"somebody else's"_s, 8);
    renameThing(mine, 1, u"mine, renamed"_s);
    CHECK(namesOf(must(journalOfSubject(*database, 7, 0, 10))) == QStringList{u"mine, renamed"_s, u"mine"_s});
    CHECK(namesOf(must(journalOfSubject(*database, 7, 0, 1))) == QStringList{u"mine, renamed"_s});
    CHECK(must(journalOfSubject(*database, 9, 0, 10)).isEmpty());
}

TEST_CASE_METHOD(StorageFixture, "history stays readable when a payload was destroyed", "[storage]")
{
    const qint64 id = addThing(u"cream"_s);
    tamper(u"DELETE FROM journal_payload WHERE sequence = 2;"_s);
    const auto history = must(historyOf(*database, u"thing"_s, id));
    REQUIRE(history.size() == 1);
    CHECK(history.first().row.isEmpty());
    CHECK(history.first().entry.revision == 1);
}

TEST_CASE_METHOD(StorageFixture, "the same salts give the same chain", "[storage]")
{
    StorageFixture other;
    for (StorageFixture *clinic : {static_cast<StorageFixture *>(this), &other}) {
        must(clinic->database->run(u"DELETE FROM journal_payload"_s));
        must(clinic->database->run(u"DELETE FROM journal"_s));
        clinic->database->setSaltSource([] { return QByteArray(32, 's'); });
        clinic->addThing(u"cream"_s);
    }
    CHECK(must(journalHead(*database)).hash == must(journalHead(*other.database)).hash);
}
