#include "core/vault/reencrypt.h"
#include "core/vault/vault_vfs.h"
#include "tests/durability/vault_acts.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Opens and writes five acts, going on after a failure as a person would; the last acknowledged one.
int workThroughFaults(const VaultOnMemoryDisk &vault, const QByteArray &journalMode)
{
    int kept = 0;
    for (int attempt = 0; attempt < 3 && kept < 5; ++attempt) {
        Acts acts(vault.path, journalMode);
        for (int tries = 0; acts.isOpen() && tries < 8 && kept < 5; ++tries) {
            const int found = acts.lastKept(); // an act whose commit failed may be kept all the same
            if (found < 0)
                continue;
            kept = found;
            if (kept < 5 && acts.keep(kept + 1))
                ++kept;
        }
    }
    return kept;
}

} // namespace

TEST_CASE("any one operation on the disk may fail, and no acknowledged act is lost", "[durability][vault]")
{
    const auto journalMode = GENERATE(as<QByteArray>(), "wal", "delete", "truncate", "persist");
    const bool forever = GENERATE(false, true);
    VaultOnMemoryDisk vault(journalMode);
    int faults = 0;
    for (qint64 at = 1;; ++at) {
        vault.disk.start(vault.files);
        vault.disk.failAt(at, forever);
        const int kept = workThroughFaults(vault, journalMode);
        if (!vault.disk.hasFailed())
            break;
        ++faults;
        vault.disk.start(vault.disk.files());
        Acts acts(vault.path, journalMode);
        INFO(journalMode.toStdString() << ", operation " << at << " failed, kept " << kept);
        REQUIRE(acts.isOpen());
        const int found = acts.lastKept();
        const QByteArray damage = acts.damage();
        if (found < kept || found > kept + 1 || !damage.isEmpty())
            FAIL("found " << found << ": " << damage.toStdString());
        if (!forever)
            REQUIRE(kept == 5);
    }
    CHECK(faults > 100);
}

TEST_CASE("any one operation on the disk may fail while a clinic is made, opened or re-keyed",
          "[durability][vault]")
{
    VaultOnMemoryDisk vault("wal");
    const QString other = u"/other.dermis"_s;
    int faults = 0;
    for (qint64 at = 1;; ++at) {
        vault.disk.start(vault.files);
        vault.disk.failAt(at, false);
        const auto made = createVault(other, {1, u"Thandeka"_s}, u"first"_s, {8192, 1});
        const auto opened = unlock(vault.path, 1, vault.password);
        const auto changed =
            changePassword(vault.path, *vault.key, {1, u"Thandeka"_s}, u"second"_s, {8192, 1});
        const auto printed = newRecoveryKey(vault.path, *vault.key, {8192, 1});
        if (!vault.disk.hasFailed())
            break;
        ++faults;
        INFO("operation " << at);
        for (const auto &error : {made ? Error() : made.error(), opened ? Error() : opened.error(),
                                  changed ? Error() : changed.error(), printed ? Error() : printed.error()})
            CHECK(error.detail.isEmpty() == (error == Error()));
        vault.disk.start(vault.disk.files());
        REQUIRE((made ? unlock(other, 1, u"first"_s).has_value() : true));
        const bool isOld = unlock(vault.path, 1, vault.password).has_value();
        const bool isNew = unlock(vault.path, 1, u"second"_s).has_value();
        REQUIRE(isOld != isNew);
        REQUIRE((!changed || isNew));
        REQUIRE((!printed || unlock(vault.path, *printed).has_value()));
    }
    CHECK(faults > 20);
}

TEST_CASE("any one operation on the disk may fail while a clinic gets a new key, and it is as it was",
          "[durability][vault]")
{
    VaultOnMemoryDisk vault("wal");
    {
        Acts acts(vault.path, "wal");
        for (int number = 1; number <= 5; ++number)
            REQUIRE(acts.keep(number));
    }
    vault.files = vault.disk.files();
    int faults = 0;
    for (qint64 at = 1;; ++at) {
        vault.disk.start(vault.files);
        vault.disk.failAt(at, false);
        const auto done = reencrypt(vault.path, {1, u"Thandeka"_s}, u"second"_s, {8192, 1},
                                    [](qint64, qint64) { return true; });
        REQUIRE_FALSE(done); // a disk in memory has no place to put the copy in
        CHECK_FALSE(done.error().detail.isEmpty());
        if (!vault.disk.hasFailed())
            break;
        ++faults;
        INFO("operation " << at);
        vault.disk.start(vault.disk.files());
        REQUIRE(unlock(vault.path, 1, vault.password));
        Acts acts(vault.path, "wal");
        REQUIRE(acts.isOpen());
        REQUIRE(acts.lastKept() == 5);
        REQUIRE(acts.damage().isEmpty());
    }
    CHECK(faults > 50);
}
