#include "core/safety/practice_rules.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString valueWords(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"yes"_s : u"no"_s;
    if (value.isDouble())
        return QString::number(value.toDouble());
    if (value.isObject()) { // a span of time
        const QJsonObject span = value.toObject();
        return span.isEmpty() ? QString() : u"%1 %2"_s.arg(span.begin().value().toInt()).arg(span.begin().key());
    }
    if (value.isArray()) {
        QStringList words;
        for (const QJsonValue &one : value.toArray())
            words << valueWords(one);
        return words.join(u" or "_s);
    }
    return value.toString();
}

QString groupWords(const QJsonArray &children, const QString &between)
{
    QStringList words;
    for (const QJsonValue &child : children) {
        const QJsonObject condition = child.toObject();
        const bool isGroup = condition.contains(u"all"_s) || condition.contains(u"any"_s);
        words << (isGroup ? u"(%1)"_s.arg(conditionWords(condition)) : conditionWords(condition));
    }
    return words.join(between);
}

QString leafWords(const QJsonObject &leaf)
{
    static const QList<std::pair<QString, QString>> openings{
        {u"operand"_s, u"%1"_s},          {u"count"_s, u"number of %1"_s}, {u"since"_s, u"time since %1"_s},
        {u"until"_s, u"time until %1"_s}, {u"freeText"_s, u"%1 in own words"_s}, {u"zoneIn"_s, u"the zone is among %1"_s},
        {u"unknown"_s, u"%1 is not known"_s}};
    static const QList<std::pair<QString, QString>> comparisons{{u"is"_s, u"is"_s},
                                                                {u"isOneOf"_s, u"is"_s},
                                                                {u"atLeast"_s, u"at least"_s},
                                                                {u"moreThan"_s, u"more than"_s},
                                                                {u"lessThan"_s, u"less than"_s},
                                                                {u"atMost"_s, u"at most"_s}};
    QStringList words;
    for (const auto &[member, opening] : openings) {
        if (leaf.contains(member))
            words << opening.arg(leaf.value(member).toString());
    }
    for (const auto &[member, comparison] : comparisons) {
        if (leaf.contains(member))
            words << comparison << valueWords(leaf.value(member));
    }
    return words.join(u' ');
}

QString memberWords(const QString &member, const QJsonValue &value)
{
    if (member == u"condition" || (member == u"planned" && value.isObject()))
        return conditionWords(value.toObject());
    if (member == u"patientText" && value.isObject())
        return value[u"text"_s].toString();
    const QString words = valueWords(value);
    return words.isEmpty() ? u"none"_s : words;
}

/// What a new rule is, or what one that is gone was.
QString ruleWords(const Rule &rule)
{
    return u"%1, scope %2; fires when %3; \"%4\" To do: %5. Source: %6"_s.arg(
        severityName(rule.severity), rule.scope, memberWords(u"condition"_s, rule.definition.value(u"condition"_s)), rule.message,
        rule.action, rule.source);
}

void addChanges(const Rule &before, const Rule &after, QList<RuleDifference> &found)
{
    QStringList members = before.definition.keys() + after.definition.keys();
    members.removeDuplicates();
    members.sort();
    for (const QString &member : members) {
        const QJsonValue was = before.definition.value(member);
        const QJsonValue is = after.definition.value(member);
        if (was != is)
            found << RuleDifference{after.code, after.title, member, memberWords(member, was), memberWords(member, is)};
    }
}

} // namespace

QString conditionWords(const QJsonObject &condition)
{
    if (condition.contains(u"all"_s))
        return groupWords(condition.value(u"all"_s).toArray(), u" and "_s);
    if (condition.contains(u"any"_s))
        return groupWords(condition.value(u"any"_s).toArray(), u" or "_s);
    if (condition.contains(u"not"_s))
        return u"not (%1)"_s.arg(conditionWords(condition.value(u"not"_s).toObject()));
    return leafWords(condition);
}

QList<RuleDifference> differences(const RuleSet &before, const RuleSet &after)
{
    QList<RuleDifference> found;
    for (const auto &rule : after.rules()) {
        if (const auto old = before.rule(rule->code))
            addChanges(*old, *rule, found);
        else
            found << RuleDifference{rule->code, rule->title, {}, {}, ruleWords(*rule)};
    }
    for (const auto &rule : before.rules()) {
        if (!after.rule(rule->code))
            found << RuleDifference{rule->code, rule->title, {}, ruleWords(*rule), {}};
    }
    return found;
}

QString differenceWords(const RuleDifference &difference)
{
    const QString rule = u"%1 %2"_s.arg(difference.code, difference.title);
    if (difference.before.isEmpty())
        return u"%1, new: %2"_s.arg(rule, difference.after);
    if (difference.after.isEmpty())
        return u"%1, gone: %2"_s.arg(rule, difference.before);
    return u"%1, %2: %3 → %4"_s.arg(rule, difference.member, difference.before, difference.after);
}

} // namespace dermis
