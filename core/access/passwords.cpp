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
Result<> putSlot(Database &database, const Staff &person, const QString &password,
                 const BeforeWriting &beforeWriting)
{
    const KeyHolder holder{person.id.value(), person.name};
    const QList<qint64> holders = TRY(keyHolders(database.path()));
    const Derivation derivation = TRY(derivationOf(database.path()));
    if (holders.contains(holder.staff))
        return changePassword(database.path(), *database.key(), holder, password, derivation, beforeWriting);
    return addKeyHolder(database.path(), *database.key(), holder, password, derivation, beforeWriting);
}

/// One column of one row, which tells when a slot of the header was last written.
struct SlotMark
{
    QString table;
    qint64 row = 0;
    int revision = 0;
    QString column;
    QDateTime before;
};

/// Journals the mark and then writes the slot, so that no password is in force that the journal does not
/// know. When the header cannot be written after all, the journal says that too.
template <typename WriteSlot>
auto markThenWrite(Database &database, const Actor &actor, const QDateTime &now, const SlotMark &mark,
                   const QString &reason, WriteSlot writeSlot) -> decltype(writeSlot(BeforeWriting()))
{
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    TRY(transaction.update(mark.table, mark.row, mark.revision, {{mark.column, toIsoUtc(now)}}));
    bool isMarked = false;
    auto written = writeSlot([&]() -> Result<> {
        TRY(transaction.commit());
        isMarked = true;
        return {};
    });
    if (written || !isMarked)
        return written;
    auto back = TRY(
        Transaction::begin(database, actor, now, reason + u": could not be written, the one before holds"_s));
    const QVariant before = mark.before.isValid() ? QVariant(toIsoUtc(mark.before)) : QVariant();
    TRY(back.update(mark.table, mark.row, mark.revision + 1, {{mark.column, before}}));
    TRY(back.commit());
    return written;
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
    const SlotMark mark{u"staff"_s, person.id.value(), person.revision, u"password_set_at"_s,
                        person.passwordSetAt};
    TRY(markThenWrite(database, actor, now, mark, u"password"_s, [&](const BeforeWriting &beforeWriting) {
        return putSlot(database, person, password, beforeWriting);
    }));
    Staff changed = person; // told from memory: it is done, even if nothing more can be read
    changed.revision += 1;
    changed.passwordSetAt = now;
    return changed;
}

Result<RecoveryKey> makeRecoveryKey(Database &database, const Actor &actor, const QDateTime &now)
{
    TRY(require(actor, Permission::ManageStaff));
    TRY(checkEncrypted(database));
    const Practice before = TRY(practice(database));
    const Derivation derivation = TRY(derivationOf(database.path()));
    const SlotMark mark{u"practice"_s, 1, before.revision, u"recovery_key_made_at"_s,
                        before.recoveryKeyMadeAt};
    return markThenWrite(
        database, actor, now, mark, u"recovery key"_s, [&](const BeforeWriting &beforeWriting) {
            return newRecoveryKey(database.path(), *database.key(), derivation, beforeWriting);
        });
}

Result<> provePassword(const Database &database, StaffId person, const QString &password)
{
    if (database.key() == nullptr)
        return {};
    TRY(unlock(database.path(), person.value(), password));
    return {};
}

} // namespace dermis
