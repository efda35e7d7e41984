#include "core/vault/vault_file.h"

#include "core/vault/file_layout.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace dermis {

namespace {

constexpr int sectorSize = 4096;
constexpr qint64 logHeadSize = 32;

/// A log of other pages would spread a frame over units of its neighbours.
bool isLogOfOtherPages(FileKind kind, const uchar *from, qint64 amount, qint64 offset)
{
    constexpr qint64 pageSizeAt = 8;
    return kind == FileKind::Log && offset == 0 && amount == logHeadSize &&
           qFromBigEndian<quint32>(from + pageSizeAt) != logPageSize;
}

int closeFile(sqlite3_file *file)
{
    VaultFile *vault = VaultFile::of(file);
    sqlite3_file *real = vault->real();
    const int code = real->pMethods->xClose(real);
    vault->~VaultFile();
    return code;
}

int readFile(sqlite3_file *file, void *into, int amount, sqlite3_int64 offset)
{
    return VaultFile::of(file)->read(static_cast<uchar *>(into), amount, offset);
}

int writeFile(sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset)
{
    return VaultFile::of(file)->write(static_cast<const uchar *>(from), amount, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    return VaultFile::of(file)->truncate(size);
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    qint64 logical = 0;
    const int code = VaultFile::of(file)->size(logical);
    *size = logical;
    return code;
}

int syncFile(sqlite3_file *file, int flags)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xSync(real, flags);
}

int lockFile(sqlite3_file *file, int lock)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xLock(real, lock);
}

int unlockFile(sqlite3_file *file, int lock)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xUnlock(real, lock);
}

int checkReservedLock(sqlite3_file *file, int *isLocked)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xCheckReservedLock(real, isLocked);
}

int fileControl(sqlite3_file *file, int operation, void *argument)
{
    VaultFile *vault = VaultFile::of(file);
    sqlite3_file *real = vault->real();
    switch (operation) {
    case SQLITE_FCNTL_MMAP_SIZE:
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE:
        return SQLITE_NOTFOUND;
    case SQLITE_FCNTL_SIZE_HINT: {
        sqlite3_int64 size = realSize(vault->kind, *static_cast<sqlite3_int64 *>(argument));
        return real->pMethods->xFileControl(real, operation, &size);
    }
    case SQLITE_FCNTL_VFSNAME: {
        const int code = real->pMethods->xFileControl(real, operation, argument);
        if (code == SQLITE_OK)
            *static_cast<char **>(argument) = sqlite3_mprintf("dermis/%z", *static_cast<char **>(argument));
        return code;
    }
    default:
        return real->pMethods->xFileControl(real, operation, argument);
    }
}

int sectorSizeOf(sqlite3_file *)
{
    return sectorSize;
}

/// A write of the database stays within its bytes, because pages are whole units, and so does one of its log, whose frames
/// begin units of their own. Nothing lets SQLite believe more, for example that a write is whole.
int characteristics(sqlite3_file *file)
{
    constexpr int always = SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_IMMUTABLE;
    VaultFile *vault = VaultFile::of(file);
    const bool staysWithin = vault->kind == FileKind::Database;
    sqlite3_file *real = vault->real();
    return real->pMethods->xDeviceCharacteristics(real) &
           (staysWithin ? always | SQLITE_IOCAP_POWERSAFE_OVERWRITE : always);
}

int mapShared(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xShmMap(real, region, size, extend, memory);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xShmLock(real, offset, count, flags);
}

void shareBarrier(sqlite3_file *file)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    real->pMethods->xShmBarrier(real);
}

int unmapShared(sqlite3_file *file, int remove)
{
    sqlite3_file *real = VaultFile::of(file)->real();
    return real->pMethods->xShmUnmap(real, remove);
}

/// Version 2: SQLite never maps the file into memory, where it would find cipher text.
constexpr sqlite3_io_methods vaultMethods{
    2,          closeFile,    readFile,          writeFile,   truncateFile, syncFile,        sizeOfFile,
    lockFile,   unlockFile,   checkReservedLock, fileControl, sectorSizeOf, characteristics, mapShared,
    lockShared, shareBarrier, unmapShared,       nullptr,     nullptr};

} // namespace

VaultFile::VaultFile(FileKind fileKind, std::unique_ptr<UnitCipher> unitCipher,
                     std::shared_ptr<const FileKey> fileKey)
    : sqlite3_file{&vaultMethods}, kind(fileKind), cipher(std::move(unitCipher)), key(std::move(fileKey))
{
}

sqlite3_file *VaultFile::realBehind(sqlite3_file *file)
{
    static_assert(sizeof(VaultFile) % 8 == 0 && alignof(VaultFile) <= 8); // what SQLite aligns to
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<uchar *>(file) + sizeof(VaultFile));
}

int VaultFile::size(qint64 &size)
{
    sqlite3_int64 onDisk = 0;
    const int code = real()->pMethods->xFileSize(real(), &onDisk);
    size = logicalSize(kind, onDisk);
    return code;
}

