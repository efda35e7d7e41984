#include "core/safety/rule_reader.h"

#include "core/safety/facts.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QSet<QString> &ruleMembers()
{
    static const QSet<QString> members{
        u"code"_s,      u"version"_s,     u"title"_s,          u"severity"_s,  u"scope"_s,   u"scopeNote"_s,
        u"wholeFace"_s, u"together"_s,    u"practiceMaySet"_s, u"condition"_s, u"message"_s, u"action"_s,
        u"source"_s,    u"patientText"_s, u"settledBy"_s,      u"offLabel"_s,  u"onSheet"_s,   u"planned"_s};
    return members;
}

void collectOperands(const Condition &condition, const QStringList &names, Rule &rule)
{
    for (const Condition &child : condition.children)
        collectOperands(child, names, rule);
    if (condition.operand < 0)
        return;
    if (condition.kind == Condition::Kind::ZoneIn || isZoneOperand(names.at(condition.operand)))
        rule.readsZone = true;
    if (std::find(rule.operands.begin(), rule.operands.end(), condition.operand) == rule.operands.end())
        rule.operands.push_back(condition.operand);
}

} // namespace

RuleReader::RuleReader(const QStringList &categories, const QStringList &operands)
    : m_categories(categories), m_conditions(operands)
{
}

Result<> RuleReader::checkMembers(const QJsonObject &object, const QString &code) const
{
    for (const QString &key : object.keys()) {
        if (!ruleMembers().contains(key))
            return fail(ErrorCode::InvalidInput, u"rule %1: \"%2\" is not a member"_s.arg(code, key));
    }
    for (const QString &needed : {u"title"_s, u"scope"_s, u"message"_s, u"action"_s, u"source"_s}) {
        if (object.value(needed).toString().isEmpty())
            return fail(ErrorCode::InvalidInput, u"rule %1: \"%2\" is missing"_s.arg(code, needed));
    }
    return {};
}

Result<> RuleReader::readSeverity(const QJsonObject &object, Rule &rule) const
{
    const auto severity = severityFromName(object.value(u"severity"_s).toString());
    const auto settledBy = settledByFromName(object.value(u"settledBy"_s).toString());
    if (!severity || !settledBy)
        return fail(ErrorCode::InvalidInput,
                    u"rule %1: \"severity\" or \"settledBy\" is none"_s.arg(rule.code));
    const auto offLabel = offLabelFromName(object.value(u"offLabel"_s).toString());
    if (!offLabel)
        return fail(ErrorCode::InvalidInput,
                    u"rule %1: \"offLabel\" is neither when-fired nor when-decided"_s.arg(rule.code));
    rule.severity = *severity;
    rule.settledBy = *settledBy;
    rule.offLabel = *offLabel;
    rule.practiceMaySet = severityFromName(object.value(u"practiceMaySet"_s).toString());
    return {};
}

Result<Rule> RuleReader::read(const QJsonObject &object)
{
    Rule rule;
    rule.definition = object;
    rule.code = object.value(u"code"_s).toString();
    rule.category = rule.code.section(u'-', 1, 1);
    if (!m_categories.contains(rule.category))
        return fail(ErrorCode::InvalidInput, u"rule \"%1\": its code names no category"_s.arg(rule.code));
    TRY(checkMembers(object, rule.code));
    TRY(readSeverity(object, rule));
    rule.version = object.value(u"version"_s).toInt(1);
    rule.title = object.value(u"title"_s).toString();
    rule.scope = object.value(u"scope"_s).toString();
    rule.scopeNote = object.value(u"scopeNote"_s).toString();
    rule.wholeFace = object.value(u"wholeFace"_s).toBool();
    rule.together = object.value(u"together"_s).toBool();
    rule.onSheet = object.value(u"onSheet"_s).toBool();
    rule.message = object.value(u"message"_s).toString();
    rule.action = object.value(u"action"_s).toString();
    rule.source = object.value(u"source"_s).toString();
    rule.patientText = object.value(u"patientText"_s).toObject().value(u"text"_s).toString();
    Result<Condition> condition = m_conditions.read(object.value(u"condition"_s));
    if (!condition)
        return fail(ErrorCode::InvalidInput, u"rule %1, %2"_s.arg(rule.code, condition.error().detail));
    rule.condition = *std::move(condition);
    collectOperands(rule.condition, m_conditions.operands(), rule);
    TRY(readPlanned(object, rule));
    return rule;
}

Result<> RuleReader::readPlanned(const QJsonObject &object, Rule &rule)
{
    if (!object.contains(u"planned"_s))
        return {};
    if (!rule.concernsProductOnly())
        return fail(ErrorCode::InvalidInput, u"rule %1: \"planned\" is for the scopes X and T"_s.arg(rule.code));
    const bool itself = object.value(u"planned"_s) == QJsonValue(true);
    Result<Condition> planned = m_conditions.read(object.value(itself ? u"condition"_s : u"planned"_s));
    if (!planned)
        return fail(ErrorCode::InvalidInput, u"rule %1, planned: %2"_s.arg(rule.code, planned.error().detail));
    rule.planned = *std::move(planned);
    collectOperands(*rule.planned, m_conditions.operands(), rule);
    return {};
}

} // namespace dermis
