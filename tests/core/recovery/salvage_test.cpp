#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/patients/patient_repository.h"
#include "core/patients/patient_search.h"
#include "core/recovery/recovery.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/journal.h"
#include "tests/core/recovery/damaged_file.h"
#include "tests/support/must.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QFile>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class DamagedDemo : public DemoFile
{
public:
    RecoveredClinic salvage() const
    {
        const QByteArray before = bytes();
        const auto clinic = salvageClinic(path, std::nullopt, salvaged, clock);
        if (!clinic)
            UNSCOPED_INFO(clinic.error().detail.toStdString());
        REQUIRE(clinic);
        CHECK(bytes() == before);
        return *clinic;
    }
    std::unique_ptr<Database> opened() const
    {
        auto database = openClinic(salvaged, clock.now());
        REQUIRE(database);
        return std::move(*database);
    }
    /// Every row but those a salvage adds.
    static QMap<QString, QMap<qint64, QString>> recordsOf(const QString &path)
    {
        auto rows = rowsOf(path);
        rows.remove(u"salvage"_s);
        rows.remove(u"lost_document"_s);
        return rows;
    }
    QMap<QString, QMap<qint64, QString>> rowsBefore = recordsOf(path);
    FixedClock clock{QDateTime(QDate(2026, 3, 3), QTime(8, 0), Qt::UTC)};
};

QString headOf(const QString &path)
{
    const auto database = Database::open(path, {.readOnly = true});
    REQUIRE(database);
    return QString::fromLatin1(journalHead(**database)->hash.toHex());
}

} // namespace

TEST_CASE_METHOD(DamagedDemo, "an undamaged clinic is salvaged whole, with its journal, documents and drafts", "[recovery]")
{
    const Draft draft{{1, u"note"_s, StaffId(2)}, R"({"text":"half a sentence"})", clock.now(), 0};
    {
        const auto database = Database::open(path);
        REQUIRE(saveDraft(**database, draft));
        REQUIRE((*database)->run(u"PRAGMA journal_mode = DELETE"_s));
    }
    const QString head = headOf(path);
    const RecoveredClinic clinic = salvage();
    CHECK(clinic.report.isAllThere());
    CHECK(clinic.report.stoppedAt.isEmpty());
    CHECK(clinic.report.entriesAnew == 0);
    CHECK(clinic.report.head == head);
    CHECK(clinic.report.documents == clinic.whole.documents);
    CHECK(recordsOf(salvaged) == rowsBefore);
    const auto database = opened();
    CHECK(must(verifyClinic(*database)).isWhole());
    const auto kept = must(findDraft(*database, draft.key));
    REQUIRE(kept);
    CHECK(kept->body == draft.body);
    CHECK(must(database->integer(u"SELECT last FROM file_number_counter"_s)) == 20);
    CHECK(must(database->integer(u"SELECT entries_kept FROM salvage"_s)) == clinic.report.entriesKept);
}

TEST_CASE_METHOD(DamagedDemo, "a lost page of a table costs nothing: the journal has its rows", "[recovery]")
{
    const auto table = GENERATE(as<QString>(), u"patient"_s, u"visit"_s, u"response"_s, u"assessment"_s, u"answer"_s, u"staff"_s,
                                u"patient_name"_s, u"sqlite_autoindex_document_1"_s, u"journal_row"_s);
    const QList<qint64> pages = pagesOf(table);
    INFO(table.toStdString() << " has pages " << pages.size());
    destroyPage(pages.last());
    const RecoveredClinic clinic = salvage();
    CHECK(clinic.report.isAllThere());
    CHECK(recordsOf(salvaged) == rowsBefore);
}

TEST_CASE_METHOD(DamagedDemo, "a lost page of the journal breaks the chain; what lies behind comes over anew", "[recovery]")
{
    const auto table = GENERATE(as<QString>(), u"journal"_s, u"journal_payload"_s);
    const QList<qint64> pages = pagesOf(table);
    REQUIRE(pages.size() > 3);
    destroyPage(pages.at(pages.size() / 2));
    const RecoveredClinic clinic = salvage();
    INFO(clinic.report.stoppedAt.toStdString());
    CHECK(clinic.report.stoppedAt.contains(u"journal entry"));
    CHECK(clinic.report.entriesKept > 0);
    CHECK(clinic.report.entriesAnew > 0);
    CHECK(clinic.report.entriesLost > 0);
    for (const Loss &loss : clinic.report.rows)
        UNSCOPED_INFO(loss.table.toStdString() << ' ' << loss.row << ' ' << loss.sequence << ' ' << loss.detail.toStdString());
    CHECK(clinic.report.rows.isEmpty()); // the tables still had what the journal lost
    CHECK(recordsOf(salvaged) == rowsBefore);
    const auto database = opened();
    const auto page = must(journalPage(*database, 0, 500));
    const bool saysFromWhere = std::ranges::any_of(
        page, [](const JournalRecord &record) { return record.reason.startsWith(u"salvaged: entry "_s); });
    CHECK(saysFromWhere);
}

