#include "core/vault/file_layout.h"
#include "tests/core/vault/vault_fixture.h"

#include <QDir>
#include <QFile>

#include <random>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// A word that must never be found in a file, and 300 rows that hold it.
const QByteArray word = "Goitsemodimo";
const QByteArray rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
                        "INSERT INTO person (name, note) SELECT '" +
                        word +
                        " ' || i, "
                        "printf('%.*c', 500, 'x') || '" +
                        word + "' FROM n";

void makeTable(BareConnection &connection)
{
    connection.run("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, note TEXT)");
    connection.run("CREATE INDEX person_name ON person (name)");
}

/// Files of the folder that hold the word in clear.
QStringList tellingFiles(const QString &folder)
{
    QStringList telling;
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        const QByteArray bytes = bytesOf(QDir(folder).filePath(name));
        if (bytes.contains(word) || bytes.contains("SQLite format") || bytes.contains("CREATE TABLE"))
            telling << name;
    }
    return telling;
}

} // namespace

TEST_CASE_METHOD(VaultFixture, "SQLite works on an encrypted clinic in every journal mode", "[vault]")
{
    const QByteArray mode = GENERATE("wal", "delete", "truncate", "persist", "memory");
    INFO(mode.toStdString());
    {
        BareConnection connection(path);
        CHECK(connection.query("PRAGMA journal_mode = " + mode) == mode);
        makeTable(connection);
        for (int round = 0; round < 5; ++round)
            connection.run(rows);
        connection.run(
            "BEGIN; UPDATE person SET note = 'gone'; SAVEPOINT s; DELETE FROM person; ROLLBACK TO s");
        CHECK(connection.query("SELECT count(*) FROM person") == "1500");
        connection.run("ROLLBACK");
        CHECK(connection.query("SELECT count(*) FROM person WHERE note = 'gone'") == "0");
        connection.run("DELETE FROM person WHERE id % 3 = 0");
        connection.run("VACUUM");
        CHECK(connection.query("PRAGMA integrity_check") == "ok");
        CHECK(tellingFiles(folder.path()) == QStringList());
    }
    BareConnection again(path);
    CHECK(again.query("SELECT count(*) FROM person") == "1000");
    CHECK(again.query("PRAGMA integrity_check") == "ok");
}

TEST_CASE_METHOD(VaultFixture, "a log is read, checkpointed, shortened and begun anew", "[vault]")
{
    BareConnection connection(path);
    CHECK(connection.query("PRAGMA journal_mode = wal") == "wal");
    makeTable(connection);
    connection.run(rows);
    const qint64 grown = QFileInfo(path + u"-wal"_s).size();
    CHECK(grown % UnitCipher::unitSize == 0);
    for (const auto *mode : {"passive", "full", "restart", "truncate"}) {
        connection.run(rows);
        CHECK(connection.query(QByteArray("PRAGMA wal_checkpoint(") + mode + ")") == "0");
        connection.run("UPDATE person SET name = name || '.' WHERE id % 7 = 0");
    }
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
    connection.run("PRAGMA journal_size_limit = 10000");
    connection.run(rows);
    CHECK(connection.query("PRAGMA wal_checkpoint(restart)") == "0");
    connection.run("DELETE FROM person WHERE id = 1");
    CHECK(QFileInfo(path + u"-wal"_s).size() < grown);
    BareConnection other(path);
    CHECK(other.query("SELECT count(*) FROM person") == "1799");
    CHECK(other.query("PRAGMA integrity_check") == "ok");
}

TEST_CASE_METHOD(VaultFixture, "a killed program's log is recovered", "[vault]")
{
    const QString copy = folder.filePath(u"killed.dermis"_s);
    {
        BareConnection connection(path);
        connection.query("PRAGMA journal_mode = wal");
        makeTable(connection);
        connection.run(rows);
        for (const QString &ending : {u""_s, u"-wal"_s})
            REQUIRE(QFile::copy(path + ending, copy + ending)); // as it lies on the disk while in use
    }
    REQUIRE(offerKey(copy, key));
    BareConnection recovered(copy);
    CHECK(recovered.query("SELECT count(*) FROM person") == "300");
    CHECK(recovered.query("PRAGMA integrity_check") == "ok");
}

