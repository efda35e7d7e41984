#include "core/vault/vault_vfs.h"

#include "core/vault/header_file.h"
#include "core/vault/vault_file.h"

#include <map>
#include <mutex>
#include <new>
#include <sodium.h>
#include <sqlite3.h>
#include <string>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The keys on offer, by the full path that SQLite knows; offers are weak, so that dropping a key withdraws
/// it.
class Offers
{
public:
    void add(const std::string &path, const std::shared_ptr<const FileKey> &key)
    {
        const std::lock_guard guard(m_mutex);
        m_keys[path] = key;
    }
    std::shared_ptr<const FileKey> find(const std::string &path)
    {
        const std::lock_guard guard(m_mutex);
        const auto found = m_keys.find(path);
        return found == m_keys.end() ? nullptr : found->second.lock();
    }

private:
    std::mutex m_mutex;
    std::map<std::string, std::weak_ptr<const FileKey>> m_keys;
};

Offers &offers()
{
    static Offers offers;
    return offers;
}

sqlite3_vfs *below(sqlite3_vfs *vfs)
{
    return static_cast<sqlite3_vfs *>(vfs->pAppData);
}

/// Which kind of file SQLite means, or nothing for a super-journal, which only lists the names of journals.
std::optional<FileKind> kindOf(int flags)
{
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
        return FileKind::Database;
    if ((flags & SQLITE_OPEN_WAL) != 0)
        return FileKind::Log;
    if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0)
        return FileKind::Journal;
    if ((flags & SQLITE_OPEN_SUPER_JOURNAL) != 0)
        return std::nullopt;
    return FileKind::Temporary;
}

/// SQLite opens journals by the flag of a super-journal when it asks whether they belong to one.
std::optional<std::string> databaseOfJournal(const char *name)
{
    constexpr std::string_view ending = "-journal";
    const std::string_view path(name);
    if (!path.ends_with(ending))
        return std::nullopt;
    return std::string(path.substr(0, path.size() - ending.size()));
}

void drop(sqlite3_file *file)
{
    sqlite3_file *real = VaultFile::realBehind(file);
    if (real->pMethods != nullptr)
        real->pMethods->xClose(real);
    file->pMethods = nullptr;
}

/// Opens the real file and puts the cipher before it.
int openWith(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags, FileKind kind,
             std::span<const uchar, FileKey::size> bytes, std::shared_ptr<const FileKey> key)
{
    sqlite3_file *real = VaultFile::realBehind(file);
    real->pMethods = nullptr;
    if (const int code = below(vfs)->xOpen(below(vfs), name, real, flags, outFlags); code != SQLITE_OK) {
        drop(file);
        return code;
    }
    auto cipher = UnitCipher::create(bytes, kind);
    if (!cipher) {
        drop(file);
        return SQLITE_NOMEM;
    }
    new (file) VaultFile(kind, std::move(cipher), std::move(key));
    return SQLITE_OK;
}

/// A database is never made here but by createVault(), and opened only under a header that fits the key.
int openDatabase(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const auto key = offers().find(name);
    if (!key)
        return SQLITE_AUTH;
    const int code = openWith(vfs, name, file, flags & ~SQLITE_OPEN_CREATE, outFlags, FileKind::Database,
                              key->bytes(), key);
    if (code != SQLITE_OK)
        return code;
    const auto header = readHeader(VaultFile::realBehind(file));
    if (header && key->check(header->header.fileId) == header->header.keyCheck)
        return SQLITE_OK;
    file->pMethods->xClose(file);
    file->pMethods = nullptr;
    return !header && header.error().code == ErrorCode::Io ? SQLITE_IOERR_READ : SQLITE_NOTADB;
}

int openTemporary(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const FileKey key = FileKey::random();
    return openWith(vfs, name, file, flags, outFlags, FileKind::Temporary, key.bytes(), nullptr);
}

int openNamedJournal(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    const auto database = databaseOfJournal(name);
    if (!database)
        return below(vfs)->xOpen(below(vfs), name, file, flags, outFlags);
    const auto key = offers().find(*database);
    if (!key)
        return SQLITE_AUTH;
    return openWith(vfs, name, file, flags, outFlags, FileKind::Journal, key->bytes(), key);
}