TEST_CASE_METHOD(DamagedDemo, "a row that neither table nor journal has any more is named", "[recovery]")
{
    meddle(u"DELETE FROM journal_payload WHERE sequence = (SELECT max(sequence) FROM journal WHERE table_name = 'visit');"
           "DELETE FROM visit WHERE id = (SELECT row_id FROM journal WHERE table_name = 'visit' ORDER BY sequence DESC LIMIT 1)"_s);
    const RecoveredClinic clinic = salvage();
    REQUIRE_FALSE(clinic.report.rows.isEmpty());
    const Loss loss = clinic.report.rows.first();
    CHECK(loss.table == u"visit");
    CHECK(loss.row > 0);
    CHECK(loss.sequence > 0);
    CHECK(clinic.report.entriesLost >= 1);
    CHECK(recordsOf(salvaged).value(u"patient"_s) == rowsBefore.value(u"patient"_s));
}

TEST_CASE_METHOD(DamagedDemo, "what was meddled with is as the journal has it, and told", "[recovery]")
{
    meddle(u"UPDATE patient SET family_name = 'Somebody' WHERE id = 5"_s);
    const RecoveredClinic clinic = salvage();
    REQUIRE(clinic.report.rows.size() == 1);
    CHECK(clinic.report.rows.first().table == u"patient");
    CHECK(clinic.report.rows.first().row == 5);
    CHECK_FALSE(clinic.report.rows.first().detail.contains(u"Somebody"));
    CHECK(recordsOf(salvaged) == rowsBefore);
}

TEST_CASE_METHOD(DamagedDemo, "a document whose bytes are lost is named, and the rest is whole", "[recovery]")
{
    meddle(u"UPDATE document_content SET bytes = zeroblob(length(bytes)) WHERE rowid = 1"_s);
    const RecoveredClinic clinic = salvage();
    REQUIRE(clinic.report.documentsLost.size() == 1);
    CHECK(clinic.report.documents > 0);
    CHECK(recordsOf(salvaged) == rowsBefore);
    const auto database = opened();
    const VerifyReport report = must(verifyClinic(*database));
    CHECK(report.isWhole());
    CHECK(report.documents == clinic.report.documents);
}

TEST_CASE_METHOD(DamagedDemo, "the next patient of a salvaged clinic gets a new file number", "[recovery]")
{
    destroyPage(pagesOf(u"file_number_counter"_s).last());
    salvage();
    const auto database = opened();
    CHECK(must(database->integer(u"SELECT last FROM file_number_counter"_s)) == 20);
}

TEST_CASE_METHOD(DamagedDemo, "a clinic whose beginning is lost is not salvaged, and the ways out are told", "[recovery]")
{
    destroyPage(1);
    const auto clinic = salvageClinic(path, std::nullopt, salvaged, clock);
    REQUIRE_FALSE(clinic);
    CHECK(clinic.error().code == ErrorCode::Damaged);
    CHECK(clinic.error().detail.contains(u"backup"));
    CHECK_FALSE(QFile::exists(salvaged));
}

TEST_CASE_METHOD(DamagedDemo, "a salvage that is stopped leaves nothing", "[recovery]")
{
    const auto step = GENERATE(RecoveryStep::Journal, RecoveryStep::Documents, RecoveryStep::Rebuilding, RecoveryStep::Checking);
    const auto clinic =
        salvageClinic(path, std::nullopt, salvaged, clock, [step](RecoveryStep at, qint64) { return at != step; });
    REQUIRE_FALSE(clinic);
    CHECK(clinic.error().code == ErrorCode::Cancelled);
    CHECK(QDir(folder.path()).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot) == QStringList{u"practice.dermis"_s});
}

TEST_CASE_METHOD(DamagedDemo, "a salvage needs a name that is free", "[recovery]")
{
    const auto clinic = salvageClinic(path, std::nullopt, path, clock);
    REQUIRE_FALSE(clinic);
    CHECK(clinic.error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(DamagedDemo, "whichever page is lost, what comes out is whole, and nothing is lost without a word",
                 "[recovery][.thorough]")
{
    const qint64 pages = pageCount();
    const QByteArray whole = bytes();
    for (qint64 page = 2; page <= pages; ++page) {
        QFile::remove(salvaged);
        {
            QFile file(path);
            REQUIRE(file.open(QIODevice::WriteOnly));
            file.write(whole);
        }
        destroyPage(page);
        INFO("page " << page);
        const auto clinic = salvageClinic(path, std::nullopt, salvaged, clock);
        if (!clinic) { // pages of the schema itself
            CHECK(clinic.error().code == ErrorCode::Damaged);
            continue;
        }
        const auto rows = recordsOf(salvaged);
        qint64 differing = 0;
        for (auto table = rowsBefore.begin(); table != rowsBefore.end(); ++table) {
            for (auto row = table->begin(); row != table->end(); ++row) {
                if (rows.value(table.key()).value(row.key()) != *row)
                    ++differing;
            }
        }
        CHECK(differing <= clinic->report.rows.size());
    }
}
