#include "core/treatments/readiness.h"

#include "core/products/product_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/rule_set.h"
#include "tests/core/treatments/treatment_fixture.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const ReadinessPart *part(const Readiness &readiness, ReadinessPart::Topic topic)
{
    for (const ReadinessPart &each : readiness.parts) {
        if (each.topic == topic)
            return &each;
    }
    return nullptr;
}

} // namespace

TEST_CASE_METHOD(test::TreatmentFixture, "a new patient has every gap named", "[treatments]")
{
    const auto line = readiness(*database, patient, clock.today());
    REQUIRE(line);
    CHECK_FALSE(line->isReady());
    CHECK(part(*line, ReadinessPart::Topic::Allergies)->level == ReadinessPart::Level::NotKnown);
    CHECK(part(*line, ReadinessPart::Topic::Checklist)->count > 20);
    CHECK(part(*line, ReadinessPart::Topic::Consent)->level == ReadinessPart::Level::Stop);
    CHECK(part(*line, ReadinessPart::Topic::RuleSet) != nullptr);
}

TEST_CASE_METHOD(test::TreatmentFixture, "what is settled moves behind the gaps", "[treatments]")
{
    REQUIRE(signOffRuleSet(*database, doctor, clock.now()));
    REQUIRE(confirmNoneKnown(*database, nurse, clock.now(), patient));
    const auto line = readiness(*database, patient, clock.today()).value();
    CHECK(part(line, ReadinessPart::Topic::RuleSet) == nullptr);
    CHECK(line.parts.last().topic == ReadinessPart::Topic::Allergies);
    CHECK(line.parts.last().level == ReadinessPart::Level::Clear);
}

TEST_CASE_METHOD(test::TreatmentFixture, "a leaflet that was given is no consent that waits for its signature", "[treatments]")
{
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    REQUIRE(transaction);
    REQUIRE(ensureShippedTemplates(*transaction));
    REQUIRE(transaction->commit());
    for (const QString &form : {u"leaflet"_s, u"photography"_s})
        REQUIRE(issueConsent(*database, nurse, clock.now(), {.patientId = patient, .templateName = form}));
    const auto line = readiness(*database, patient, clock.today()).value();
    REQUIRE(part(line, ReadinessPart::Topic::Consent) != nullptr);
    CHECK(part(line, ReadinessPart::Topic::Consent)->level == ReadinessPart::Level::Stop);
}

TEST_CASE_METHOD(test::TreatmentFixture, "an absolute finding stands with its title", "[treatments]")
{
    const AnswerValue pregnant = Coding{{}, u"yes"_s, {}};
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-PREG"_s, Answer::of(pregnant))));
    const auto line = readiness(*database, patient, clock.today()).value();
    const ReadinessPart *finding = part(line, ReadinessPart::Topic::Finding);
    REQUIRE(finding != nullptr);
    CHECK(finding->ruleCode == u"MN-PRG-01");
    CHECK(finding->level == ReadinessPart::Level::Stop);
}

TEST_CASE_METHOD(test::TreatmentFixture, "allergies confirmed for an earlier day are asked again", "[treatments]")
{
    REQUIRE(confirmNoneKnown(*database, nurse, clock.now(), patient));
    const QDate later = clock.today().addDays(14);
    const auto line = readiness(*database, patient, later).value();
    CHECK(part(line, ReadinessPart::Topic::Allergies)->level == ReadinessPart::Level::NotKnown);
    CHECK(part(line, ReadinessPart::Topic::Allergies)->date == clock.today());
}

TEST_CASE_METHOD(test::TreatmentFixture, "a planned product that may not be used so stands between now and treatment", "[treatments]")
{
    Product serum;
    serum.name = u"Glow serum"_s;
    serum.label = u"Aqua, Glycerin"_s;
    const ProductId id = addProduct(*database, nurse, clock.now(), serum)->id;
    Plan plan;
    plan.patientId = patient;
    plan.zones = {{u"chin"_s, Target::AcneScar, 1.0, false}};
    plan.products = {{id, ProductPhase::After, {}}};
    plan = *savePlan(*database, nurse, clock.now(), plan);
    const auto after = readiness(*database, patient, clock.today()).value();
    const ReadinessPart *shut = part(after, ReadinessPart::Topic::Products);
    REQUIRE(shut != nullptr);
    CHECK(shut->level == ReadinessPart::Level::Stop);
    CHECK(shut->title == u"Glow serum (after): not assessed for this, or not allowed");

    StatusReview review;
    review.status = NeedlingStatus::AfterOnly;
    review.evidence = u"Bland and sterile"_s;
    review.reviewBy = QDate(2027, 3, 2);
    REQUIRE(reviewProduct(*database, doctor, clock.now(), id, review, std::nullopt));
    REQUIRE(confirmNoneKnown(*database, nurse, clock.now(), patient));
    const auto allowed = readiness(*database, patient, clock.today()).value();
    CHECK(part(allowed, ReadinessPart::Topic::Products)->level == ReadinessPart::Level::Clear);

    plan.products.first().phase = ProductPhase::During;
    REQUIRE(savePlan(*database, nurse, clock.now(), plan));
    const auto during = readiness(*database, patient, clock.today()).value();
    CHECK(part(during, ReadinessPart::Topic::Products)->level == ReadinessPart::Level::Stop);
    for (const ReadinessPart &each : during.parts)
        CHECK(each.ruleCode != u"MN-DEV-04"); // said once
}

TEST_CASE_METHOD(test::TreatmentFixture, "a planned cartridge without its lot is not known, and stops no sheet", "[treatments]")
{
    Product needles;
    needles.kind = ProductKind::Cartridge;
    needles.name = u"Needles 36"_s;
    needles.sterile = Stated::Yes;
    needles.singleUse = Stated::Yes;
    const ProductId id = addProduct(*database, nurse, clock.now(), needles)->id;
    Plan plan;
    plan.patientId = patient;
    plan.zones = {{u"chin"_s, Target::AcneScar, 1.0, false}};
    plan.cartridge = PlannedCartridge{id, {}};
    plan.date = clock.today().addDays(7);
    plan = *savePlan(*database, nurse, clock.now(), plan);
    const auto line = readiness(*database, patient, clock.today()).value();
    const ReadinessPart *waits = part(line, ReadinessPart::Topic::Products);
    REQUIRE(waits != nullptr);
    CHECK(waits->level == ReadinessPart::Level::NotKnown);
    CHECK(waits->title == u"Needles 36: not known, no lot chosen");
    const SafetyCheck check = checkSafety(*database, patient, clock.today()).value();
    CHECK(check.shutProducts().isEmpty());

    Lot lot;
    lot.productId = id;
    lot.code = u"N-1"_s;
    lot.expiry = QDate(2027, 1, 31);
    lot.quantity = 10;
    plan.cartridge->lot = receiveLot(*database, nurse, clock.now(), lot)->id;
    REQUIRE(savePlan(*database, nurse, clock.now(), plan));
    const auto known = readiness(*database, patient, clock.today()).value();
    CHECK(part(known, ReadinessPart::Topic::Products)->level == ReadinessPart::Level::Clear);
}
