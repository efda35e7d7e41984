#include "core/questionnaires/fhir_path_evaluation.h"

#include "core/questionnaires/fhir_path_functions.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

PathValues ofNode(const Json *json)
{
    return json ? PathValues{PathNode{json, nullptr, {}}} : PathValues{};
}

/// What FHIR itself gives names to, but for the resource and the context.
std::optional<QString> fhirConstant(const QString &name)
{
    if (name == "ucum"_L1)
        return u"http://unitsofmeasure.org"_s;
    if (name == "sct"_L1)
        return u"http://snomed.info/sct"_s;
    if (name == "loinc"_L1)
        return u"http://loinc.org"_s;
    if (name.startsWith("vs-"_L1))
        return "http://hl7.org/fhir/ValueSet/"_L1 + name.mid(3);
    if (name.startsWith("ext-"_L1))
        return "http://hl7.org/fhir/StructureDefinition/"_L1 + name.mid(4);
    return std::nullopt;
}

Truth implied(Truth left, Truth right)
{
    return either(negated(left), right);
}

Truth exclusive(Truth left, Truth right)
{
    return left == Truth::Unknown || right == Truth::Unknown ? Truth::Unknown : truth(left != right);
}

Truth logical(PathOperator op, Truth left, Truth right)
{
    switch (op) {
    case PathOperator::And:
        return both(left, right);
    case PathOperator::Or:
        return either(left, right);
    case PathOperator::Xor:
        return exclusive(left, right);
    default:
        return implied(left, right);
    }
}

/// The right side cannot change what the left one says already.
bool isDecided(PathOperator op, Truth left)
{
    return (op == PathOperator::And && left == Truth::False) ||
           (op == PathOperator::Or && left == Truth::True) ||
           (op == PathOperator::Implies && left == Truth::False);
}

bool isLogical(PathOperator op)
{
    return op == PathOperator::And || op == PathOperator::Or || op == PathOperator::Xor ||
           op == PathOperator::Implies;
}

Result<PathValues> typed(PathOperator op, const PathValues &left, const PathType &type)
{
    TRY(oneValue(left, op == PathOperator::Is ? u"is"_s : u"as"_s));
    if (left.empty())
        return PathValues{};
    if (op == PathOperator::Is)
        return PathValues{type.includes(left.front())};
    return type.includes(left.front()) ? left : PathValues{};
}

Truth satisfies(PathOperator op, std::partial_ordering order)
{
    if (order == std::partial_ordering::unordered)
        return Truth::Unknown;
    switch (op) {
    case PathOperator::Less:
        return truth(order < 0);
    case PathOperator::Greater:
        return truth(order > 0);
    case PathOperator::LessOrEqual:
        return truth(order <= 0);
    default:
        return truth(order >= 0);
    }
}

/// The text that & joins: nothing is the empty text.
Result<QString> joinable(const PathValues &values)
{
    const auto value = TRY(oneValue(values, u"&"_s));
    if (!value)
        return QString();
    const auto *text = std::get_if<QString>(&*value);
    if (!text)
        return invalidInput(u"& joins texts, and a %1 is none"_s.arg(fhirTypeOf(*value)));
    return *text;
}

} // namespace

tl::unexpected<Error> pathTextTooLong()
{
    return invalidInput(u"a text grows longer than %1 characters"_s.arg(longestPathText));
}

bool isFhirVariable(const QString &name)
{
    return name == "resource"_L1 || name == "rootResource"_L1 || name == "context"_L1 || fhirConstant(name);
}

Result<std::optional<PathValue>> oneValue(const PathValues &values, const QString &who)
{
    if (values.size() > 1)
        return invalidInput(u"%1 needs one value and has %2"_s.arg(who).arg(values.size()));
    return values.empty() ? std::optional<PathValue>() : std::optional(computable(values.front()));
}

Result<Truth> oneTruth(const PathValues &values)
{
    const auto value = TRY(oneValue(values, u"a condition"_s));
    if (!value)
        return Truth::Unknown;
    const auto *boolean = std::get_if<bool>(&*value);
    return truth(!boolean || *boolean);
}

PathValues ofTruth(Truth truth)
{
    return truth == Truth::Unknown ? PathValues{} : PathValues{truth == Truth::True};
}

