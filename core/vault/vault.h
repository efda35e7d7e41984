#pragma once

#include "core/base/result.h"
#include "core/vault/file_key.h"
#include "core/vault/header_file.h"
#include "core/vault/recovery_key.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace dermis {

/// Somebody who opens the clinic with a password of their own.
struct KeyHolder
{
    qint64 staff = 0; ///< the person's number in the clinic, 1 or more
    QString signInName;
};

/// An open lock: give `key` to offerKey() to open connections; drop it to lock again.
struct Unlocked
{
    std::shared_ptr<const FileKey> key;
    qint64 staff = 0;         ///< whose password it was; 0 for the recovery key
    bool wasRepaired = false; ///< one copy of the header was damaged and is whole again
};

/// What lies at a path; asks for no key.
ClinicForm clinicForm(const QString &path);
/// How to open an existing clinic: the name of the vault's VFS when its key is on offer, null for a plain
/// one. NotAllowed: locked; Damaged, NewerVersion, InvalidInput as for unlock().
Result<const char *> vfsFor(const QString &path);

/// Makes an encrypted clinic without content, with one person; InvalidInput when the file exists or the
/// password is empty.
Result<Unlocked> createVault(const QString &path, const KeyHolder &holder, const QString &password,
                             const Derivation &derivation);

/// Opens with a person's password. NotAllowed: the password is wrong. NotFound: no slot is for that name, said no sooner.
/// Damaged, NewerVersion, InvalidInput (not encrypted, older format): as the detail says.
Result<Unlocked> unlock(const QString &path, const QString &signInName, const QString &password);
/// The same for a person known by number.
Result<Unlocked> unlock(const QString &path, qint64 staff, const QString &password);
/// Opens with the printed key; NotAllowed when it is not, or no longer, this file's.
Result<Unlocked> unlock(const QString &path, const RecoveryKey &recoveryKey);

/// The same for a header that stands elsewhere, such as in a backup; nothing is repaired.
Result<Unlocked> unlock(const Header &header, const QString &signInName, const QString &password);
Result<Unlocked> unlock(const Header &header, qint64 staff, const QString &password);
Result<Unlocked> unlock(const Header &header, const RecoveryKey &recoveryKey);

/// A new encrypted clinic without content, with the same key and the same ways to open it.
Result<> copyHeader(const QString &from, const QString &to);
/// The cost that the passwords of a clinic were made with, for the next one.
Result<Derivation> derivationOf(const QString &path);

/// The staff numbers that have a password, in no particular order.
Result<QList<qint64>> keyHolders(const QString &path);
/// A name as the file's header knows it.
struct SignInName {
    qint64 staff = 0; ///< 0: nobody signs in by it
    std::array<uchar, 16> tag{}; ///< the name's digest
};
/// Who signs in by that name.
Result<SignInName> signInName(const QString &path, const QString &name);
/// Whether a recovery key was ever printed for the file.
Result<bool> hasRecoveryKey(const QString &path);

/// Called when all is checked and nothing but the header is left to be written, and nobody else changes it;
/// an error stops the change. Committing the journal's entry here makes sure that nothing opens the clinic
/// without one.
using BeforeWriting = std::function<Result<>()>;

// A change of the header that fails leaves it as it was, as far as the disk lets it.

/// Lets one more person in; InvalidInput when they are in already, or all slots are taken.
Result<> addKeyHolder(const QString &path, const FileKey &key, const KeyHolder &holder,
                      const QString &password, const Derivation &derivation,
                      const BeforeWriting &beforeWriting = {});
/// Sets a new password; ask for the old one with unlock() before. NotFound when the person has none.
Result<> changePassword(const QString &path, const FileKey &key, const KeyHolder &holder,
                        const QString &password, const Derivation &derivation,
                        const BeforeWriting &beforeWriting = {});
/// Lets a person sign in by a new name, with the same password.
Result<> renameKeyHolder(const QString &path, const FileKey &key, const KeyHolder &holder,
                         const BeforeWriting &beforeWriting = {});
/// Takes a person's password away; InvalidInput for the last person. Who kept a copy of the file from before
/// can still open that copy, and with it this file, until the file has a new key.
Result<> removeKeyHolder(const QString &path, const FileKey &key, qint64 staff,
                         const BeforeWriting &beforeWriting = {});
/// Makes a recovery key to print; one from before opens nothing any more.
Result<RecoveryKey> newRecoveryKey(const QString &path, const FileKey &key, const Derivation &derivation,
                                   const BeforeWriting &beforeWriting = {});

} // namespace dermis
