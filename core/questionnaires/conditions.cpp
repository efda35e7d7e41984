#include "core/questionnaires/conditions.h"

#include <compare>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// How two values lie to each other; nothing when it cannot be said.
struct Relation
{
    Truth less = Truth::Unknown;
    Truth equal = Truth::Unknown;
    Truth greater = Truth::Unknown;
};

Relation ordered(std::partial_ordering order)
{
    if (order == std::partial_ordering::unordered)
        return {};
    return {truth(order < 0), truth(order == 0), truth(order > 0)};
}

/// Equality only: such values have no order.
Relation same(bool equal)
{
    return {Truth::Unknown, truth(equal), Truth::Unknown};
}

Relation relate(const PartialDate &left, const PartialDate &right)
{
    if (left == right && left.precision() == PartialDate::Precision::Day)
        return ordered(std::partial_ordering::equivalent);
    if (left.latest() < right.earliest())
        return ordered(std::partial_ordering::less);
    if (left.earliest() > right.latest())
        return ordered(std::partial_ordering::greater);
    if (left == right)
        return same(true);
    return {};
}

/// Moments as the spans they mean, as dates.
Relation relate(const Moment &left, const Moment &right)
{
    if (left.latest < right.earliest)
        return ordered(std::partial_ordering::less);
    if (left.earliest > right.latest)
        return ordered(std::partial_ordering::greater);
    if (left.earliest == left.latest && right.earliest == right.latest)
        return ordered(std::partial_ordering::equivalent);
    if (left.earliest == right.earliest && left.latest == right.latest)
        return same(true);
    return {};
}

/// A date where a moment is looked for is that day.
std::optional<Moment> momentOf(const AnswerValue &value)
{
    if (const auto *moment = std::get_if<Moment>(&value))
        return *moment;
    const auto *date = std::get_if<PartialDate>(&value);
    return date ? Moment::fromString(date->toString()) : std::nullopt;
}

Relation relateNumbers(const AnswerValue &left, const AnswerValue &right)
{
    const auto *quantity = std::get_if<Quantity>(&left);
    const auto *otherQuantity = std::get_if<Quantity>(&right);
    if (quantity && otherQuantity && !quantity->hasUnitOf(*otherQuantity))
        return {};
    return ordered(*numberOf(left) <=> *numberOf(right));
}

Relation relate(const AnswerValue &left, const AnswerValue &right)
{
    if (numberOf(left) && numberOf(right))
        return relateNumbers(left, right);
    if (std::holds_alternative<Coding>(left) && std::holds_alternative<QString>(right))
        return same(false);
    if (std::holds_alternative<QString>(left) && std::holds_alternative<Coding>(right))
        return same(false);
    if (std::holds_alternative<Moment>(left) || std::holds_alternative<Moment>(right)) {
        const auto moment = momentOf(left);
        const auto other = momentOf(right);
        return moment && other ? relate(*moment, *other) : Relation();
    }
    if (left.index() != right.index())
        return {};
    if (const auto *time = std::get_if<TimeOfDay>(&left))
        return ordered(time->time.msecsSinceStartOfDay() <=> std::get<TimeOfDay>(right).time.msecsSinceStartOfDay());
    if (const auto *reference = std::get_if<Reference>(&left); reference && !reference->reference.isEmpty())
        return same(reference->reference == std::get<Reference>(right).reference);
    if (const auto *date = std::get_if<PartialDate>(&left))
        return relate(*date, std::get<PartialDate>(right));
    if (const auto *text = std::get_if<QString>(&left))
        return ordered(text->compare(std::get<QString>(right)) <=> 0);
    if (const auto *coding = std::get_if<Coding>(&left))
        return same(coding->matches(std::get<Coding>(right)));
    return same(left == right);
}

} // namespace

Truth both(Truth left, Truth right)
{
    if (left == Truth::False || right == Truth::False)
        return Truth::False;
    return left == Truth::True && right == Truth::True ? Truth::True : Truth::Unknown;
}

Truth either(Truth left, Truth right)
{
    return negated(both(negated(left), negated(right)));
}

Truth negated(Truth value)
{
    if (value == Truth::Unknown)
        return Truth::Unknown;
    return value == Truth::True ? Truth::False : Truth::True;
}

QString truthName(Truth value)
{
    switch (value) {
    case Truth::False:
        return u"false"_s;
    case Truth::True:
        return u"true"_s;
    case Truth::Unknown:
        return u"unknown"_s;
    }
    return {};
}

Truth compare(Operator op, const AnswerValue &value, const AnswerValue &operand)
{
    const Relation relation = relate(value, operand);
    switch (op) {
    case Operator::Exists:
        return Truth::True;
    case Operator::Equal:
        return relation.equal;
    case Operator::NotEqual:
        return negated(relation.equal);
    case Operator::Greater:
        return relation.greater;
    case Operator::Less:
        return relation.less;
    case Operator::GreaterOrEqual:
        return either(relation.greater, relation.equal);
    case Operator::LessOrEqual:
        return either(relation.less, relation.equal);
    }
    return Truth::Unknown;
}

Truth matches(const Answer &answer, Operator op, const AnswerValue &operand)
{
    if (op == Operator::Exists)
        return truth(answer.isAnswered() == (operand == AnswerValue(true)));
    if (!answer.isAnswered())
        return Truth::Unknown;
    if (op == Operator::NotEqual)
        return negated(matches(answer, Operator::Equal, operand));
    Truth any = Truth::False;
    for (const AnswerValue &value : answer.values)
        any = either(any, compare(op, value, operand));
    return any;
}

} // namespace dermis
