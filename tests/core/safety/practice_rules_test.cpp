#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/decision.h"
#include "core/safety/practice_rules.h"
#include "core/safety/safety_check.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "tests/core/safety/stated_facts.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject ownRule(const QJsonObject &changes = {})
{
    QJsonObject rule{{u"code"_s, u"OUR-MED-01"_s},
                     {u"title"_s, u"Heart valve: ask first"_s},
                     {u"severity"_s, u"relative"_s},
                     {u"scope"_s, u"P"_s},
                     {u"condition"_s, QJsonObject{{u"operand"_s, u"Q-IE"_s}, {u"is"_s, true}}},
                     {u"message"_s, u"Heart valve. Doctor decides."_s},
                     {u"action"_s, u"Ask the cardiologist"_s},
                     {u"source"_s, u"Practice meeting [P]"_s},
                     {u"settledBy"_s, u"decision"_s}};
    for (auto it = changes.begin(); it != changes.end(); ++it)
        rule.insert(it.key(), it.value());
    return rule;
}

QJsonObject tightening(const QString &code, const QJsonObject &what)
{
    QJsonObject object{{u"code"_s, code}, {u"source"_s, u"[P]"_s}};
    for (auto it = what.begin(); it != what.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject window(const QString &kind, const QString &operand, const QString &unit, int count)
{
    return {{kind, operand}, {u"lessThan"_s, QJsonObject{{unit, count}}}};
}

QByteArray fileOf(const QString &version, const QJsonArray &tighten, const QJsonArray &rules)
{
    return QJsonDocument(QJsonObject{{u"version"_s, version}, {u"tighten"_s, tighten}, {u"rules"_s, rules}}).toJson();
}

const QJsonObject longerIsotretinoin{{u"window"_s, window(u"since"_s, u"Q-ISO-LAST"_s, u"months"_s, 12)}};

class PracticeFixture : public DatabaseFixture
{
public:
    PracticeFixture()
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        Patient person;
        person.familyName = u"O'Brien"_s;
        person.givenNames = u"Thandi"_s;
        person.birthDate = QDate(1992, 3, 14);
        patient = *insertPatient(*transaction, person);
        REQUIRE(transaction->commit());
    }
    RuleSetInForce inForce() { return *ruleSetInForce(*database); }
    Result<PracticeRules> import(const QByteArray &json) { return importPracticeRules(*database, doctor, clock.now(), json); }

    PatientId patient;
};

} // namespace

TEST_CASE("a window made longer and a severity made stricter change only their rule", "[safety][practice]")
{
    const auto set = withPracticeRules(*RuleSet::shipped(),
                                       fileOf(u"3"_s,
                                              {tightening(u"MN-ISO-02"_s, longerIsotretinoin),
                                               tightening(u"MN-BLD-07"_s, {{u"severity"_s, u"absolute"_s}})},
                                              {ownRule()}));
    REQUIRE(set);
    CHECK(set->version() == RuleSet::shipped()->version() + u" + practice 3"_s);
    CHECK(set->rules().size() == RuleSet::shipped()->rules().size() + 1);
    const QJsonObject eightMonths{{u"Q-ISO-LAST"_s, u"2025-07-02"_s}};
    CHECK_FALSE(codes(assess(*RuleSet::shipped(), statedFacts(eightMonths)), Outcome::Fired).contains(u"ISO-02"_s));
    CHECK(codes(assess(*set, statedFacts(eightMonths)), Outcome::Fired).contains(u"ISO-02"_s));
    CHECK(set->rule(u"MN-BLD-07"_s)->severity == Severity::Absolute);
    CHECK(set->rule(u"MN-BLD-07"_s)->settledBy == SettledBy::Facts);
    const Assessment own = assess(*set, statedFacts({{u"Q-IE"_s, true}}));
    REQUIRE(own.find(u"OUR-MED-01"_s));
    CHECK(own.find(u"OUR-MED-01"_s)->outcome == Outcome::Fired);
    CHECK(own.ruleSetVersion == set->version());
    // the order is that of the categories, and the clinic's rule stands after the shipped ones of its own
    const auto &rules = set->rules();
    const auto place = std::find_if(rules.begin(), rules.end(), [](const auto &rule) { return rule->isOwn(); });
    REQUIRE(place != rules.begin());
    CHECK((*std::prev(place))->code.startsWith(u"MN-MED-"));
}

