#include "core/vault/vault.h"
#include "core/vault/vault_vfs.h"
#include "tests/durability/program.h"
#include "tests/support/bare_connection.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// An encrypted clinic on the disk that programs write to.
struct VaultOnDisk
{
    VaultOnDisk()
    {
        const auto made = createVault(path, {1, u"Thandeka"_s}, password, {8192, 1});
        REQUIRE(made);
        key = made->key;
        REQUIRE(offerKey(path, key));
        BareConnection connection(path);
        REQUIRE(connection.query("PRAGMA journal_mode = WAL") == "wal");
        connection.run("CREATE TABLE note (n INTEGER PRIMARY KEY, body TEXT)");
    }
    Program writer(int first, int count) const
    {
        return Program::writer({path, password, QString::number(first), QString::number(count)});
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"clinic.dermis"_s);
    QString password = u"first"_s;
    std::shared_ptr<const FileKey> key;
};

QStringList filesInClear(const QString &folder)
{
    QStringList found;
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(QDir(folder).filePath(name));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (bytes.contains("Goitsemodimo") || bytes.contains("xxxxxxxx") || bytes.contains("CREATE TABLE"))
            found << name;
    }
    return found;
}

void checkKept(BareConnection &connection, const QList<Said> &said)
{
    for (const Said &one : said) {
        const QByteArray n = QByteArray::number(one.n);
        INFO("note " << one.n);
        CHECK(
            connection.query(
                "SELECT body = printf('Goitsemodimo %.*c', 200 + n * 977 % 9000, 'x') FROM note WHERE n = " +
                n) == "1");
    }
}

} // namespace

TEST_CASE("two programs write to one encrypted clinic and read each other whole", "[durability][vault]")
{
    const VaultOnDisk vault;
    const int count = rounds(150);
    auto first = vault.writer(1, count);
    auto second = vault.writer(100001, count);
    BareConnection reader(vault.path);
    sqlite3_busy_timeout(reader.handle(), 60000);
    for (int round = 0; round < 40; ++round)
        CHECK(reader.query("SELECT count(*) FROM note WHERE body != printf('Goitsemodimo %.*c', 200 + n * "
                           "977 % 9000, 'x')") == "0");
    CHECK(first.finish() == 0);
    CHECK(second.finish() == 0);
    CHECK(reader.query("SELECT count(*) FROM note") == QByteArray::number(2 * count));
    CHECK(reader.query("PRAGMA integrity_check") == "ok");
    checkKept(reader, first.said() + second.said());
}

TEST_CASE("a password changes while another program writes", "[durability][vault]")
{
    const VaultOnDisk vault;
    auto writer = vault.writer(1, rounds(60));
    writer.waitForLines(5);
    for (int i = 0; i < 5; ++i)
        REQUIRE(changePassword(vault.path, *vault.key, {1, u"Thandeka"_s}, QString::number(i), {8192, 1}));
    CHECK(writer.finish() == 0);
    CHECK(unlock(vault.path, 1, u"4"_s));
    CHECK(BareConnection(vault.path).query("PRAGMA integrity_check") == "ok");
}

TEST_CASE("a program killed at any moment leaves no word in clear and loses nothing", "[durability][vault]")
{
    const VaultOnDisk vault;
    int first = 1;
    for (int round = 0; round < rounds(20); ++round) {
        auto writer = vault.writer(first, 0);
        writer.waitForLines(2);
        writer.killAfter(QRandomGenerator::system()->bounded(60000));
        CHECK(filesInClear(vault.folder.path()) == QStringList());
        BareConnection connection(vault.path);
        CHECK(connection.query("PRAGMA integrity_check") == "ok");
        checkKept(connection, writer.said());
        first += 1000;
    }
}

TEST_CASE("a change of key killed at any moment leaves the old clinic or the new one", "[durability][vault]")
{
    const VaultOnDisk vault;
    REQUIRE(vault.writer(1, 200).finish() == 0);
    QString password = vault.password;
    int changes = 0;
    for (int round = 0; round < rounds(30); ++round) {
        const QString next = QString::number(round);
        auto program = Program::writer({vault.path, password, u"rekey"_s, next});
        program.waitForLines(1);
        program.killAfter(QRandomGenerator::system()->bounded(50000));
        auto opened = unlock(vault.path, 1, next);
        if (opened) {
            password = next;
            ++changes;
        } else {
            CHECK(program.said().isEmpty());
            opened = unlock(vault.path, 1, password);
        }
        REQUIRE(opened);
        REQUIRE(offerKey(vault.path, opened->key));
        CHECK(filesInClear(vault.folder.path()) == QStringList());
        BareConnection connection(vault.path);
        CHECK(connection.query("PRAGMA integrity_check") == "ok");
        CHECK(connection.query("SELECT count(*) FROM note") == "200");
    }
    INFO(changes << " changes of key came through");
    SUCCEED();
}
