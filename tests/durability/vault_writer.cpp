// Writes notes into an encrypted clinic, one act each, and says "kept 0 N" when SQLite has said so:
// vault_writer PATH PASSWORD FIRST COUNT; a COUNT of 0 never ends. Or gives it a new key and a new password:
// vault_writer PATH PASSWORD rekey NEW_PASSWORD.
#include "core/vault/reencrypt.h"
#include "core/vault/vault.h"
#include "core/vault/vault_vfs.h"

#include <cstdio>
#include <sqlite3.h>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void stop(const char *why)
{
    std::fprintf(stderr, "vault_writer: %s\n", why);
    std::exit(1);
}

void run(sqlite3 *database, const QByteArray &sql)
{
    if (sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        stop(sqlite3_errmsg(database));
}

/// Everything read beside another program's writing must be whole.
void readAll(sqlite3 *database)
{
    const auto refuse = [](void *, int, char **, char **) { return 1; };
    if (sqlite3_exec(
            database,
            "SELECT 1 FROM note WHERE body != printf('Goitsemodimo %.*c', 200 + n * 977 % 9000, 'x')", refuse,
            nullptr, nullptr) != SQLITE_OK)
        stop("a note read beside another's writing is not whole");
}

void say(const char *line)
{
    std::puts(line);
    std::fflush(stdout);
}

int giveNewKey(const QString &path, const QString &password)
{
    say("ready 0 0");
    const auto done =
        reencrypt(path, {1, u"Thandeka"_s}, password, {8192, 1}, [](qint64, qint64) { return true; });
    if (!done)
        stop(done.error().detail.toUtf8().constData());
    say("rekeyed 0 1");
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 5)
        stop("PATH PASSWORD FIRST COUNT");
    const QString path = QString::fromUtf8(argv[1]);
    const auto opened = unlock(path, 1, QString::fromUtf8(argv[2]));
    if (!opened || !offerKey(path, opened->key))
        stop("the clinic does not open");
    if (qstrcmp(argv[3], "rekey") == 0)
        return giveNewKey(path, QString::fromUtf8(argv[4]));
    sqlite3 *database = nullptr;
    if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READWRITE, vaultVfsName) != SQLITE_OK)
        stop(sqlite3_errmsg(database));
    sqlite3_busy_timeout(database, 60000);
    run(database, "PRAGMA synchronous = FULL; PRAGMA cache_size = 20; PRAGMA wal_autocheckpoint = 40");
    say("ready 0 0");
    const int first = std::atoi(argv[3]);
    const int count = std::atoi(argv[4]);
    for (int n = first; count == 0 || n < first + count; ++n) {
        run(database, "INSERT INTO note (n, body) SELECT " + QByteArray::number(n) +
                          ", printf('Goitsemodimo %.*c', 200 + " + QByteArray::number(n) +
                          " * 977 % 9000, 'x')");
        say(("kept 0 " + QByteArray::number(n)).constData());
        if (n % 8 == 0)
            readAll(database);
    }
    sqlite3_close(database);
    return 0;
}
