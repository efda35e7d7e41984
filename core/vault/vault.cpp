#include "core/vault/vault.h"

#include "core/vault/header_file.h"
#include "core/vault/key_slot.h"
#include "core/vault/vault_vfs.h"

#include <ranges>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The slots of people; the one behind them is the recovery key's.
std::span<KeySlot> personSlots(Header &header)
{
    return std::span(header.keySlots).first(header.keySlots.size() - 1);
}

KeySlot *slotOf(Header &header, qint64 staff)
{
    const auto people = personSlots(header);
    const auto found = std::ranges::find(people, staff, &KeySlot::staff);
    return found == people.end() ? nullptr : &*found;
}

Result<> checkHolder(const KeyHolder &holder, const QString &password)
{
    if (holder.staff < 1)
        return fail(ErrorCode::InvalidInput, u"only a member of staff can have a password"_s);
    if (password.isEmpty())
        return fail(ErrorCode::InvalidInput, u"the password is empty"_s);
    return {};
}

Result<> checkNameIsFree(Header &header, qint64 staff, const std::array<uchar, 16> &tag)
{
    const bool isTaken = std::ranges::any_of(personSlots(header), [&](const KeySlot &other) {
        return other.kind == SlotKind::Person && other.staff != staff && other.nameTag == tag;
    });
    if (isTaken)
        return fail(ErrorCode::InvalidInput, u"somebody else signs in with that name"_s);
    return {};
}

Result<> putPerson(Header &header, KeySlot &place, const FileKey &key, const KeyHolder &holder,
                   const QString &password, const Derivation &derivation)
{
    const auto tag = nameTag(header, holder.signInName);
    TRY(checkNameIsFree(header, holder.staff, tag));
    const LockedBytes secret = passwordBytes(password);
    place = TRY(wrapKey(header, SlotKind::Person, holder.staff, secret.bytes(), derivation, key));
    place.nameTag = tag;
    return {};
}

/// Reads the header under its lock, lets `change` alter it, and writes it.
template <typename Change>
Result<> changeHeader(const QString &path, const FileKey &key, const BeforeWriting &beforeWriting,
                      Change change)
{
    HeaderFile file = TRY(HeaderFile::openForChange(path));
    const Header before = TRY(file.read()).header;
    if (key.check(before.fileId) != before.keyCheck)
        return fail(ErrorCode::Crypto, u"the key is not this file's"_s);
    Header header = before;
    TRY(change(header));
    ++header.sequence;
    if (beforeWriting)
        TRY(beforeWriting());
    return file.change(before, header);
}

/// True when a copy was mended; one that is only being changed elsewhere, or can only be read, needs and gets
/// nothing.
bool repair(const QString &path)
{
    const auto file = HeaderFile::openForChange(path);
    return file && file->wasRepaired();
}

Result<FoundHeader> headerOf(const QString &path)
{
    HeaderFile file = TRY(HeaderFile::open(path));
    return file.read();
}

Result<Unlocked> unlockSlot(const Header &header, const KeySlot &slot, std::span<const uchar> secret)
{
    auto key = std::make_shared<const FileKey>(TRY(unwrapKey(header, slot, secret)));
    if (key->check(header.fileId) != header.keyCheck)
        return fail(ErrorCode::Damaged, u"the clinic's key does not fit its header; restore a backup"_s);
    return Unlocked{std::move(key), slot.staff, false};
}

/// For a name without a slot a try takes as long as for one that has one, or the time would tell.
template <typename Matches>
Result<Unlocked> unlockPerson(const Header &header, const QString &password, Matches matches)
{
    const LockedBytes secret = passwordBytes(password);
    const auto slot = std::ranges::find_if(header.keySlots, [&](const KeySlot &candidate) {
        return candidate.kind == SlotKind::Person && matches(candidate);
    });
    if (slot != header.keySlots.end())
        return unlockSlot(header, *slot, secret.bytes());
    const auto somebody = std::ranges::find(header.keySlots, SlotKind::Person, &KeySlot::kind);
    if (somebody != header.keySlots.end())
        (void)unwrapKey(header, *somebody, secret.bytes());
    return fail(ErrorCode::NotFound, u"nobody of that name has a password for this clinic"_s);
}

