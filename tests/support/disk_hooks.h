#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dermis::test {

/// Stands between this program, with all its libraries, and the system's calls on files below one folder:
/// read, write, flush, open, truncate, rename, delete, make a folder. Any of them may be made to fail.
/// Flushes are counted and not done: these tests are not about the power.
///
/// Linked into a test program it works there; loaded before another (LD_PRELOAD) it works in that one, and is
/// told by the environment: DERMIS_DISK_FOLDER, DERMIS_DISK_FAIL_AT, DERMIS_DISK_FULL_AFTER,
/// DERMIS_DISK_WORDS (a file with words that must never be written to a file, one a line), and
/// DERMIS_DISK_REPORT (a file that gets a line for what failed, was full or was seen, and at the end "calls
/// N").
class DiskHooks
{
public:
    /// Watches the calls below the folder until this goes; one at a time.
    explicit DiskHooks(const std::string &folder);
    ~DiskHooks();
    DiskHooks(const DiskHooks &) = delete;
    DiskHooks &operator=(const DiskHooks &) = delete;

    /// Call number `call` (1 is the next) fails with EIO, once or with all that follow.
    void failAt(std::int64_t call, bool forever = false);
    /// Files may grow by so many bytes in all; from then on the disk is full.
    void fullAfter(std::int64_t bytes);
    /// How much of that is left.
    std::int64_t room() const;
    /// Nothing fails any more.
    void heal();

    /// Whether a call was made to fail since the last failAt() or fullAfter().
    bool hasFailed() const;
    /// What failed first, such as "pwrite /folder/clinic.dermis-wal".
    std::string whatFailed() const;
    /// What was called since the last failAt(), in order, as whatFailed() tells it.
    std::vector<std::string> calls() const;
};

} // namespace dermis::test
