#include "tests/core/safety/stated_facts.h"

#include "core/safety/zones.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

AnswerValue valueFrom(const QJsonValue &json)
{
    if (json.isBool())
        return json.toBool();
    if (json.isDouble())
        return Decimal{QString::number(json.toDouble()), json.toDouble()};
    if (json.isObject())
        return json.toObject().value(u"text"_s).toString();
    if (const auto date = PartialDate::fromString(json.toString()))
        return *date;
    return Coding{{}, json.toString(), json.toString()};
}

Fact factFrom(const QJsonValue &json)
{
    Fact fact;
    if (json.isNull())
        return fact;
    fact.state = Fact::State::Answered;
    if (json == u"n/a"_s) {
        fact.state = Fact::State::NotApplicable;
    } else if (json == u"unsure!"_s) {
        fact.state = Fact::State::Unsure;
    } else if (json.isArray()) {
        for (const QJsonValue &value : json.toArray())
            fact.values << valueFrom(value);
    } else {
        fact.values << valueFrom(json);
    }
    return fact;
}

} // namespace

QJsonObject ruleCases()
{
    QFile file(QStringLiteral(DERMIS_TEST_DATA "/safety/rules.json"));
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("tests/data/safety/rules.json is missing");
    return QJsonDocument::fromJson(file.readAll()).object();
}

void state(Facts &facts, const QString &operand, const QJsonValue &value)
{
    if (operand == u"zone") {
        planZones(facts, {value.toString()});
    } else if (operand == u"missing") {
        facts.missingRequired.clear();
        for (const QJsonValue &missing : value.toArray())
            facts.missingRequired << missing.toString();
    } else if (isZoneOperand(operand)) {
        for (const QString &zone : facts.zones)
            facts.inZone[zone][operand].fact = factFrom(value);
    } else {
        facts.patient[operand].fact = factFrom(value);
    }
}

void planZones(Facts &facts, const QStringList &zones)
{
    const Observations clear = facts.inZone.value(facts.zones.value(0));
    facts.inZone.clear();
    facts.zones = zones;
    for (const QString &zone : zones) {
        facts.inZone.insert(zone, clear);
        facts.setInZone(zone, u"ZONE"_s, Coding{{}, zone, {}});
        facts.setInZone(zone, u"ZONE.on-face"_s, findZone(zone) && findZone(zone)->onFace);
    }
}

Facts statedFacts(const QJsonObject &changes)
{
    const QJsonObject cases = ruleCases();
    Facts facts;
    facts.session = QDate::fromString(cases.value(u"session"_s).toString(), Qt::ISODate);
    planZones(facts, {cases.value(u"zone"_s).toString()});
    const QJsonObject baseline = cases.value(u"baseline"_s).toObject();
    for (auto it = baseline.begin(); it != baseline.end(); ++it)
        state(facts, it.key(), it.value());
    if (changes.contains(u"zone"_s))
        state(facts, u"zone"_s, changes.value(u"zone"_s));
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.key() != u"zone")
            state(facts, it.key(), it.value());
    }
    return facts;
}

QStringList codes(const Assessment &assessment, Outcome outcome)
{
    QStringList codes;
    for (const Finding &finding : assessment.withOutcome(outcome)) {
        const QString code = finding.rule->code.sliced(3);
        if (!codes.contains(code))
            codes << code;
    }
    return codes;
}

} // namespace dermis::test
