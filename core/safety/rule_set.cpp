#include "core/safety/rule_set.h"

#include "core/safety/facts.h"
#include "core/safety/rule_reader.h"
#include "core/storage/documents.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

} // namespace

Result<RuleSet> RuleSet::fromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return fail(
            ErrorCode::InvalidInput,
            u"rule-set: not a JSON object (at byte %1: %2)"_s.arg(problem.offset).arg(problem.errorString()));
    const QJsonObject object = document.object();
    RuleSet set;
    set.m_version = object.value(u"version"_s).toString();
    set.m_digest = documentDigest(json);
    set.m_json = json;
    set.m_categories = texts(object.value(u"categories"_s));
    set.m_notYetChecked = texts(object.value(u"notYetChecked"_s));
    RuleReader reader(set.m_categories);
    for (const QJsonValue &value : object.value(u"rules"_s).toArray())
        set.m_rules << std::make_shared<const Rule>(TRY(reader.read(value.toObject())));
    if (set.m_version.isEmpty() || set.m_rules.isEmpty())
        return fail(ErrorCode::InvalidInput, u"rule-set: it needs a version and rules"_s);
    set.arrange(reader.operands());
    return set;
}

void RuleSet::arrange(const QStringList &operands)
{
    m_operands = operands;
    m_operandNames = QSet<QString>(operands.begin(), operands.end());
    m_isZoneOperand.clear();
    for (const QString &operand : operands)
        m_isZoneOperand.push_back(dermis::isZoneOperand(operand));
    std::stable_sort(m_rules.begin(), m_rules.end(), [this](const auto &left, const auto &right) {
        const auto place = [this](const Rule &rule) {
            return std::tuple(m_categories.indexOf(rule.category), rule.isOwn(), rule.code);
        };
        return place(*left) < place(*right);
    });
}

QString RuleSet::version() const
{
    return m_practiceVersion.isEmpty() ? m_version : u"%1 + practice %2"_s.arg(m_version, m_practiceVersion);
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
        if (!comesAfterSheet(rule.settledBy))
            rule.settledBy = decidable ? SettledBy::Decision : SettledBy::Facts;
        rule.severity = it.value();
        rule.definition.insert(u"severity"_s, severityName(it.value()));
        rule.setByPractice += u"severity "_s + severityName(it.value());
        *place = std::make_shared<const Rule>(rule);
    }
    return adjusted;
}

} // namespace dermis
