#include "core/storage/documents.h"
#include "core/storage/journal.h"
#include "core/storage/verification.h"
#include "tests/core/storage/storage_fixture.h"

#include <QFile>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Entry 1 is the nurse, 2 and 4 are thing 1, 3 is thing 2, 5 is the document.
class FilledClinic : public StorageFixture
{
public:
    FilledClinic()
    {
        const qint64 id = addThing(u"cream"_s);
        addThing(u"serum"_s);
        renameThing(id, 1, u"balm"_s, u"wrong name"_s);
        auto transaction = begin();
        must(addDocument(transaction, "sheet", u"application/pdf"_s));
        must(transaction.commit());
    }

    Damage damage()
    {
        const VerifyReport report = must(verify(*database));
        REQUIRE_FALSE(report.isWhole());
        return *report.firstDamage;
    }
};

} // namespace

TEST_CASE_METHOD(FilledClinic, "an untouched clinic is whole and every part was counted", "[storage]")
{
    const VerifyReport report = must(verify(*database));
    CHECK(report.isWhole());
    CHECK(report.entries == 5);
    CHECK(report.rows == 4);
    CHECK(report.documents == 1);
    CHECK(report.head == QString::fromLatin1(must(journalHead(*database)).hash.toHex()));
}

TEST_CASE_METHOD(FilledClinic, "a reason and a text that look like the start of a row are no damage", "[storage]")
{
    const qint64 id = addThing(u"x\",\"row\":{\"id\":1}"_s);
    renameThing(id, 1, u",\"row\":{"_s, u"was \",\"row\":{\"id\":9"_s);
    CHECK(must(verify(*database)).isWhole());
}

TEST_CASE_METHOD(FilledClinic, "whatever is altered in an entry, the entry is named", "[storage]")
{
    const auto change = GENERATE(as<QString>(), u"at = '2026-03-02T08:00:00.001Z'"_s, u"actor = 0"_s,
                                 u"table_name = 'staff'"_s, u"row_id = 77"_s, u"revision = 9"_s,
                                 u"payload_digest = zeroblob(32)"_s, u"hash = zeroblob(32)"_s);
    tamper(u"UPDATE journal SET %1 WHERE sequence = 3;"_s.arg(change));
    const Damage found = damage();
    CHECK(found.what == u"chain");
    CHECK(found.sequence == 3);
}

TEST_CASE_METHOD(FilledClinic, "a flipped bit of payload or salt is found", "[storage]")
{
    const auto change = GENERATE(as<QString>(), u"payload = replace(payload, 'serum', 'serun')"_s,
                                 u"salt = zeroblob(32)"_s, u"payload = ''"_s);
    tamper(u"UPDATE journal_payload SET %1 WHERE sequence = 3;"_s.arg(change));
    const Damage found = damage();
    CHECK(found.what == u"payload");
    CHECK(found.sequence == 3);
    CHECK(found.table == u"thing");
    CHECK(found.row == 2);
    CHECK_FALSE(found.detail.contains(u"seru"));
}

TEST_CASE_METHOD(FilledClinic, "a payload that is gone is found", "[storage]")
{
    tamper(u"DELETE FROM journal_payload WHERE sequence = 2;"_s);
    CHECK(damage().what == u"payload");
    CHECK(damage().sequence == 2);
}

TEST_CASE_METHOD(FilledClinic, "an entry taken out of the middle is found", "[storage]")
{
    const int sequence = GENERATE(1, 3);
    tamper(u"DELETE FROM journal_payload WHERE sequence = %1; DELETE FROM journal WHERE sequence = %1;"_s.arg(
        sequence));
    CHECK(damage().what == u"chain");
    CHECK(damage().detail == u"journal entry %1 is missing"_s.arg(sequence));
}

TEST_CASE_METHOD(FilledClinic, "an altered row is named", "[storage]")
{
    const auto change = GENERATE(as<QString>(), u"name = 'Balm'"_s, u"remark = ''"_s, u"amount = 0.5"_s,
                                 u"revision = 1"_s, u"subject = 2"_s, u"picture = x'00'"_s);
    tamper(u"UPDATE thing SET %1 WHERE id = 1;"_s.arg(change));
    const Damage found = damage();
    CHECK(found.what == u"row");
    CHECK(found.table == u"thing");
    CHECK(found.row == 1);
    CHECK_FALSE(found.detail.contains(u"balm", Qt::CaseInsensitive));
}

TEST_CASE_METHOD(FilledClinic, "a row taken out or slipped in is named", "[storage]")
{
    const auto [sql, row] = GENERATE(table<QString, int>({
        {u"DELETE FROM thing WHERE id = 1;"_s, 1},
        {u"DELETE FROM thing WHERE id = 2;"_s, 2},
        {u"INSERT INTO thing VALUES (3, 1, 1, 'x', NULL, NULL, NULL);"_s, 3},
        {u"INSERT INTO thing VALUES (-1, 1, 1, 'x', NULL, NULL, NULL);"_s, -1},
        {u"UPDATE thing SET id = 9 WHERE id = 2;"_s, 2},
    }));
    tamper(sql);
    CHECK(damage().what == u"row");
    CHECK(damage().row == row);
}