TEST_CASE_METHOD(VaultFixture, "a hot rollback journal is played back", "[vault]")
{
    const QString copy = folder.filePath(u"killed.dermis"_s);
    {
        BareConnection connection(path);
        makeTable(connection);
        connection.run(rows);
        connection.run("PRAGMA cache_size = 5; BEGIN; UPDATE person SET note = 'gone'");
        for (const QString &ending : {u""_s, u"-journal"_s})
            REQUIRE(QFile::copy(path + ending, copy + ending));
        CHECK(tellingFiles(folder.path()) == QStringList());
    }
    REQUIRE(offerKey(copy, key));
    BareConnection recovered(copy);
    CHECK(recovered.query("SELECT count(*) FROM person WHERE note = 'gone'") == "0");
    CHECK(recovered.query("PRAGMA integrity_check") == "ok");
    CHECK_FALSE(QFile::exists(copy + u"-journal"_s));
}

TEST_CASE_METHOD(VaultFixture, "a sort too large for memory spills to the disk in cipher text", "[vault]")
{
    qputenv("SQLITE_TMPDIR", folder.path().toUtf8());
    BareConnection connection(path);
    connection.run("PRAGMA temp_store = FILE; PRAGMA cache_size = 10; PRAGMA cache_spill = 1");
    makeTable(connection);
    for (int round = 0; round < 20; ++round)
        connection.run(rows);
    connection.run(
        "CREATE TEMP TABLE copy AS SELECT * FROM person; CREATE INDEX temp.copy_note ON copy (note, name)");
    connection.run("UPDATE copy SET note = name || note; DELETE FROM copy WHERE id % 2");
    CHECK(connection.query("SELECT count(*) FROM (SELECT DISTINCT name || note FROM copy ORDER BY 1)") ==
          "150");
    CHECK(connection.query("SELECT count(*) FROM copy") == "3000");
    CHECK(tellingFiles(folder.path()) == QStringList());
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
    qunsetenv("SQLITE_TMPDIR");
}

TEST_CASE_METHOD(VaultFixture, "two encrypted clinics are changed in one transaction", "[vault]")
{
    const QString second = folder.filePath(u"second.dermis"_s);
    const auto made = createVault(second, thandeka, password, quick);
    REQUIRE(made);
    REQUIRE(offerKey(second, made->key));
    BareConnection connection(path);
    makeTable(connection);
    connection.run("ATTACH '" + second.toUtf8() + "' AS other");
    connection.run("CREATE TABLE other.kept (name TEXT)");
    connection.run("BEGIN; INSERT INTO person (name) VALUES ('" + word +
                   "'); "
                   "INSERT INTO other.kept SELECT name FROM person; COMMIT");
    CHECK(connection.query("SELECT name FROM other.kept") == word);
    CHECK(tellingFiles(folder.path()) == QStringList());
}

TEST_CASE_METHOD(VaultFixture, "a copy made by VACUUM INTO or the backup interface opens with its own key",
                 "[vault]")
{
    const QString copy = folder.filePath(u"copy.dermis"_s);
    const auto made = createVault(copy, thandeka, password, quick);
    REQUIRE(made);
    REQUIRE(offerKey(copy, made->key));
    BareConnection connection(path);
    makeTable(connection);
    connection.run(rows);
    SECTION("VACUUM INTO")
    {
        connection.run("VACUUM INTO '" + copy.toUtf8() + "'");
    }
    SECTION("online backup")
    {
        BareConnection target(copy);
        sqlite3_backup *backup = sqlite3_backup_init(target.handle(), "main", connection.handle(), "main");
        REQUIRE(backup != nullptr);
        while (sqlite3_backup_step(backup, 10) == SQLITE_OK) {
        }
        CHECK(sqlite3_backup_finish(backup) == SQLITE_OK);
    }
    BareConnection opened(copy);
    CHECK(opened.query("SELECT count(*) FROM person") == "300");
    CHECK(opened.query("PRAGMA integrity_check") == "ok");
    CHECK(tellingFiles(folder.path()) == QStringList());
}

TEST_CASE_METHOD(VaultFixture, "without its key, or with another's, a clinic does not open", "[vault]")
{
    {
        BareConnection connection(path);
        makeTable(connection);
    }
    const QByteArray before = bytesOf(path);
    REQUIRE(offerKey(path, std::make_shared<FileKey>(FileKey::random()))); // gone at once
    CHECK(offeredKey(path) == nullptr);
    CHECK(BareConnection(path).openCode() == SQLITE_AUTH);
    const auto wrong = std::make_shared<FileKey>(FileKey::random());
    REQUIRE(offerKey(path, wrong));
    CHECK(BareConnection(path).openCode() == SQLITE_NOTADB);
    CHECK(BareConnection(path, nullptr).query("SELECT * FROM person") == "file is not a database");
    CHECK((bytesOf(path) == before));
}

