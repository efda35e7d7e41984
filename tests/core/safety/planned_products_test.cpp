#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/authorised_uses.h"
#include "core/safety/plan_arithmetic.h"
#include "core/safety/planned_products.h"
#include "core/safety/safety_check.h"
#include "core/storage/transaction.h"
#include "tests/core/safety/stated_facts.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <QJsonArray>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// A patient and a shelf: EMLA, a vitamin C serum that nobody assessed, a pen, a cartridge.
class ShelfFixture : public DatabaseFixture
{
public:
    ShelfFixture()
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        Patient person;
        person.familyName = u"Dlamini"_s;
        person.givenNames = u"Nomvula"_s;
        person.birthDate = QDate(1992, 3, 14);
        patient = *insertPatient(*transaction, person);
        REQUIRE(transaction->commit());
        emla = add(ProductKind::Anaesthetic, ProductCategory::Medicine, u"EMLA"_s, u"Lidocaine, Prilocaine"_s);
        serum = add(ProductKind::Topical, ProductCategory::Cosmetic, u"Glow serum"_s, u"Aqua, Ascorbic Acid"_s);
        pen = add(ProductKind::Device, ProductCategory::DeviceAccessory, u"SkinPen"_s, {});
        cartridge = add(ProductKind::Cartridge, ProductCategory::DeviceAccessory, u"12 needles"_s, {});
    }
    ProductId add(ProductKind kind, ProductCategory category, const QString &name, const QString &label)
    {
        Product product;
        product.kind = kind;
        product.category = category;
        product.name = name;
        product.label = label;
        if (kind == ProductKind::Device) {
            product.device.type = u"motorised pen"_s;
            product.device.maximumDepthMm = 2.5;
            product.device.evaluatedDepthMm = 1.5;
            product.device.contraindications = {u"MN-BLD-07"_s};
        }
        return addProduct(*database, nurse, clock.now(), product)->id;
    }
    void authorise(const QString &uses, int minimumAge)
    {
        Product device = *product(*database, pen);
        device.device.authorisedUses = *authorisedUsesFromText(uses);
        device.device.minimumAge = minimumAge;
        REQUIRE(changeProduct(*database, nurse, clock.now(), device, u"as its manual says it"_s));
    }
    void reactsTo(const QString &text)
    {
        Allergy allergy;
        allergy.patientId = patient;
        allergy.text = text;
        REQUIRE(addAllergy(*database, nurse, clock.now(), allergy));
    }
    Plan numbed(double grams = 15, double cm2 = 100)
    {
        Plan plan;
        plan.patientId = patient;
        plan.zones = {{u"cheek-left"_s, Target::AcneScar, 1.0, false}};
        PlannedAnaesthetic cream;
        cream.product = emla;
        cream.grams = grams;
        cream.areaCm2 = cm2;
        cream.minutes = 60;
        cream.weightKg = 60;
        cream.atHome = false;
        plan.anaesthetic = cream;
        return plan;
    }
    Plan with(ProductId product, ProductPhase phase)
    {
        Plan plan;
        plan.patientId = patient;
        plan.products = {{product, phase, {}}};
        return plan;
    }
    SafetyCheck check(const Plan &plan) { return *checkSafety(*database, patient, plan, clock.today()); }
    Outcome outcome(const Plan &plan, const QString &rule)
    {
        for (const Finding &finding : check(plan).assessment.findings) {
            if (finding.rule->code == rule)
                return finding.outcome;
        }
        FAIL("no finding of that rule");
        return Outcome::Clear;
    }
    bool stops(const SafetyCheck &checked, const QString &rule)
    {
        const QList<Finding> stopping = checked.stopsSheet();
        return std::any_of(stopping.begin(), stopping.end(), [&](const Finding &finding) { return finding.rule->code == rule; });
    }

    PatientId patient;
    ProductId emla;
    ProductId serum;
    ProductId pen;
    ProductId cartridge;
};

} // namespace

