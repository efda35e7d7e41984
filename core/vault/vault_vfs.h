#pragma once

#include "core/base/result.h"
#include "core/vault/file_key.h"

#include <QString>

#include <memory>

struct sqlite3_vfs;

namespace dermis {

/// The name to open with: `file:...?vfs=dermis`.
inline constexpr char vaultVfsName[] = "dermis";

/// Makes SQLite know the vault, once; over the named VFS, or the system's own. Naming another one later moves
/// it there, which only tests do.
Result<> installVault(const char *baseVfs = nullptr);
/// The VFS below the vault; installs the vault when nobody has.
sqlite3_vfs *realVfs();

/// As long as `key` is held somewhere, SQLite can open the clinic at `path` with it.
///
/// Dropping it locks: connections that are open go on until they are closed, and with the last of them the
/// key is wiped.
Result<> offerKey(const QString &path, const std::shared_ptr<const FileKey> &key);
/// The key offered for the clinic at `path`, or nothing when it is locked.
std::shared_ptr<const FileKey> offeredKey(const QString &path);

} // namespace dermis
