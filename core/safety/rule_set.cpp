#include "core/safety/rule_set.h"

#include "core/safety/condition_reader.h"
#include "core/safety/facts.h"
#include "core/storage/documents.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
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

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

} // namespace

/// Reads a rule-set file once.
class RuleSetReader
{
public:
    Result<RuleSet> read(const QByteArray &json);

private:
    Result<Rule> readRule(const QJsonObject &object);
    Result<> readPlanned(const QJsonObject &object, Rule &rule);
    Result<> readSeverity(const QJsonObject &object, Rule &rule) const;
    Result<> checkMembers(const QJsonObject &object, const QString &code) const;

    ConditionReader m_conditions;
    RuleSet m_set;
};

Result<RuleSet> RuleSetReader::read(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return fail(
            ErrorCode::InvalidInput,
            u"rule-set: not a JSON object (at byte %1: %2)"_s.arg(problem.offset).arg(problem.errorString()));
    const QJsonObject object = document.object();
    m_set.m_version = object.value(u"version"_s).toString();
    m_set.m_digest = documentDigest(json);
    m_set.m_json = json;
    m_set.m_categories = texts(object.value(u"categories"_s));
    m_set.m_notYetChecked = texts(object.value(u"notYetChecked"_s));
    for (const QJsonValue &value : object.value(u"rules"_s).toArray())
        m_set.m_rules << std::make_shared<const Rule>(TRY(readRule(value.toObject())));
    if (m_set.m_version.isEmpty() || m_set.m_rules.isEmpty())
        return fail(ErrorCode::InvalidInput, u"rule-set: it needs a version and rules"_s);
    m_set.m_operands = m_conditions.operands();
    for (const QString &operand : m_set.m_operands)
        m_set.m_isZoneOperand.push_back(isZoneOperand(operand));
    std::stable_sort(m_set.m_rules.begin(), m_set.m_rules.end(), [this](const auto &left, const auto &right) {
        const auto place = [this](const Rule &rule) { return m_set.m_categories.indexOf(rule.category); };
        return std::pair(place(*left), left->code) < std::pair(place(*right), right->code);
    });
    return m_set;
}

Result<> RuleSetReader::checkMembers(const QJsonObject &object, const QString &code) const
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

Result<> RuleSetReader::readSeverity(const QJsonObject &object, Rule &rule) const
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

Result<Rule> RuleSetReader::readRule(const QJsonObject &object)
{
    Rule rule;
    rule.code = object.value(u"code"_s).toString();
    rule.category = rule.code.section(u'-', 1, 1);
    if (!m_set.m_categories.contains(rule.category))
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

Result<> RuleSetReader::readPlanned(const QJsonObject &object, Rule &rule)
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

Result<RuleSet> RuleSet::fromJson(const QByteArray &json)
{
    return RuleSetReader().read(json);
}

std::shared_ptr<const RuleSet> RuleSet::shipped()
{
    static const std::shared_ptr<const RuleSet> set = [] {
        QFile file(u":/dermis/safety/microneedling-rules.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the rules are missing from the program");
        const Result<RuleSet> read = fromJson(file.readAll());
        if (!read)
            qFatal("%s", qUtf8Printable(read.error().detail));
        return std::make_shared<const RuleSet>(*read);
    }();
    return set;
}

std::shared_ptr<const Rule> RuleSet::rule(const QString &code) const
{
    const auto found = std::find_if(m_rules.begin(), m_rules.end(),
                                    [&](const auto &candidate) { return candidate->code == code; });
    return found == m_rules.end() ? nullptr : *found;
}

Result<RuleSet> applyPractice(const RuleSet &ruleSet, const Adjustments &adjustments)
{
    RuleSet adjusted = ruleSet;
    for (auto it = adjustments.begin(); it != adjustments.end(); ++it) {
        const auto place = std::find_if(adjusted.m_rules.begin(), adjusted.m_rules.end(),
                                        [&](const auto &rule) { return rule->code == it.key(); });
        if (place == adjusted.m_rules.end())
            return fail(ErrorCode::InvalidInput, u"%1 is not a rule of this set"_s.arg(it.key()));
        Rule rule = **place;
        if (it.value() > rule.severity && rule.practiceMaySet != it.value())
            return fail(ErrorCode::InvalidInput,
                        u"%1 may not be made %2"_s.arg(rule.code, severityName(it.value())));
        if (it.value() == rule.severity)
            continue;
        const bool decidable = it.value() == Severity::Relative || it.value() == Severity::Caution;
        if (rule.settledBy != SettledBy::Sheet)
            rule.settledBy = decidable ? SettledBy::Decision : SettledBy::Facts;
        rule.severity = it.value();
        *place = std::make_shared<const Rule>(rule);
    }
    return adjusted;
}

} // namespace dermis
