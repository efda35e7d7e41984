#include "tests/durability/vault_acts.h"

#include "core/vault/vault_vfs.h"
#include "tests/support/printers.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace dermis::test {

Acts::Acts(const QString &path, const QByteArray &journalMode)
{
    m_isOpen = sqlite3_open_v2(path.toUtf8().constData(), &m_database, SQLITE_OPEN_READWRITE, vaultVfsName) ==
                   SQLITE_OK &&
               run("PRAGMA journal_mode = " + journalMode) && run("PRAGMA synchronous = FULL") &&
               run("PRAGMA cache_size = 6") && run("PRAGMA wal_autocheckpoint = 12");
}

Acts::~Acts()
{
    sqlite3_close(m_database);
}

bool Acts::run(const QByteArray &sql)
{
    return sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// All rows joined; SQLite's words when it fails.
QByteArray Acts::answer(const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr);
    QByteArray text;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            text += reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
    }
    if (code != SQLITE_DONE)
        text = "cannot be read: " + QByteArray(sqlite3_errmsg(m_database));
    sqlite3_finalize(statement);
    return text;
}

bool Acts::makeTables(const QString &path, const QByteArray &journalMode)
{
    Acts acts(path, journalMode);
    return acts.run(
        "CREATE TABLE act (id INTEGER PRIMARY KEY, number INT, version INT, body TEXT);"
        "CREATE INDEX act_body ON act (body); CREATE TABLE last (number INT); INSERT INTO last VALUES (0)");
}

bool Acts::keep(int number)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray body = "printf('%.*c', 200 + " + n + " * 977 % 9000, char(97 + " + n + " % 26)) || " + n;
    const bool isKept =
        run("BEGIN IMMEDIATE") && run("UPDATE last SET number = " + n) &&
        run("INSERT INTO act (number, version, body) VALUES (" + n + ", " + n + ", " + body + ")") &&
        run("INSERT INTO act (number, version, body) VALUES (" + n + ", " + n + ", 'short')") &&
        run("UPDATE act SET version = " + n + " WHERE number % 5 = " + n + " % 5") && run("COMMIT");
    if (!isKept)
        run("ROLLBACK");
    return isKept;
}

int Acts::lastKept()
{
    bool isNumber = false;
    const int number = answer("SELECT number FROM last").toInt(&isNumber);
    return isNumber ? number : -1;
}

QByteArray Acts::damage()
{
    if (const QByteArray found = answer("PRAGMA integrity_check"); found != "ok")
        return found;
    return answer("SELECT 'act ' || number || ' is not whole; ' FROM act, (SELECT number AS n FROM last) "
                  "WHERE number > n OR version != n - (n - number) % 5 OR (body != 'short' AND body != "
                  "printf('%.*c', 200 + number * 977 % 9000, char(97 + number % 26)) || number)") +
           answer(
               "SELECT 'acts are missing or double' FROM (SELECT number AS n FROM last) "
               "WHERE (SELECT count(*) FROM act) != 2 * n OR (SELECT count(DISTINCT number) FROM act) != n");
}

VaultOnMemoryDisk::VaultOnMemoryDisk(const QByteArray &journalMode)
{
    REQUIRE(installVault(MemoryDisk::vfsName));
    const auto made = createVault(path, {1, u"Thandeka"_s}, password, {8192, 1});
    REQUIRE(made);
    key = made->key;
    REQUIRE(offerKey(path, key));
    REQUIRE(Acts::makeTables(path, journalMode));
    files = disk.files();
}

VaultOnMemoryDisk::~VaultOnMemoryDisk()
{
    CHECK(installVault("unix"));
}

} // namespace dermis::test
