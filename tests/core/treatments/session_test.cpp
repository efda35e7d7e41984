#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/safety_check.h"
#include "core/storage/transaction.h"
#include "tests/core/treatments/shelf_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
QString why(const Result<T> &result)
{
    return result ? QString() : result.error().detail;
}

} // namespace

TEST_CASE_METHOD(ShelfFixture, "a session keeps the plan as it was and what was used", "[sessions]")
{
    UsedProduct handpiece;
    handpiece.product = pen;
    REQUIRE(record(nomvula, {of(needleLot, u" A-7 "_s), of(serumLot), handpiece}));
    const auto kept = sessionsOf(*database, doctor, nomvula);
    REQUIRE(kept);
    REQUIRE(kept->size() == 1);
    const Session session = kept->constFirst();
    CHECK(session.treatedOn == clock.today());
    CHECK(session.plan.zones.value(0).zone == u"chin");
    REQUIRE(session.used.size() == 3);
    CHECK(session.used.at(0) == UsedProduct{needles, needleLot, 1, u"A-7"_s});
    CHECK(session.used.at(1).product == serum);
    CHECK(session.used.at(2) == UsedProduct{pen, LotId(), 1, QString()});
    CHECK(sessionsOf(*database, doctor, thandi)->isEmpty());
}

TEST_CASE_METHOD(ShelfFixture, "a session needs its needles with their lot, a plan, and a day that has come", "[sessions]")
{
    const qint64 before = database->integer(u"SELECT count(*) FROM journal"_s).value();
    UsedProduct handpiece;
    handpiece.product = pen;
    CHECK(why(record(nomvula, {})).contains(u"needs its cartridge or roller, with the lot"));
    CHECK(why(record(nomvula, {of(serumLot), handpiece})).contains(u"needs its cartridge or roller"));
    UsedProduct loose;
    loose.product = needles;
    CHECK(why(record(nomvula, {loose})).contains(u"Needles 36 needs its lot"));
    CHECK(why(record(nomvula, {of(needleLot)}, clock.today().addDays(1))).contains(u"on its day or after"));
    UsedProduct mixed = of(needleLot);
    mixed.product = serum;
    CHECK(why(record(nomvula, {mixed})).contains(u"lot N-1 is of another product"));
    CHECK(record(nomvula, {of(LotId(99))}).error().code == ErrorCode::NotFound);
    CHECK(record(PatientId(99), {of(needleLot)}).error().code == ErrorCode::NotFound);
    CHECK(database->integer(u"SELECT count(*) FROM journal"_s).value() == before);
}

TEST_CASE_METHOD(ShelfFixture, "a needle is never used again, not for the same patient either", "[sessions]")
{
    REQUIRE(record(nomvula, {of(needleLot, u"A-7"_s)}));
    for (const PatientId patient : {nomvula, thandi})
        CHECK(why(record(patient, {of(needleLot, u"a-7"_s)})).contains(u"unit a-7 of Needles 36 was used before"));
    CHECK(why(record(thandi, {of(needleLot, u"A-8"_s), of(needleLot, u"a-8"_s)})).contains(u"named twice"));
    REQUIRE(record(thandi, {of(needleLot)}));
    CHECK(unitsUsed(*database, needleLot) == 2);
    UsedProduct two = of(needleLot);
    two.units = 2;
    CHECK(why(record(thandi, {two})).contains(u"of lot N-1 there are 1 cartridges left, not 2"));
    CHECK(why(record(thandi, {of(needleLot), of(needleLot)})).contains(u"there are 1 cartridges left, not 2"));
    REQUIRE(record(thandi, {of(needleLot)}));
    CHECK(why(record(nomvula, {of(needleLot)})).contains(u"there are 0 cartridges left, not 1"));
}

TEST_CASE_METHOD(ShelfFixture, "something unfit is recorded only with the reason why it was used", "[sessions]")
{
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker, 2 March"_s));
    CHECK(why(record(nomvula, {of(needleLot), of(serumLot)})).startsWith(u"Serum, lot S-1: recalled. If the patient was treated"));
    CHECK_FALSE(record(nomvula, {of(needleLot), of(serumLot)}, {}, u"too short"_s));
    const auto recorded = record(nomvula, {of(needleLot), of(serumLot)}, {}, u"The letter came after the treatment"_s);
    REQUIRE(recorded);
    CHECK(sessionsOf(*database, doctor, nomvula)->constFirst().reason == u"The letter came after the treatment");
}

TEST_CASE_METHOD(ShelfFixture, "what nobody assessed is recorded only with the reason why it was used", "[sessions]")
{
    const LotId gelLot = receive(add(ProductKind::Topical, u"Gel"_s), u"G-1"_s, 4);
    CHECK(why(record(nomvula, {of(needleLot), of(gelLot)})).startsWith(u"Gel, lot G-1: not assessed. If the patient was treated"));
    CHECK(record(nomvula, {of(needleLot), of(gelLot)}, {}, u"The patient brought it along herself"_s));
}

TEST_CASE_METHOD(ShelfFixture, "an expired lot counts from the day of the treatment", "[sessions]")
{
    clock.set(clock.now().addDays(31));
    CHECK(why(record(nomvula, {of(needleLot)})).contains(u"lot N-1: expired"));
    CHECK(record(nomvula, {of(needleLot)}, clock.today().addDays(-1)));
}

TEST_CASE_METHOD(ShelfFixture, "a lot that is used up serves until that day, and none after it", "[sessions]")
{
    const QDate first = clock.today();
    clock.set(clock.now().addDays(2));
    REQUIRE(finishLot(*database, nurse, clock.now(), needleLot, clock.today()));
    CHECK(record(nomvula, {of(needleLot)}, first));
    CHECK(record(nomvula, {of(needleLot)}));
    clock.set(clock.now().addDays(1));
    CHECK(why(record(nomvula, {of(needleLot)})).contains(u"lot N-1: used up"));
}

TEST_CASE_METHOD(ShelfFixture, "a zone needled lately is found by the sessions on record", "[sessions]")
{
    const auto outcome = [&](const QString &rule, int daysLater, const QString &zone) {
        Plan plan = *currentPlan(*database, nomvula).value();
        plan.zones = {{zone, Target::AcneScar, 1.0, false}};
        const SafetyCheck check = checkSafety(*database, nomvula, plan, clock.today().addDays(daysLater)).value();
        for (const Finding &finding : check.assessment.findings) {
            if (finding.rule->code == rule)
                return finding.outcome;
        }
        return Outcome::NotKnown;
    };
    CHECK(outcome(u"MN-PRO-09"_s, 1, u"chin"_s) == Outcome::Clear);
    REQUIRE(record(nomvula, {of(needleLot)}));
    CHECK(outcome(u"MN-PRO-09"_s, 0, u"chin"_s) == Outcome::Clear); // it is that session itself
    CHECK(outcome(u"MN-PRO-09"_s, 13, u"chin"_s) == Outcome::Fired);
    CHECK(outcome(u"MN-PRO-09"_s, 14, u"chin"_s) == Outcome::Clear);
    CHECK(outcome(u"MN-PRO-10"_s, 14, u"chin"_s) == Outcome::Fired);
    CHECK(outcome(u"MN-PRO-10"_s, 27, u"chin"_s) == Outcome::Fired);
    CHECK(outcome(u"MN-PRO-10"_s, 28, u"chin"_s) == Outcome::Clear); // vector 9 of the reference
    CHECK(outcome(u"MN-PRO-09"_s, 13, u"neck"_s) == Outcome::Clear);
}