int openFile(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
{
    file->pMethods = nullptr;
    const auto kind = kindOf(flags);
    if (!kind)
        return openNamedJournal(vfs, name, file, flags, outFlags);
    switch (*kind) {
    case FileKind::Database:
        return openDatabase(vfs, name, file, flags, outFlags);
    case FileKind::Temporary:
        return openTemporary(vfs, name, file, flags, outFlags);
    case FileKind::Log:
    case FileKind::Journal:
        break;
    }
    const auto key = VaultFile::of(sqlite3_database_file_object(name))->key;
    return openWith(vfs, name, file, flags, outFlags, *kind, key->bytes(), key);
}

int deleteFile(sqlite3_vfs *vfs, const char *name, int syncFolder)
{
    return below(vfs)->xDelete(below(vfs), name, syncFolder);
}

int accessFile(sqlite3_vfs *vfs, const char *name, int flags, int *answer)
{
    return below(vfs)->xAccess(below(vfs), name, flags, answer);
}

int fullPathname(sqlite3_vfs *vfs, const char *name, int size, char *path)
{
    return below(vfs)->xFullPathname(below(vfs), name, size, path);
}

int randomness(sqlite3_vfs *vfs, int size, char *bytes)
{
    return below(vfs)->xRandomness(below(vfs), size, bytes);
}

int sleepFor(sqlite3_vfs *vfs, int microseconds)
{
    return below(vfs)->xSleep(below(vfs), microseconds);
}

int currentTime(sqlite3_vfs *vfs, double *julianDay)
{
    return below(vfs)->xCurrentTime(below(vfs), julianDay);
}

int lastError(sqlite3_vfs *vfs, int size, char *text)
{
    return below(vfs)->xGetLastError(below(vfs), size, text);
}

int currentTimeMilliseconds(sqlite3_vfs *vfs, sqlite3_int64 *julianMilliseconds)
{
    return below(vfs)->xCurrentTimeInt64(below(vfs), julianMilliseconds);
}

/// No loading of extensions: the functions for it stay empty.
sqlite3_vfs vaultOver(sqlite3_vfs *base)
{
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = int(sizeof(VaultFile)) + base->szOsFile;
    vfs.mxPathname = base->mxPathname;
    vfs.zName = vaultVfsName;
    vfs.pAppData = base;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPathname;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTimeMilliseconds;
    return vfs;
}

struct Installed
{
    std::mutex mutex;
    sqlite3_vfs vfs{};
};

Installed &installed()
{
    static Installed installed;
    return installed;
}

std::string fullPath(const QString &path)
{
    sqlite3_vfs *base = realVfs();
    std::string full(static_cast<size_t>(base->mxPathname) + 1, '\0');
    const int code = base->xFullPathname(base, path.toUtf8().constData(), base->mxPathname, full.data());
    if ((code & 0xff) != SQLITE_OK) // a symbolic link is answered by an extended OK
        return {};
    full.resize(strlen(full.c_str()));
    return full;
}

} // namespace

Result<> installVault(const char *baseVfs)
{
    Installed &now = installed();
    const std::lock_guard guard(now.mutex);
    if (now.vfs.pAppData != nullptr && baseVfs == nullptr)
        return {};
    sqlite3_vfs *base = sqlite3_vfs_find(baseVfs);
    if (base == nullptr)
        return fail(ErrorCode::Storage, u"SQLite has no file system to lay the vault over"_s);
    sqlite3_vfs_unregister(&now.vfs);
    now.vfs = vaultOver(base);
    if (sqlite3_vfs_register(&now.vfs, 0) != SQLITE_OK)
        return fail(ErrorCode::Storage, u"SQLite does not take the vault"_s);
    return {};
}

sqlite3_vfs *realVfs()
{
    if (!installVault())
        return sqlite3_vfs_find(nullptr);
    return static_cast<sqlite3_vfs *>(installed().vfs.pAppData);
}

Result<> offerKey(const QString &path, const std::shared_ptr<const FileKey> &key)
{
    TRY(installVault());
    const std::string full = fullPath(path);
    if (full.empty())
        return fail(ErrorCode::Io, u"there is no file %1"_s.arg(path));
    offers().add(full, key);
    return {};
}

std::shared_ptr<const FileKey> offeredKey(const QString &path)
{
    return offers().find(fullPath(path));
}

} // namespace dermis
