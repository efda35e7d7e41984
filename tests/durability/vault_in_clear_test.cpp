#include "core/vault/vault_vfs.h"
#include "tests/durability/vault_acts.h"
#include "tests/support/bare_connection.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray word = "Goitsemodimo";

/// A day of everything that makes SQLite write: logs, journals, spilled caches, sorts, temporaries, VACUUM.
void work(const QString &path, const char *vfs, const QByteArray &journalMode)
{
    BareConnection connection(path, vfs, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    connection.run("PRAGMA journal_mode = " + journalMode);
    connection.run("PRAGMA temp_store = FILE; PRAGMA cache_size = 10");
    connection.run("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, note TEXT); CREATE INDEX pn ON "
                   "person (name)");
    connection.run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO person "
        "(name, note) SELECT '" +
        word + "' || i, printf('%.*c', 400, ' ') || '" + word + "' FROM n");
    connection.run(
        "CREATE TEMP TABLE copy AS SELECT * FROM person; CREATE INDEX temp.cn ON copy (note, name)");
    connection.run("SAVEPOINT s; UPDATE person SET note = name || note; UPDATE OR REPLACE copy SET id = id + "
                   "1; ROLLBACK TO s; RELEASE s");
    CHECK(connection.query("SELECT count(*) FROM (SELECT DISTINCT note || name FROM copy ORDER BY 1)") ==
          "2000");
    connection.run("DELETE FROM person WHERE id % 2; VACUUM");
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
}

} // namespace

TEST_CASE("no word of the clinic is in any byte written to the disk at any moment", "[durability][vault]")
{
    const auto journalMode = GENERATE(as<QByteArray>(), "wal", "delete", "truncate", "persist");
    VaultOnMemoryDisk vault("wal");
    vault.disk.start({});
    const auto made = createVault(vault.path, {1, QString::fromUtf8(word)}, vault.password, {8192, 1});
    REQUIRE(made);
    REQUIRE(offerKey(vault.path, made->key));
    vault.disk.watchFor(word.toStdString());
    work(vault.path, vaultVfsName, journalMode);
    CHECK(vault.disk.bytesWritten() > 5'000'000);
    CHECK_FALSE(vault.disk.wasSeen());
}

TEST_CASE("the look-out finds the word when a clinic is plain", "[durability][vault]")
{
    MemoryDisk disk;
    disk.watchFor(word.toStdString());
    work(u"/plain.dermis"_s, MemoryDisk::vfsName, "wal");
    CHECK(disk.wasSeen());
}
