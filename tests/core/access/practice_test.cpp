#include "core/access/practice.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(DatabaseFixture, "the practice's details are read back as they were saved", "[access]")
{
    Practice details = practice(*database).value();
    details.name = u"Jacaranda Skin"_s;
    details.address = u"1 Road\nTown"_s;
    details.email = u"desk@example.org"_s;
    const auto saved = savePractice(*database, doctor, clock.now(), details);
    REQUIRE(saved);
    details.revision = 2;
    CHECK(*saved == details);
    CHECK(practice(*database).value() == details);
}

TEST_CASE_METHOD(DatabaseFixture, "only an owner changes the practice's details, and not from an old copy",
                 "[access]")
{
    const Practice details = practice(*database).value();
    CHECK(savePractice(*database, nurse, clock.now(), details).error().code == ErrorCode::NotAllowed);
    REQUIRE(savePractice(*database, doctor, clock.now(), details));
    CHECK(savePractice(*database, doctor, clock.now(), details).error().code == ErrorCode::Conflict);
}

TEST_CASE_METHOD(DatabaseFixture, "a practice has a name", "[access]")
{
    Practice details = practice(*database).value();
    details.name = u"  "_s;
    CHECK(savePractice(*database, doctor, clock.now(), details).error().code == ErrorCode::InvalidInput);
}
