#include "core/products/source_register.h"
#include "core/safety/rule_set.h"
#include "tests/core/treatments/shelf_fixture.h"

#include <QJsonDocument>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

using Status = InfectionPrecautions::Status;

struct PrecautionsFixture : ShelfFixture
{
    InfectionPrecautions precautions(PatientId patient) { return infectionPrecautions(*database, patient, clock.today()).value(); }
    InfectionPrecautions precautions() { return precautions(nomvula); }
    InfectionFlag flag(const QString &code)
    {
        const auto all = precautions().flags;
        const auto found = std::ranges::find_if(all, [&](const InfectionFlag &one) { return one.source->code == code; });
        REQUIRE(found != all.end());
        return *found;
    }
    bool isConfirmed(const QString &code)
    {
        const auto all = precautions().controls;
        return std::ranges::any_of(all, [&](const ControlState &one) { return one.control->code == code && one.confirmed; });
    }
    Result<> note(const QString &code, bool yes = true, const QString &detail = {})
    {
        Precaution noted;
        noted.patient = nomvula;
        noted.code = code;
        noted.yes = yes;
        noted.detail = detail;
        return notePrecaution(*database, nurse, clock.now(), noted);
    }
    Result<> withdraw(const QString &code) { return withdrawPrecaution(*database, nurse, clock.now(), nomvula, code); }
    /// Answers anew, by the form's own questions.
    void answer(const QString &linkId, const Answer &answer)
    {
        const auto form = currentQuestionnaire(*database, intakeUrl()).value();
        const auto latest = latestResponse(*database, nomvula, intakeUrl()).value();
        Response response = latest->response;
        response.setAnswer(form.questionnaire, {linkId, {}}, answer);
        REQUIRE(keepIntake(*database, doctor, clock.now(), {nomvula, form.id, latest->entry.id, u"She says otherwise now"_s}, response));
    }
    void changePlan(const std::function<void(Plan &)> &change)
    {
        Plan plan = *currentPlan(*database, nomvula).value();
        change(plan);
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
    }
    Outcome ruleOutcome(const QString &rule)
    {
        const SafetyCheck check = checkSafety(*database, nomvula, clock.today()).value();
        const auto &findings = check.assessment.findings;
        const auto found = std::ranges::find_if(findings, [&](const Finding &finding) { return finding.rule->code == rule; });
        REQUIRE(found != findings.end());
        return found->outcome;
    }
    void answerTheDay()
    {
        for (const QString &code : {u"IF-11"_s, u"IF-12"_s, u"IF-15"_s})
            REQUIRE(note(code, false));
    }
};

Answer coded(const QString &code)
{
    return Answer::of(Coding{u"https://dermis.example/codes/intake"_s, code, code});
}

} // namespace

TEST_CASE("flags and process controls are those of the reference, their rules and sources exist", "[precautions]")
{
    QStringList flags;
    for (const InfectionFlagSource &source : infectionFlagSources()) {
        flags << source.code;
        INFO(source.code.toStdString());
        for (const QString &rule : source.rules)
            CHECK(RuleSet::shipped()->rule(rule));
        const bool hasTrigger = !source.rules.isEmpty() || !source.answer.isEmpty() || !source.asked.isEmpty() || source.depthMm;
        CHECK(hasTrigger);
        CHECK(unknownSourceTags(source.source).isEmpty());
    }
    QStringList expected;
    for (int number = 1; number <= 17; ++number)
        expected << u"IF-%1"_s.arg(number, 2, 10, QChar(u'0'));
    CHECK(flags == expected);
    QStringList controls;
    for (const ProcessControl &control : processControls()) {
        if (control.code != u"ANAES-ON")
            controls << control.code;
        CHECK(unknownSourceTags(control.source).isEmpty());
    }
    expected.clear();
    for (int number = 1; number <= 15; ++number)
        expected << u"IP-%1"_s.arg(number, 2, 10, QChar(u'0'));
    CHECK(controls == expected);
    CHECK(precautionsFooter() == u"These are prompts from published reports and practice policy. They are not a validated risk score and do not "
                                 "predict infection.");
}

