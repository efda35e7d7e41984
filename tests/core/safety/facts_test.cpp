#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/intake_allergies.h"
#include "core/safety/safety_check.h"
#include "core/storage/transaction.h"
#include "tests/core/safety/stated_facts.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

AnswerValue code(const QString &code)
{
    return Coding{{}, code, code};
}

class IntakeFixture : public DatabaseFixture
{
public:
    IntakeFixture()
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        person.familyName = u"van der Merwe"_s;
        person.givenNames = u"Anél"_s;
        person.birthDate = QDate(2008, 3, 3);
        patient = *insertPatient(*transaction, person);
        REQUIRE(transaction->commit());
        const auto stored = currentQuestionnaire(*database, intakeUrl());
        REQUIRE(stored);
        intake = stored->questionnaire;
        plan = *Plan::fromJson(QByteArray(R"({"zones":[{"zone":"chin","target":"acne-scar","depthMm":1}]})"));
    }

    void answer(const QString &linkId, const AnswerValue &value, const QList<int> &instances = {})
    {
        Answer given = Answer::of(value);
        given.answeredAt = clock.now();
        given.answeredBy = nurse.id;
        response.setAnswer(*intake, {linkId, instances}, given);
    }
    void examine(int instance, const QString &zone, const QString &finding)
    {
        answer(u"X-AREA.zone"_s, code(zone), {instance});
        answer(u"X-AREA.findings"_s, code(finding), {instance});
    }
    Facts gathered()
    {
        const auto basis = safetyBasis(*database);
        REQUIRE(basis);
        auto record = safetyRecord(*database, *basis, patient);
        REQUIRE(record);
        record->form = *intake;
        record->answers = response;
        return gatherFacts(*basis, *record, plan, clock.today());
    }
    Assessment assessed() { return assess(*RuleSet::shipped(), gathered()); }

    Patient person;
    PatientId patient;
    std::optional<Questionnaire> intake;
    Response response;
    Plan plan;
};

} // namespace

TEST_CASE_METHOD(IntakeFixture, "a patient of whom nothing was asked is not cleared", "[safety]")
{
    const auto check = checkSafety(*database, patient, clock.today());
    REQUIRE(check);
    const Assessment &assessment = check->assessment;
    CHECK(codes(assessment, Outcome::Fired).contains(u"CAP-10"_s));
    CHECK(codes(assessment, Outcome::Fired).contains(u"ALG-07"_s));
    CHECK(assessment.missingRequired.contains(u"PL-AREAS"_s));
    CHECK(assessment.missingRequired.contains(u"Q-PREG"_s));
    CHECK_FALSE(assessment.missingRequired.contains(u"Q-BBV"_s));
    CHECK(assessment.missingRequired.contains(u"Q-BTX"_s));
    CHECK_FALSE(assessment.missingRequired.contains(u"Q-BDD-WORRY"_s)); // read by no rule of this set
    CHECK(assessment.find(u"MN-PRO-01"_s)->outcome == Outcome::NotKnown);
}

TEST_CASE_METHOD(IntakeFixture, "age is counted on the day of the session", "[safety]")
{
    plan.date = QDate(2026, 3, 2);
    CHECK(codes(assessed(), Outcome::Fired).contains(u"CAP-02"_s));
    plan.date = QDate(2026, 3, 3);
    CHECK(codes(assessed(), Outcome::Fired).contains(u"CAP-04"_s));
}

TEST_CASE_METHOD(IntakeFixture, "evidence names the question, the answer, when and by whom", "[safety]")
{
    answer(u"Q-ISO-NOW"_s, true);
    const Assessment assessment = assessed();
    const Finding *taking = assessment.find(u"MN-ISO-01"_s);
    REQUIRE(taking);
    CHECK(taking->outcome == Outcome::Fired);
    CHECK(explanation(*taking) ==
          u"Because of: Do you take isotretinoin? “yes”, asked 2 Mar 2026 by Sr Lindiwe Zwane.");
}

TEST_CASE_METHOD(IntakeFixture, "a follow-up that an answer rules out does not hold anything up", "[safety]")
{
    answer(u"Q-ISO-NOW"_s, false);
    answer(u"Q-ISO-EVER"_s, false);
    answer(u"Q-ACO"_s, code(u"none"_s));
    const QStringList clear = codes(assessed(), Outcome::Clear);
    CHECK(clear.contains(u"ISO-02"_s));
    CHECK(clear.contains(u"BLD-05"_s));
}

TEST_CASE_METHOD(IntakeFixture, "a wart found on the chin is a finding on the chin", "[safety]")
{
    plan = *Plan::fromJson(QByteArray(R"({"zones":[{"zone":"chin"},{"zone":"cheek-left"}]})"));
    response.addInstance({u"X-AREA"_s, {}});
    response.addInstance({u"X-AREA"_s, {}});
    examine(0, u"chin"_s, u"wart"_s);
    examine(1, u"cheek-left"_s, u"clear"_s);
    const Assessment assessment = assessed();
    REQUIRE(assessment.find(u"MN-INF-03"_s, u"chin"_s));
    CHECK_FALSE(assessment.find(u"MN-INF-03"_s, u"cheek-left"_s));
    CHECK(codes(assessment, Outcome::Clear).contains(u"INF-01"_s));
}

