#pragma once

#include <QtGlobal>

#include <map>
#include <memory>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace dermis::test {

using Bytes = std::vector<uchar>;

/// A disk in memory that SQLite writes to, which can lose power and have faults.
///
/// When the power fails, each write since its file was last flushed is kept, lost or torn (in sectors of 512
/// bytes and inside one), in any order; a file never flushed may be missing. A deletion is kept at once.
class MemoryDisk
{
public:
    static constexpr char vfsName[] = "memory-disk";
    using Files = std::map<std::string, Bytes>;

    MemoryDisk();
    ~MemoryDisk();
    MemoryDisk(const MemoryDisk &) = delete;
    MemoryDisk &operator=(const MemoryDisk &) = delete;

    /// What is on the disk, as a program sees it.
    Files files() const;
    /// Starts with these files, all flushed, without faults.
    void start(const Files &files);

    /// The power fails at this change (1 is the next write, truncation, flush or deletion); from then on
    /// nothing works.
    void losePowerAt(qint64 change, quint32 seed);
    bool hasLostPower() const { return m_hasLostPower; }
    /// What is found when the power is back.
    const Files &afterPowerLoss() const { return m_afterPowerLoss; }

    /// This operation (1 is the next read, write, truncation, flush, opening, deletion or question) fails,
    /// once or with all that follow.
    void failAt(qint64 operation, bool forever);
    bool hasFailed() const { return m_hasFailed; }

    /// From now on every byte written is looked through for this.
    void watchFor(const std::string &word) { m_word = word; }
    bool wasSeen() const { return m_wasSeen; }
    qint64 bytesWritten() const { return m_bytesWritten; }

    struct Change
    {
        qint64 offset = 0; ///< of a write; the new size for a truncation
        Bytes bytes;
        bool isTruncation = false;
    };
    struct File
    {
        Bytes now;
        Bytes flushed;
        std::vector<Change> changes; ///< since the last flush
        bool wasFlushed = false;
        std::vector<std::unique_ptr<Bytes>> shared;
    };

    // What SQLite calls.
    std::shared_ptr<File> open(const char *name, int flags, int &code);
    bool exists(const std::string &name) const { return m_files.contains(name); }
    int remove(const std::string &name);
    int read(const File &file, uchar *into, int amount, qint64 offset);
    int write(File &file, const uchar *from, int amount, qint64 offset);
    int truncate(File &file, qint64 size);
    int flush(File &file);
    /// Counts an operation; false when it must fail.
    bool mayOperate();

private:
    bool mayChange();
    void look(const Bytes &bytes, qint64 from, qint64 to);
    Bytes afterPowerLoss(const File &file);
    void keepSome(Bytes &bytes, const Change &change);
    void tear(Bytes &bytes, const Change &change);
    bool chance(int percent);

    std::map<std::string, std::shared_ptr<File>> m_files;
    Files m_afterPowerLoss;
    qint64 m_changesLeft = -1;
    qint64 m_operationsLeft = -1;
    bool m_failsForever = false;
    bool m_hasLostPower = false;
    bool m_hasFailed = false;
    std::string m_word;
    bool m_wasSeen = false;
    qint64 m_bytesWritten = 0;
    std::mt19937 m_random;
    sqlite3_vfs m_vfs{};
};

} // namespace dermis::test
