#pragma once

#include "core/safety/condition_reader.h"

namespace dermis {

/// Reads the rules of a file one after another (docs/rules.md); their operands are numbered on from those it begins with.
class RuleReader
{
public:
    explicit RuleReader(const QStringList &categories, const QStringList &operands = {});
    /// InvalidInput names the rule and the member.
    Result<Rule> read(const QJsonObject &object);
    const QStringList &operands() const { return m_conditions.operands(); }

private:
    Result<> readPlanned(const QJsonObject &object, Rule &rule);
    Result<> readSeverity(const QJsonObject &object, Rule &rule) const;
    Result<> checkMembers(const QJsonObject &object, const QString &code) const;

    QStringList m_categories;
    ConditionReader m_conditions;
};

} // namespace dermis