TEST_CASE_METHOD(VaultFixture, "dropping the key locks, and an open connection ends its work first",
                 "[vault]")
{
    BareConnection connection(path);
    makeTable(connection);
    const std::weak_ptr<const FileKey> held = key;
    key.reset();
    CHECK(connection.query("SELECT count(*) FROM person") == "0");
    connection.run(rows);
    CHECK_FALSE(held.expired());
    {
        BareConnection closing(path);
        CHECK(closing.openCode() == SQLITE_OK); // the open file holds the key still
    }
}

TEST_CASE_METHOD(VaultFixture, "the key is gone with the last connection", "[vault]")
{
    const std::weak_ptr<const FileKey> held = key;
    {
        BareConnection connection(path);
        connection.query("PRAGMA journal_mode = wal");
        makeTable(connection);
        key.reset();
    }
    CHECK(held.expired());
    CHECK(BareConnection(path).openCode() == SQLITE_AUTH);
}

TEST_CASE_METHOD(VaultFixture, "a file that is missing is not made by opening it", "[vault]")
{
    const QString missing = folder.filePath(u"missing.dermis"_s);
    REQUIRE(offerKey(missing, key));
    CHECK(BareConnection(missing, "dermis", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE).openCode() ==
          SQLITE_CANTOPEN);
    CHECK_FALSE(QFile::exists(missing));
}

TEST_CASE_METHOD(VaultFixture, "the clinic may be read only, and read while it is written", "[vault]")
{
    BareConnection writer(path);
    writer.query("PRAGMA journal_mode = wal");
    makeTable(writer);
    BareConnection reader(path, "dermis", SQLITE_OPEN_READONLY);
    writer.run("BEGIN");
    writer.run(rows);
    CHECK(reader.query("SELECT count(*) FROM person") == "0");
    writer.run("COMMIT");
    CHECK(reader.query("SELECT count(*) FROM person") == "300");
    CHECK(reader.tryRun("DELETE FROM person") == SQLITE_READONLY);
    CHECK(writer.query("PRAGMA integrity_check") == "ok");
}

TEST_CASE_METHOD(VaultFixture, "passwords change while the clinic is open and being written", "[vault]")
{
    BareConnection connection(path);
    connection.query("PRAGMA journal_mode = wal");
    makeTable(connection);
    connection.run("BEGIN IMMEDIATE");
    connection.run(rows);
    REQUIRE(changePassword(path, *key, thandeka, u"another and long"_s, quick));
    connection.run("COMMIT");
    CHECK(connection.query("PRAGMA wal_checkpoint(truncate)") == "0");
    CHECK(unlock(path, 1, u"another and long"_s));
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
}

TEST_CASE_METHOD(VaultFixture, "a log with pages of another size is refused, a journal is not", "[vault]")
{
    BareConnection connection(path);
    connection.run("PRAGMA page_size = 8192");
    makeTable(connection);
    connection.run(rows);
    CHECK(connection.tryRun("PRAGMA journal_mode = wal; DELETE FROM person") != SQLITE_OK);
    connection.query("PRAGMA journal_mode = delete");
    CHECK(connection.query("SELECT count(*) FROM person") == "300");
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
}

TEST_CASE_METHOD(VaultFixture, "what is said of the disk lets SQLite believe nothing untrue", "[vault]")
{
    BareConnection connection(path);
    sqlite3_file *file = nullptr;
    REQUIRE(sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK);
    CHECK(file->pMethods->xSectorSize(file) == 4096);
    CHECK((file->pMethods->xDeviceCharacteristics(file) &
           (SQLITE_IOCAP_ATOMIC | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_BATCH_ATOMIC |
            SQLITE_IOCAP_SEQUENTIAL)) == 0);
    CHECK((file->pMethods->xDeviceCharacteristics(file) & SQLITE_IOCAP_POWERSAFE_OVERWRITE) != 0); // whole units
    connection.query("PRAGMA journal_mode = delete");
    makeTable(connection);
    connection.run("BEGIN; INSERT INTO person VALUES (1, 'a', 'b')");
    sqlite3_file *journal = nullptr;
    REQUIRE(sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK);
    REQUIRE(journal->pMethods != nullptr);
    CHECK((journal->pMethods->xDeviceCharacteristics(journal) & SQLITE_IOCAP_POWERSAFE_OVERWRITE) == 0);
    connection.run("ROLLBACK");
    CHECK(file->pMethods->iVersion == 2);
    CHECK(connection.query("PRAGMA mmap_size = 100000000") == "");
    char *name = nullptr;
    REQUIRE(sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_VFSNAME, &name) == SQLITE_OK);
    CHECK(QByteArray(name).startsWith("dermis/"));
    sqlite3_free(name);
}