TEST_CASE_METHOD(PrecautionsFixture, "counts only: a healthy patient with everything confirmed is ready", "[precautions]")
{
    CHECK(precautions().status() == Status::Incomplete); // what is asked on the day
    answerTheDay();
    const InfectionPrecautions all = precautions();
    CHECK(all.status() == Status::Ready);
    CHECK(all.heading() == u"Infection precautions: 0 open items, 0 noted");
    REQUIRE(withdraw(u"IP-01"_s));
    CHECK(precautions().status() == Status::Incomplete);
    CHECK(precautions().heading() == u"Infection precautions: 1 open item, 0 noted");
    CHECK(precautions().missing(ProcessControl::Stage::Start).size() == 1);
    REQUIRE(note(u"IP-01"_s));
    CHECK(precautions().status() == Status::Ready);
    const QByteArray words = QJsonDocument(toJson(precautions())).toJson();
    for (const char *never : {"%", "\"score\"", "\"risk\"", "\"level\""})
        CHECK_FALSE(words.contains(never));
}

TEST_CASE_METHOD(PrecautionsFixture, "a hard stop that is true or not known blocks, by whichever rule", "[precautions]")
{
    answerTheDay();
    answer(u"Q-FEVER"_s, Answer::of(true));
    CHECK(flag(u"IF-03"_s).stops());
    CHECK(precautions().status() == Status::Blocked);
    answer(u"Q-FEVER"_s, Answer::of(false));
    CHECK(precautions().status() == Status::Ready);
    answer(u"Q-IMM"_s, coded(u"neutropenia"_s));
    CHECK(flag(u"IF-04"_s).stops());
    answer(u"Q-IMM"_s, coded(u"transplant"_s));
    CHECK(flag(u"IF-05"_s).kind == FlagKind::Decision);
    CHECK(precautions().status() == Status::Incomplete);
    const PatientId unasked = [&] {
        Patient typed;
        typed.familyName = u"Nkosi"_s;
        typed.birthDate = QDate(1990, 1, 1);
        return registerPatient(*database, nurse, clock.now(), typed).value().id;
    }();
    CHECK(precautions(unasked).status() == Status::Blocked);
}

TEST_CASE_METHOD(PrecautionsFixture, "nobody is stopped or flagged for a well-controlled HIV infection", "[precautions]")
{
    answerTheDay();
    answer(u"Q-IMM"_s, coded(u"hiv-controlled"_s));
    CHECK(precautions().status() == Status::Ready);
    CHECK(precautions().noted() == 0);
}

TEST_CASE_METHOD(PrecautionsFixture, "a decision settles a relative flag, and it counts as noted", "[precautions]")
{
    answerTheDay();
    answer(u"Q-IE"_s, Answer::of(true));
    CHECK(flag(u"IF-08"_s).isOpen());
    const SafetyCheck check = checkSafety(*database, nomvula, clock.today()).value();
    Choice choice;
    choice.reason = u"Cardiologist agreed by letter"_s;
    REQUIRE(recordDecision(*database, doctor, clock.now(), nomvula, check.facts, check.assessment, {{u"MN-INF-12"_s, {}}}, choice));
    CHECK_FALSE(flag(u"IF-08"_s).isOpen());
    CHECK(precautions().noted() == 1);
    CHECK(precautions().status() == Status::Ready);
}

TEST_CASE_METHOD(PrecautionsFixture, "notes come from answers, from the plan and from the day", "[precautions]")
{
    answerTheDay();
    answer(u"Q-BOILS"_s, Answer::of(true));
    CHECK(flag(u"IF-10"_s).isNoted());
    CHECK(flag(u"IF-16"_s).state == FlagState::Clear);
    changePlan([](Plan &plan) { plan.zones.first().depthMm = 1.49; });
    CHECK(flag(u"IF-16"_s).state == FlagState::Clear);
    changePlan([](Plan &plan) { plan.zones.first().depthMm = 1.5; });
    CHECK(flag(u"IF-16"_s).isNoted());
    CHECK(flag(u"IF-16"_s).because == QStringList{u"Chin 1.5 mm"_s});
    REQUIRE(note(u"IF-15"_s, true));
    CHECK(flag(u"IF-15"_s).isNoted());
    REQUIRE(withdraw(u"IF-15"_s));
    CHECK(flag(u"IF-15"_s).isOpen());
    changePlan([](Plan &plan) {
        PlannedZone leg;
        leg.zone = u"lower-leg-left"_s;
        plan.zones << leg;
    });
    CHECK(flag(u"IF-12"_s).because == QStringList{u"Left lower leg"_s});
}

