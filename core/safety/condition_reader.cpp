#include "core/safety/condition_reader.h"

#include <QJsonArray>
#include <QMap>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

tl::unexpected<Error> wrongCondition(const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"condition: %1"_s.arg(what));
}

Result<AnswerValue> valueFrom(const QJsonValue &json)
{
    if (json.isBool())
        return AnswerValue(json.toBool());
    if (json.isString())
        return AnswerValue(Coding{{}, json.toString(), {}});
    if (json.isDouble())
        return AnswerValue(Decimal{QString::number(json.toDouble()), json.toDouble()});
    return wrongCondition(u"a value must be true, false, a code or a number"_s);
}

Result<Span> spanFrom(const QJsonValue &json)
{
    static const QMap<QString, Span> units{{u"months"_s, {Span::Unit::Months, 1}},
                                           {u"weeks"_s, {Span::Unit::Days, 7}},
                                           {u"days"_s, {Span::Unit::Days, 1}},
                                           {u"hours"_s, {Span::Unit::Hours, 1}}};
    const QJsonObject object = json.toObject();
    if (object.size() != 1 || !units.contains(object.begin().key()) || object.begin().value().toInt(-1) < 0)
        return wrongCondition(u"a window is {\"months\"|\"weeks\"|\"days\"|\"hours\": whole number}"_s);
    const Span unit = units.value(object.begin().key());
    return Span{unit.unit, unit.count * object.begin().value().toInt()};
}

/// The window one day longer: "at most 28 days" is "less than 29".
Result<Span> oneDayMore(const Span &span)
{
    if (span.unit != Span::Unit::Days)
        return wrongCondition(u"atMost and moreThan windows are in days or weeks"_s);
    return Span{span.unit, span.count + 1};
}

struct Comparison
{
    QStringView name;
    Operator op;
};
constexpr Comparison comparisons[] = {{u"is", Operator::Equal},
                                      {u"atLeast", Operator::GreaterOrEqual},
                                      {u"moreThan", Operator::Greater},
                                      {u"lessThan", Operator::Less},
                                      {u"atMost", Operator::LessOrEqual}};

const Comparison *comparisonNamed(const QString &name)
{
    const auto *found = std::find_if(std::begin(comparisons), std::end(comparisons),
                                     [&](const Comparison &comparison) { return comparison.name == name; });
    return found == std::end(comparisons) ? nullptr : found;
}

} // namespace

ConditionReader::ConditionReader(const QStringList &operands) : m_operands(operands)
{
    for (int i = 0; i < operands.size(); ++i)
        m_numbers.insert(operands.at(i), i);
}

Result<Condition> ConditionReader::read(const QJsonValue &json)
{
    static const QMap<QString, Condition::Kind> leaves{
        {u"operand"_s, Condition::Kind::Matches},   {u"count"_s, Condition::Kind::Count},
        {u"freeText"_s, Condition::Kind::FreeText}, {u"since"_s, Condition::Kind::Since},
        {u"until"_s, Condition::Kind::Until},       {u"zoneIn"_s, Condition::Kind::ZoneIn},
        {u"unknown"_s, Condition::Kind::Unknown}};
    QJsonObject object = json.toObject();
    if (object.contains(u"all"_s))
        return readGroup(Condition::Kind::All, object.value(u"all"_s));
    if (object.contains(u"any"_s))
        return readGroup(Condition::Kind::Any, object.value(u"any"_s));
    if (object.contains(u"not"_s))
        return readNot(object.value(u"not"_s));
    for (auto it = leaves.begin(); it != leaves.end(); ++it) {
        const QString operand = object.value(it.key()).toString();
        if (operand.isEmpty())
            continue;
        object.remove(it.key());
        if (it.value() == Condition::Kind::Matches || it.value() == Condition::Kind::Count)
            return readComparison(it.value(), operand, object);
        if (it.value() == Condition::Kind::Since || it.value() == Condition::Kind::Until)
            return readWindow(it.value(), operand, object);
        if (!object.isEmpty())
            return wrongCondition(u"%1 takes nothing else"_s.arg(it.key()));
        return leaf(it.value(), operand);
    }
    return wrongCondition(u"it must be all, any, not, operand, count, freeText, since, until, zoneIn or unknown"_s);
}

Result<Condition> ConditionReader::readGroup(Condition::Kind kind, const QJsonValue &children)
{
    Condition group;
    group.kind = kind;
    for (const QJsonValue &child : children.toArray())
        group.children.push_back(TRY(read(child)));
    if (group.children.empty())
        return wrongCondition(u"all and any need a list"_s);
    return group;
}

Result<Condition> ConditionReader::readNot(const QJsonValue &child)
{
    Condition negation;
    negation.kind = Condition::Kind::Not;
    negation.children.push_back(TRY(read(child)));
    return negation;
}

Result<Condition> ConditionReader::readComparison(Condition::Kind kind, const QString &operand,
                                                  const QJsonObject &object)
{
    Condition every;
    for (auto it = object.begin(); it != object.end(); ++it) {
        Condition test = leaf(kind, operand);
        if (it.key() == u"isOneOf") {
            for (const QJsonValue &value : it.value().toArray())
                test.values << TRY(valueFrom(value));
        } else if (const Comparison *comparison = comparisonNamed(it.key())) {
            test.op = comparison->op;
            test.values << TRY(valueFrom(it.value()));
        } else {
            return wrongCondition(u"\"%1\" is not a comparison"_s.arg(it.key()));
        }
        every.children.push_back(test);
    }
    if (every.children.empty())
        return wrongCondition(u"%1 is not compared with anything"_s.arg(operand));
    return every.children.size() == 1 ? every.children.front() : every;
}

Result<Condition> ConditionReader::readWindow(Condition::Kind kind, const QString &operand,
                                              const QJsonObject &object)
{
    Condition window = leaf(kind, operand);
    for (auto it = object.begin(); it != object.end(); ++it) {
        const Span span = TRY(spanFrom(it.value()));
        if (it.key() == u"atLeast")
            window.atLeast = span;
        else if (it.key() == u"lessThan")
            window.lessThan = span;
        else if (it.key() == u"moreThan")
            window.atLeast = TRY(oneDayMore(span));
        else if (it.key() == u"atMost")
            window.lessThan = TRY(oneDayMore(span));
        else
            return wrongCondition(u"\"%1\" is not a window"_s.arg(it.key()));
    }
    if (!window.atLeast && !window.lessThan)
        return wrongCondition(u"%1 has no window"_s.arg(operand));
    return window;
}

Condition ConditionReader::leaf(Condition::Kind kind, const QString &operand)
{
    const auto known = m_numbers.constFind(operand);
    Condition condition;
    condition.kind = kind;
    condition.operand = known == m_numbers.constEnd() ? static_cast<int>(m_operands.size()) : *known;
    if (known == m_numbers.constEnd()) {
        m_numbers.insert(operand, condition.operand);
        m_operands << operand;
    }
    return condition;
}

} // namespace dermis
