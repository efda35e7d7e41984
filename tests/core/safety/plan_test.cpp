#include "core/patients/patient_repository.h"
#include "core/safety/plan.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QByteArray wholePlan = R"({"date":"2026-03-02","device":"SkinPen","latexFreeSet":true,"zones":[
    {"zone":"chin","target":"acne-scar","depthMm":1.25,"weakerResponse":true},{"zone":"cheek-left"}]})";

} // namespace

TEST_CASE("a plan is read, and written as it was read", "[safety]")
{
    const auto plan = Plan::fromJson(wholePlan);
    REQUIRE(plan);
    CHECK(plan->sessionDate(QDate(2026, 1, 1)) == QDate(2026, 3, 2));
    CHECK(plan->sessionDate(QDate(2026, 3, 2)) == QDate(2026, 3, 2));
    CHECK(plan->sessionDate(QDate(2026, 3, 3)) == QDate(2026, 3, 3)); // a day that has passed is no session any more
    REQUIRE(plan->zones.size() == 2);
    CHECK(plan->zones.first() == PlannedZone{u"chin"_s, Target::AcneScar, 1.25, true});
    CHECK_FALSE(plan->zones.last().depthMm);
    CHECK(*Plan::fromJson(plan->toJson()) == *plan);
}

TEST_CASE("a plan without a date is for today", "[safety]")
{
    const auto plan = Plan::fromJson(QByteArray("{}"));
    REQUIRE(plan);
    CHECK(plan->sessionDate(QDate(2026, 1, 1)) == QDate(2026, 1, 1));
}

TEST_CASE("a wrong plan is refused, naming the place", "[safety]")
{
    const auto [json, expected] = GENERATE(table<QByteArray, QString>({
        {"{", u"not a JSON object"_s},
        {R"({"when":"2026-03-02"})", u"\"when\" is not a member"_s},
        {R"({"date":"2026-02-30"})", u"\"date\" must be a day"_s},
        {R"({"device":7})", u"\"device\" must be text"_s},
        {R"({"latexFreeSet":"yes"})", u"\"latexFreeSet\" must be true or false"_s},
        {R"({"zones":"chin"})", u"\"zones\" must be a list"_s},
        {R"({"zones":[{"zone":"knee"}]})", u"zone 1: \"knee\" is not a zone"_s},
        {R"({"zones":[{"zone":"chin"},{"zone":"chin"}]})", u"\"chin\" stands there twice"_s},
        {R"({"zones":[{"zone":"chin","target":"acne"}]})", u"zone 1: \"target\" must be"_s},
        {R"({"zones":[{"zone":"chin","depthMm":0}]})", u"zone 1: \"depthMm\" must be"_s},
        {R"({"zones":[{"zone":"chin","depthMm":"1"}]})", u"zone 1: \"depthMm\" must be"_s},
    }));
    const auto plan = Plan::fromJson(json);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().code == ErrorCode::InvalidInput);
    INFO(plan.error().detail.toStdString());
    CHECK(plan.error().detail.contains(expected));
}

TEST_CASE_METHOD(test::DatabaseFixture, "a plan is kept, changed by revision, and not by reception",
                 "[safety]")
{
    auto transaction = Transaction::begin(*database, nurse, clock.now());
    Patient person;
    person.familyName = u"Kgošana"_s;
    person.givenNames = u"Lerato"_s;
    person.birthDate = QDate(1990, 1, 1);
    const auto patient = insertPatient(*transaction, person);
    REQUIRE(patient);
    REQUIRE(transaction->commit());
    CHECK(*currentPlan(*database, *patient) == std::nullopt);

    Plan plan = *Plan::fromJson(wholePlan);
    plan.patientId = *patient;
    CHECK(savePlan(*database, reception, clock.now(), plan).error().code == ErrorCode::NotAllowed);
    const auto first = savePlan(*database, nurse, clock.now(), plan);
    REQUIRE(first);
    CHECK(*currentPlan(*database, *patient) == *first);

    Plan changed = *first;
    changed.zones.removeLast();
    REQUIRE(savePlan(*database, doctor, clock.now(), changed));
    CHECK((*currentPlan(*database, *patient))->revision == 2);
    CHECK(savePlan(*database, nurse, clock.now(), changed).error().code == ErrorCode::Conflict);
    changed.revision = 2;
    changed.zones.first().zone = u"knee"_s;
    CHECK(savePlan(*database, nurse, clock.now(), changed).error().code == ErrorCode::InvalidInput);
}