template <typename... Secret>
Result<Unlocked> unlockFile(const QString &path, const Secret &...secret)
{
    const FoundHeader found = TRY(headerOf(path));
    Unlocked unlocked = TRY(unlock(found.header, secret...));
    unlocked.wasRepaired = found.staleCopy.has_value() && repair(path);
    return unlocked;
}

} // namespace

ClinicForm clinicForm(const QString &path)
{
    auto file = HeaderFile::open(path);
    if (!file)
        return file.error().code == ErrorCode::NotFound ? ClinicForm::Missing : ClinicForm::Unreadable;
    return file->form();
}

Result<const char *> vfsFor(const QString &path)
{
    auto file = TRY(HeaderFile::open(path));
    if (file.form() == ClinicForm::Plain)
        return nullptr;
    TRY(file.read());
    if (!offeredKey(path))
        return fail(ErrorCode::NotAllowed, u"the clinic is locked; sign in first"_s);
    return vaultVfsName;
}

Result<Unlocked> createVault(const QString &path, const KeyHolder &holder, const QString &password,
                             const Derivation &derivation)
{
    TRY(checkHolder(holder, password));
    auto key = std::make_shared<FileKey>(FileKey::random());
    Header header;
    header.sequence = 1;
    randombytes_buf(header.fileId.data(), header.fileId.size());
    header.keyCheck = key->check(header.fileId);
    TRY(putPerson(header, header.keySlots[0], *key, holder, password, derivation));
    HeaderFile file = TRY(HeaderFile::create(path));
    if (const auto written = file.write(header); !written) {
        file.remove();
        return tl::unexpected(written.error());
    }
    return Unlocked{std::move(key), holder.staff, false};
}

Result<Unlocked> unlock(const QString &path, const QString &signInName, const QString &password)
{
    return unlockFile(path, signInName, password);
}

Result<Unlocked> unlock(const QString &path, qint64 staff, const QString &password)
{
    return unlockFile(path, staff, password);
}

Result<Unlocked> unlock(const QString &path, const RecoveryKey &recoveryKey)
{
    return unlockFile(path, recoveryKey);
}

Result<Unlocked> unlock(const Header &header, const QString &signInName, const QString &password)
{
    return unlockPerson(header, password,
                        [&](const KeySlot &slot) { return slot.nameTag == nameTag(header, signInName); });
}

Result<Unlocked> unlock(const Header &header, qint64 staff, const QString &password)
{
    return unlockPerson(header, password, [&](const KeySlot &slot) { return slot.staff == staff; });
}

Result<Unlocked> unlock(const Header &header, const RecoveryKey &recoveryKey)
{
    const KeySlot &slot = header.keySlots.back();
    if (slot.kind != SlotKind::Recovery)
        return fail(ErrorCode::NotFound, u"no recovery key was made for this clinic"_s);
    auto opened = unlockSlot(header, slot, recoveryKey.bytes());
    if (!opened && opened.error().code == ErrorCode::NotAllowed)
        return fail(ErrorCode::NotAllowed,
                    u"the recovery key is of another clinic, or a newer one was printed"_s);
    return opened;
}

Result<> copyHeader(const QString &from, const QString &to)
{
    Header header = TRY(headerOf(from)).header;
    ++header.sequence;
    HeaderFile file = TRY(HeaderFile::create(to));
    auto written = file.write(header);
    if (!written)
        file.remove();
    return written;
}

Result<Derivation> derivationOf(const QString &path)
{
    const FoundHeader found = TRY(headerOf(path));
    const auto person = std::ranges::find(found.header.keySlots, SlotKind::Person, &KeySlot::kind);
    if (person == found.header.keySlots.end())
        return fail(ErrorCode::NotFound, u"nobody has a password for this clinic"_s);
    return person->derivation;
}

