#include "core/vault/vault_vfs.h"
#include "tests/durability/vault_acts.h"
#include "tests/support/bare_connection.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int vaultActs = 12;

/// Writes acts until the power fails; the last one that was acknowledged.
int workUntilPowerLoss(const VaultOnMemoryDisk &vault, const QByteArray &journalMode)
{
    Acts acts(vault.path, journalMode);
    int kept = 0;
    while (acts.isOpen() && kept < vaultActs && acts.keep(kept + 1))
        ++kept;
    return kept;
}

/// How many changes the whole script makes.
qint64 changesOfScript(VaultOnMemoryDisk &vault, const QByteArray &journalMode)
{
    qint64 changes = 64;
    while (true) {
        vault.disk.start(vault.files);
        vault.disk.losePowerAt(changes, 1);
        workUntilPowerLoss(vault, journalMode);
        if (!vault.disk.hasLostPower())
            return changes;
        changes *= 2;
    }
}

} // namespace

TEST_CASE("after a power loss every acknowledged act is there, and the file is sound", "[durability][vault]")
{
    const auto [journalMode, cases] = GENERATE(
        table<QByteArray, int>({{"wal", 3000}, {"delete", 900}, {"truncate", 700}, {"persist", 700}}));
    VaultOnMemoryDisk vault(journalMode);
    const qint64 changes = changesOfScript(vault, journalMode);
    std::mt19937 random(20260101);
    int losses = 0;
    for (quint32 seed = 1; losses < cases; ++seed) {
        const qint64 at = 1 + static_cast<qint64>(random() % static_cast<quint32>(changes));
        vault.disk.start(vault.files);
        vault.disk.losePowerAt(at, seed);
        const int kept = workUntilPowerLoss(vault, journalMode);
        if (!vault.disk.hasLostPower())
            continue;
        ++losses;
        vault.disk.start(MemoryDisk::Files(vault.disk.afterPowerLoss()));
        Acts acts(vault.path, journalMode);
        INFO(journalMode.toStdString()
             << ", power lost at change " << at << ", seed " << seed << ", kept " << kept);
        REQUIRE(acts.isOpen());
        const int found = acts.lastKept();
        const QByteArray damage = acts.damage();
        if (found < kept || found > kept + 1 || !damage.isEmpty())
            FAIL("found " << found << ": " << damage.toStdString());
    }
    SUCCEED();
}

TEST_CASE("a power loss while passwords change leaves the old or the new one", "[durability][vault]")
{
    VaultOnMemoryDisk vault("wal");
    std::mt19937 random(20260102);
    for (quint32 seed = 1; seed <= 500; ++seed) {
        vault.disk.start(vault.files);
        vault.disk.losePowerAt(1 + random() % 16, seed);
        int changed = 0;
        while (changed < 4 && changePassword(vault.path, *vault.key, {1, u"Thandeka"_s},
                                             QString::number(changed + 1), {8192, 1}))
            ++changed;
        if (vault.disk.hasLostPower())
            vault.disk.start(MemoryDisk::Files(vault.disk.afterPowerLoss()));
        const auto passwordAt = [&](int n) { return n == 0 ? vault.password : QString::number(n); };
        auto opened = unlock(vault.path, 1, passwordAt(changed));
        if (!opened)
            opened = unlock(vault.path, 1, passwordAt(changed + 1));
        INFO("seed " << seed << ", changed " << changed);
        REQUIRE(opened);
        REQUIRE(std::ranges::equal(opened->key->bytes(), vault.key->bytes()));
        REQUIRE_FALSE(unlock(vault.path, 1, passwordAt(changed + 2)));
    }
}

TEST_CASE("a power loss in an act over two encrypted clinics leaves it in both or in neither",
          "[durability][vault]")
{
    VaultOnMemoryDisk vault("delete");
    const QString second = u"/second.dermis"_s;
    const auto made = createVault(second, {1, u"Thandeka"_s}, vault.password, {8192, 1});
    REQUIRE(made);
    REQUIRE(offerKey(second, made->key));
    REQUIRE(Acts::makeTables(second, "delete"));
    vault.files = vault.disk.files();
    std::mt19937 random(20260103);
    int losses = 0;
    for (quint32 seed = 1; losses < 600; ++seed) {
        vault.disk.start(vault.files);
        vault.disk.losePowerAt(1 + random() % 60, seed);
        int kept = 0;
        {
            BareConnection both(vault.path);
            bool works = both.tryRun("ATTACH '/second.dermis' AS other") == SQLITE_OK;
            for (int number = 1; works && number <= 3; ++number) {
                const QByteArray n = QByteArray::number(number);
                works = both.tryRun("BEGIN; UPDATE main.last SET number = " + n +
                                    "; UPDATE other.last SET number = " + n + "; COMMIT") == SQLITE_OK;
                kept += works ? 1 : 0;
            }
        }
        if (!vault.disk.hasLostPower())
            continue;
        ++losses;
        vault.disk.start(MemoryDisk::Files(vault.disk.afterPowerLoss()));
        const QByteArray inFirst = BareConnection(vault.path).query("SELECT number FROM last");
        const QByteArray inSecond = BareConnection(second).query("SELECT number FROM last");
        INFO("seed " << seed << ", kept " << kept);
        REQUIRE(inFirst == inSecond);
        REQUIRE((inFirst == QByteArray::number(kept) || inFirst == QByteArray::number(kept + 1)));
    }
}
