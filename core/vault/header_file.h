#pragma once

#include "core/base/result.h"
#include "core/vault/header.h"

#include <QString>

#include <memory>
#include <optional>

struct sqlite3_file;

namespace dermis {

/// What lies at a path, told without any key.
enum class ClinicForm {
    Missing,
    Vault,     ///< begins as an encrypted clinic; whether it can be opened is for unlock() to say
    Plain,     ///< an SQLite file without encryption
    Other,     ///< neither
    Unreadable ///< it is there, but the disk would not read it
};

/// A header as it was found.
struct FoundHeader
{
    Header header;
    std::optional<size_t> staleCopy; ///< the copy that is damaged or older and wants repair
};

/// The header of an open file; Damaged, NewerVersion or InvalidInput (plain or of an older format) tell why
/// not.
Result<FoundHeader> readHeader(sqlite3_file *file);

/// The header of a clinic file on the disk, read and written below the vault by SQLite's own file functions:
/// closing any other handle would drop the locks that this process holds on the file.
class HeaderFile
{
public:
    /// For reading; NotFound, Io.
    static Result<HeaderFile> open(const QString &path);
    /// For changing: waits for others who change the header, and repairs a stale copy first; also ReadOnly,
    /// Busy.
    static Result<HeaderFile> openForChange(const QString &path, int patienceMs = 5000);
    /// A new file, which must not exist yet.
    static Result<HeaderFile> create(const QString &path);

    Result<FoundHeader> read();
    /// Whether opening for change had to repair a copy.
    bool wasRepaired() const { return m_wasRepaired; }
    /// Told by how the file begins, no more.
    ClinicForm form();
    /// Both copies, one after the other, each flushed to the disk; `header.sequence` must be higher than
    /// before.
    Result<> write(const Header &header);
    /// Puts a header in the place of `before`, which both copies hold. It counts once its first copy is on
    /// the disk; the second is mended at the next sign-in when it cannot be written now. When the first
    /// cannot, `before` is put back.
    Result<> change(const Header &before, const Header &header);
    /// Closes and deletes a file that could not be finished.
    void remove();

private:
    struct Close
    {
        void operator()(sqlite3_file *file) const;
    };
    struct FreeName
    {
        void operator()(const char *name) const;
    };
    HeaderFile() = default;
    static Result<HeaderFile> open(const QString &path, int flags);
    Result<> lock(int patienceMs);
    Result<> writeCopy(size_t copy, const Header &header);

    std::unique_ptr<const char, FreeName> m_name; // SQLite's files keep a pointer to their name
    std::unique_ptr<sqlite3_file, Close> m_file;
    bool m_wasRepaired = false;
};

} // namespace dermis
