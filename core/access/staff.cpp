#include "core/access/staff.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/storage/transaction.h"
#include "core/vault/vault.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<Staff> staffFromRow(const Statement &row)
{
    const Roles roles = TRY(rolesFromText(row.text(3)));
    return Staff{StaffId(row.integer(0)), static_cast<int>(row.integer(1)), row.text(2),
                 roles, row.text(4), row.boolean(5), row.dateTime(6)};
}

Row toRow(const Staff &staff)
{
    return {{u"name"_s, staff.name.trimmed()},
            {u"roles"_s, rolesToText(staff.roles)},
            {u"hpcsa_number"_s, staff.hpcsaNumber.isNull() ? u""_s : staff.hpcsaNumber.trimmed()},
            {u"active"_s, staff.active ? 1 : 0}};
}

Result<> check(const Staff &staff)
{
    if (staff.name.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"a person needs a name"_s);
    if (!staff.roles)
        return fail(ErrorCode::InvalidInput, u"a person needs at least one role"_s);
    return {};
}

/// In an encrypted clinic an owner without a password could not come in to do what only an owner may.
Result<> keepAnOwner(Database &database)
{
    const bool isEncrypted = database.key() != nullptr;
    const QList<qint64> holders = isEncrypted ? TRY(keyHolders(database.path())) : QList<qint64>();
    for (const Staff &staff : TRY(allStaff(database))) {
        const bool comesIn = !isEncrypted || holders.contains(staff.id.value());
        if (staff.active && staff.roles.testFlag(Role::Owner) && comesIn)
            return {};
    }
    return fail(ErrorCode::InvalidInput, u"the last owner cannot be removed; give the role to somebody else with a password first"_s);
}

/// Who no longer works here no longer opens the file; who has a new name signs in by it. The journal has it
/// first: an act that fails behind it is done by saving the person again.
Result<> commitAndFollowInHeader(Transaction &transaction, const Staff &person)
{
    const Database &database = transaction.database();
    const qint64 id = person.id.value();
    QList<qint64> holders;
    if (database.key() != nullptr)
        holders = TRY(keyHolders(database.path()));
    if (!holders.contains(id))
        return transaction.commit();
    const auto commit = [&transaction] { return transaction.commit(); };
    if (!person.active)
        return removeKeyHolder(database.path(), *database.key(), id, commit);
    return renameKeyHolder(database.path(), *database.key(), {id, person.name.trimmed()}, commit);
}

} // namespace

Result<QList<Staff>> allStaff(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT id, revision, name, roles, hpcsa_number, active, password_set_at FROM staff ORDER BY id"_s));
    TRY(select.run());
    QList<Staff> all;
    while (TRY(select.next()))
        all << TRY(staffFromRow(select));
    return all;
}

Result<StaffNames> namesOfStaff(Database &database)
{
    StaffNames names;
    for (const Staff &staff : TRY(allStaff(database)))
        names.insert(staff.id, staff.name);
    return names;
}

Result<Staff> staffMember(Database &database, StaffId id)
{
    for (const Staff &staff : TRY(allStaff(database))) {
        if (staff.id == id)
            return staff;
    }
    return fail(ErrorCode::NotFound, u"there is no staff member %1"_s.arg(id.toString()));
}

Result<Staff> staffNamed(Database &database, const QString &nameOrId)
{
    const QString wanted = folded(nameOrId);
    QList<Staff> found;
    for (const Staff &staff : TRY(allStaff(database))) {
        if (staff.active && (folded(staff.name) == wanted || staff.id.toString() == nameOrId))
            found << staff;
    }
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"nobody called \"%1\" works here"_s.arg(nameOrId));
    if (found.size() > 1)
        return fail(ErrorCode::InvalidInput, u"%1 people are called \"%2\"; use the staff number"_s.arg(found.size()).arg(nameOrId));
    return found.first();
}

Result<Staff> onlyDermatologist(Database &database)
{
    QList<Staff> doctors;
    for (const Staff &staff : TRY(allStaff(database))) {
        if (staff.active && staff.roles.testFlag(Role::Dermatologist))
            doctors << staff;
    }
    if (doctors.size() != 1)
        return fail(ErrorCode::InvalidInput,
                    u"this clinic has %1 dermatologists; say who acts with --user"_s.arg(doctors.size()));
    return doctors.first();
}

Result<StaffId> insertStaff(Transaction &transaction, const Staff &staff)
{
    TRY(check(staff));
    Row row = toRow(staff);
    if (staff.passwordSetAt.isValid())
        row.insert(u"password_set_at"_s, toIsoUtc(staff.passwordSetAt));
    return StaffId(TRY(transaction.insert(u"staff"_s, row)));
}

Result<Staff> saveStaff(Database &database, const Actor &actor, const QDateTime &now, const Staff &staff)
{
    TRY(require(actor, Permission::ManageStaff));
    TRY(check(staff));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    Staff saved = staff;
    if (staff.id.isNull())
        saved.id = TRY(insertStaff(transaction, staff));
    else
        TRY(transaction.update(u"staff"_s, staff.id.value(), staff.revision, toRow(staff)));
    TRY(keepAnOwner(database));
    TRY(commitAndFollowInHeader(transaction, saved));
    return staffMember(database, saved.id);
}

} // namespace dermis
