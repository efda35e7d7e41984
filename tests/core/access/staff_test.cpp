#include "core/access/staff.h"
#include "core/storage/journal.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(DatabaseFixture,
                 "an owner adds a person, who is found by name in any spelling and by number", "[access]")
{
    Staff staff;
    staff.name = u"  Kgošana O'Brien "_s;
    staff.roles = Role::Nurse;
    const auto saved = saveStaff(*database, doctor, clock.now(), staff);
    REQUIRE(saved);
    CHECK(saved->name == u"Kgošana O'Brien");
    CHECK(saved->revision == 1);
    for (const QString &spelling : {u"kgosana obrien"_s, u"KGOŠANA O’BRIEN"_s, saved->id.toString()})
        CHECK(staffNamed(*database, spelling).value() == *saved);
    CHECK(staffNamed(*database, u"nobody"_s).error().code == ErrorCode::NotFound);
    CHECK(staffMember(*database, StaffId(99)).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(DatabaseFixture, "only an owner changes people", "[access]")
{
    Staff staff;
    staff.name = u"New"_s;
    staff.roles = Role::Nurse;
    CHECK(saveStaff(*database, nurse, clock.now(), staff).error().code == ErrorCode::NotAllowed);
    CHECK(allStaff(*database)->size() == 3);
}

TEST_CASE_METHOD(DatabaseFixture, "a person needs a name and a role", "[access]")
{
    Staff staff;
    staff.name = u" "_s;
    staff.roles = Role::Nurse;
    CHECK(saveStaff(*database, doctor, clock.now(), staff).error().code == ErrorCode::InvalidInput);
    staff.name = u"New"_s;
    staff.roles = Roles();
    CHECK(saveStaff(*database, doctor, clock.now(), staff).error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(DatabaseFixture, "the last owner stays", "[access]")
{
    Staff owner = staffMember(*database, doctor.id).value();
    owner.roles = Role::Dermatologist;
    CHECK(saveStaff(*database, doctor, clock.now(), owner).error().code == ErrorCode::InvalidInput);
    owner = staffMember(*database, doctor.id).value();
    owner.active = false;
    CHECK(saveStaff(*database, doctor, clock.now(), owner).error().code == ErrorCode::InvalidInput);
    CHECK(staffMember(*database, doctor.id)->active);
    CHECK(staffMember(*database, doctor.id)->roles.testFlag(Role::Owner));
    CHECK(historyOf(*database, u"staff"_s, doctor.id.value())->size() == 1);
}

TEST_CASE_METHOD(DatabaseFixture, "somebody who left is kept, and no longer found by name", "[access]")
{
    Staff staff = staffMember(*database, nurse.id).value();
    staff.active = false;
    REQUIRE(saveStaff(*database, doctor, clock.now(), staff));
    CHECK_FALSE(staffNamed(*database, nurse.name));
    CHECK_FALSE(staffMember(*database, nurse.id)->active);
}

TEST_CASE_METHOD(DatabaseFixture, "of two people with one name nobody is guessed", "[access]")
{
    Staff second;
    second.name = nurse.name;
    second.roles = Role::Reception;
    const StaffId id = saveStaff(*database, doctor, clock.now(), second)->id;
    CHECK(staffNamed(*database, nurse.name).error().code == ErrorCode::InvalidInput);
    CHECK(staffNamed(*database, id.toString())->id == id);
}

TEST_CASE_METHOD(DatabaseFixture, "everybody who ever worked here has a name, and the program itself has none", "[access]")
{
    Staff left = staffMember(*database, nurse.id).value();
    left.active = false;
    REQUIRE(saveStaff(*database, doctor, clock.now(), left));
    const StaffNames names = namesOfStaff(*database).value();
    CHECK(names.value(nurse.id) == nurse.name);
    CHECK(names.value(doctor.id) == doctor.name);
    CHECK_FALSE(names.contains(StaffId(0)));
}

TEST_CASE_METHOD(DatabaseFixture, "two owners who change the same person do not overwrite each other",
                 "[access]")
{
    Staff staff = staffMember(*database, nurse.id).value();
    staff.hpcsaNumber = u"one"_s;
    REQUIRE(saveStaff(*database, doctor, clock.now(), staff));
    staff.hpcsaNumber = u"two"_s;
    CHECK(saveStaff(*database, doctor, clock.now(), staff).error().code == ErrorCode::Conflict);
    CHECK(staffMember(*database, nurse.id)->hpcsaNumber == u"one");
}

TEST_CASE_METHOD(DatabaseFixture, "the only dermatologist is known as long as there is one", "[access]")
{
    CHECK(onlyDermatologist(*database)->id == doctor.id);
    Staff second;
    second.name = u"Dr Second"_s;
    second.roles = Role::Dermatologist;
    REQUIRE(saveStaff(*database, doctor, clock.now(), second));
    CHECK(onlyDermatologist(*database).error().code == ErrorCode::InvalidInput);
}
