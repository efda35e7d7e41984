#include "core/questionnaires/questionnaire.h"
#include "core/safety/facts.h"
#include "core/safety/rule_set.h"
#include "core/safety/zones.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

Questionnaire shippedIntake()
{
    QFile file(u":/dermis/questionnaires/microneedling-intake.json"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    auto intake = Questionnaire::fromJson(file.readAll());
    REQUIRE(intake);
    return *intake;
}

QSet<QString> codesOffered(const Item &item)
{
    QSet<QString> codes;
    for (const Option &option : item.options) {
        if (const auto *coding = std::get_if<Coding>(&option.value))
            codes.insert(coding->code);
    }
    return codes;
}

/// Every (operand, code) pair a condition compares.
void collectCodes(const Condition &condition, const QStringList &operands,
                  QList<std::pair<QString, QString>> &pairs)
{
    for (const Condition &child : condition.children)
        collectCodes(child, operands, pairs);
    for (const AnswerValue &value : condition.values) {
        if (const auto *coding = std::get_if<Coding>(&value))
            pairs << std::pair(operands.at(condition.operand), coding->code);
    }
}

QByteArray setWith(const QJsonObject &changes)
{
    QJsonObject rule{{u"code"_s, u"MN-ALG-90"_s},
                     {u"title"_s, u"Title"_s},
                     {u"severity"_s, u"caution"_s},
                     {u"scope"_s, u"P"_s},
                     {u"condition"_s, QJsonObject{{u"operand"_s, u"Q-IE"_s}, {u"is"_s, true}}},
                     {u"message"_s, u"Message."_s},
                     {u"action"_s, u"Action"_s},
                     {u"source"_s, u"[P]"_s},
                     {u"settledBy"_s, u"decision"_s}};
    for (auto it = changes.begin(); it != changes.end(); ++it)
        rule.insert(it.key(), it.value());
    return QJsonDocument(QJsonObject{{u"version"_s, u"t"_s},
                                     {u"categories"_s, QJsonArray{u"ALG"_s}},
                                     {u"rules"_s, QJsonArray{rule}}})
        .toJson();
}

} // namespace

TEST_CASE("every operand of the rules is a question of the intake or a documented derived one", "[safety]")
{
    const Questionnaire intake = shippedIntake();
    QStringList derived;
    for (const DerivedOperand &operand : derivedOperands())
        derived << operand.name;
    for (const QString &operand : RuleSet::shipped()->operands()) {
        INFO(operand.toStdString());
        const Item *item = intake.find(operand);
        CHECK((derived.contains(operand) || (item && item->isQuestion())));
    }
}

TEST_CASE("every code that a rule compares is offered by the intake", "[safety]")
{
    const Questionnaire intake = shippedIntake();
    QList<std::pair<QString, QString>> pairs;
    for (const auto &rule : RuleSet::shipped()->rules())
        collectCodes(rule->condition, RuleSet::shipped()->operands(), pairs);
    CHECK(pairs.size() > 100);
    for (const auto &[operand, code] : pairs) {
        INFO(operand.toStdString() << " = " << code.toStdString());
        if (const Item *item = intake.find(operand))
            CHECK(codesOffered(*item).contains(code));
        else if (operand == u"ZONE")
            CHECK(findZone(code));
    }
}

TEST_CASE("the intake examines exactly our zones, and elsewhere", "[safety]")
{
    QSet<QString> ours{u"elsewhere"_s};
    for (const Zone &zone : allZones())
        ours.insert(zone.code);
    const Questionnaire intake = shippedIntake();
    const QSet<QString> offered = codesOffered(*intake.find(u"X-AREA.zone"_s));
    CHECK((offered == ours || offered + QSet<QString>{u"elsewhere"_s} == ours));
}

TEST_CASE("all 154 rules of the reference are checked", "[safety]")
{
    const auto rules = RuleSet::shipped();
    CHECK(rules->rules().size() == 154);
    CHECK(rules->notYetChecked().isEmpty());
}

TEST_CASE("patients' words stand only on relative and caution rules", "[safety]")
{
    for (const auto &rule : RuleSet::shipped()->rules()) {
        const bool printed = rule->severity == Severity::Relative || rule->severity == Severity::Caution;
        CHECK((printed || rule->patientText.isEmpty()));
        CHECK((rule->patientText.isEmpty() || rule->patientText.startsWith(u"Because ")));
    }
}

