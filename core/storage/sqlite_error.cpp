#include "core/storage/sqlite_error.h"

#include <cerrno>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace dermis {

ErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Damaged;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return ErrorCode::Io;
    default:
        return ErrorCode::Storage;
    }
}

Error lastError(sqlite3 *handle)
{
    // SQLite tells of a disk that is too full for its -shm file as of any other failure of the disk.
    if (codeOf(sqlite3_extended_errcode(handle)) == ErrorCode::Io && sqlite3_system_errno(handle) == ENOSPC)
        return {ErrorCode::DiskFull, u"the disk is full"_s};
    return {codeOf(sqlite3_extended_errcode(handle)), QString::fromUtf8(sqlite3_errmsg(handle))};
}

} // namespace dermis
