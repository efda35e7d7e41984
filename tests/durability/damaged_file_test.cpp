// Files that a dying disk or a meddling hand altered: never a crash, and no row that is not as the journal
// says goes unseen.
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/demo.h"
#include "core/clinic/sign_in.h"
#include "core/storage/drafts.h"
#include "core/storage/migrations.h"
#include "tests/durability/program.h"
#include "tests/support/files.h"
#include "tests/support/printers.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QtEndian>

#include <random>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC);

Result<QStringList> namesOfTables(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT name FROM sqlite_schema WHERE type = 'table'"_s));
    TRY(select.run());
    QStringList names{u"sqlite_schema"_s};
    while (TRY(select.next()))
        names << select.text(0);
    return names;
}

Result<QByteArray> digestOf(Database &database, const QString &table)
{
    const QString columns = table == u"sqlite_schema" ? u"type, name, tbl_name, sql"_s : u"*"_s;
    auto select = TRY(database.prepare(u"SELECT %1 FROM \"%2\""_s.arg(columns, table)));
    TRY(select.run());
    const int count = static_cast<int>(select.columns().size());
    QCryptographicHash digest(QCryptographicHash::Sha256);
    while (TRY(select.next())) {
        for (int column = 0; column < count; ++column) {
            const auto stored = static_cast<char>(select.stored(column));
            digest.addData(QByteArray(1, stored) + QByteArray::number(select.bytes(column).size()) + ':' +
                           select.bytes(column));
        }
    }
    return digest.result();
}

using Content = QMap<QString, QByteArray>;

/// What every table holds, those of the search index too.
Result<Content> contentOf(Database &database)
{
    Content content;
    for (const QString &table : TRY(namesOfTables(database))) {
        if (table != u"patient_words") // has no content but in tables of its own
            content.insert(table, TRY(digestOf(database, table)));
    }
    return content;
}

/// A demo clinic with histories, sheets and a draft, closed.
class Demo
{
public:
    explicit Demo(const QString &withPassword) : password(withPassword)
    {
        REQUIRE(makeDemoClinic(path, {.patients = 5,
                                      .seed = 3,
                                      .today = QDate(2026, 3, 2),
                                      .password = password,
                                      .derivation = {8192, 1}}));
        {
            const auto database = open();
            REQUIRE(database);
            REQUIRE(
                saveDraft(**database, {{1, u"intake"_s, StaffId(1)}, "{\"allergies\":\"latex\"}", now, 0}));
            const auto whole = verifyClinic(**database);
            REQUIRE(whole);
            REQUIRE(whole->isWhole());
            content = contentOf(**database).value();
        }
        bytes = fileBytes(path);
    }
    Result<std::unique_ptr<Database>> open() const
    {
        if (password.isEmpty())
            return openClinic(path, now);
        SignedIn signedIn = TRY(signIn(path, u"1"_s, password, now));
        return std::move(signedIn.database);
    }
    /// Writes the file with one bit the other way round, and no log beside it.
    void flip(qint64 byte, int bit) const
    {
        QByteArray flipped = bytes;
        flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << bit));
        for (const QString &ending : {u"-wal"_s, u"-shm"_s})
            QFile::remove(path + ending);
        writeFile(path, flipped);
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"clinic.dermis"_s);
    QString password;
    QByteArray bytes;
    Content content;
};

enum class Outcome { Refused, FoundByVerify, NoRowChanged, Missed };

/// Opens and checks; `missed` gets the tables that changed unseen.
Outcome outcomeOf(const Demo &demo, QStringList &missed)
{
    const auto database = demo.open();
    if (!database) {
        CHECK_FALSE(database.error().detail.isEmpty());
        return Outcome::Refused;
    }
    const auto report = verifyClinic(**database);
    if (!report || !report->isWhole())
        return Outcome::FoundByVerify;
    const auto found = contentOf(**database);
    if (!found)
        return Outcome::Missed;
    for (auto table = demo.content.begin(); table != demo.content.end(); ++table) {
        if (found->value(table.key()) != table.value())
            missed << table.key();
    }
    return missed.isEmpty() && found->size() == demo.content.size() ? Outcome::NoRowChanged : Outcome::Missed;
}

/// Asks everything of a file that can be asked below the clinic.
void readAll(Database &database)
{
    const auto report = verify(database);
    CHECK((!report || !report->isWhole()));
    const auto names = namesOfTables(database);
    if (!names)
        return;
    for (const QString &name : *names) {
        (void)digestOf(database, name);
        (void)database.integer(u"SELECT count(*) FROM \"%1\" WHERE \"%1\" MATCH 'a*'"_s.arg(name));
        (void)database.integer(u"SELECT max(rowid) FROM \"%1\""_s.arg(name));
    }
    (void)database.run(u"DELETE FROM \"%1\""_s.arg(names->last()));
    (void)database.run(u"REINDEX"_s);
}

} // namespace

TEST_CASE("a damaged SQLite file is refused, and read to its end without a crash", "[durability]")
{
    const QDir samples(QStringLiteral(DERMIS_TEST_DATA "/sqlite-corrupt"));
    const QStringList names = samples.entryList({u"*.db"_s}, QDir::Files);
    REQUIRE(names.size() == 15);
    const int newest = shippedMigrations()->last().version;
    for (const QString &name : names) {
        INFO(name.toStdString());
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"clinic.dermis"_s);
        QByteArray bytes = fileBytes(samples.filePath(name));
        writeFile(path, bytes);
        const auto opened = Database::open(path);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::Damaged);
        CHECK_FALSE(opened.error().detail.isEmpty());

        constexpr qsizetype userVersionAt = 60;
        constexpr qsizetype applicationIdAt = 68;
        qToBigEndian<qint32>(newest, bytes.data() + userVersionAt); // now it calls itself a clinic
        qToBigEndian<qint32>(Database::applicationId, bytes.data() + applicationIdAt);
        writeFile(path, bytes);
        CHECK_FALSE(openClinic(path, now));
        if (const auto database = Database::open(path))
            readAll(**database);
        if (const auto database = Database::open(path, {.create = false, .readOnly = true}))
            readAll(**database);
    }
}

TEST_CASE("a flipped bit that changed a row is found by opening or by verify", "[durability]")
{
    const Demo demo(GENERATE(u""_s, u"first words of mine"_s));
    std::mt19937 random(20260101);
    QMap<Outcome, int> outcomes;
    QMap<QString, int> missedTables;
    for (int round = 0; round < rounds(40); ++round) {
        const auto byte = static_cast<qint64>(random() % static_cast<quint32>(demo.bytes.size()));
        const int bit = static_cast<int>(random() % 8);
        demo.flip(byte, bit);
        QStringList missed;
        const Outcome outcome = outcomeOf(demo, missed);
        ++outcomes[outcome];
        for (const QString &table : missed)
            ++missedTables[table];
        INFO("bit " << bit << " of byte " << byte << ": "
                    << Catch::StringMaker<QStringList>::convert(missed));
        CHECK(outcome != Outcome::Missed);
    }
    WARN((demo.password.isEmpty() ? "plain" : "encrypted")
         << ": " << outcomes[Outcome::Refused] << " refused, " << outcomes[Outcome::FoundByVerify]
         << " found by verify, " << outcomes[Outcome::NoRowChanged] << " changed no row, "
         << outcomes[Outcome::Missed] << " missed");
    for (auto table = missedTables.begin(); table != missedTables.end(); ++table)
        UNSCOPED_INFO(table.key().toStdString() << ": " << table.value());
    CHECK(missedTables.isEmpty());
}