TEST_CASE_METHOD(FilledClinic, "an older version put back in place of the newest is found", "[storage]")
{
    tamper(u"UPDATE thing SET name = 'cream', revision = 1 WHERE id = 1;"_s);
    CHECK(damage().what == u"row");
    CHECK(damage().row == 1);
}

TEST_CASE_METHOD(FilledClinic,
                 "a row changed together with payload, digest and hash breaks the chain after it",
                 "[storage]")
{
    const QByteArray salt(32, 'x');
    const QByteArray payload =
        "{\"reason\":\"\",\"row\":{\"amount\":null,\"id\":2,\"name\":\"forged\",\"picture\":null,"
        "\"remark\":null,\"revision\":1,\"subject\":1}}";
    const QByteArray before = must(historyOf(*database, u"thing"_s, 1)).first().entry.hash;
    JournalEntry entry = must(historyOf(*database, u"thing"_s, 2)).first().entry;
    entry.payloadDigest = payloadDigest(salt, payload);
    const QByteArray forged = entryHash(before, entry);
    tamper(u"UPDATE thing SET name = 'forged' WHERE id = 2;"
           "UPDATE journal_payload SET salt = x'%1', payload = '%2' WHERE sequence = 3;"
           "UPDATE journal SET payload_digest = x'%3', hash = x'%4' WHERE sequence = 3;"_s.arg(
               QString::fromLatin1(salt.toHex()), QString::fromUtf8(payload),
               QString::fromLatin1(entry.payloadDigest.toHex()), QString::fromLatin1(forged.toHex())));
    CHECK(damage().what == u"chain");
    CHECK(damage().sequence == 4);
}

TEST_CASE_METHOD(FilledClinic, "a tail cut off whole is told only by the head", "[storage]")
{
    const QString head = must(verify(*database)).head;
    tamper(u"DELETE FROM document_content; DELETE FROM document;"
           "DELETE FROM journal_payload WHERE sequence = 5; DELETE FROM journal WHERE sequence = 5;"_s);
    const VerifyReport report = must(verify(*database));
    CHECK(report.isWhole());
    CHECK(report.head != head);
}

TEST_CASE_METHOD(FilledClinic, "altered, lost or renamed documents are found", "[storage]")
{
    const auto sql = GENERATE(as<QString>(), u"UPDATE document_content SET bytes = x'00';"_s,
                              u"DELETE FROM document_content;"_s);
    tamper(sql);
    CHECK(damage().what == u"document");
    CHECK(damage().row == 1);
}

TEST_CASE_METHOD(FilledClinic, "bytes scribbled over the file are found", "[storage]")
{
    must(database->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    const qint64 page = must(database->integer(u"SELECT rootpage FROM sqlite_schema WHERE name = 'thing'"_s));
    database.reset();
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.seek((page - 1) * 4096));
    file.write(QByteArray(200, '\x5a'));
    file.close();
    database = must(Database::open(path));
    CHECK(damage().what == u"file");
}

TEST_CASE_METHOD(FilledClinic, "a reference to nothing is found", "[storage]")
{
    tamper(u"INSERT INTO document_content VALUES ('x', x'00');"_s);
    CHECK(damage().table == u"document_content");
}

TEST_CASE_METHOD(FilledClinic, "columns that a later format added are as it made them, or found", "[storage]")
{
    tamper(
        u"ALTER TABLE thing ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'; ALTER TABLE thing ADD COLUMN seen_at TEXT;"_s);
    CHECK(must(verify(*database)).isWhole());
    renameThing(2, 1, u"oil"_s); // its payload tells of them
    CHECK(must(verify(*database)).isWhole());
    SECTION("a value that the journal does not know, in a row from before")
    {
        tamper(u"UPDATE thing SET colour = 'red' WHERE id = 1;"_s);
        CHECK(damage().row == 1);
    }
    SECTION("and in a row whose payload tells of it")
    {
        tamper(u"UPDATE thing SET seen_at = '2026' WHERE id = 2;"_s);
        CHECK(damage().row == 2);
    }
    SECTION("an older column beside them")
    {
        tamper(u"UPDATE thing SET name = 'gel' WHERE id = 1;"_s);
        CHECK(damage().row == 1);
    }
}

TEST_CASE_METHOD(FilledClinic, "the checks of the rooms above are asked last", "[storage]")
{
    int asked = 0;
    const ExtraCheck check = [&](Database &) -> Result<std::optional<Damage>> {
        ++asked;
        return Damage{u"answers"_s, u"thing"_s, 2, 0, u"differs"_s};
    };
    CHECK(must(verify(*database, {check})).firstDamage->what == u"answers");
    tamper(u"UPDATE thing SET name = 'x';"_s);
    CHECK(must(verify(*database, {check})).firstDamage->what == u"row");
    CHECK(asked == 1);
}

TEST_CASE_METHOD(FilledClinic, "checking leaves the file free for the next act", "[storage]")
{
    CHECK(must(verify(*database)).isWhole());
    addThing(u"later"_s);
    const auto reader = must(Database::open(path, {.create = false, .readOnly = true}));
    CHECK(must(verify(*reader)).isWhole());
}
