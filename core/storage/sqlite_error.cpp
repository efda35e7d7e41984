#include "core/storage/sqlite_error.h"

#include <sqlite3.h>

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
    return {codeOf(sqlite3_extended_errcode(handle)), QString::fromUtf8(sqlite3_errmsg(handle))};
}

} // namespace dermis
