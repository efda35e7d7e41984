#pragma once

#include "core/vault/unit_cipher.h"

namespace dermis {

/// SQLite's byte-range locks: the real bytes from here on must hold no data, since Windows enforces them.
inline constexpr qint64 lockBytes = qint64(1) << 30;
/// How many bytes are left free there: the 512 that SQLite locks, rounded up to a page of the disk.
inline constexpr qint64 lockGap = 4096;
/// The only page size of a write-ahead log in a vault.
inline constexpr qint64 logPageSize = 4096;

/// A run of a file's bytes, as SQLite counts them, that lie one after another in units of their own in the
/// real file.
struct Extent
{
    qint64 start;     ///< where SQLite believes the run to be
    qint64 length;    ///< in bytes; the last unit is filled up with zeros
    qint64 realStart; ///< where it is, a multiple of the unit
};

/// The run that holds the byte SQLite knows at `offset`.
///
/// A database lies behind the header and skips the lock bytes. In a log the header, each frame's head and
/// each page begin a unit, so that writing one frame never rewrites bytes of another, which somebody may be
/// reading. Journals and temporaries are one run.
Extent extentAt(FileKind kind, qint64 offset);

/// How long SQLite believes a file to be that has `realSize` bytes. Databases and logs are whole units; a
/// journal's or temporary's last unit is whole, and as many zero bytes follow it as it holds (SQLite finds
/// things by a journal's end).
qint64 logicalSize(FileKind kind, qint64 realSize);
/// The other way.
qint64 realSize(FileKind kind, qint64 logicalSize);
/// Whether a file's size is kept to the byte.
constexpr bool isSizeExact(FileKind kind)
{
    return kind == FileKind::Journal || kind == FileKind::Temporary;
}

/// The next multiple of the unit.
constexpr qint64 wholeUnits(qint64 bytes)
{
    return (bytes + UnitCipher::unitSize - 1) / UnitCipher::unitSize * UnitCipher::unitSize;
}

} // namespace dermis