TEST_CASE("what is looser than shipped, or cannot be read, is refused by line, rule and remedy", "[safety][practice]")
{
    const auto [json, expected] = GENERATE(table<QByteArray, QString>({
        {"{\"version\": \"1\",\n\"rules\": [}", u"line 2: this is no JSON object"_s},
        {"{\"rules\": []}", u"\"version\""_s},
        {"{\"version\": \"1\", \"rulez\": []}", u"\"rulez\" is not a member"_s},
        {"{\"version\": \"1\", \"rules\": {}}", u"\"rules\" must be a list"_s},
        {fileOf(u"1"_s, {tightening(u"MN-PRG-01"_s, {{u"severity"_s, u"relative"_s}})}, {}), u"can only become stricter"_s},
        {fileOf(u"1"_s, {tightening(u"MN-ISO-01"_s, {{u"severity"_s, u"caution"_s}})}, {}), u"can only become stricter"_s},
        {fileOf(u"1"_s, {tightening(u"MN-PRG-01"_s, {{u"severity"_s, u"absolute"_s}})}, {}), u"as shipped; take it out"_s},
        {fileOf(u"1"_s, {tightening(u"MN-ISO-02"_s, {{u"window"_s, window(u"since"_s, u"Q-ISO-LAST"_s, u"months"_s, 5)}})}, {}),
         u"can only be made longer"_s},
        {fileOf(u"1"_s, {tightening(u"MN-ISO-02"_s, {{u"window"_s, window(u"since"_s, u"Q-ISO-LAST"_s, u"months"_s, 6)}})}, {}),
         u"can only be made longer"_s},
        {fileOf(u"1"_s, {tightening(u"MN-ISO-02"_s, {{u"window"_s, window(u"since"_s, u"Q-ISO-LAST"_s, u"days"_s, 300)}})}, {}),
         u"in the same unit"_s},
        {fileOf(u"1"_s, {tightening(u"MN-ISO-02"_s, {{u"window"_s, window(u"since"_s, u"Q-PEEL-LAST"_s, u"months"_s, 9)}})}, {}),
         u"has no window"_s},
        {fileOf(u"1"_s, {tightening(u"MN-XXX-01"_s, {{u"severity"_s, u"absolute"_s}})}, {}), u"is not a shipped rule"_s},
        {fileOf(u"1"_s, {tightening(u"MN-ISO-02"_s, {{u"condition"_s, QJsonObject()}})}, {}), u"cannot be tightened"_s},
        {fileOf(u"1"_s, {QJsonObject{{u"code"_s, u"MN-ISO-02"_s}, {u"severity"_s, u"absolute"_s}}}, {}), u"write [P]"_s},
        {fileOf(u"1"_s, {}, {ownRule({{u"code"_s, u"MN-MED-90"_s}})}), u"does not begin with MN-"_s},
        {fileOf(u"1"_s, {}, {ownRule({{u"code"_s, u"OUR-ZZZ-01"_s}})}), u"there is no category ZZZ"_s},
        {fileOf(u"1"_s, {}, {ownRule(), ownRule()}), u"stands twice"_s},
        {fileOf(u"1"_s, {}, {ownRule({{u"source"_s, u"somebody said so"_s}})}), u"write [P]"_s},
        {fileOf(u"1"_s, {}, {ownRule({{u"source"_s, u"[P] [S999]"_s}})}), u"no source stands for [S999]"_s},
        {fileOf(u"1"_s, {}, {ownRule({{u"colour"_s, u"red"_s}})}), u"\"colour\" is not a member"_s},
        {fileOf(u"1"_s, {}, {ownRule({{u"practiceMaySet"_s, u"info"_s}})}), u"take it out"_s},
    }));
    const auto read = withPracticeRules(*RuleSet::shipped(), json);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::InvalidInput);
    INFO(read.error().detail.toStdString());
    CHECK(read.error().detail.contains(expected));
    if (json.contains("\"code\""))
        CHECK(read.error().detail.contains(u"line "));
}