TEST_CASE_METHOD(IntakeFixture, "acne is judged by the number of spots", "[safety]")
{
    response.addInstance({u"X-AREA"_s, {}});
    examine(0, u"chin"_s, u"acne"_s);
    answer(u"X-AREA.papules"_s, qint64(7), {0});
    answer(u"X-AREA.pustules"_s, qint64(4), {0});
    CHECK_FALSE(codes(assessed(), Outcome::Clear).contains(u"SKN-01"_s));
    answer(u"X-AREA.nodules"_s, qint64(0), {0});
    CHECK(codes(assessed(), Outcome::Fired).contains(u"SKN-01"_s));
    answer(u"X-AREA.pustules"_s, qint64(3), {0});
    CHECK(codes(assessed(), Outcome::Fired).contains(u"SKN-02"_s));
}

TEST_CASE_METHOD(IntakeFixture, "allergies named in the intake count before anybody took them into the list",
                 "[safety]")
{
    answer(u"Q-ALG"_s, true);
    CHECK(codes(assessed(), Outcome::Fired).contains(u"ALG-07"_s));
    response.addInstance({u"Q-ALG-ENTRY"_s, {}});
    answer(u"Q-ALG.what"_s, u"Novocaine"_s, {0});
    CHECK_FALSE(codes(assessed(), Outcome::Fired).contains(u"ALG-07"_s));
    CHECK(codes(assessed(), Outcome::Fired).contains(u"ANA-02"_s));
    answer(u"Q-ALG.reaction"_s, code(u"faint-or-palpitations"_s), {0});
    CHECK_FALSE(codes(assessed(), Outcome::Fired).contains(u"ANA-02"_s));
    answer(u"Q-ALG.what"_s, u"a yellow cream"_s, {0});
    CHECK(codes(assessed(), Outcome::Fired).contains(u"ALG-06"_s));
}

TEST_CASE_METHOD(IntakeFixture, "a saved intake is taken into the list of allergies, each entry once",
                 "[safety]")
{
    answer(u"Q-ALG"_s, true);
    response.addInstance({u"Q-ALG-ENTRY"_s, {}});
    answer(u"Q-ALG.what"_s, u"Nickel"_s, {0});
    answer(u"Q-ALG.reaction"_s, code(u"rash"_s), {0});
    auto transaction = Transaction::begin(*database, nurse, clock.now());
    const AnswerSet answers(*intake, response);
    REQUIRE(applyIntakeAllergies(*transaction, patient, answers));
    REQUIRE(applyIntakeAllergies(*transaction, patient, answers));
    REQUIRE(transaction->commit());
    const auto listed = allergies(*database, patient);
    REQUIRE(listed->size() == 1);
    CHECK(listed->first().substance == u"nickel");
    CHECK(listed->first().reaction == Reaction::Rash);
    CHECK(codes(assessed(), Outcome::Fired).contains(u"ALG-02"_s));
}

TEST_CASE_METHOD(IntakeFixture, "no in the intake is none known, and holds for the session it was asked for",
                 "[safety]")
{
    answer(u"Q-ALG"_s, false);
    auto transaction = Transaction::begin(*database, nurse, clock.now());
    REQUIRE(applyIntakeAllergies(*transaction, patient, AnswerSet(*intake, response)));
    REQUIRE(transaction->commit());
    CHECK(allergyState(*database, patient)->asked == AllergyAsked::NoneKnown);
    CHECK(codes(assessed(), Outcome::Clear).contains(u"ALG-07"_s));
    clock.advanceMilliseconds(qint64(28) * 24 * 3600 * 1000);
    CHECK(codes(assessed(), Outcome::OutOfDate).contains(u"ALG-07"_s));
}

TEST_CASE_METHOD(IntakeFixture, "answers for a session may be asked ahead of it, and age until it",
                 "[safety]")
{
    answer(u"Q-FEVER"_s, false);
    plan.date = clock.today().addDays(7);
    CHECK(codes(assessed(), Outcome::Clear).contains(u"INF-06"_s));
    clock.advanceMilliseconds(qint64(7) * 24 * 3600 * 1000);
    CHECK(codes(assessed(), Outcome::OutOfDate).contains(u"INF-06"_s));
    CHECK(assessed().missingRequired.contains(u"Q-FEVER"_s));
    plan.date =
        clock.today().addDays(-7); // the day they were given on: a plan that is over keeps nothing fresh
    CHECK(codes(assessed(), Outcome::OutOfDate).contains(u"INF-06"_s));
}

TEST_CASE_METHOD(IntakeFixture, "tablets decided for cold sores must be started", "[safety]")
{
    Facts facts = statedFacts({{u"Q-HSV-HX"_s, true}});
    Choice tablets{Verdict::Proceed, u"Tablets from the day before"_s, {}, {}, Antiviral{}};
    tablets.antiviral->prophylaxis = true;
    const auto decided = recordDecision(*database, doctor, clock.now(), patient, facts,
                                        assess(*RuleSet::shipped(), facts), {{u"MN-INF-07"_s, {}}}, tablets);
    REQUIRE(decided);
    CHECK(codes(assessed(), Outcome::Fired).contains(u"INF-08"_s));
    REQUIRE(markAntiviralStarted(*database, nurse, clock.now(), decided->first().id));
    CHECK(codes(assessed(), Outcome::Clear).contains(u"INF-08"_s));
}