TEST_CASE_METHOD(ShelfFixture, "a plan's products are of the registry, of their kind, and of their lot", "[safety]")
{
    Plan plan = numbed();
    plan.products = {{serum, ProductPhase::After, {}}};
    plan.deviceProduct = pen;
    plan.cartridge = PlannedCartridge{cartridge, {}};
    plan.indication = u"Acne scars"_s;
    plan.bloodProduct = true;
    CHECK(*Plan::fromJson(plan.toJson()).map([&](Plan read) {
        read.patientId = patient;
        return read;
    }) == plan);
    const auto saved = savePlan(*database, nurse, clock.now(), plan);
    REQUIRE(saved);
    CHECK(*currentPlan(*database, patient) == *saved);
    const auto refusal = [&](const Plan &wrong) { return savePlan(*database, nurse, clock.now(), wrong).error().detail; };
    Plan wrong = plan;
    wrong.products.first().product = ProductId(99);
    CHECK(refusal(wrong).contains(u"product 99 is not in the registry"_s));
    wrong = plan;
    wrong.deviceProduct = serum;
    CHECK(refusal(wrong).contains(u"\"Glow serum\" is of the kind topical"_s));
    wrong = plan;
    wrong.anaesthetic->lot = LotId(7);
    CHECK(refusal(wrong).contains(u"\"EMLA\" has no lot 7"_s));
}

TEST_CASE_METHOD(ShelfFixture, "allergic to that numbing gel, lignocain I think, is stopped before EMLA", "[safety][story]")
{
    reactsTo(u"allergic to that numbing gel, lignocain I think"_s);
    const SafetyCheck unmatched = check(numbed());
    const Finding *related = unmatched.assessment.find(u"MN-ALG-05"_s);
    REQUIRE(related);
    CHECK(related->outcome == Outcome::Fired);
    CHECK(explanation(*related).contains(u"lignocain I think"_s));
    CHECK(stops(unmatched, u"MN-ALG-05"_s));
    CHECK(outcome(with(serum, ProductPhase::After), u"MN-ALG-05"_s) == Outcome::Fired); // nobody knows yet
    CHECK(outcome(Plan(), u"MN-ALG-05"_s) == Outcome::Clear);

    const Allergy listed = allergies(*database, patient)->first();
    REQUIRE(matchAllergy(*database, nurse, clock.now(), listed.id, u"lidocaine"_s));
    const SafetyCheck matched = check(numbed());
    const Finding *same = matched.assessment.find(u"MN-ALG-04"_s);
    CHECK(same->outcome == Outcome::Fired);
    CHECK(explanation(*same).contains(u"Lidocaine: the patient reacts to it"_s));
    CHECK(stops(matched, u"MN-ALG-04"_s));
    CHECK(status(matched.assessment, matched.decisions) == SessionStatus::AbsoluteFired);
}

TEST_CASE_METHOD(ShelfFixture, "a serum that nobody assessed stops a plan for during, and vitamin C is named with the 2014 series",
                 "[safety][story]")
{
    const SafetyCheck unassessed = check(with(serum, ProductPhase::During));
    CHECK(unassessed.assessment.find(u"MN-DEV-04"_s)->outcome == Outcome::Fired);
    CHECK(stops(unassessed, u"MN-DEV-04"_s));
    CHECK(outcome(with(serum, ProductPhase::After), u"MN-DEV-04"_s) == Outcome::Clear);

    reactsTo(u"Vitamin C"_s);
    const SafetyCheck reacting = check(with(serum, ProductPhase::During));
    const QString why = explanation(*reacting.assessment.find(u"MN-ALG-04"_s));
    INFO(why.toStdString());
    CHECK(why.contains(u"Glow serum (during): Ascorbic Acid: the patient reacts to it"_s));
    CHECK(why.contains(u"[S01] Soltani-Arabshahi et al., JAMA Dermatol 2014"_s));
    CHECK(stops(reacting, u"MN-ALG-04"_s));
}

