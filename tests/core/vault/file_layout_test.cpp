#include "core/vault/file_layout.h"
#include "core/vault/header.h"

#include <array>
#include <catch2/catch.hpp>

using namespace dermis;

namespace {

constexpr qint64 unit = UnitCipher::unitSize;

qint64 realOffset(FileKind kind, qint64 offset)
{
    const Extent extent = extentAt(kind, offset);
    return extent.realStart + offset - extent.start;
}

} // namespace

TEST_CASE("no byte of a database lies in its header or where SQLite puts its locks", "[vault]")
{
    constexpr qint64 edge = lockBytes - Header::regionSize;
    const std::array<qint64, 12> offsets{
        0,        1,           4096,          edge - 4096, edge - 1,      edge,
        edge + 1, edge + 4096, lockBytes - 1, lockBytes,   lockBytes * 2, lockBytes * 100};
    qint64 last = -1;
    for (const qint64 offset : offsets) {
        INFO(offset);
        const qint64 real = realOffset(FileKind::Database, offset);
        CHECK(real >= Header::regionSize);
        CHECK((real < lockBytes || real >= lockBytes + 512));
        CHECK(real % unit == offset % unit);
        CHECK(real > last);
        last = real;
    }
}

TEST_CASE("no page of any size crosses the gap at the lock bytes", "[vault]")
{
    for (qint64 pageSize = 512; pageSize <= 65536; pageSize *= 2) {
        for (qint64 page = lockBytes / pageSize - 3 * 65536 / pageSize; page < lockBytes / pageSize + 3;
             ++page) {
            const qint64 offset = page * pageSize;
            const Extent extent = extentAt(FileKind::Database, offset);
            CHECK(offset + pageSize <= extent.start + extent.length);
        }
    }
}

TEST_CASE("a log's header, frame heads and pages each begin a unit of their own", "[vault]")
{
    constexpr qint64 frameSize = 24 + 4096;
    CHECK(realOffset(FileKind::Log, 0) == 0);
    for (qint64 frame = 0; frame < 1000; ++frame) {
        const qint64 start = 32 + frame * frameSize;
        const qint64 real = unit + frame * (unit + 4096);
        CHECK(realOffset(FileKind::Log, start) == real);
        CHECK(extentAt(FileKind::Log, start).length == 24);
        CHECK(realOffset(FileKind::Log, start + 24) == real + unit);
        CHECK(extentAt(FileKind::Log, start + 24).length == 4096);
        CHECK(logicalSize(FileKind::Log, realSize(FileKind::Log, start + frameSize)) == start + frameSize);
        CHECK(logicalSize(FileKind::Log, real) == start);
    }
}

TEST_CASE("sizes are told as SQLite wrote them", "[vault]")
{
    const FileKind kind = GENERATE(FileKind::Journal, FileKind::Temporary);
    for (qint64 size = 0; size < 3000; ++size) {
        CHECK(logicalSize(kind, realSize(kind, size)) == size);
        CHECK(realSize(kind, size) >= wholeUnits(size));
    }
    for (qint64 torn = 0; torn < 3000; ++torn)
        CHECK(logicalSize(kind, torn) >= 0);
}

TEST_CASE("a database's size counts neither header nor gap", "[vault]")
{
    constexpr qint64 edge = lockBytes - Header::regionSize;
    for (const qint64 size :
         {qint64(0), qint64(4096), edge - 4096, edge, edge + 4096, lockBytes + 4096, lockBytes * 3}) {
        INFO(size);
        CHECK(logicalSize(FileKind::Database, realSize(FileKind::Database, size)) == size);
    }
    CHECK(realSize(FileKind::Database, edge) == lockBytes);
    CHECK(realSize(FileKind::Database, edge + 4096) == lockBytes + lockGap + 4096);
    CHECK(logicalSize(FileKind::Database, 0) == 0);
    CHECK(logicalSize(FileKind::Database, lockBytes + 100) == edge);
    CHECK(logicalSize(FileKind::Database, Header::regionSize + 4096 + 100) == 4096);
}
