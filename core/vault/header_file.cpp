#include "core/vault/header_file.h"

#include "core/vault/vault_vfs.h"

#include <QFile>
#include <QFileInfo>

#include <cstdlib>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int lockPauseMs = 20;

tl::unexpected<Error> ioError(int code, QStringView what)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return fail(ErrorCode::DiskFull, u"the disk is full; the clinic's header was not changed"_s);
    case SQLITE_READONLY:
        return fail(ErrorCode::ReadOnly, u"the clinic file may only be read, not changed"_s);
    case SQLITE_BUSY:
        return fail(ErrorCode::Busy, u"another program is changing the clinic file; try again"_s);
    default:
        return fail(ErrorCode::Io, u"the clinic's header could not be %1 (code %2)"_s.arg(what).arg(code));
    }
}

Result<QByteArray> readBytes(sqlite3_file *file, qint64 at, qsizetype size)
{
    QByteArray bytes(size, '\0');
    const int code = file->pMethods->xRead(file, bytes.data(), int(size), at);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return ioError(code, u"read");
    return bytes;
}

bool isThere(const char *path)
{
    int isThere = 0;
    return realVfs()->xAccess(realVfs(), path, SQLITE_ACCESS_EXISTS, &isThere) == SQLITE_OK && isThere != 0;
}

bool isPlain(const QByteArray &start)
{
    return start.startsWith("SQLite format 3");
}

/// The answer for a file without a header that this program can use.
tl::unexpected<Error> refusal(const std::array<HeaderCopy, 2> &copies, const QByteArray &start)
{
    const auto isAny = [&](CopyState state) { return copies[0].state == state || copies[1].state == state; };
    if (isAny(CopyState::Newer))
        return fail(ErrorCode::NewerVersion,
                    u"the clinic was encrypted by a newer Dermis; update this one"_s);
    if (isAny(CopyState::Older))
        return fail(ErrorCode::InvalidInput,
                    u"the clinic's encryption is of an older format, which this Dermis no longer reads"_s);
    if (isAny(CopyState::Damaged))
        return fail(ErrorCode::Damaged,
                    u"both copies of the clinic's header are damaged, and with them every "
                    "key; restore a backup"_s);
    if (isPlain(start))
        return fail(ErrorCode::InvalidInput, u"the clinic is not encrypted"_s);
    return fail(ErrorCode::Damaged, u"the file is not a Dermis clinic"_s);
}

} // namespace

Result<FoundHeader> readHeader(sqlite3_file *file)
{
    std::array<HeaderCopy, 2> copies;
    std::array<QByteArray, 2> bytes;
    for (size_t i = 0; i < copies.size(); ++i) {
        bytes[i] = TRY(readBytes(file, Header::copyOffsets[i], Header::copySize));
        copies[i] = decodeHeader(bytes[i]);
    }
    const auto isOlder = [](const HeaderCopy &one, const HeaderCopy &other) {
        const auto isKnown = [](const HeaderCopy &copy) {
            return copy.state != CopyState::Damaged && copy.state != CopyState::Foreign;
        };
        return isKnown(one) != isKnown(other) ? isKnown(other) : one.header.sequence < other.header.sequence;
    };
    const size_t best = isOlder(copies[0], copies[1]) ? 1 : 0;
    if (copies[best].state != CopyState::Sound)
        return refusal(copies, bytes[0]);
    FoundHeader found{copies[best].header, std::nullopt};
    if (bytes[0] != bytes[1])
        found.staleCopy = 1 - best;
    return found;
}

void HeaderFile::Close::operator()(sqlite3_file *file) const
{
    if (file->pMethods != nullptr) {
        file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
        file->pMethods->xClose(file);
    }
    free(file); // NOLINT(cppcoreguidelines-no-malloc): SQLite gives only the size
}

void HeaderFile::FreeName::operator()(const char *name) const
{
    sqlite3_free_filename(name);
}

