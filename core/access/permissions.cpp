#include "core/access/permissions.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Entry {
    Permission permission;
    QStringView name;
    Roles holders;
};

constexpr Roles everyRole = Role::Nurse | Role::Dermatologist | Role::Reception | Role::Owner;
constexpr Roles clinical = Role::Nurse | Role::Dermatologist;

// Who may do what: the one table. docs/security.md shows it, and a test compares the two.
constexpr std::array<Entry, 22> table{
    Entry{Permission::Identity, u"identity", everyRole},
    Entry{Permission::Visits, u"visits", everyRole},
    Entry{Permission::ReadRecords, u"read-records", clinical},
    Entry{Permission::Answers, u"answers", clinical},
    Entry{Permission::DoctorAnswers, u"doctor-answers", Role::Dermatologist},
    Entry{Permission::Notes, u"notes", clinical},
    Entry{Permission::Allergies, u"allergies", clinical},
    Entry{Permission::AcknowledgeCaution, u"acknowledge-caution", clinical},
    Entry{Permission::Products, u"products", clinical},
    Entry{Permission::NeedlingStatus, u"needling-status", Role::Dermatologist},
    Entry{Permission::Sessions, u"sessions", clinical},
    Entry{Permission::IssueConsent, u"issue-consent", clinical},
    Entry{Permission::PublishForms, u"publish-forms", Role::Dermatologist},
    Entry{Permission::Decide, u"decide", Role::Dermatologist},
    Entry{Permission::SignRuleSet, u"sign-rule-set", Role::Dermatologist},
    Entry{Permission::SeeAccesses, u"see-accesses", clinical | Role::Owner},
    Entry{Permission::Export, u"export", Role::Owner | Role::Dermatologist},
    Entry{Permission::Retention, u"retention", Role::Owner | Role::Dermatologist},
    Entry{Permission::Destroy, u"destroy", Role::Owner | Role::Dermatologist},
    Entry{Permission::Backup, u"backup", Role::Owner},
    Entry{Permission::ManageStaff, u"manage-staff", Role::Owner},
    Entry{Permission::ManageSettings, u"manage-settings", Role::Owner},
};

const Entry &entryOf(Permission permission)
{
    const Entry &entry = table.at(static_cast<size_t>(permission));
    Q_ASSERT(entry.permission == permission);
    return entry;
}

constexpr std::array allRoles{Role::Dermatologist, Role::Nurse, Role::Reception, Role::Owner};

} // namespace

Roles holders(Permission permission)
{
    return entryOf(permission).holders;
}

bool may(Roles roles, Permission permission)
{
    return (roles & holders(permission)) != Roles();
}

Result<> require(const Actor &actor, Permission permission)
{
    if (may(actor.roles, permission))
        return {};
    return fail(ErrorCode::NotAllowed, u"%1 may be done by: %2"_s.arg(
                                           permissionName(permission),
                                           rolesToText(holders(permission)).replace(u' ', u", "_s)));
}

QList<Permission> allPermissions()
{
    QList<Permission> all;
    for (const Entry &entry : table)
        all << entry.permission;
    return all;
}

QString permissionName(Permission permission)
{
    return entryOf(permission).name.toString();
}

QString roleName(Role role)
{
    switch (role) {
    case Role::Nurse:
        return u"nurse"_s;
    case Role::Dermatologist:
        return u"dermatologist"_s;
    case Role::Reception:
        return u"reception"_s;
    case Role::Owner:
        return u"owner"_s;
    }
    return {};
}

QList<Role> rolesIn(Roles roles)
{
    QList<Role> list;
    for (const Role role : allRoles) {
        if (roles.testFlag(role))
            list << role;
    }
    return list;
}

Result<Roles> rolesFromText(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,]+"_s);
    Roles roles;
    for (const QString &word : text.split(separators, Qt::SkipEmptyParts)) {
        const auto *role = std::find_if(allRoles.begin(), allRoles.end(), [&](Role r) { return roleName(r) == word; });
        if (role == allRoles.end())
            return fail(ErrorCode::InvalidInput,
                        u"\"%1\" is not a role; use dermatologist, nurse, reception or owner"_s.arg(word));
        roles |= *role;
    }
    return roles;
}

QString rolesToText(Roles roles)
{
    QStringList names;
    for (const Role role : rolesIn(roles))
        names << roleName(role);
    return names.join(u' ');
}

} // namespace dermis
