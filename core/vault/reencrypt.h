#pragma once

#include "core/vault/vault.h"

#include <functional>

namespace dermis {

/// Told how many of the pages are done; answers false to stop.
using PagesDone = std::function<bool(qint64 done, qint64 all)>;

/// The clinic under its new key.
struct Reencrypted
{
    Unlocked unlocked;
    RecoveryKey recoveryKey; ///< to print; the old one opens nothing any more
};

/// Gives the clinic at `path`, whose present key is on offer, a new file key. Passwords and recovery key of
/// before open it no longer: the person named here has the only password, and lets the others in again.
///
/// It copies into a file beside, checks the copy, and puts it in the old one's place in one step, so that
/// whatever happens the old or the new clinic is there, whole. Needs as much free disk as the clinic has.
/// Busy when the clinic is open anywhere; Cancelled, DiskFull, Io, Damaged: the clinic is as it was.
Result<Reencrypted> reencrypt(const QString &path, const KeyHolder &holder, const QString &password,
                              const Derivation &derivation, const PagesDone &pagesDone);

/// Deletes the unfinished copy that a killed reencrypt() left beside the clinic; leaves one that is still
/// being made.
void clearInterruptedReencryption(const QString &path);

} // namespace dermis