TEST_CASE_METHOD(ShelfFixture, "what a label does not say is not known", "[safety]")
{
    const ProductId bare = add(ProductKind::Topical, ProductCategory::Cosmetic, u"Bare gel"_s, u"Aqua, Mystery Extract"_s);
    CHECK(outcome(with(bare, ProductPhase::During), u"MN-ALG-15"_s) == Outcome::Fired);
    CHECK(outcome(with(bare, ProductPhase::After), u"MN-ALG-15"_s) == Outcome::Clear);
    CHECK(outcome(with(bare, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::NotKnown); // allergies were not asked
    reactsTo(u"nickel"_s);
    CHECK(outcome(with(bare, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::NotKnown);
    CHECK(outcome(with(serum, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::Clear);
}

TEST_CASE_METHOD(ShelfFixture, "a gel for afterwards with the same substance is found, too", "[safety]")
{
    const ProductId own = add(ProductKind::Topical, ProductCategory::Cosmetic, u"Own balm"_s, u"Aqua, Lidocaine"_s);
    reactsTo(u"Lignocaine"_s);
    const SafetyCheck checked = check(with(own, ProductPhase::After));
    CHECK(checked.assessment.find(u"MN-ALG-04"_s)->outcome == Outcome::Fired);
}

TEST_CASE_METHOD(ShelfFixture, "vector 15: 2 mm is deeper than the maker of the device tested, and not than it goes", "[safety][vectors]")
{
    Plan plan = numbed();
    plan.deviceProduct = pen;
    plan.zones.first().depthMm = 2.0;
    CHECK(outcome(plan, u"MN-DEV-02"_s) == Outcome::Fired);
    CHECK(outcome(plan, u"MN-DEV-01"_s) == Outcome::Clear);
    plan.zones.first().depthMm = 1.5;
    CHECK(outcome(plan, u"MN-DEV-02"_s) == Outcome::Clear);
    plan.zones.first().depthMm = 2.55;
    CHECK(outcome(plan, u"MN-DEV-01"_s) == Outcome::Fired);
    plan.zones.first().depthMm.reset();
    CHECK(outcome(plan, u"MN-DEV-01"_s) == Outcome::NotKnown);
    CHECK_FALSE(check(plan).assessment.notYetChecked.contains(u"MN-DEV-01"_s));
    plan.deviceProduct = {};
    CHECK(check(plan).assessment.notYetChecked.contains(u"MN-DEV-01"_s));
}

TEST_CASE_METHOD(ShelfFixture, "a device is off-label outside the uses, places, skin types and ages that its label names", "[safety]")
{
    Plan plan = numbed();
    plan.deviceProduct = pen;
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::Clear); // its label is not read for it
    authorise(u"acne-scar face; rejuvenation neck II-IV"_s, 22);
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::Clear);
    CHECK(outcome(plan, u"MN-PIG-04"_s) == Outcome::Clear); // all skin types
    plan.zones.first().target = Target::Pigment;
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::Fired);
    plan.zones.first().target.reset();
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::NotKnown);
    plan.zones.first() = {u"neck"_s, Target::AcneScar, 1.0, false};
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::Fired);
    plan.zones.first().target = Target::Rejuvenation;
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::Clear);
    CHECK(outcome(plan, u"MN-PIG-04"_s) == Outcome::NotKnown); // the skin type was not asked
    authorise(u"rejuvenation"_s, 40);
    CHECK(outcome(plan, u"MN-DEV-03"_s) == Outcome::Fired); // she is 33
    CHECK(check(numbed()).assessment.notYetChecked.contains(u"MN-DEV-03"_s)); // without a device of the registry
}

