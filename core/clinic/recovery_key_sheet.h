#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/vault/recovery_key.h"

#include <QDateTime>

namespace dermis {

class Database;
struct SheetContent;

/// The recovery key on paper: groups and QR code, what it opens, where to keep it, how to use it. Needs
/// ManageStaff. Nothing is kept, and nobody may keep it: the content holds the key.
Result<SheetContent> recoveryKeySheet(Database &database, const Actor &actor, const QDateTime &now,
                                      const RecoveryKey &key);

} // namespace dermis