PathValues distinctOf(PathComparison &comparison, const PathValues &values)
{
    PathSet seen(comparison);
    PathValues distinct;
    std::copy_if(values.begin(), values.end(), std::back_inserter(distinct),
                 [&](const PathValue &value) { return seen.insert(value); });
    return distinct;
}

PathEvaluation::PathEvaluation(const PathContext &context)
    : m_context(context), m_comparison(context.now.offsetFromUtc() / 60, FhirPath::maximumVisits)
{
}

Result<PathValues> PathEvaluation::evaluate(const PathExpression &root)
{
    const PathValues self = ofNode(m_context.item ? m_context.item : m_context.resource);
    return evaluate(root, self, {self, std::nullopt, nullptr});
}

Result<PathValues> PathEvaluation::membersOf(const PathValues &input, QStringView name)
{
    PathValues members;
    for (const PathValue &value : input) {
        if (const auto *node = std::get_if<PathNode>(&value))
            appendChildren(members, *node, name);
        TRY(spend(1));
        TRY(checkSize(members));
    }
    return members;
}

Result<> PathEvaluation::spend(qint64 visits)
{
    m_spent += visits;
    return checkSize({});
}

Result<> PathEvaluation::checkSize(const PathValues &growing) const
{
    if (m_spent + m_comparison.visits() + static_cast<qint64>(growing.size()) > FhirPath::maximumVisits)
        return invalidInput(u"this FHIRPath looks at too many elements"_s);
    return {};
}

Result<PathValues> PathEvaluation::evaluate(const PathExpression &expression, const PathValues &input,
                                            const PathScope &scope)
{
    auto values = TRY(computed(expression, input, scope));
    TRY(spendOn(values));
    return values;
}

Result<> PathEvaluation::spendOn(const PathValues &values)
{
    qint64 visits = 1 + static_cast<qint64>(values.size());
    for (const PathValue &value : values) {
        const auto *text = std::get_if<QString>(&value);
        if (text && text->size() > longestPathText)
            return pathTextTooLong();
        visits += text ? text->size() / charactersOfPathVisit : 0;
    }
    return spend(visits);
}

Result<PathValues> PathEvaluation::computed(const PathExpression &expression, const PathValues &input,
                                            const PathScope &scope)
{
    using Kind = PathExpression::Kind;
    switch (expression.kind) {
    case Kind::Literal:
        return expression.values;
    case Kind::Start:
        return start(expression.name, input);
    case Kind::Member:
        return membersOf(input, expression.name);
    case Kind::Variable:
        return variable(expression.name);
    case Kind::This:
        return scope.self;
    case Kind::Index:
        return scope.index ? PathValues{*scope.index} : PathValues{};
    case Kind::Total:
        return scope.total ? *scope.total : PathValues{};
    case Kind::Call:
        return expression.function->handler({*this, expression.name, input, expression.operands, scope});
    case Kind::Path:
        return path(expression, scope);
    case Kind::Indexer:
        return indexed(expression, input, scope);
    case Kind::Negation:
    case Kind::Sign:
        return signedValue(expression, scope);
    case Kind::Chain:
        return chain(expression, scope);
    case Kind::TypeName:
        break; // read by is, as and ofType()
    }
    return PathValues{};
}

Result<PathValues> PathEvaluation::start(const QString &name, const PathValues &input)
{
    if (name.front().isUpper()) {
        const auto *node = input.size() == 1 ? std::get_if<PathNode>(&input.front()) : nullptr;
        if (node && node->json && node->json->textOf(u"resourceType") == name)
            return input;
        if (m_context.resource && m_context.resource->textOf(u"resourceType") == name)
            return ofNode(m_context.resource);
    }
    return membersOf(input, name);
}

Result<PathValues> PathEvaluation::variable(const QString &name) const
{
    if (const auto found = m_context.variables.find(name); found != m_context.variables.end())
        return *found;
    if (name == "resource"_L1 || name == "rootResource"_L1)
        return ofNode(m_context.resource);
    if (name == "context"_L1)
        return ofNode(m_context.item ? m_context.item : m_context.resource);
    if (const auto constant = fhirConstant(name))
        return PathValues{*constant};
    return invalidInput(u"there is no variable %%1"_s.arg(name));
}