Result<HeaderFile> HeaderFile::open(const QString &path, int flags)
{
    sqlite3_vfs *vfs = realVfs();
    const QByteArray absolute = QFileInfo(path).absoluteFilePath().toUtf8();
    HeaderFile file;
    file.m_name.reset(sqlite3_create_filename(absolute.constData(), "", "", 0, nullptr));
    file.m_file.reset(static_cast<sqlite3_file *>(calloc(1, static_cast<size_t>(vfs->szOsFile))));
    if (!file.m_name || !file.m_file)
        return fail(ErrorCode::Io, u"there is too little memory to open the clinic"_s);
    int outFlags = 0;
    const int code =
        vfs->xOpen(vfs, file.m_name.get(), file.m_file.get(), flags | SQLITE_OPEN_MAIN_DB, &outFlags);
    if (code == SQLITE_CANTOPEN && (flags & SQLITE_OPEN_CREATE) == 0 && !isThere(file.m_name.get()))
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(path));
    if (code != SQLITE_OK)
        return ioError(code, u"opened");
    if ((flags & SQLITE_OPEN_READWRITE) != 0 && (outFlags & SQLITE_OPEN_READONLY) != 0)
        return ioError(SQLITE_READONLY, u"opened");
    return file;
}

Result<HeaderFile> HeaderFile::open(const QString &path)
{
    return open(path, SQLITE_OPEN_READONLY);
}

Result<HeaderFile> HeaderFile::openForChange(const QString &path, int patienceMs)
{
    HeaderFile file = TRY(open(path, SQLITE_OPEN_READWRITE));
    TRY(file.lock(patienceMs));
    const FoundHeader found = TRY(file.read());
    if (found.staleCopy) {
        TRY(file.writeCopy(*found.staleCopy, found.header));
        file.m_wasRepaired = true;
    }
    return file;
}

Result<HeaderFile> HeaderFile::create(const QString &path)
{
    if (isThere(path.toUtf8().constData()))
        return fail(ErrorCode::InvalidInput, u"%1 exists already; choose another name"_s.arg(path));
    HeaderFile file = TRY(open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    if (const int code = file.m_file->pMethods->xTruncate(file.m_file.get(), Header::regionSize);
        code != SQLITE_OK) {
        file.remove();
        return ioError(code, u"made");
    }
    return file;
}

/// The lock a writing transaction takes without a log: beside readers, but one at a time.
Result<> HeaderFile::lock(int patienceMs)
{
    sqlite3_vfs *vfs = realVfs();
    int code = SQLITE_BUSY;
    for (int waited = 0; waited <= patienceMs; waited += lockPauseMs) {
        code = m_file->pMethods->xLock(m_file.get(), SQLITE_LOCK_SHARED);
        if (code == SQLITE_OK)
            code = m_file->pMethods->xLock(m_file.get(), SQLITE_LOCK_RESERVED);
        if (code == SQLITE_OK)
            return {};
        if (code != SQLITE_BUSY)
            break;
        vfs->xSleep(vfs, lockPauseMs * 1000);
    }
    return ioError(code, u"locked");
}

void HeaderFile::remove()
{
    m_file.reset();
    realVfs()->xDelete(realVfs(), m_name.get(), 0);
}

Result<FoundHeader> HeaderFile::read()
{
    return readHeader(m_file.get());
}

ClinicForm HeaderFile::form()
{
    for (const qint64 offset : Header::copyOffsets) {
        const auto bytes = readBytes(m_file.get(), offset, Header::copySize);
        if (!bytes)
            return ClinicForm::Unreadable;
        if (decodeHeader(*bytes).state != CopyState::Foreign)
            return ClinicForm::Vault;
        if (isPlain(*bytes))
            return ClinicForm::Plain;
    }
    return ClinicForm::Other;
}

Result<> HeaderFile::writeCopy(size_t copy, const Header &header)
{
    const QByteArray bytes = encodeHeader(header);
    int code = m_file->pMethods->xWrite(m_file.get(), bytes.constData(), int(bytes.size()),
                                        Header::copyOffsets[copy]);
    if (code == SQLITE_OK)
        code = m_file->pMethods->xSync(m_file.get(), SQLITE_SYNC_FULL);
    if (code != SQLITE_OK)
        return ioError(code, u"written");
    return {};
}

Result<> HeaderFile::write(const Header &header)
{
    TRY(writeCopy(0, header));
    return writeCopy(1, header);
}

Result<> HeaderFile::change(const Header &before, const Header &header)
{
    if (const auto written = writeCopy(0, header); !written) {
        (void)writeCopy(0, before);
        return written;
    }
    (void)writeCopy(1, header);
    return {};
}

} // namespace dermis
