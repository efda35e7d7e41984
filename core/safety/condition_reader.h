#pragma once

#include "core/base/result.h"
#include "core/safety/rule.h"

#include <QHash>
#include <QJsonObject>

namespace dermis {

/// Turns the JSON conditions of a rule-set (docs/rules.md) into Conditions over numbered operands.
class ConditionReader
{
public:
    /// Numbers new operands on from these.
    explicit ConditionReader(const QStringList &operands = {});
    /// InvalidInput says what of the condition cannot be read.
    Result<Condition> read(const QJsonValue &json);
    /// Every operand named so far; a Condition's `operand` is an index into it.
    const QStringList &operands() const { return m_operands; }

private:
    Result<Condition> readGroup(Condition::Kind kind, const QJsonValue &children);
    Result<Condition> readNot(const QJsonValue &child);
    Result<Condition> readComparison(Condition::Kind kind, const QString &operand, const QJsonObject &object);
    Result<Condition> readWindow(Condition::Kind kind, const QString &operand, const QJsonObject &object);
    Condition leaf(Condition::Kind kind, const QString &operand);

    QStringList m_operands;
    QHash<QString, int> m_numbers;
};

} // namespace dermis
