#include "core/treatments/readiness.h"

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
