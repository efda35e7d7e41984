#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QList>

namespace dermis {

/// What a person may do. The table in permissions.cpp is the only place that decides it (design.md §8).
enum class Permission {
    Identity,            ///< find, register and correct patients
    Visits,              ///< book, walk in, mark arrived, hand over
    ReadRecords,         ///< histories, findings, notes, consents
    Answers,             ///< the patient's and the nurse's answers
    DoctorAnswers,       ///< answers marked d only
    Notes,               ///< write, sign, add to
    Allergies,           ///< list, confirm, match
    AcknowledgeCaution,  ///< tick a caution as seen
    Products,            ///< register products, their lots and substances
    NeedlingStatus,      ///< say which product may touch needled skin
    Sessions,            ///< record what was used in a treatment; recalls and their drills
    IssueConsent,        ///< issue and print sheets, draft their texts
    PublishForms,        ///< put the text of a form in force, or retire it; the same for questionnaires, and take them in
    Decide,              ///< decisions on relative findings, "not relevant to needling"
    SignRuleSet,         ///< put a rule-set in force
    SeeAccesses,         ///< who opened which record
    Export,              ///< take records out of the clinic file
    Retention,           ///< how long records are kept, and what holds them; incidents and whom they concern
    Destroy,             ///< approve a lawful destruction; an owner and a dermatologist, as two people
    Backup,              ///< make backups and remove those too old
    ManageStaff,         ///< add people, change roles
    ManageSettings       ///< the practice's details
};

/// Whether any of these roles holds the permission.
bool may(Roles roles, Permission permission);
/// NotAllowed, naming the roles that may, when the actor does not hold the permission.
Result<> require(const Actor &actor, Permission permission);
/// Every permission, in order, and its stable name, for the table in docs/ and the test that compares it.
QList<Permission> allPermissions();
QString permissionName(Permission permission);
/// The roles that hold a permission.
Roles holders(Permission permission);
/// Stable English name of one role: nurse, dermatologist, reception, owner.
QString roleName(Role role);
QList<Role> rolesIn(Roles roles);
/// Roles from their names joined by spaces or commas; InvalidInput names the word that is none.
Result<Roles> rolesFromText(const QString &text);
QString rolesToText(Roles roles);

} // namespace dermis