TEST_CASE_METHOD(PrecautionsFixture, "numbing cream that went on must be recorded as wiped off", "[precautions]")
{
    const ProductId cream = add(ProductKind::Anaesthetic, u"Cream"_s);
    CHECK_FALSE(isConfirmed(u"IP-06"_s)); // nothing is planned to be wiped off
    changePlan([cream](Plan &plan) {
        plan.anaesthetic = PlannedAnaesthetic();
        plan.anaesthetic->product = cream;
    });
    CHECK(ruleOutcome(u"MN-ANA-14"_s) == Outcome::Clear);
    CHECK(isConfirmed(u"IP-06"_s)); // before any cream: that says nothing of what goes on now
    clock.set(clock.now().addSecs(60));
    REQUIRE(note(u"ANAES-ON"_s, true, u"Cheeks, 10 g, not covered"_s));
    CHECK(ruleOutcome(u"MN-ANA-14"_s) == Outcome::Fired);
    clock.set(clock.now().addSecs(1800));
    REQUIRE(note(u"IP-06"_s));
    CHECK(ruleOutcome(u"MN-ANA-14"_s) == Outcome::Clear);
    REQUIRE(withdraw(u"IP-06"_s));
    CHECK(ruleOutcome(u"MN-ANA-14"_s) == Outcome::Fired);
    CHECK_FALSE(isConfirmed(u"IP-06"_s));
}

TEST_CASE_METHOD(PrecautionsFixture, "a needle set that is opened or damaged stops until a new one is confirmed", "[precautions]")
{
    CHECK(note(u"IP-02"_s, false).error().detail.contains(u"needs words beside it"));
    REQUIRE(note(u"IP-02"_s, false, u"Seal torn"_s));
    CHECK(ruleOutcome(u"MN-INF-15"_s) == Outcome::Fired);
    const auto refused = record(nomvula, {of(needleLot)});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.contains(u"not confirmed on the day: IP-02"));
    REQUIRE(note(u"IP-02"_s, true));
    CHECK(ruleOutcome(u"MN-INF-15"_s) == Outcome::Clear);
    CHECK(record(nomvula, {of(needleLot)}));
}

TEST_CASE_METHOD(PrecautionsFixture, "a handpiece is cleaned after the last patient of the day, before the next", "[precautions]")
{
    for (const PatientId patient : {nomvula, thandi}) {
        Plan plan = *currentPlan(*database, patient).value();
        plan.deviceProduct = pen;
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
    }
    UsedProduct handpiece;
    handpiece.product = pen;
    CHECK(ruleOutcome(u"MN-DEV-06"_s) == Outcome::Clear);
    clock.set(clock.now().addSecs(600));
    REQUIRE(record(thandi, {of(needleLot), handpiece}));
    CHECK(ruleOutcome(u"MN-DEV-06"_s) == Outcome::Fired); // her own tick is older than that
    clock.set(clock.now().addSecs(600));
    REQUIRE(note(u"IP-04"_s, true, u"Wipes, 2 minutes"_s));
    CHECK(ruleOutcome(u"MN-DEV-06"_s) == Outcome::Clear);
    clock.set(clock.now().addDays(1));
    CHECK(ruleOutcome(u"MN-DEV-06"_s) == Outcome::Clear); // on another day the control itself is asked
}

TEST_CASE_METHOD(PrecautionsFixture, "what is settled on the day stops neither the sheet nor a decision", "[precautions]")
{
    REQUIRE(note(u"IP-02"_s, false, u"Seal torn"_s));
    const SafetyCheck check = checkSafety(*database, nomvula, clock.today()).value();
    CHECK_FALSE(check.sheetStops().contains(u"MN-INF-15"_s));
    const Finding *finding = check.assessment.find(u"MN-INF-15"_s);
    REQUIRE(finding != nullptr);
    CHECK(possibleVerdicts(check.assessment, *finding).isEmpty());
}

