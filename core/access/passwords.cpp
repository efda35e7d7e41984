#include "core/access/passwords.h"

#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/storage/transaction.h"
#include "core/vault/vault.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<> checkEncrypted(const Database &database)
{
    if (database.key() != nullptr)
        return {};
    return fail(ErrorCode::InvalidInput, u"%1 is not encrypted, and has no passwords"_s.arg(database.path()));
}

/// Makes the person's slot in the file's header, or changes it.
Result<> putSlot(Database &database, const Staff &person, const QString &password)
{
    const KeyHolder holder{person.id.value(), person.name};
    const QList<qint64> holders = TRY(keyHolders(database.path()));
    const Derivation derivation = TRY(derivationOf(database.path()));
    if (holders.contains(holder.staff))
        return changePassword(database.path(), *database.key(), holder, password, derivation);
    return addKeyHolder(database.path(), *database.key(), holder, password, derivation);
}

} // namespace

Result<> checkNewPassword(const QString &password, const QString &name)
{
    if (password.size() < leastPasswordLength)
        return fail(ErrorCode::InvalidInput,
                    u"the password is too short; use at least %1 signs, for example four words"_s.arg(leastPasswordLength));
    if (folded(password) == folded(name))
        return fail(ErrorCode::InvalidInput, u"the password is the person's name; choose something nobody would guess"_s);
    return {};
}

Result<Staff> givePassword(Database &database, const Actor &actor, const QDateTime &now, const Staff &person,
                           const QString &password)
{
    if (actor.id != person.id)
        TRY(require(actor, Permission::ManageStaff));
    TRY(checkEncrypted(database));
    if (!person.active)
        return fail(ErrorCode::InvalidInput, u"%1 no longer works here"_s.arg(person.name));
    TRY(checkNewPassword(password, person.name));
    auto transaction = TRY(Transaction::begin(database, actor, now, u"password"_s));
    TRY(transaction.update(u"staff"_s, person.id.value(), person.revision, {{u"password_set_at"_s, toIsoUtc(now)}}));
    TRY(putSlot(database, person, password)); // before the commit: a slot that fails leaves no trace in the journal
    TRY(transaction.commit());
    return staffMember(database, person.id);
}

Result<RecoveryKey> makeRecoveryKey(Database &database, const Actor &actor, const QDateTime &now)
{
    TRY(require(actor, Permission::ManageStaff));
    TRY(checkEncrypted(database));
    const Practice before = TRY(practice(database));
    const Derivation derivation = TRY(derivationOf(database.path()));
    auto transaction = TRY(Transaction::begin(database, actor, now, u"recovery key"_s));
    TRY(transaction.update(u"practice"_s, 1, before.revision, {{u"recovery_key_made_at"_s, toIsoUtc(now)}}));
    RecoveryKey key = TRY(newRecoveryKey(database.path(), *database.key(), derivation));
    TRY(transaction.commit());
    return key;
}

Result<> provePassword(const Database &database, StaffId person, const QString &password)
{
    if (database.key() == nullptr)
        return {};
    TRY(unlock(database.path(), person.value(), password));
    return {};
}

} // namespace dermis