/// Whole units from the real file, in clear; SHORT_READ when some are not there, which read as zeros.
int VaultFile::readUnits(qint64 at, std::span<uchar> bytes)
{
    const int code = real()->pMethods->xRead(real(), bytes.data(), int(bytes.size()), at);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return code;
    return cipher->decrypt(quint64(at / UnitCipher::unitSize), bytes) ? code : SQLITE_IOERR_READ;
}

int VaultFile::readPart(qint64 at, uchar *into, qint64 amount)
{
    const qint64 head = at % UnitCipher::unitSize;
    if (head == 0 && amount % UnitCipher::unitSize == 0)
        return readUnits(at, {into, size_t(amount)});
    const std::span units(m_units.data(), size_t(wholeUnits(head + amount)));
    const int code = readUnits(at - head, units);
    memcpy(into, units.data() + head, size_t(amount));
    return code;
}

int VaultFile::read(uchar *into, qint64 amount, qint64 offset)
{
    qint64 there = amount;
    if (isSizeExact(kind)) {
        qint64 logical = 0;
        if (const int code = size(logical); code != SQLITE_OK)
            return code;
        there = std::clamp(logical - offset, qint64(0), amount);
        memset(into + there, 0, size_t(amount - there));
    }
    int answer = there < amount ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
    while (there > 0) {
        const Extent extent = extentAt(kind, offset);
        const qint64 within = offset - extent.start;
        const qint64 part = std::min({there, extent.length - within, longestPart});
        const int code = readPart(extent.realStart + within, into, part);
        if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
            return code;
        if (code != SQLITE_OK)
            answer = code;
        into += part;
        offset += part;
        there -= part;
    }
    return answer;
}

/// Encrypts a part in whole units; what else is in its first and last unit is read first and stays.
int VaultFile::writePart(qint64 at, const uchar *from, qint64 amount, bool isEndOfExtent)
{
    const qint64 head = at % UnitCipher::unitSize;
    const qint64 end = head + amount;
    const std::span units(m_units.data(), size_t(wholeUnits(end)));
    const bool isTailKept = end % UnitCipher::unitSize != 0 && !isEndOfExtent;
    if (head != 0) {
        const int code = readUnits(at - head, units.first(UnitCipher::unitSize));
        if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
            return code;
    }
    if (isTailKept && (head == 0 || std::ssize(units) > UnitCipher::unitSize)) {
        const int code = readUnits(at - head + std::ssize(units) - UnitCipher::unitSize, units.last(UnitCipher::unitSize));
        if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
            return code;
    }
    memcpy(units.data() + head, from, size_t(amount));
    if (!isTailKept)
        memset(units.data() + end, 0, size_t(std::ssize(units) - end));
    if (!cipher->encrypt(quint64((at - head) / UnitCipher::unitSize), units))
        return SQLITE_IOERR_WRITE;
    return real()->pMethods->xWrite(real(), units.data(), int(units.size()), at - head);
}

/// Lets the real size tell how much the last unit of a journal or temporary holds; new bytes are zeros.
int VaultFile::markSize(qint64 oldRealSize, qint64 writtenTo)
{
    const qint64 logical = std::max(logicalSize(kind, oldRealSize), writtenTo);
    const qint64 marked = realSize(kind, logical);
    if (marked == std::max(oldRealSize, wholeUnits(writtenTo)))
        return SQLITE_OK;
    return real()->pMethods->xTruncate(real(), marked);
}

int VaultFile::write(const uchar *from, qint64 amount, qint64 offset)
{
    if (isLogOfOtherPages(kind, from, amount, offset))
        return SQLITE_IOERR_WRITE;
    sqlite3_int64 oldRealSize = 0;
    if (isSizeExact(kind)) {
        if (const int code = real()->pMethods->xFileSize(real(), &oldRealSize); code != SQLITE_OK)
            return code;
    }
    while (amount > 0) {
        const Extent extent = extentAt(kind, offset);
        const qint64 within = offset - extent.start;
        const qint64 part = std::min({amount, extent.length - within, longestPart});
        const int code = writePart(extent.realStart + within, from, part, within + part == extent.length);
        if (code != SQLITE_OK)
            return code;
        from += part;
        offset += part;
        amount -= part;
    }
    return isSizeExact(kind) ? markSize(oldRealSize, offset) : SQLITE_OK;
}

int VaultFile::truncate(qint64 size)
{
    const qint64 marked = realSize(kind, size);
    if (const int code = real()->pMethods->xTruncate(real(), isSizeExact(kind) ? wholeUnits(size) : marked);
        code != SQLITE_OK)
        return code;
    if (!isSizeExact(kind) || size % UnitCipher::unitSize == 0)
        return SQLITE_OK;
    const qint64 last =
        size / UnitCipher::unitSize * UnitCipher::unitSize; // bytes behind the end must read as zeros when the file grows again
    std::array<uchar, UnitCipher::unitSize> kept{};
    if (const int code = readUnits(last, kept); code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return code;
    if (const int code = writePart(last, kept.data(), size - last, true); code != SQLITE_OK)
        return code;
    return real()->pMethods->xTruncate(real(), marked);
}

} // namespace dermis
