#include "core/storage/damage.h"
#include "core/storage/drafts.h"
#include "core/storage/network_share.h"
#include "core/storage/readable_rows.h"
#include "core/storage/stop_switch.h"
#include "core/storage/verification.h"
#include "tests/core/storage/storage_fixture.h"

#include <QFile>

#include <catch2/catch.hpp>
#include <thread>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const DamageMark mark{QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC),
                      {u"row"_s, u"thing"_s, 5, 12, u"differs from the journal's last version of it"_s}};

/// A network share for the time of one test.
struct OnShare {
    explicit OnShare(const QByteArray &type)
    {
        setFileSystemProbe([type](const QString &) { return type; });
    }
    ~OnShare() { setFileSystemProbe({}); }
};

} // namespace

TEST_CASE_METHOD(StorageFixture, "a clinic marked as damaged is read, and every write is refused with the reason", "[storage]")
{
    addThing(u"cream"_s);
    REQUIRE(markDamaged(path, mark));
    const auto marked = secondConnection();
    REQUIRE(marked->damage());
    CHECK(*marked->damage() == mark.damage);
    CHECK(marked->isReadOnly());
    CHECK(must(marked->integer(u"SELECT count(*) FROM thing"_s)) == 1);
    const auto transaction = Transaction::begin(*marked, nurse, now);
    REQUIRE_FALSE(transaction);
    CHECK(transaction.error().code == ErrorCode::Damaged);
    CHECK(transaction.error().detail.contains(mark.damage.detail));
    CHECK(saveDraft(*marked, {{1, u"note"_s, nurse.id}, "{}", now, 0}).error().code == ErrorCode::Damaged);
    CHECK_FALSE(marked->run(u"DELETE FROM thing"_s));
    removeDamageMark(path);
    CHECK_FALSE(secondConnection()->damage());
}

TEST_CASE_METHOD(StorageFixture, "a connection that was open when damage was found writes nothing more", "[storage]")
{
    addThing(u"cream"_s);
    database->refuseWrites(mark.damage);
    CHECK(database->isReadOnly());
    CHECK(Transaction::begin(*database, nurse, now).error().code == ErrorCode::Damaged);
    CHECK_FALSE(database->run(u"DELETE FROM thing"_s));
    CHECK(must(database->integer(u"SELECT count(*) FROM thing"_s)) == 1);
}

TEST_CASE_METHOD(StorageFixture, "the first finding stays in the mark, and a mark that cannot be read still counts", "[storage]")
{
    REQUIRE(markDamaged(path, mark));
    REQUIRE(markDamaged(path, {now, {u"file"_s, {}, 0, 0, u"something later"_s}}));
    const auto found = damageMark(path);
    REQUIRE(found);
    CHECK(found->damage == mark.damage);
    CHECK(found->foundAt == mark.foundAt);
    CHECK(placeOf(found->damage) == u"table thing, row 5, journal entry 12");
    QFile file(path + u"-damaged"_s);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("\x01\x02");
    file.close();
    REQUIRE(damageMark(path));
    CHECK_FALSE(damageMark(path)->damage.detail.isEmpty());
}

TEST_CASE("file systems of other computers are told from disks", "[storage]")
{
    for (const char *share : {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ceph", "NFS4"}) {
        INFO(share);
        CHECK(isNetworkFileSystem(share));
    }
    for (const char *disk : {"ext4", "xfs", "btrfs", "tmpfs", "NTFS", "fuseblk", "vfat", "apfs", "overlay", "fuse.ntfs-3g", ""}) {
        INFO(disk);
        CHECK_FALSE(isNetworkFileSystem(disk));
    }
}

TEST_CASE_METHOD(StorageFixture, "on a network share a clinic is refused with advice, and read while nobody has it open", "[storage]")
{
    addThing(u"cream"_s);
    const OnShare share("fuse.sshfs");
    const auto forWork = Database::open(path);
    REQUIRE_FALSE(forWork);
    CHECK(forWork.error().code == ErrorCode::ReadOnly);
    CHECK(forWork.error().detail.contains(u"network share (fuse.sshfs)"));
    CHECK(forWork.error().detail.contains(u"backups"));
    const auto whileOpen = Database::open(path, {.readOnly = true});
    REQUIRE_FALSE(whileOpen);
    CHECK(whileOpen.error().code == ErrorCode::Busy);
    database.reset(); // closes it, and its log goes
    const auto toRead = must(Database::open(path, {.readOnly = true}));
    CHECK(must(toRead->integer(u"SELECT count(*) FROM thing"_s)) == 1);
    CHECK_FALSE(QFile::exists(path + u"-shm"_s));
    CHECK_FALSE(QFile::exists(path + u"-wal"_s));
    CHECK_FALSE(Database::open(folder.filePath(u"new.dermis"_s), {.create = true}));
    CHECK(Database::open(path, {.alone = true}));
}

TEST_CASE_METHOD(StorageFixture, "rows are read around what is lost, in their order", "[storage]")
{
    for (int n = 0; n < 400; ++n)
        addThing(u"thing number %1, with enough words to fill a few pages of the file"_s.arg(n));
    must(database->run(u"DELETE FROM thing WHERE id BETWEEN 100 AND 120"_s));
    QList<qint64> read;
    const auto take = [&](const Statement &row) -> Result<> {
        read << row.integer(0);
        return {};
    };
    CHECK(must(readRows(*database, u"thing"_s, u"name"_s, take)).isEmpty());
    CHECK(read.size() == 379);
    const qint64 leaf =
        must(database->integer(u"SELECT pageno FROM dbstat WHERE name = 'thing' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2"_s));
    const qint64 cells = must(database->integer(u"SELECT ncell FROM dbstat WHERE name = 'thing' AND pageno = %1"_s.arg(leaf)));
    must(database->run(u"PRAGMA journal_mode = DELETE"_s));
    database.reset();
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.seek((leaf - 1) * 4096));
    file.write(QByteArray(4096, '\xa5'));
    file.close();
    const auto damaged = must(Database::open(path, {.readOnly = true}));
    read.clear();
    const auto lost = must(readRows(*damaged, u"thing"_s, u"name"_s, take));
    CHECK(read.size() == 379 - cells);
    CHECK(std::ranges::is_sorted(read));
    REQUIRE(lost.size() == 1);
    CHECK(lost.first().last - lost.first().first + 1 >= cells);
    const auto quick = must(quickCheck(*damaged));
    REQUIRE(quick);
    CHECK(quick->table == u"thing");
    CHECK_FALSE(quick->detail.isEmpty());
    CHECK_FALSE(quick->detail.contains(u"***"_s)); // one finding, without SQLite's heading
    CHECK_FALSE(quick->detail.contains(u'\n'));
}

TEST_CASE_METHOD(StorageFixture, "what runs on a connection is stopped from another thread", "[storage]")
{
    const auto stop = std::make_shared<StopSwitch>();
    database->setStopSwitch(stop);
    std::thread other([stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        stop->stop();
    });
    const auto endless =
        database->integer(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s);
    other.join();
    REQUIRE_FALSE(endless);
    CHECK(endless.error().code == ErrorCode::Cancelled);
    CHECK(database->integer(u"SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9999) "
                            "SELECT i FROM n)"_s).error().code == ErrorCode::Cancelled); // for good
}