TEST_CASE("authorised uses are typed as words, and a word that is none is named", "[safety]")
{
    const auto uses = authorisedUsesFromText(u"acne-scar face;  Rejuvenation neck, ii-iv;"_s);
    REQUIRE(uses);
    CHECK(authorisedUsesText(*uses) == u"acne-scar face; rejuvenation neck II III IV"_s);
    CHECK(*authorisedUsesFromText(authorisedUsesText(*uses)) == *uses);
    CHECK(authorisedUsesFromText(u"wrinkles face"_s).error().detail.contains(u"\"wrinkles\" is not known"_s));
    CHECK(authorisedUsesFromText(u"striae IV-II"_s).error().detail.contains(u"\"iv-ii\""_s));
    CHECK(authorisedUsesFromText(u" ; "_s)->isEmpty());
}

TEST_CASE_METHOD(ShelfFixture, "the planned lot and cartridge are looked at on the day of the session", "[safety]")
{
    Lot lot;
    lot.productId = cartridge;
    lot.code = u"C-1"_s;
    lot.expiry = QDate(2026, 3, 31);
    lot.quantity = 5;
    const Lot received = *receiveLot(*database, nurse, clock.now(), lot);
    Plan plan;
    plan.patientId = patient;
    plan.cartridge = PlannedCartridge{cartridge, received.id};
    plan.date = QDate(2026, 3, 31);
    CHECK(outcome(plan, u"MN-DEV-05"_s) == Outcome::Clear);
    plan.date = QDate(2026, 4, 1);
    const SafetyCheck expired = check(plan);
    CHECK(expired.assessment.find(u"MN-DEV-05"_s)->outcome == Outcome::Fired);
    CHECK(explanation(*expired.assessment.find(u"MN-DEV-05"_s)).contains(u"12 needles: the lot has expired"_s));
}

TEST_CASE_METHOD(ShelfFixture, "the arithmetic of numbing cream and depth can be checked by hand", "[safety]")
{
    Plan plan = numbed(45, 300);
    plan.deviceProduct = pen;
    plan.zones.first().zone = u"chin"_s;
    plan.zones.first().depthMm = 2.0;
    const Shelf clinic = *shelf(*database, SubstanceCatalogue::shipped());
    const PlanArithmetic adult = planArithmetic(plan, clinic, 33);
    QStringList lines;
    for (const CalculationLine &line : adult.anaesthetic)
        lines << (line.isExceeded ? u"! "_s : QString()) + line.text;
    CHECK(lines == QStringList{u"300 cm² ÷ 10 × 1.5 g = 45 g of EMLA needed"_s, u"45 g × 25 mg/g = 1125 mg lidocaine"_s,
                               u"1125 mg ÷ 60 kg = 18.75 mg/kg on the skin, for context only: the 4.5 and 7 mg/kg figures are for infiltration and no limit for creams"_s,
                               u"45 g × 25 mg/g = 1125 mg prilocaine"_s, u"45 g of at most 60 g"_s, u"300 cm² of at most 600 cm²"_s,
                               u"60 min of at most 300 min"_s, u"! 45 g is more than 30 g: a second person checks"_s});
    REQUIRE(adult.depth.size() == 3);
    CHECK(adult.depth.at(0).text == u"Chin: 2 mm is 0.5 mm above 1.5 mm, the practice's threshold for this area"_s);
    CHECK(adult.depth.at(0).isPracticePolicy());
    CHECK(adult.depth.at(1).text == u"Chin: 2 mm of at most 2.5 mm, the device's maximum"_s);
    CHECK_FALSE(adult.depth.at(1).isPracticePolicy());
    CHECK(adult.depth.at(2).isExceeded);
    CHECK(planArithmetic(plan, clinic, 11).anaesthetic.at(4).text == u"45 g is above at most 20 g"_s);
}

