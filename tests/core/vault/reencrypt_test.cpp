#include "core/vault/reencrypt.h"
#include "tests/core/vault/vault_fixture.h"

#include <QDir>
#include <QFile>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const auto goOn = [](qint64, qint64) { return true; };

void fill(const QString &path)
{
    BareConnection connection(path);
    connection.query("PRAGMA journal_mode = wal");
    connection.run(
        "CREATE TABLE person (id INTEGER PRIMARY KEY, note TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
        "SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO person (note) SELECT printf('%.*c', 500, 'x') FROM "
        "n");
}

void checkContent(const QString &path)
{
    BareConnection connection(path);
    CHECK(connection.query("SELECT count(*) FROM person WHERE note = printf('%.*c', 500, 'x')") == "5000");
    CHECK(connection.query("PRAGMA integrity_check") == "ok");
}

QStringList filesOf(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

TEST_CASE_METHOD(VaultFixture, "a clinic gets a new key, and whoever knew the old one is out", "[vault]")
{
    fill(path);
    REQUIRE(addKeyHolder(path, *key, lindiwe, u"rooi krale 12"_s, quick));
    const auto oldRecoveryKey = newRecoveryKey(path, *key, quick);
    qint64 lastDone = 0;
    const auto done = reencrypt(path, thandeka, u"new password"_s, quick, [&](qint64 pages, qint64 all) {
        CHECK(pages > lastDone);
        CHECK(pages <= all);
        lastDone = pages;
        return true;
    });
    REQUIRE(done);
    CHECK(lastDone > 600);
    CHECK_FALSE(std::ranges::equal(done->unlocked.key->bytes(), key->bytes()));
    CHECK_FALSE(unlock(path, 1, password));
    CHECK_FALSE(unlock(path, 2, u"rooi krale 12"_s));
    CHECK_FALSE(unlock(path, *oldRecoveryKey));
    CHECK(unlock(path, 1, u"new password"_s));
    CHECK(unlock(path, done->recoveryKey));
    checkContent(path);
    CHECK(filesOf(folder) == QStringList{u"clinic.dermis"_s});

    REQUIRE(offerKey(path, key));
    CHECK(BareConnection(path).openCode() == SQLITE_NOTADB);
}

TEST_CASE_METHOD(VaultFixture, "a cancelled change of key leaves the clinic as it was", "[vault]")
{
    fill(path);
    const int stopAt = GENERATE(1, 2);
    int calls = 0;
    const auto done =
        reencrypt(path, thandeka, u"new password"_s, quick, [&](qint64, qint64) { return ++calls < stopAt; });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::Cancelled);
    CHECK(unlock(path, 1, password));
    checkContent(path);
    CHECK(filesOf(folder) == QStringList{u"clinic.dermis"_s});
}

TEST_CASE_METHOD(VaultFixture, "a clinic that is open, locked or damaged keeps its key", "[vault]")
{
    fill(path);
    SECTION("open")
    {
        BareConnection other(path);
        CHECK(other.query("SELECT count(*) FROM person") == "5000");
        const auto done = reencrypt(path, thandeka, u"new"_s, quick, goOn);
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::Busy);
    }
    SECTION("locked")
    {
        key.reset();
        const auto done = reencrypt(path, thandeka, u"new"_s, quick, goOn);
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::NotAllowed);
    }
    SECTION("damaged")
    {
        overwrite(path, 300 * 4096, QByteArray(4096, 'x'));
        const auto done = reencrypt(path, thandeka, u"new"_s, quick, goOn);
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::Damaged);
    }
    CHECK(unlock(path, 1, password));
    CHECK(filesOf(folder).first() == u"clinic.dermis"_s);
    CHECK_FALSE(filesOf(folder).contains(u"clinic.dermis.new-key"_s));
}

TEST_CASE_METHOD(VaultFixture, "what an interrupted change of key left is cleared away", "[vault]")
{
    fill(path);
    overwrite(path + u".new-key"_s, 0, "half a clinic");
    const auto done = reencrypt(path, thandeka, u"new"_s, quick, goOn);
    REQUIRE(done);
    CHECK(filesOf(folder) == QStringList{u"clinic.dermis"_s});
    checkContent(path);
}

TEST_CASE_METHOD(VaultFixture, "an interrupted change of key is cleared away on request, one at work is not",
                 "[vault]")
{
    fill(path);
    overwrite(path + u".new-key"_s, 0, "half a clinic");
    overwrite(path + u".new-key-journal"_s, 0, "half a journal");
    clearInterruptedReencryption(path);
    CHECK(filesOf(folder) == QStringList{u"clinic.dermis"_s});
    const auto done = reencrypt(path, thandeka, u"new"_s, quick, [&](qint64, qint64) {
        clearInterruptedReencryption(path);
        return QFile::exists(path + u".new-key"_s);
    });
    REQUIRE(done);
    checkContent(path);
}