TEST_CASE_METHOD(VaultFixture, "a clinic grows past SQLite's lock bytes without writing there",
                 "[vault][large]")
{
    sqlite3_file *file = nullptr;
    BareConnection connection(path);
    makeTable(connection);
    REQUIRE(sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK);
    const QByteArray page(4096, 'p'); // the file is sparse: only what is written takes room
    for (qint64 at = lockBytes - 40 * 4096; at <= lockBytes + 40 * 4096; at += 4096)
        REQUIRE(file->pMethods->xWrite(file, page.constData(), 4096, at) == SQLITE_OK);
    QByteArray read(4096, '\0');
    for (qint64 at = lockBytes - 40 * 4096; at <= lockBytes + 40 * 4096; at += 4096) {
        REQUIRE(file->pMethods->xRead(file, read.data(), 4096, at) == SQLITE_OK);
        CHECK((read == page));
    }
    sqlite3_int64 size = 0;
    REQUIRE(file->pMethods->xFileSize(file, &size) == SQLITE_OK);
    CHECK(size == lockBytes + 41 * 4096);
    QFile real(path);
    REQUIRE(real.open(QIODevice::ReadOnly));
    REQUIRE(real.seek(lockBytes));
    CHECK((real.read(lockGap) == QByteArray(lockGap, '\0')));
}

TEST_CASE_METHOD(VaultFixture, "flipped bits in a clinic and its log never end in a crash", "[vault]")
{
    QByteArray file;
    QByteArray log;
    {
        BareConnection connection(path);
        connection.query("PRAGMA journal_mode = wal");
        makeTable(connection);
        connection.run(rows);
        connection.query("PRAGMA wal_checkpoint(truncate)");
        connection.run("UPDATE person SET name = name || '.' WHERE id % 5 = 0");
        file = bytesOf(path);
        log = bytesOf(path + u"-wal"_s);
    }
    std::mt19937 random(20260104);
    for (int flip = 0; flip < 300; ++flip) {
        QFile::remove(path + u"-shm"_s);
        overwrite(path, 0, file);
        overwrite(path + u"-wal"_s, 0, log);
        const bool isInLog = flip % 3 == 0;
        const QByteArray &flipped = isInLog ? log : file;
        const auto at = static_cast<qint64>(random() % static_cast<quint32>(flipped.size()));
        INFO((isInLog ? "log, byte " : "file, byte ") << at);
        overwrite(isInLog ? path + u"-wal"_s : path, at,
                  QByteArray(1, static_cast<char>(flipped[at] ^ (1 << (random() % 8)))));
        BareConnection connection(path);
        connection.query("PRAGMA integrity_check");
        connection.query("SELECT sum(length(name) + length(note)) FROM person");
        connection.tryRun("UPDATE person SET name = 'x' WHERE id < 20; DELETE FROM person WHERE id > 290");
    }
    SUCCEED();
}

TEST_CASE_METHOD(VaultFixture, "SQLite itself fills a clinic past its lock bytes", "[.][vault][large]")
{
    {
        BareConnection connection(path); // writes 1.2 GB: run with the filter [large]
        connection.query("PRAGMA journal_mode = delete");
        connection.run("PRAGMA synchronous = OFF; CREATE TABLE scan (bytes BLOB); INSERT INTO scan VALUES "
                       "(zeroblob(600000000)); INSERT INTO scan VALUES (zeroblob(600000000))");
        connection.run("CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('behind the locks')");
    }
    BareConnection connection(path);
    CHECK(connection.query("SELECT name FROM person") == "behind the locks");
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
    QFile real(path);
    REQUIRE(real.open(QIODevice::ReadOnly));
    CHECK(real.size() > lockBytes + 100000000);
    REQUIRE(real.seek(lockBytes));
    CHECK((real.read(lockGap) == QByteArray(lockGap, '\0')));
}
