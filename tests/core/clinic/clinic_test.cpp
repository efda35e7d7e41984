#include "core/clinic/clinic.h"

#include "core/access/staff.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/storage/migrations.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC);

QStringList filesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files);
}

} // namespace

TEST_CASE("a new clinic has its practice, its doctor, the intake and is whole", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"new.dermis"_s);
    const auto database = createClinic(path, clinicOf(u"Marula Street"_s, u"Dr Motau"_s), now);
    REQUIRE(database);
    CHECK(practice(**database)->name == u"Marula Street");
    CHECK(onlyDermatologist(**database)->roles == (Role::Dermatologist | Role::Owner));
    CHECK(currentQuestionnaire(**database, intakeUrl()));
    CHECK(verifyClinic(**database)->isWhole());
}

TEST_CASE("a clinic in a folder that is not there says which, and what to do", "[clinic]")
{
    const QTemporaryDir folder;
    const QString missing = folder.filePath(u"no/such"_s);
    const auto refused = createClinic(missing + u"/new.dermis"_s, clinicOf(u"P"_s, u"D"_s), now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::InvalidInput,
                                   u"there is no folder %1; make it first, or choose another place"_s.arg(missing)});
    CHECK_FALSE(QFileInfo::exists(missing));
}

TEST_CASE("a clinic that exists is never touched by creating one", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"mine.dermis"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    const auto refused = createClinic(path, clinicOf(u"P"_s, u"D"_s), now);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::InvalidInput);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == "precious");
}

TEST_CASE("a clinic that cannot be made leaves nothing behind", "[clinic]")
{
    const QTemporaryDir folder;
    const auto refused = createClinic(folder.filePath(u"x.dermis"_s), clinicOf(u" "_s, u"Dr D"_s), now);
    REQUIRE_FALSE(refused);
    CHECK(filesIn(folder).isEmpty());
}

TEST_CASE("a clinic with all that the program ships opens while somebody else writes", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"clinic.dermis"_s);
    const auto writer = createClinic(path, clinicOf(u"P"_s, u"Dr D"_s), now);
    REQUIRE(writer);
    const auto act = Transaction::begin(**writer, Actor{}, now);
    REQUIRE(act);
    CHECK(openClinic(path, now));
}

TEST_CASE("opening again adds nothing and a newer file is refused", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"clinic.dermis"_s);
    REQUIRE(createClinic(path, clinicOf(u"P"_s, u"Dr D"_s), now));
    {
        const auto database = openClinic(path, now);
        REQUIRE(database);
        CHECK(verifyClinic(**database)->entries == (*database)->integer(u"SELECT count(*) FROM journal"_s).value());
        REQUIRE((*database)->run(u"PRAGMA user_version = 9999"_s));
    }
    CHECK(openClinic(path, now).error().code == ErrorCode::NewerVersion);
    CHECK(openClinic(path, now, {.create = false, .readOnly = true}).error().code == ErrorCode::NewerVersion);
    CHECK(filesIn(folder).filter(u"before-format"_s).isEmpty()); // nothing to bring up to date, so no copy
}

TEST_CASE("an older file is copied before it is brought up to date", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"old.dermis"_s);
    auto migrations = shippedMigrations().value();
    {
        const auto database = Database::open(path, {.create = true});
        REQUIRE(database);
        REQUIRE(migrate(**database, migrations.mid(0, 2)));
    }
    REQUIRE(openClinic(path, now));
    CHECK(filesIn(folder).filter(u"before-format-2"_s).size() == 1);
}

TEST_CASE("a clinic whose guards were taken away is not whole", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"mine.dermis"_s);
    const auto database = createClinic(path, clinicOf(u"Protea Skin"_s, u"Dr D"_s), now);
    REQUIRE(database);
    CHECK(verifyClinic(**database)->isWhole());
    const auto change =
        GENERATE(as<QString>(), u"DROP TRIGGER note_signed_is_frozen"_s, u"DROP INDEX note_patient"_s,
                 u"CREATE TABLE mine (x)"_s, u"DELETE FROM journalled_table WHERE name = 'export'"_s,
                 u"UPDATE sqlite_sequence SET seq = 77 WHERE name = 'staff'"_s);
    REQUIRE((*database)->run(change));
    const auto report = verifyClinic(**database);
    REQUIRE(report);
    INFO(change.toStdString());
    CHECK_FALSE(report->isWhole());
}
