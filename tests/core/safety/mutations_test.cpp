#include "tests/core/safety/stated_facts.h"
#include "tests/support/printers.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QJsonValue span(QJsonObject window, const QString &bound, int change)
{
    QJsonObject length = window.value(bound).toObject();
    const QString unit = length.begin().key();
    const int least = unit == u"hours" ? 24 : 1; // a date has no hour
    length.insert(unit, length.value(unit).toInt() + change * least);
    window.insert(bound, length);
    return window;
}

/// Every way to break one leaf: turned round, a value or a window a little off, one code left out.
QJsonArray brokenLeaves(const QJsonObject &leaf)
{
    QJsonArray broken{QJsonObject{{u"not"_s, leaf}}};
    const QList<std::pair<QString, QString>> neighbours{{u"atLeast"_s, u"moreThan"_s},
                                                        {u"moreThan"_s, u"atLeast"_s},
                                                        {u"lessThan"_s, u"atMost"_s},
                                                        {u"atMost"_s, u"lessThan"_s}};
    for (const auto &[is, becomes] : neighbours) {
        if (!leaf.contains(is))
            continue;
        QJsonObject other = leaf;
        if (leaf.value(is).isObject()) {
            broken << span(leaf, is, 1) << span(leaf, is, -1);
        } else {
            other.insert(becomes, other.take(is));
            broken << other;
        }
    }
    const QJsonArray codes = leaf.value(u"isOneOf"_s).toArray();
    for (qsizetype i = 0; i < codes.size(); ++i) {
        QJsonArray fewer = codes;
        fewer.removeAt(i);
        QJsonObject other = leaf;
        other.insert(u"isOneOf"_s, fewer);
        broken << other;
    }
    return broken;
}

/// Every condition with one place broken.
QJsonArray broken(const QJsonObject &condition)
{
    const QString group = condition.contains(u"all"_s) ? u"all"_s : condition.contains(u"any"_s) ? u"any"_s : QString();
    if (condition.contains(u"not"_s)) {
        QJsonArray all{condition.value(u"not"_s)};
        for (const QJsonValue &inner : broken(condition.value(u"not"_s).toObject()))
            all << QJsonObject{{u"not"_s, inner}};
        return all;
    }
    if (group.isEmpty())
        return brokenLeaves(condition);
    const QJsonArray children = condition.value(group).toArray();
    QJsonArray all;
    if (children.size() > 1)
        all << QJsonObject{{group == u"all" ? u"any"_s : u"all"_s, children}};
    for (qsizetype i = 0; i < children.size(); ++i) {
        QJsonArray others = children;
        others.removeAt(i);
        if (!others.isEmpty())
            all << QJsonObject{{group, others}};
        for (const QJsonValue &inner : broken(children.at(i).toObject())) {
            QJsonArray changed = children;
            changed[i] = inner;
            all << QJsonObject{{group, changed}};
        }
    }
    return all;
}

RuleSet oneRule(const QJsonObject &rule)
{
    const QJsonObject set{{u"version"_s, u"broken"_s},
                          {u"categories"_s, QJsonArray{rule.value(u"code"_s).toString().section(u'-', 1, 1)}},
                          {u"rules"_s, QJsonArray{rule}}};
    const auto read = RuleSet::fromJson(QJsonDocument(set).toJson());
    REQUIRE(read);
    return *read;
}

/// What is missing counts by the operands of the whole set; a set of one rule has none of them but this.
Facts factsOf(const QJsonValue &changes)
{
    Facts facts = statedFacts(changes.toObject());
    for (QString &missing : facts.missingRequired) {
        if (RuleSet::shipped()->operands().contains(missing))
            missing = u"PL-AREAS"_s;
    }
    return facts;
}

struct StatedCase
{
    QJsonObject changes;
    Facts facts;
    Outcome expected;
    QJsonValue stops; ///< true or false where the case says whether the plan stops
};

QList<StatedCase> casesOf(const QString &code)
{
    QList<StatedCase> cases;
    for (const QJsonValue &value : ruleCases().value(u"rules"_s).toArray()) {
        if (value[u"rule"_s].toString() != code)
            continue;
        for (const auto &[member, outcome] : {std::pair(u"fires"_s, Outcome::Fired), std::pair(u"clear"_s, Outcome::Clear),
                                              std::pair(u"unknown"_s, Outcome::NotKnown)}) {
            for (const QJsonValue &changes : value[member].toArray())
                cases << StatedCase{changes.toObject(), factsOf(changes), outcome, QJsonValue()};
        }
        for (const auto &[member, stops] : {std::pair(u"stopsPlan"_s, true), std::pair(u"planFree"_s, false)}) {
            for (const QJsonValue &changes : value[member].toArray())
                cases << StatedCase{changes.toObject(), factsOf(changes), Outcome::Fired, stops};
        }
    }
    return cases;
}

