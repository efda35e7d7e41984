#include "tests/core/safety/stated_facts.h"
#include "tests/support/printers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// What one rule comes to on the healthy adult with these changes.
QList<Outcome> outcomesOf(const QString &rule, const QJsonValue &changes)
{
    QList<Outcome> outcomes;
    for (const Finding &finding : assess(*RuleSet::shipped(), statedFacts(changes.toObject())).findings) {
        if (finding.rule->code == rule)
            outcomes << finding.outcome;
    }
    return outcomes;
}

void checkAll(const QJsonObject &ruleCase, const QString &member, Outcome expected)
{
    const QString rule = ruleCase.value(u"rule"_s).toString();
    for (const QJsonValue &changes : ruleCase.value(member).toArray()) {
        INFO(rule.toStdString()
             << " should be " << outcomeName(expected).toStdString() << " on "
             << QJsonDocument(changes.toObject()).toJson(QJsonDocument::Compact).toStdString());
        CHECK(outcomesOf(rule, changes) == QList<Outcome>{expected});
    }
}

} // namespace

TEST_CASE("every rule fires on its facts, is clear without them and not known when they were not asked",
          "[safety]")
{
    const QJsonArray cases = ruleCases().value(u"rules"_s).toArray();
    QSet<QString> seen;
    for (const QJsonValue &value : cases) {
        const QJsonObject ruleCase = value.toObject();
        seen.insert(ruleCase.value(u"rule"_s).toString());
        REQUIRE(ruleCase.value(u"fires"_s).toArray().size() > 0);
        checkAll(ruleCase, u"fires"_s, Outcome::Fired);
        checkAll(ruleCase, u"clear"_s, Outcome::Clear);
        checkAll(ruleCase, u"unknown"_s, Outcome::NotKnown);
    }
    for (const auto &rule : RuleSet::shipped()->rules())
        CHECK(seen.contains(rule->code));
    CHECK(seen.size() == RuleSet::shipped()->rules().size());
}

TEST_CASE("off-label are decided contraindications of the device's label and ages outside its approval",
          "[safety]")
{
    QMap<OffLabel, QStringList> codes;
    for (const auto &rule : RuleSet::shipped()->rules())
        codes[rule->offLabel] << rule->code;
    CHECK(codes.value(OffLabel::WhenFired) == QStringList{u"MN-PIG-04"_s, u"MN-CAP-04"_s, u"MN-DEV-03"_s});
    CHECK(codes.value(OffLabel::WhenDecided) ==
          QStringList{u"MN-ALG-01"_s, u"MN-ANA-01"_s, u"MN-ANA-02"_s, u"MN-ANA-03"_s, u"MN-INF-01"_s,
                      u"MN-INF-02"_s, u"MN-INF-03"_s, u"MN-INF-04"_s, u"MN-INF-05"_s, u"MN-BLD-01"_s,
                      u"MN-BLD-02"_s, u"MN-BLD-03"_s, u"MN-SKN-05"_s, u"MN-SKN-08"_s, u"MN-ISO-01"_s,
                      u"MN-PRG-01"_s, u"MN-PRG-02"_s, u"MN-PRG-03"_s, u"MN-ONC-01"_s});
}

TEST_CASE("nothing fires on the healthy adult, and each rule says in one line why not", "[safety]")
{
    const Assessment assessment = assess(*RuleSet::shipped(), statedFacts());
    CHECK(codes(assessment, Outcome::Fired) == QStringList());
    CHECK(codes(assessment, Outcome::NotKnown) == QStringList());
    CHECK(assessment.findings.size() == RuleSet::shipped()->rules().size());
    for (const Finding &finding : assessment.findings) {
        CHECK(explanation(finding).startsWith(u"Did not fire: "));
        CHECK(!finding.evidence.isEmpty());
    }
}
