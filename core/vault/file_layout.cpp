#include "core/vault/file_layout.h"

#include "core/vault/header.h"

#include <algorithm>
#include <limits>

namespace dermis {

namespace {

constexpr qint64 unit = UnitCipher::unitSize;
constexpr qint64 beforeLocks =
    lockBytes - Header::regionSize; // what lies between the header and the lock bytes
constexpr qint64 endless = std::numeric_limits<qint64>::max() / 2;

constexpr qint64 logHeaderSize = 32;
constexpr qint64 frameHeadSize = 24;
constexpr qint64 frameSize = frameHeadSize + logPageSize;
constexpr qint64 realFrameSize = unit + logPageSize;

static_assert(beforeLocks % 65536 == 0); // no page of any size crosses the gap

Extent databaseExtent(qint64 offset)
{
    if (offset < beforeLocks)
        return {0, beforeLocks, Header::regionSize};
    return {beforeLocks, endless, lockBytes + lockGap};
}

Extent logExtent(qint64 offset)
{
    if (offset < logHeaderSize)
        return {0, logHeaderSize, 0};
    const qint64 frame = (offset - logHeaderSize) / frameSize;
    const qint64 start = logHeaderSize + frame * frameSize;
    const qint64 realStart = unit + frame * realFrameSize;
    if (offset - start < frameHeadSize)
        return {start, frameHeadSize, realStart};
    return {start + frameHeadSize, logPageSize, realStart + unit};
}

qint64 logicalLogSize(qint64 real)
{
    if (real < unit)
        return 0;
    const qint64 frames = (real - unit) / realFrameSize;
    const qint64 rest = (real - unit) % realFrameSize / unit * unit;
    const qint64 ofFrame = rest == 0 ? 0 : frameHeadSize + rest - unit;
    return logHeaderSize + frames * frameSize + ofFrame;
}

} // namespace

Extent extentAt(FileKind kind, qint64 offset)
{
    switch (kind) {
    case FileKind::Database:
        return databaseExtent(offset);
    case FileKind::Log:
        return logExtent(offset);
    case FileKind::Journal:
    case FileKind::Temporary:
        break;
    }
    return {0, endless, 0};
}

qint64 logicalSize(FileKind kind, qint64 realSize)
{
    if (kind == FileKind::Log)
        return logicalLogSize(realSize);
    const qint64 rest = realSize % unit;
    const qint64 whole = realSize - rest;
    if (kind == FileKind::Database) {
        if (whole <= lockBytes)
            return std::max(whole - Header::regionSize, qint64(0));
        return std::max(whole - Header::regionSize - lockGap, beforeLocks);
    }
    return rest == 0 ? whole : std::max(whole - unit + rest, qint64(0));
}

qint64 realSize(FileKind kind, qint64 logicalSize)
{
    if (isSizeExact(kind))
        return wholeUnits(logicalSize) + logicalSize % unit;
    if (logicalSize == 0)
        return kind == FileKind::Database ? Header::regionSize : 0;
    const Extent last = extentAt(kind, logicalSize - 1);
    return last.realStart + wholeUnits(logicalSize - last.start);
}

} // namespace dermis