bool holds(const RuleSet &set, const StatedCase &stated)
{
    const Assessment assessment = assess(set, stated.facts);
    if (assessment.findings.size() != 1 || assessment.findings.first().outcome != stated.expected)
        return false;
    return stated.stops.isNull() || assessment.findings.first().stopsPlan == stated.stops.toBool();
}

/// The first broken form of a member that no case notices; empty when each is noticed.
QString unnoticed(const QJsonObject &rule, const QString &member, const QList<StatedCase> &cases)
{
    for (const QJsonValue &condition : broken(rule.value(member).toObject())) {
        QJsonObject changed = rule;
        changed.insert(member, condition);
        const RuleSet set = oneRule(changed);
        if (std::all_of(cases.begin(), cases.end(), [&](const StatedCase &stated) { return holds(set, stated); }))
            return QString::fromUtf8(QJsonDocument(condition.toObject()).toJson(QJsonDocument::Compact));
    }
    return {};
}

QJsonArray shippedRules()
{
    return QJsonDocument::fromJson(RuleSet::shipped()->json()).object().value(u"rules"_s).toArray();
}

bool isAnswer(const QString &operand)
{
    return operand.startsWith(u"Q-") || operand.startsWith(u"X-AREA.");
}

/// Whether what fired is nothing but given answers; a question not asked cannot grow old, nor does the list of
/// allergies or the plan.
bool byAnswersAlone(const QJsonObject &changes)
{
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const bool isGiven = isAnswer(it.key()) && !it.value().isNull() && it.value() != u"unsure!"_s;
        if (!isGiven && it.key() != u"zone")
            return false;
    }
    return true;
}

} // namespace

TEST_CASE("a rule with any one place of its condition broken is noticed by its cases", "[safety][mutations]")
{
    qsizetype count = 0;
    for (const QJsonValue &value : shippedRules()) {
        const QJsonObject rule = value.toObject();
        const QString code = rule.value(u"code"_s).toString();
        const QList<StatedCase> cases = casesOf(code);
        const RuleSet whole = oneRule(rule);
        for (const StatedCase &stated : cases) {
            INFO(code.toStdString());
            CHECK(holds(whole, stated));
        }
        for (const QString &member : {u"condition"_s, u"planned"_s}) {
            if (!rule.value(member).isObject())
                continue;
            INFO(code.toStdString() << ", " << member.toStdString() << ", not noticed: "
                                    << unnoticed(rule, member, cases).toStdString());
            CHECK(unnoticed(rule, member, cases).isEmpty());
            count += broken(rule.value(member).toObject()).size();
        }
    }
    CHECK(count > 500);
}

TEST_CASE("what made a rule fire makes it out of date once the answer is too old", "[safety]")
{
    int seen = 0;
    for (const auto &rule : RuleSet::shipped()->rules()) {
        for (StatedCase stated : casesOf(rule->code)) {
            bool asked = false;
            const auto age = [&](Observations &observations) {
                for (auto it = observations.begin(); it != observations.end(); ++it) {
                    const int place = static_cast<int>(RuleSet::shipped()->operands().indexOf(it.key()));
                    const bool reads = std::find(rule->operands.begin(), rule->operands.end(), place) != rule->operands.end();
                    if (!reads || !isAnswer(it.key()) || !it->fact.isKnown())
                        continue;
                    it->outOfDate = true;
                    asked = true;
                }
            };
            if (stated.expected != Outcome::Fired)
                continue;
            age(stated.facts.patient);
            for (Observations &observations : stated.facts.inZone)
                age(observations);
            if (!asked)
                continue;
            ++seen;
            const Assessment assessment = assess(*RuleSet::shipped(), stated.facts);
            INFO(rule->code.toStdString());
            for (const Finding &finding : assessment.findings) {
                if (finding.rule->code == rule->code)
                    CHECK((finding.isUnknown() || (finding.outcome == Outcome::Fired && !byAnswersAlone(stated.changes))));
            }
        }
    }
    CHECK(seen > 100);
}