Result<PathValues> PathEvaluation::path(const PathExpression &expression, const PathScope &scope)
{
    auto values = TRY(evaluate(expression.operands.front(), scope.self, scope));
    for (size_t i = 1; i < expression.operands.size(); ++i)
        values = TRY(evaluate(expression.operands[i], values, scope));
    return values;
}

Result<PathValues> PathEvaluation::indexed(const PathExpression &expression, const PathValues &input,
                                           const PathScope &scope)
{
    const PathValues numbers = TRY(evaluate(expression.operands.front(), scope.self, scope));
    const auto number = TRY(oneValue(numbers, u"[]"_s));
    if (!number)
        return PathValues{};
    const auto *index = std::get_if<qint32>(&*number);
    if (!index)
        return invalidInput(u"[] needs a whole number"_s);
    const bool inside = *index >= 0 && static_cast<size_t>(*index) < input.size();
    return inside ? PathValues{input[static_cast<size_t>(*index)]} : PathValues{};
}

Result<PathValues> PathEvaluation::signedValue(const PathExpression &expression, const PathScope &scope)
{
    const PathValues values = TRY(evaluate(expression.operands.front(), scope.self, scope));
    const auto value = TRY(oneValue(values, u"a sign"_s));
    if (!value)
        return PathValues{};
    const auto turned = TRY(negated(*value));
    return expression.kind == PathExpression::Kind::Negation ? turned : PathValues{*value};
}

Result<PathValues> PathEvaluation::chain(const PathExpression &expression, const PathScope &scope)
{
    auto left = TRY(evaluate(expression.operands.front(), scope.self, scope));
    for (size_t i = 0; i < expression.operators.size(); ++i) {
        left = TRY(joined(expression.operators[i], left, expression.operands[i + 1], scope));
        TRY(spendOn(left));
    }
    return left;
}

Result<PathValues> PathEvaluation::joined(PathOperator op, const PathValues &left,
                                          const PathExpression &right, const PathScope &scope)
{
    if (op == PathOperator::Is || op == PathOperator::As)
        return typed(op, left, right.type);
    if (!isLogical(op)) {
        const PathValues values = TRY(evaluate(right, scope.self, scope));
        return combined(op, left, values);
    }
    const Truth condition = TRY(oneTruth(left));
    if (isDecided(op, condition))
        return ofTruth(truth(op != PathOperator::And));
    const PathValues values = TRY(evaluate(right, scope.self, scope));
    const Truth other = TRY(oneTruth(values));
    return ofTruth(logical(op, condition, other));
}

Result<PathValues> PathEvaluation::combined(PathOperator op, const PathValues &left, const PathValues &right)
{
    switch (op) {
    case PathOperator::Union: {
        PathValues all = left;
        all.insert(all.end(), right.begin(), right.end());
        return distinctOf(m_comparison, all);
    }
    case PathOperator::Equal:
        return ofTruth(m_comparison.equal(left, right));
    case PathOperator::NotEqual:
        return ofTruth(negated(m_comparison.equal(left, right)));
    case PathOperator::Equivalent:
        return PathValues{m_comparison.equivalent(left, right)};
    case PathOperator::NotEquivalent:
        return PathValues{!m_comparison.equivalent(left, right)};
    case PathOperator::Concatenate: {
        const QString first = TRY(joinable(left));
        const QString second = TRY(joinable(right));
        return PathValues{QString(first + second)};
    }
    case PathOperator::In:
    case PathOperator::Contains: {
        const bool in = op == PathOperator::In;
        const auto value = TRY(oneValue(in ? left : right, in ? u"in"_s : u"contains"_s));
        if (!value)
            return PathValues{};
        return PathValues{m_comparison.contains(in ? right : left, *value)};
    }
    default:
        break;
    }
    const auto first = TRY(oneValue(left, u"an operator"_s));
    const auto second = TRY(oneValue(right, u"an operator"_s));
    if (!first || !second)
        return PathValues{};
    if (op >= PathOperator::Less && op <= PathOperator::GreaterOrEqual) {
        const auto order = TRY(m_comparison.order(*first, *second));
        return ofTruth(satisfies(op, order));
    }
    return calculate(op, *first, *second);
}

} // namespace dermis