TEST_CASE("a window below a \"not\" cannot be made longer, for that would be looser", "[safety][practice]")
{
    const QJsonObject negated{{u"code"_s, u"MN-ALG-90"_s}, {u"title"_s, u"T"_s}, {u"severity"_s, u"caution"_s},
                              {u"scope"_s, u"P"_s}, {u"message"_s, u"M"_s}, {u"action"_s, u"A"_s},
                              {u"source"_s, u"[P]"_s}, {u"settledBy"_s, u"decision"_s},
                              {u"condition"_s, QJsonObject{{u"not"_s, window(u"since"_s, u"Q-ISO-LAST"_s, u"months"_s, 6)}}}};
    const auto set = RuleSet::fromJson(QJsonDocument(QJsonObject{{u"version"_s, u"t"_s},
                                                                 {u"categories"_s, QJsonArray{u"ALG"_s}},
                                                                 {u"rules"_s, QJsonArray{negated}}})
                                           .toJson());
    REQUIRE(set);
    CHECK_FALSE(withPracticeRules(*set, fileOf(u"1"_s, {tightening(u"MN-ALG-90"_s, longerIsotretinoin)}, {})));
}

TEST_CASE_METHOD(PracticeFixture, "an own rule that could never fire is refused, and nothing is kept", "[safety][practice]")
{
    const auto condition = [](const QJsonObject &leaf) { return fileOf(u"1"_s, {}, {ownRule({{u"condition"_s, leaf}})}); };
    const auto [json, expected] = GENERATE_COPY(table<QByteArray, QString>({
        {condition({{u"operand"_s, u"Q-NONE"_s}, {u"is"_s, true}}), u"there is no operand Q-NONE"_s},
        {condition({{u"operand"_s, u"Q-METAL"_s}, {u"is"_s, u"jewelery"_s}}), u"Q-METAL is never \"jewelery\""_s},
        {condition({{u"operand"_s, u"Q-IE"_s}, {u"is"_s, u"yes"_s}}), u"compare it with true or false"_s},
        {condition({{u"operand"_s, u"Q-METAL"_s}, {u"is"_s, true}}), u"Q-METAL is never yes or no"_s},
        {condition(window(u"since"_s, u"Q-IE"_s, u"days"_s, 3)), u"since and until are for dates"_s},
        {condition({{u"operand"_s, u"Q-ISO-LAST"_s}, {u"is"_s, u"x"_s}}), u"dates are compared with since"_s},
        {condition({{u"operand"_s, u"ALLERGY"_s}, {u"is"_s, u"moonshine"_s}}), u"ALLERGY is never \"moonshine\""_s},
    }));
    const qint64 head = journalHead(*database)->sequence;
    const auto refused = import(json);
    REQUIRE_FALSE(refused);
    INFO(refused.error().detail.toStdString());
    CHECK(refused.error().code == ErrorCode::InvalidInput);
    CHECK(refused.error().detail.contains(u"OUR-MED-01"));
    CHECK(refused.error().detail.contains(expected));
    CHECK(journalHead(*database)->sequence == head);
    CHECK(practiceRules(*database)->isEmpty());
}

TEST_CASE_METHOD(PracticeFixture, "own rules come in force by the dermatologist's sign-off, not before", "[safety][practice]")
{
    REQUIRE(signOffRuleSet(*database, doctor, clock.now()));
    REQUIRE(import(fileOf(u"1"_s, {}, {ownRule()})));
    CHECK_FALSE(inForce().rules->rule(u"OUR-MED-01"_s));
    CHECK(inForce().waitsForSignOff());
    REQUIRE(inForce().waiting);
    CHECK(inForce().waiting->version == u"1"_s);
    CHECK(inForce().waiting->importedBy == doctor.name);

    const auto unread = signOffRuleSet(*database, doctor, clock.now(), {}, u""_s);
    REQUIRE_FALSE(unread);
    CHECK(unread.error().code == ErrorCode::Conflict);

    REQUIRE(signOffRuleSet(*database, doctor, clock.now(), {}, u"1"_s));
    CHECK(inForce().rules->rule(u"OUR-MED-01"_s));
    CHECK(inForce().rules->version() == RuleSet::shipped()->version() + u" + practice 1"_s);
    CHECK_FALSE(inForce().waitsForSignOff());
    CHECK(inForce().practice->version == u"1"_s);

    const auto again = import(fileOf(u"1"_s, {}, {}));
    REQUIRE_FALSE(again);
    CHECK(again.error().detail.contains(u"a new \"version\""));
    REQUIRE(import(fileOf(u"2"_s, {}, {}))); // an empty file takes the own rules out again
    CHECK(inForce().rules->rule(u"OUR-MED-01"_s));
    REQUIRE(signOffRuleSet(*database, doctor, clock.now()));
    CHECK_FALSE(inForce().rules->rule(u"OUR-MED-01"_s));
}

