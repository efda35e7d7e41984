#include "core/clinic/clinic.h"
#include "core/clinic/integrity.h"
#include "core/storage/stop_switch.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class CheckedClinic : public test::DatabaseFixture
{
public:
    BackgroundCheck check(CheckDepth depth) const
    {
        const auto done = checkInBackground(path, depth, clock.now(), std::make_shared<StopSwitch>());
        REQUIRE(done);
        return *done;
    }
    void meddle() const
    {
        const auto other = secondConnection();
        REQUIRE(other->run(u"UPDATE staff SET name = 'Somebody' WHERE id = 2"_s));
    }
};

} // namespace

TEST_CASE_METHOD(CheckedClinic, "the whole check is due once a day, and the quick one always", "[clinic]")
{
    CHECK(*dueCheck(*database, clock.now()) == CheckDepth::Whole);
    CHECK_FALSE(check(CheckDepth::Whole).damage);
    CHECK(lastWholeCheck(*database)->value() == clock.now());
    CHECK(*dueCheck(*database, clock.now().addSecs(23 * 3600)) == CheckDepth::Quick);
    CHECK(*dueCheck(*database, clock.now().addSecs(25 * 3600)) == CheckDepth::Whole);
    CHECK(*dueCheck(*database, clock.now().addDays(-2)) == CheckDepth::Whole); // the clock was put back
}

TEST_CASE_METHOD(CheckedClinic, "a clinic whose check fails opens to be read only, until it is whole again", "[clinic]")
{
    meddle();
    CHECK_FALSE(check(CheckDepth::Quick).damage); // every page is in its place
    const auto found = check(CheckDepth::Whole).damage;
    REQUIRE(found);
    CHECK(found->table == u"staff");
    CHECK_FALSE(*lastWholeCheck(*database));
    {
        const auto opened = openClinic(path, clock.now());
        REQUIRE(opened);
        REQUIRE((*opened)->damage());
        CHECK((*opened)->damage()->table == u"staff");
        CHECK(Transaction::begin(**opened, doctor, clock.now()).error().code == ErrorCode::Damaged);
        CHECK(*dueCheck(**opened, clock.now()) == CheckDepth::Whole);
        CHECK_FALSE(checkClinic(**opened, clock.now())->isWhole());
    }
    REQUIRE(database->run(u"UPDATE staff SET name = '%1' WHERE id = 2"_s.arg(nurse.name)));
    CHECK(check(CheckDepth::Whole).isMendedMark);
    const auto opened = openClinic(path, clock.now());
    REQUIRE(opened);
    CHECK_FALSE((*opened)->damage());
}

TEST_CASE_METHOD(CheckedClinic, "a check that was stopped finds nothing and marks nothing", "[clinic]")
{
    meddle();
    const auto stop = std::make_shared<StopSwitch>();
    stop->stop();
    const auto stopped = checkInBackground(path, CheckDepth::Whole, clock.now(), stop);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK_FALSE(damageMark(path));
}
