#include "core/access/permissions.h"

#include <QFile>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QList<Role> columns{Role::Dermatologist, Role::Nurse, Role::Reception, Role::Owner};

/// The table as docs/security.md shows it.
QString permissionTable()
{
    QString table = u"| Permission | dermatologist | nurse | reception | owner |\n|---|---|---|---|---|\n"_s;
    for (const Permission permission : allPermissions()) {
        table += u"| "_s + permissionName(permission) + u" |"_s;
        for (const Role role : columns)
            table += may(role, permission) ? u" yes |"_s : u" |"_s;
        table += u'\n';
    }
    return table;
}

} // namespace

TEST_CASE("docs/security.md shows the permissions that core grants", "[access]")
{
    QFile page(QStringLiteral(DERMIS_SOURCE_DIR "/docs/security.md"));
    REQUIRE(page.open(QIODevice::ReadOnly));
    INFO("The table as it should stand there:\n" << permissionTable().toStdString());
    CHECK(QString::fromUtf8(page.readAll()).contains(permissionTable()));
}

TEST_CASE("only a dermatologist decides, and only an owner manages people and settings", "[access]")
{
    for (const Permission permission :
         {Permission::Decide, Permission::SignRuleSet, Permission::DoctorAnswers})
        CHECK(holders(permission) == Roles(Role::Dermatologist));
    for (const Permission permission : {Permission::ManageStaff, Permission::ManageSettings})
        CHECK(holders(permission) == Roles(Role::Owner));
}

TEST_CASE("reception sees names and visits, and no record", "[access]")
{
    for (const Permission permission : allPermissions()) {
        const bool expected = permission == Permission::Identity || permission == Permission::Visits;
        INFO(permissionName(permission).toStdString());
        CHECK(may(Role::Reception, permission) == expected);
    }
}

TEST_CASE("a person with several roles may do what any of them may", "[access]")
{
    const Roles both = Role::Reception | Role::Nurse;
    CHECK(may(both, Permission::Answers));
    CHECK_FALSE(may(both, Permission::Decide));
    CHECK_FALSE(may(Roles(), Permission::Identity));
}

TEST_CASE("a refused act names the roles that may", "[access]")
{
    const auto refused = require(Actor{StaffId(1), u"x"_s, Role::Reception}, Permission::IssueConsent);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
    CHECK(refused.error().detail.contains(u"dermatologist, nurse"));
    CHECK(require(Actor{StaffId(1), u"x"_s, Role::Nurse}, Permission::IssueConsent));
}

TEST_CASE("roles are read back from their text", "[access]")
{
    const auto text = GENERATE(as<QString>(), u""_s, u"nurse"_s, u"dermatologist owner"_s,
                               u"dermatologist nurse reception owner"_s);
    CHECK(rolesToText(rolesFromText(text).value()) == text);
    CHECK(rolesFromText(u" nurse,  owner "_s).value() == Roles(Role::Nurse | Role::Owner));
    CHECK(rolesFromText(u"nurse surgeon"_s).error().detail.contains(u"surgeon"));
}
