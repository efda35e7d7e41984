#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace dermis {

/// The kind of failure that a SQLite result code tells.
ErrorCode codeOf(int sqliteCode);
/// What went wrong last on a connection; SQLite's own words name tables and columns, never values.
Error lastError(sqlite3 *handle);

} // namespace dermis
