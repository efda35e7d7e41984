#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/exchange/export_clinic.h"
#include "core/storage/journal.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QString secret = u"blou gomma reën 7"_s;

class OpenClinic
{
public:
    OpenClinic()
    {
        NewClinic clinic = clinicOf(u"Marula Street"_s, u"Dr Ayanda Motau"_s);
        clinic.password = secret;
        clinic.derivation = {8192, 1};
        const auto made = createClinic(path, clinic, now);
        REQUIRE(made);
        auto opened = signIn(path, u"Dr Ayanda Motau"_s, secret, now);
        REQUIRE(opened);
        database = std::move(opened->database);
        owner = opened->person.actor();
    }
    qint64 exports() { return database->integer(u"SELECT count(*) FROM export"_s).value_or(-1); }

    QTemporaryDir folder;
    QString path = folder.filePath(u"practice.dermis"_s);
    QString copy = folder.filePath(u"copy.sqlite"_s);
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
    std::unique_ptr<Database> database;
    Actor owner;
};

} // namespace

TEST_CASE_METHOD(OpenClinic, "an exported clinic is a plain file that verifies, and the act is in its journal", "[exchange]")
{
    REQUIRE(exportSqlite(*database, owner, now, secret, copy));
    QFile file(copy);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.read(15) == "SQLite format 3");
    const auto plain = openClinic(copy, now, {.create = false, .readOnly = true});
    REQUIRE(plain);
    CHECK((*plain)->key() == nullptr);
    CHECK(verifyClinic(**plain)->isWhole());
    CHECK((*plain)->integer(u"SELECT count(*) FROM export"_s) == 1);
    CHECK(journalPage(*database, 0, 1)->first().entry.actor == owner.id);
}

TEST_CASE_METHOD(OpenClinic, "without the password or the right nothing is exported", "[exchange]")
{
    CHECK(exportSqlite(*database, owner, now, u"somebody else"_s, copy).error().code == ErrorCode::NotAllowed);
    const Actor nurse{StaffId(1), u"Sr Zwane"_s, Role::Nurse};
    CHECK(exportSqlite(*database, nurse, now, secret, copy).error().code == ErrorCode::NotAllowed);
    CHECK(exportJournalFile(*database, nurse, now, secret, copy).error().code == ErrorCode::NotAllowed);
    CHECK(!QFileInfo::exists(copy));
    CHECK(exports() == 0);
}

TEST_CASE_METHOD(OpenClinic, "an export never replaces a clinic", "[exchange]")
{
    CHECK(exportSqlite(*database, owner, now, secret, path).error().code == ErrorCode::InvalidInput);
    CHECK(exports() == 0);
    CHECK(verifyClinic(*database)->isWhole());
}

TEST_CASE_METHOD(OpenClinic, "an exported journal holds the entry of its own export", "[exchange]")
{
    const auto entries = exportJournalFile(*database, owner, now, secret, copy);
    REQUIRE(entries);
    QFile file(copy);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const auto report = verifyJournalExport(file);
    REQUIRE(report);
    CHECK(report->isWhole());
    CHECK(report->entries == *entries);
    CHECK(report->head == QString::fromLatin1(journalHead(*database)->hash.toHex()));
}