TEST_CASE_METHOD(PrecautionsFixture, "the latex-free set is asked for where latex is a matter", "[precautions]")
{
    CHECK_FALSE(isConfirmed(u"IP-08"_s));
    CHECK(precautions().missing(ProcessControl::Stage::Start).isEmpty());
    answer(u"Q-LATEX"_s, coded(u"rash"_s));
    const auto missing = precautions().missing(ProcessControl::Stage::Start);
    REQUIRE(missing.size() == 1);
    CHECK(missing.first().control->code == u"IP-08");
    changePlan([](Plan &plan) { plan.latexFreeSet = true; });
    CHECK(isConfirmed(u"IP-08"_s));
}

TEST_CASE_METHOD(PrecautionsFixture, "a session without its controls is recorded only with the reason", "[precautions]")
{
    REQUIRE(withdraw(u"IP-05"_s));
    const auto refused = record(nomvula, {of(needleLot)});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.startsWith(u"not confirmed on the day: IP-05. If the patient was treated all the same, say why"));
    CHECK(sessionsOf(*database, doctor, nomvula)->isEmpty());
    CHECK(record(nomvula, {of(needleLot)}, {}, u"Skin was cleaned, noted later"_s));
    answer(u"Q-FEVER"_s, Answer::of(true));
    CHECK(record(nomvula, {of(needleLot)}).error().detail.contains(u"Unwell or feverish (IF-03)"));
}

TEST_CASE_METHOD(PrecautionsFixture, "closing a session has its own controls, and the links are the program's", "[precautions]")
{
    answerTheDay();
    const auto open = [this] { return precautions().missing(ProcessControl::Stage::Close).size(); };
    CHECK(open() == 6);
    REQUIRE(record(nomvula, {of(needleLot)}));
    CHECK(isConfirmed(u"IP-15"_s));
    CHECK_FALSE(note(u"IP-10"_s));
    REQUIRE(note(u"IP-10"_s, true, u"Saline, lot S-9, 12 hours"_s));
    REQUIRE(note(u"IP-12"_s, false, u"Nurse, left thumb; washed, told the doctor"_s));
    CHECK(isConfirmed(u"IP-12"_s));
    CHECK(open() == 3);
    CHECK(precautions().status() == Status::Ready); // that is about the start
}

TEST_CASE_METHOD(PrecautionsFixture, "what cannot be noted says why and changes nothing", "[precautions]")
{
    const qint64 before = database->integer(u"SELECT count(*) FROM journal"_s).value();
    CHECK(note(u"IP-99"_s).error().detail.contains(u"there is no precaution “IP-99”"));
    CHECK(note(u"IF-01"_s).error().code == ErrorCode::InvalidInput); // its rules say it
    CHECK(note(u"IP-03"_s).error().detail.contains(u"Dermis itself"));
    CHECK(note(u"IP-08"_s).error().detail.contains(u"in the plan"));
    CHECK(note(u"IP-01"_s, false).error().detail.contains(u"confirmed or left open"));
    CHECK(note(u"IP-04"_s).error().detail.contains(u"agent and contact time"));
    CHECK(note(u"IP-01"_s, true, QString(201, u'x')).error().detail.contains(u"200"));
    CHECK(withdraw(u"IP-11"_s).error().code == ErrorCode::NotFound);
    Precaution good;
    good.patient = nomvula;
    good.code = u"IP-11"_s;
    Precaution bad = good;
    bad.code = u"IP-04"_s;
    CHECK_FALSE(notePrecautions(*database, nurse, clock.now(), {good, bad}));
    CHECK(notePrecaution(*database, reception, clock.now(), good).error().code == ErrorCode::NotAllowed);
    CHECK(database->integer(u"SELECT count(*) FROM journal"_s).value() == before);
    REQUIRE(note(u"IP-11"_s));
    const auto noted = precautionsOf(*database, nomvula).value();
    const auto one = std::ranges::find(noted, u"IP-11"_s, &Precaution::code);
    REQUIRE(one != noted.end());
    CHECK(one->byName == nurse.name);
    CHECK(one->at == clock.now());
    CHECK(latestDetail(*database, u"IP-04"_s) == u"Wipes, 2 minutes"_s);
}
