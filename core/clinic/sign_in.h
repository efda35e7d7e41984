#pragma once

#include "core/access/staff.h"
#include "core/storage/database.h"
#include "core/vault/vault.h"

namespace dermis {

/// An encrypted clinic, opened by one person; it is locked again when the last connection to it goes.
struct SignedIn {
    std::unique_ptr<Database> database;
    Staff person;
    bool wasRepaired = false; ///< one copy of the file's header was damaged and is whole again
};

/// Opens an encrypted clinic, as openClinic() does, with what unlock() gave, quick and on the thread that will use it. The recovery
/// key acts as the first owner. NotAllowed: the person no longer works here.
Result<SignedIn> openUnlocked(const QString &path, const Unlocked &unlocked, const QDateTime &now,
                              const OpenOptions &options = {});

/// tryPassword(), which takes as long as the password was made to take, and openUnlocked(). `user` is a name or a staff number.
Result<SignedIn> signIn(const QString &path, const QString &user, const QString &password, const QDateTime &now,
                        const OpenOptions &options = {});

} // namespace dermis