Result<QList<qint64>> keyHolders(const QString &path)
{
    const FoundHeader found = TRY(headerOf(path));
    QList<qint64> staff;
    for (const KeySlot &slot : found.header.keySlots) {
        if (slot.kind == SlotKind::Person)
            staff << slot.staff;
    }
    return staff;
}

Result<SignInName> signInName(const QString &path, const QString &name)
{
    const FoundHeader found = TRY(headerOf(path));
    SignInName known{0, nameTag(found.header, name)};
    for (const KeySlot &slot : found.header.keySlots) {
        if (slot.kind == SlotKind::Person && slot.nameTag == known.tag)
            known.staff = slot.staff;
    }
    return known;
}

Result<bool> hasRecoveryKey(const QString &path)
{
    return TRY(headerOf(path)).header.keySlots.back().kind == SlotKind::Recovery;
}

Result<> addKeyHolder(const QString &path, const FileKey &key, const KeyHolder &holder,
                      const QString &password, const Derivation &derivation,
                      const BeforeWriting &beforeWriting)
{
    TRY(checkHolder(holder, password));
    return changeHeader(path, key, beforeWriting, [&](Header &header) -> Result<> {
        if (slotOf(header, holder.staff) != nullptr)
            return fail(ErrorCode::InvalidInput, u"this person has a password already; change it instead"_s);
        KeySlot *place = slotOf(header, 0);
        if (place == nullptr)
            return fail(ErrorCode::InvalidInput,
                        u"%1 people have a password, and no more can; remove somebody first"_s.arg(
                            personSlots(header).size()));
        return putPerson(header, *place, key, holder, password, derivation);
    });
}

Result<> changePassword(const QString &path, const FileKey &key, const KeyHolder &holder,
                        const QString &password, const Derivation &derivation,
                        const BeforeWriting &beforeWriting)
{
    TRY(checkHolder(holder, password));
    return changeHeader(path, key, beforeWriting, [&](Header &header) -> Result<> {
        KeySlot *place = slotOf(header, holder.staff);
        if (place == nullptr)
            return fail(ErrorCode::NotFound, u"this person has no password yet"_s);
        return putPerson(header, *place, key, holder, password, derivation);
    });
}

Result<> renameKeyHolder(const QString &path, const FileKey &key, const KeyHolder &holder,
                         const BeforeWriting &beforeWriting)
{
    return changeHeader(path, key, beforeWriting, [&](Header &header) -> Result<> {
        KeySlot *place = slotOf(header, holder.staff);
        if (place == nullptr)
            return fail(ErrorCode::NotFound, u"this person has no password yet"_s);
        const auto tag = nameTag(header, holder.signInName);
        TRY(checkNameIsFree(header, holder.staff, tag));
        place->nameTag = tag;
        return {};
    });
}

Result<> removeKeyHolder(const QString &path, const FileKey &key, qint64 staff,
                         const BeforeWriting &beforeWriting)
{
    return changeHeader(path, key, beforeWriting, [&](Header &header) -> Result<> {
        KeySlot *place = slotOf(header, staff);
        if (place == nullptr)
            return fail(ErrorCode::NotFound, u"this person has no password"_s);
        if (std::ranges::count(header.keySlots, SlotKind::Person, &KeySlot::kind) == 1)
            return fail(ErrorCode::InvalidInput, u"the last person with a password cannot be removed"_s);
        *place = KeySlot{};
        return {};
    });
}

Result<RecoveryKey> newRecoveryKey(const QString &path, const FileKey &key, const Derivation &derivation,
                                   const BeforeWriting &beforeWriting)
{
    RecoveryKey recoveryKey = RecoveryKey::random();
    const auto changed = changeHeader(path, key, beforeWriting, [&](Header &header) -> Result<> {
        header.keySlots.back() =
            TRY(wrapKey(header, SlotKind::Recovery, 0, recoveryKey.bytes(), derivation, key));
        return {};
    });
    if (!changed)
        return tl::unexpected(changed.error());
    return recoveryKey;
}

} // namespace dermis