TEST_CASE_METHOD(PracticeFixture, "a decision is open again when the practice changes its rule", "[safety][practice]")
{
    const Facts facts = statedFacts({{u"Q-ISO-LAST"_s, u"2025-12-02"_s}, {u"Q-HSV-HX"_s, true}});
    const Assessment shipped = assess(*RuleSet::shipped(), facts);
    const Choice proceed{Verdict::Proceed, u"Discussed; small depth, review in a week"_s, {}, {}, {}};
    REQUIRE(recordDecision(*database, doctor, clock.now(), patient, facts, shipped, {{u"MN-ISO-02"_s, {}}, {u"MN-INF-07"_s, {}}}, proceed));
    const QList<Decision> decided = *decisions(*database, patient);
    CHECK(answerTo(*shipped.find(u"MN-ISO-02"_s), decided));
    const auto longer = withPracticeRules(*RuleSet::shipped(), fileOf(u"1"_s, {tightening(u"MN-ISO-02"_s, longerIsotretinoin)}, {}));
    REQUIRE(longer);
    const Assessment changed = assess(*longer, facts);
    CHECK_FALSE(answerTo(*changed.find(u"MN-ISO-02"_s), decided));
    CHECK(answerTo(*changed.find(u"MN-INF-07"_s), decided)); // another rule is not touched
}

TEST_CASE("a caution ticked as seen is open again once the practice makes it relative", "[safety][practice]")
{
    const Facts facts = statedFacts({{u"Q-LATEX"_s, u"rash"_s}});
    const Assessment shipped = assess(*RuleSet::shipped(), facts);
    const Finding *caution = shipped.find(u"MN-ALG-09"_s);
    REQUIRE(caution);
    Decision seen;
    seen.rule = u"MN-ALG-09"_s;
    seen.ruleVersion = caution->rule->version;
    seen.factsDigest = caution->factsDigest;
    seen.choice.verdict = Verdict::Acknowledge;
    CHECK(status(shipped, {seen}) == SessionStatus::Ready);
    const auto stricter = applyPractice(*RuleSet::shipped(), {{u"MN-ALG-09"_s, Severity::Relative}});
    REQUIRE(stricter);
    CHECK(status(assess(*stricter, facts), {seen}) == SessionStatus::RelativeUndecided);
}

TEST_CASE("two rule-sets are told apart rule by rule, in words", "[safety][practice]")
{
    const auto first = withPracticeRules(*RuleSet::shipped(), fileOf(u"1"_s, {}, {ownRule()}));
    const auto second = withPracticeRules(*RuleSet::shipped(),
                                          fileOf(u"2"_s,
                                                 {tightening(u"MN-ISO-02"_s, longerIsotretinoin),
                                                  tightening(u"MN-BLD-07"_s, {{u"severity"_s, u"absolute"_s}})},
                                                 {ownRule({{u"code"_s, u"OUR-MED-02"_s}})}));
    REQUIRE(first);
    REQUIRE(second);
    const QList<RuleDifference> between = differences(*first, *second);
    QStringList said;
    for (const RuleDifference &one : between)
        said << one.code + u' ' + one.member + u": "_s + one.before + u" -> "_s + one.after;
    INFO(said.join(u'\n').toStdString());
    REQUIRE(between.size() == 4);
    CHECK(said.at(0).startsWith(u"MN-BLD-07 severity: caution -> absolute"));
    CHECK(said.at(2).startsWith(u"OUR-MED-02 :  -> relative, scope P; fires when Q-IE is yes;"));
    CHECK(said.at(1) == u"MN-ISO-02 condition: Q-ISO-NOW is no and time since Q-ISO-LAST less than 6 months -> "
                        "Q-ISO-NOW is no and time since Q-ISO-LAST less than 12 months"_s);
    CHECK(said.at(3).startsWith(u"OUR-MED-01 : relative"));
    CHECK(differences(*second, *second).isEmpty());
    CHECK(differences(*RuleSet::shipped(), *second).size() == 3);
}
