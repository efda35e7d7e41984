#include "core/access/passwords.h"

#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/access/wrong_passwords.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/storage/transaction.h"
#include "core/vault/vault.h"

#include <QSet>

#include <algorithm>

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

/// The letters alone, without figures and signs around and between them.
QString wordIn(const QString &text)
{
    QString letters;
    for (const QChar sign : text) {
        if (sign.isLetter())
            letters += sign;
    }
    return letters;
}

/// Words that passwords of at least ten signs are made of most, with figures around them; in the folded spelling.
const QSet<QString> &obviousWords()
{
    static const QSet<QString> words{
        u"password"_s,      u"passw"_s,         u"passwordpassword"_s, u"mypassword"_s,    u"wagwoord"_s,     u"iphasiwedi"_s,
        u"welcome"_s,       u"letmein"_s,       u"iloveyou"_s,         u"administrator"_s, u"admin"_s,        u"changeme"_s,
        u"qwerty"_s,        u"qwertyuiop"_s,    u"dermatology"_s,      u"dermatologist"_s, u"dermatologie"_s, u"microneedling"_s,
        u"dermis"_s,        u"reception"_s,     u"practice"_s,         u"clinic"_s,        u"doctor"_s,       u"nurse"_s,
        u"southafrica"_s,   u"johannesburg"_s,  u"capetown"_s,         u"pretoria"_s,      u"durban"_s,       u"springbok"_s,
        u"springboks"_s,    u"summer"_s,        u"winter"_s,           u"secret"_s,        u"computer"_s};
    return words;
}

/// A piece of a row of keys or of the alphabet, forwards or backwards, perhaps begun again.
bool isRow(const QString &text)
{
    for (const QString &row : {u"12345678901234567890"_s, u"qwertyuiopqwertyuiop"_s, u"asdfghjklasdfghjkl"_s, u"zxcvbnmzxcvbnm"_s,
                               u"abcdefghijklmnopqrstuvwxyz"_s, u"1qaz2wsx3edc4rfv"_s, u"qwertyuiopasdfghjklzxcvbnm"_s}) {
        QString backwards = row;
        std::reverse(backwards.begin(), backwards.end());
        if (row.contains(text) || backwards.contains(text))
            return true;
    }
    return false;
}

} // namespace

std::optional<PasswordProblem> problemOf(const QString &password, const QString &name)
{
    if (password.size() < leastPasswordLength)
        return PasswordProblem::TooShort;
    const QString plain = folded(password);
    if (QSet<QChar>(plain.begin(), plain.end()).size() < leastDifferentSigns)
        return PasswordProblem::TooFewSigns;
    const QString word = wordIn(plain);
    if (!word.isEmpty() && word == wordIn(folded(name)))
        return PasswordProblem::IsTheName;
    if (isRow(plain) || obviousWords().contains(word))
        return PasswordProblem::IsObvious;
    return std::nullopt;
}

Result<> checkNewPassword(const QString &password, const QString &name)
{
    const auto problem = problemOf(password, name);
    if (!problem)
        return {};
    switch (*problem) {
    case PasswordProblem::TooShort:
        return fail(ErrorCode::InvalidInput,
                    u"the password is too short; use at least %1 signs, for example four words"_s.arg(leastPasswordLength));
    case PasswordProblem::TooFewSigns:
        return fail(ErrorCode::InvalidInput, u"the password has the same few signs again and again; use four words"_s);
    case PasswordProblem::IsTheName:
        return fail(ErrorCode::InvalidInput, u"the password is the person's name; choose something nobody would guess"_s);
    case PasswordProblem::IsObvious:
        break;
    }
    return fail(ErrorCode::InvalidInput, u"this password is among the first that anybody tries; use four words"_s);
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

Result<Practice> checkRecoveryKey(Database &database, const Actor &actor, const QDateTime &now, const RecoveryKey &key)
{
    TRY(require(actor, Permission::ManageStaff));
    TRY(checkEncrypted(database));
    TRY(unlock(database.path(), key));
    const Practice before = TRY(practice(database));
    auto transaction = TRY(Transaction::begin(database, actor, now, u"recovery key checked"_s));
    TRY(transaction.update(u"practice"_s, 1, before.revision, {{u"recovery_key_checked_at"_s, toIsoUtc(now)}}));
    TRY(transaction.commit());
    return practice(database);
}

Result<> provePassword(const Database &database, StaffId person, const QString &password, const QDateTime &now)
{
    if (database.key() == nullptr)
        return {};
    TRY(tryPassword(database.path(), person.toString(), password, now));
    return {};
}

} // namespace dermis
