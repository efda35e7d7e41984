#pragma once

#include "core/vault/file_key.h"
#include "core/vault/unit_cipher.h"

#include <array>
#include <memory>
#include <sqlite3.h>

namespace dermis {

/// One encrypted file of SQLite's, in memory SQLite gives; the real file of the VFS below lies right behind
/// it.
struct VaultFile : sqlite3_file
{
    /// Below this lies `real`, already open; pMethods is set.
    VaultFile(FileKind fileKind, std::unique_ptr<UnitCipher> unitCipher,
              std::shared_ptr<const FileKey> fileKey);

    static VaultFile *of(sqlite3_file *file) { return static_cast<VaultFile *>(file); }
    /// Where the real file lies for a vault file at `file`, whether or not that is open yet.
    static sqlite3_file *realBehind(sqlite3_file *file);
    sqlite3_file *real() { return realBehind(this); }

    int read(uchar *into, qint64 amount, qint64 offset);
    int write(const uchar *from, qint64 amount, qint64 offset);
    int truncate(qint64 size);
    int size(qint64 &size);

    FileKind kind;
    std::unique_ptr<UnitCipher> cipher;
    std::shared_ptr<const FileKey> key; ///< of a database: its log and journals open with the same

private:
    int readUnits(qint64 at, std::span<uchar> bytes);
    int readPart(qint64 at, uchar *into, qint64 amount);
    int writePart(qint64 at, const uchar *from, qint64 amount, bool isEndOfExtent);
    int markSize(qint64 oldRealSize, qint64 writtenTo);

    static constexpr qint64 longestPart = 8192;
    std::array<uchar, longestPart + 2 * UnitCipher::unitSize>
        m_units; // a part and the rest of its first and last unit
};

} // namespace dermis
