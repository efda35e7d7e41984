#pragma once

#include "core/access/practice.h"
#include "core/access/staff.h"
#include "core/vault/recovery_key.h"

#include <optional>

namespace dermis {

/// The fewest signs of a password [P], and how many of them differ; none runs out (docs/decisions/0014-passwords.md).
inline constexpr int leastPasswordLength = 10;
inline constexpr int leastDifferentSigns = 5;

/// What is wrong with a new password.
enum class PasswordProblem {
    TooShort,
    TooFewSigns, ///< the same few again and again
    IsTheName,
    IsObvious ///< a row of keys, or a word that everybody tries first, with figures around it
};
std::optional<PasswordProblem> problemOf(const QString &password, const QString &name);
/// InvalidInput, in words for the person, when a password has a problem.
Result<> checkNewPassword(const QString &password, const QString &name);

/// Gives a person a password for an encrypted clinic, or another one, and journals that it was done. Needs ManageStaff, but
/// for one's own; InvalidInput in a clinic that is not encrypted. It takes as long as the first sign-in did.
Result<Staff> givePassword(Database &database, const Actor &actor, const QDateTime &now, const Staff &person,
                           const QString &password);

/// Makes a recovery key to print, in place of an older one, and journals that it was done. Needs ManageStaff; InvalidInput in a
/// clinic that is not encrypted.
Result<RecoveryKey> makeRecoveryKey(Database &database, const Actor &actor, const QDateTime &now);

/// Tries a key copied from its sheet: NotAllowed when it does not open this clinic. That it does is kept in the practice's
/// details and journalled. Needs ManageStaff.
Result<Practice> checkRecoveryKey(Database &database, const Actor &actor, const QDateTime &now, const RecoveryKey &key);

/// Asks the person at the computer once more, as tryPassword() does: NotAllowed when the password is not theirs. Nothing is asked in a clinic that
/// is not encrypted.
Result<> provePassword(const Database &database, StaffId person, const QString &password, const QDateTime &now);

} // namespace dermis
