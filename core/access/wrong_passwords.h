#pragma once

#include "core/base/result.h"
#include "core/vault/vault.h"

#include <QDateTime>
#include <QString>

#include <chrono>

namespace dermis {

/// How long the next try waits after so many wrong passwords in a row [P]. It ends at a quarter of an hour,
/// so that nobody can shut a colleague out of the practice.
std::chrono::seconds waitAfter(int wrongPasswords);

/// How long a person of an encrypted clinic has to wait still; zero for who may try now. `user` is a name or
/// a staff number.
std::chrono::seconds remainingWait(const QString &path, const QString &user, const QDateTime &now);

/// unlock() by a person's password, with growing waits after wrong ones. They are kept beside the clinic
/// file, so that neither a restart nor another program shortens them; a right password clears them, or a day. `user` is
/// a name or a staff number; one that nobody signs in by is answered, and waits, as a wrong password does.
/// NotAllowed: the password is wrong, or the wait is not over; the detail says until when.
Result<Unlocked> tryPassword(const QString &path, const QString &user, const QString &password,
                             const QDateTime &now);

} // namespace dermis
