// What the vault costs: the same work on a plain and on an encrypted file, in turns within one run.
#include "core/vault/vault.h"
#include "core/vault/vault_vfs.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <random>
#include <sqlite3.h>
#include <vector>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int rowCount = 100'000; // about 110 MB: more than the cache of 32 MB holds

class File
{
public:
    File(const QString &path, const char *vfs)
    {
        if (sqlite3_open_v2(path.toUtf8().constData(), &m_database,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_database));
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
            "CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, name TEXT, note TEXT);"
            "CREATE INDEX IF NOT EXISTS person_name ON person (name)");
    }
    ~File() { sqlite3_close(m_database); }
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    void run(const char *sql)
    {
        if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s: %s", sql, sqlite3_errmsg(m_database));
    }
    void fill()
    {
        run("BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
            "INSERT INTO person (name, note) SELECT printf('%d name', i * 7919 % 100003), printf('%.*c', "
            "1000, 'n') FROM n;"
            "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }
    void empty() { run("DELETE FROM person; PRAGMA wal_checkpoint(TRUNCATE)"); }
    void readPoints(int count, unsigned seed)
    {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(m_database, "SELECT name, note FROM person WHERE id = ?", -1, &statement, nullptr);
        std::mt19937 random(seed);
        for (int i = 0; i < count; ++i) {
            sqlite3_bind_int(statement, 1, 1 + static_cast<int>(random() % rowCount));
            if (sqlite3_step(statement) != SQLITE_ROW || sqlite3_column_bytes(statement, 1) != 1000)
                qFatal("a row is missing");
            sqlite3_reset(statement);
        }
        sqlite3_finalize(statement);
    }
    void commit(int count)
    {
        for (int i = 0; i < count; ++i)
            run("INSERT INTO person (name, note) VALUES ('one', printf('%.*c', 300, 'n'))");
    }

private:
    sqlite3 *m_database = nullptr;
};

double millisecondsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Prints the medians of both and of the ratio of neighbours; on a busy computer the ratio of the fastest
/// tells more.
void compare(const char *what, int rounds, double budget, const std::function<void(int)> &plain,
             const std::function<void(int)> &vault)
{
    std::array<std::vector<double>, 3> times;
    for (int round = 0; round < rounds; ++round) {
        const bool plainFirst = round % 2 == 0;
        const double first = millisecondsOf([&] { (plainFirst ? plain : vault)(round); });
        const double second = millisecondsOf([&] { (plainFirst ? vault : plain)(round); });
        times[0].push_back(plainFirst ? first : second);
        times[1].push_back(plainFirst ? second : first);
        times[2].push_back(times[1].back() / times[0].back());
    }
    for (auto &column : times)
        std::ranges::sort(column);
    const auto median = [&](size_t column) { return times[column][times[column].size() / 2]; };
    std::printf("%-12s plain %8.2f ms   vault %8.2f ms   ratio %.2f   of the fastest %.2f   budget %.1f\n",
                what, median(0), median(1), median(2), times[1].front() / times[0].front(), budget);
}

} // namespace

int main()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"vault.dermis"_s);
    const auto made = createVault(path, {1, u"bench"_s}, u"bench"_s, {8192, 1});
    if (!made || !offerKey(path, made->key))
        qFatal("no vault");
    File plain(folder.filePath(u"plain.dermis"_s), "unix");
    File vault(path, vaultVfsName);
    compare(
        "bulk write", 7, 1.4,
        [&](int) {
            plain.fill();
            plain.empty();
        },
        [&](int) {
            vault.fill();
            vault.empty();
        });
    plain.fill();
    vault.fill();
    compare(
        "point reads", 31, 1.3, [&](int round) { plain.readPoints(20'000, static_cast<unsigned>(round)); },
        [&](int round) { vault.readPoints(20'000, static_cast<unsigned>(round)); });
    compare(
        "commit", 41, 1.1, [&](int) { plain.commit(25); }, [&](int) { vault.commit(25); });
}
