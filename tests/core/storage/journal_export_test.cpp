#include "core/storage/journal.h"
#include "core/storage/journal_export.h"
#include "tests/core/storage/storage_fixture.h"

#include <QBuffer>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class ExportFixture : public StorageFixture
{
public:
    ExportFixture()
    {
        const qint64 id = addThing(u"cream"_s);
        renameThing(id, 1, u"Ṋemuṱanzhela's \"balm\"\n\u2028"_s, u"wrong name"_s);
        addThing(u"gel"_s);
    }

    QByteArray exported()
    {
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        entries = must(exportJournal(*database, out));
        return out.data();
    }

    static VerifyReport check(QByteArray lines)
    {
        QBuffer in(&lines);
        in.open(QIODevice::ReadOnly);
        return must(verifyJournalExport(in));
    }

    qint64 entries = 0;
};

} // namespace

TEST_CASE_METHOD(ExportFixture, "an exported journal verifies by itself and ends at the file's head", "[storage]")
{
    const QByteArray lines = exported();
    const VerifyReport report = check(lines);
    CHECK(report.isWhole());
    CHECK(entries > 3);
    CHECK(report.entries == entries);
    CHECK(lines.count('\n') == entries);
    CHECK(report.head == QString::fromLatin1(must(journalHead(*database)).hash.toHex()));
}

TEST_CASE_METHOD(ExportFixture, "an exported journal names the entry whose line was altered", "[storage]")
{
    const QByteArray lines = exported();
    for (const auto &[from, to, what] : {std::tuple{"balm", "palm", "payload"}, {"wrong name", "right name", "payload"},
                                         {"\"revision\":2", "\"revision\":3", "chain"}}) {
        QByteArray altered = lines;
        const VerifyReport report = check(altered.replace(from, to));
        REQUIRE(report.firstDamage);
        CHECK(report.firstDamage->what == QString::fromLatin1(what));
        CHECK(report.firstDamage->table == u"thing"_s);
        CHECK(report.firstDamage->sequence == entries - 1);
    }
}

TEST_CASE_METHOD(ExportFixture, "an exported journal with a line taken out or swapped does not verify", "[storage]")
{
    QList<QByteArray> lines = exported().split('\n');
    lines.swapItemsAt(1, 2);
    CHECK(check(lines.join('\n')).firstDamage->sequence == 3);
    lines.swapItemsAt(1, 2);
    lines.removeAt(1);
    CHECK(check(lines.join('\n')).firstDamage->detail == u"journal entry 2 is missing"_s);
}

TEST_CASE_METHOD(ExportFixture, "a content that is missing without a certificate is told in an exported journal", "[storage]")
{
    tamper(u"DELETE FROM journal_payload WHERE sequence = 2;"_s);
    const QByteArray lines = exported();
    CHECK(lines.split('\n').at(1).endsWith("\"payload\":null,\"salt\":null}"));
    CHECK(check(lines).firstDamage->detail == u"the content of journal entry 2 is missing"_s);
}

TEST_CASE_METHOD(ExportFixture, "a file that is no journal is told by its line", "[storage]")
{
    CHECK(check("").firstDamage->detail == u"there is no journal entry in it"_s);
    CHECK(check("not a journal\n").firstDamage->detail == u"line 1 is not a journal entry"_s);
    const QByteArray lines = exported();
    CHECK(check(lines + "{}\n").firstDamage->sequence == entries + 1);
    CHECK(check(lines.chopped(20)).firstDamage->sequence == entries);
}

TEST_CASE_METHOD(ExportFixture, "an export can be stopped", "[storage]")
{
    for (int i = 0; i < 1100; ++i)
        addThing(u"cream %1"_s.arg(i));
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const auto stopped = exportJournal(*database, out, [](qint64) { return false; });
    REQUIRE(!stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(must(database->integer(u"SELECT count(*) FROM thing"_s)) == 1102);
}