TEST_CASE("a rule-set that cannot be read names the rule and what is wrong", "[safety]")
{
    const auto [changes, expected] = GENERATE(table<QJsonObject, QString>({
        {{{u"condition"_s, QJsonObject{{u"operand"_s, u"Q-IE"_s}}}}, u"Q-IE is not compared"_s},
        {{{u"condition"_s, QJsonObject{{u"operand"_s, u"Q-IE"_s}, {u"like"_s, 1}}}}, u"\"like\" is not"_s},
        {{{u"condition"_s, QJsonObject{{u"since"_s, u"Q-X"_s}, {u"lessThan"_s, 6}}}}, u"a window is"_s},
        {{{u"severity"_s, u"bad"_s}}, u"severity"_s},
        {{{u"title"_s, u""_s}}, u"\"title\" is missing"_s},
        {{{u"colour"_s, u"red"_s}}, u"\"colour\" is not a member"_s},
    }));
    const auto read = RuleSet::fromJson(setWith(changes));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::InvalidInput);
    CHECK(read.error().detail.contains(u"MN-ALG-90"));
    CHECK(read.error().detail.contains(expected));
}

TEST_CASE("the practice may make rules stricter, and only two looser", "[safety]")
{
    const auto shipped = RuleSet::shipped();
    const auto looser =
        applyPractice(*shipped, {{u"MN-ISO-01"_s, Severity::Relative}, {u"MN-ANA-18"_s, Severity::Relative}});
    REQUIRE(looser);
    CHECK(looser->rule(u"MN-ISO-01"_s)->severity == Severity::Relative);
    CHECK(looser->rule(u"MN-ISO-01"_s)->settledBy == SettledBy::Decision);
    CHECK(shipped->rule(u"MN-ISO-01"_s)->severity == Severity::Absolute);
    CHECK_FALSE(applyPractice(*shipped, {{u"MN-ISO-01"_s, Severity::Caution}}));
    CHECK_FALSE(applyPractice(*shipped, {{u"MN-PRG-01"_s, Severity::Relative}}));
    CHECK_FALSE(applyPractice(*shipped, {{u"MN-XXX-01"_s, Severity::Absolute}}));
    const auto stricter = applyPractice(*shipped, {{u"MN-BLD-07"_s, Severity::Absolute}});
    REQUIRE(stricter);
    CHECK(stricter->rule(u"MN-BLD-07"_s)->settledBy == SettledBy::Facts);
}

TEST_CASE_METHOD(test::DatabaseFixture,
                 "the shipped rules are in force, proposed, until the dermatologist signs them off",
                 "[safety]")
{
    const auto before = ruleSetInForce(*database);
    REQUIRE(before);
    CHECK_FALSE(before->signedOff);
    CHECK(before->rules->version() == RuleSet::shipped()->version());

    const auto refused = signOffRuleSet(*database, nurse, clock.now());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);

    REQUIRE(signOffRuleSet(*database, doctor, clock.now(), {{u"MN-ISO-01"_s, Severity::Relative}}));
    const auto after = ruleSetInForce(*database);
    REQUIRE(after);
    CHECK(after->signedOff);
    CHECK(after->signedBy == doctor.name);
    CHECK(after->signedAt == clock.now());
    CHECK_FALSE(after->newerShipped);
    CHECK(after->rules->rule(u"MN-ISO-01"_s)->severity == Severity::Relative);
}

TEST_CASE_METHOD(test::DatabaseFixture, "a newer shipped set does not replace a signed one by itself",
                 "[safety]")
{
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    REQUIRE(transaction);
    const QByteArray older = setWith({});
    const auto set = RuleSet::fromJson(older);
    REQUIRE(set);
    REQUIRE(transaction->insert(u"rule_set"_s, {{u"version"_s, set->version()},
                                                {u"digest"_s, set->digest()},
                                                {u"body"_s, QString::fromUtf8(older)},
                                                {u"adjustments"_s, u"{}"_s},
                                                {u"signed_by"_s, doctor.id.value()},
                                                {u"signed_at"_s, u"2026-01-01T00:00:00.000Z"_s}}));
    REQUIRE(transaction->commit());
    const auto inForce = ruleSetInForce(*database);
    REQUIRE(inForce);
    CHECK(inForce->newerShipped);
    CHECK(inForce->rules->version() == u"t");
    CHECK(signOffRuleSet(*database, doctor, clock.now())->rules->version() == RuleSet::shipped()->version());
}

TEST_CASE("docs/rules.md lists every derived operand", "[safety]")
{
    QFile file(QStringLiteral(DERMIS_SOURCE_DIR "/docs/rules.md"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    for (const DerivedOperand &operand : derivedOperands()) {
        INFO(operand.name.toStdString());
        CHECK(text.contains(u'`' + operand.name + u'`'));
    }
}
