#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QHash>
#include <QList>

namespace dermis {

class Database;
class Transaction;

/// A person who works in the practice.
struct Staff {
    StaffId id;
    int revision = 0;
    QString name;
    Roles roles;
    QString hpcsaNumber; ///< Health Professions Council number, as printed on sheets; may be empty
    bool active = true;
    QDateTime passwordSetAt; ///< UTC; invalid without a password; changed by givePassword() alone
    bool operator==(const Staff &) const = default;

    Actor actor() const { return {id, name, roles}; }
};

Result<QList<Staff>> allStaff(Database &database);
/// What to call the actor of a journal entry; also those who no longer work here.
using StaffNames = QHash<StaffId, QString>;
Result<StaffNames> namesOfStaff(Database &database);
Result<Staff> staffMember(Database &database, StaffId id);
/// The active person of that name (case and marks ignored), or the number given as text; InvalidInput when several
/// bear the name.
Result<Staff> staffNamed(Database &database, const QString &nameOrId);
/// The only active dermatologist; InvalidInput when there is none or more than one.
Result<Staff> onlyDermatologist(Database &database);

/// Adds a person within a larger act (creating a clinic).
Result<StaffId> insertStaff(Transaction &transaction, const Staff &staff);
/// Adds or changes a person; needs ManageStaff; the last active owner (in an encrypted clinic: with a password) cannot be removed.
Result<Staff> saveStaff(Database &database, const Actor &actor, const QDateTime &now, const Staff &staff);

} // namespace dermis
