#pragma once

#include "core/access/staff.h"
#include "core/vault/recovery_key.h"

namespace dermis {

/// The fewest signs of a password [P]; there is no other rule, and none runs out.
inline constexpr int leastPasswordLength = 10;

/// InvalidInput, in words for the person, when a password is too short or is the person's own name.
Result<> checkNewPassword(const QString &password, const QString &name);

/// Gives a person a password for an encrypted clinic, or another one, and journals that it was done. Needs ManageStaff, but
/// for one's own; InvalidInput in a clinic that is not encrypted. It takes as long as the first sign-in did.
Result<Staff> givePassword(Database &database, const Actor &actor, const QDateTime &now, const Staff &person,
                           const QString &password);

/// Makes a recovery key to print, in place of an older one, and journals that it was done. Needs ManageStaff; InvalidInput in a
/// clinic that is not encrypted.
Result<RecoveryKey> makeRecoveryKey(Database &database, const Actor &actor, const QDateTime &now);

/// Asks the person at the computer once more: NotAllowed when the password is not theirs. Nothing is asked in a clinic that
/// is not encrypted.
Result<> provePassword(const Database &database, StaffId person, const QString &password);

} // namespace dermis