TEST_CASE_METHOD(ShelfFixture, "numbing cream beyond its product's limits stops the plan; without limits it is not known", "[safety]")
{
    CHECK(outcome(numbed(60, 600), u"MN-ANA-12"_s) == Outcome::Clear);
    CHECK(outcome(numbed(61, 600), u"MN-ANA-12"_s) == Outcome::Fired);
    CHECK(outcome(numbed(60, 601), u"MN-ANA-12"_s) == Outcome::Fired);
    CHECK(stops(check(numbed(61, 600)), u"MN-ANA-12"_s));
    CHECK(outcome(numbed(31, 100), u"MN-ANA-19"_s) == Outcome::Fired);
    Plan plan = numbed();
    plan.anaesthetic->minutes.reset();
    CHECK(outcome(plan, u"MN-ANA-12"_s) == Outcome::NotKnown);
    plan.anaesthetic->product =
        add(ProductKind::Anaesthetic, ProductCategory::Compounded, u"Strong cream"_s, u"Lidocaine, Tetracaine"_s);
    plan.anaesthetic->atHome = true;
    CHECK(outcome(plan, u"MN-ANA-12"_s) == Outcome::NotKnown);
    CHECK(outcome(plan, u"MN-ANA-16"_s) == Outcome::Fired);
}

TEST_CASE("vector 11: the label of the device in use makes a caution absolute", "[safety][vectors]")
{
    Facts facts = statedFacts({{u"Q-APT"_s, QJsonArray{u"aspirin"_s}}});
    CHECK(assess(*RuleSet::shipped(), facts).find(u"MN-BLD-07"_s)->severity() == Severity::Caution);
    facts.deviceLabel = u"Exceed"_s;
    facts.deviceContraindications = {u"MN-BLD-07"_s, u"MN-BLD-01"_s};
    const Assessment raised = assess(*RuleSet::shipped(), facts);
    CHECK(raised.find(u"MN-BLD-07"_s)->severity() == Severity::Absolute);
    CHECK(explanation(*raised.find(u"MN-BLD-07"_s)).contains(u"device labelling of Exceed"_s));
    CHECK(status(raised, {}) == SessionStatus::AbsoluteFired);
}

TEST_CASE("vectors 6 and 14: EMLA with G6PD deficiency, and on eczema", "[safety][vectors]")
{
    const auto fired = [](const QJsonObject &changes) {
        return codes(assess(*RuleSet::shipped(), statedFacts(changes)), Outcome::Fired);
    };
    CHECK(fired({{u"Q-G6PD"_s, true}, {u"PL-PROD.substance"_s, QJsonArray{u"lidocaine"_s, u"prilocaine"_s}}}) == QStringList{u"ANA-06"_s});
    CHECK(fired({{u"X-AREA.findings"_s, QJsonArray{u"dermatitis-active"_s}},
                 {u"PL-ANAES.limits"_s, u"emla"_s},
                 {u"PL-ANAES.minutes"_s, 90}}).contains(u"ANA-13"_s));
}

TEST_CASE_METHOD(ShelfFixture, "a substance and a name of the clinic's own count in a plan as the shipped ones do", "[safety]")
{
    Substance own;
    own.name = u"Umuthi Extract"_s;
    REQUIRE(addSubstance(*database, nurse, clock.now(), own));
    const QString vitaminC = substances(*database)->named(u"ascorbic acid"_s)->key;
    REQUIRE(nameIngredient(*database, nurse, clock.now(), u"Glowmax"_s, vitaminC));
    const ProductId balm = add(ProductKind::Topical, ProductCategory::Cosmetic, u"Balm"_s, u"Aqua, Umuthi Extract"_s);
    const ProductId gel = add(ProductKind::Topical, ProductCategory::Cosmetic, u"Gel"_s, u"Aqua, Glowmax"_s);
    reactsTo(u"umuthi extract"_s);
    CHECK(outcome(with(balm, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::Fired);
    CHECK(outcome(with(gel, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::Clear);
    reactsTo(u"vitamin C"_s);
    CHECK(outcome(with(gel, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::Fired);
    reactsTo(u"Glowmax"_s); // the clinic's name on the allergy list, too
    CHECK(outcome(with(serum, ProductPhase::After), u"MN-ALG-04"_s) == Outcome::Fired);
}
