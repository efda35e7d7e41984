#include "core/questionnaires/fhir_path_functions.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace path { // the names of FHIRPath are those of others, too
namespace {

PathValues ofBool(bool value)
{
    return {value};
}

PathValues ofCount(size_t count)
{
    return {static_cast<qint32>(count)};
}

// Existence

Result<PathValues> whereHolds(const PathCall &call)
{
    PathValues kept;
    for (size_t i = 0; i < call.input.size(); ++i) {
        const Truth holds = TRY(call.conditionFor(0, {call.input[i]}, static_cast<qint32>(i)));
        if (holds == Truth::True)
            kept.push_back(call.input[i]);
    }
    return kept;
}

Result<PathValues> isEmpty(const PathCall &call)
{
    return ofBool(call.input.empty());
}

Result<PathValues> exists(const PathCall &call)
{
    if (!call.has(0))
        return ofBool(!call.input.empty());
    const PathValues kept = TRY(whereHolds(call));
    return ofBool(!kept.empty());
}

Result<PathValues> notTrue(const PathCall &call)
{
    const Truth truth = TRY(oneTruth(call.input));
    return ofTruth(negated(truth));
}

Result<PathValues> allHold(const PathCall &call)
{
    const PathValues kept = TRY(whereHolds(call));
    return ofBool(kept.size() == call.input.size());
}

/// How many of the input's booleans are this one.
Result<size_t> countOf(const PathCall &call, bool wanted)
{
    size_t count = 0;
    for (const PathValue &value : call.input) {
        const PathValue own = computable(value);
        const auto *boolean = std::get_if<bool>(&own);
        if (!boolean)
            return call.wrongType(u"booleans"_s);
        count += *boolean == wanted ? 1 : 0;
    }
    return count;
}

template <bool wanted>
Result<PathValues> all(const PathCall &call)
{
    const size_t count = TRY(countOf(call, wanted));
    return ofBool(count == call.input.size());
}

template <bool wanted>
Result<PathValues> any(const PathCall &call)
{
    const size_t count = TRY(countOf(call, wanted));
    return ofBool(count > 0);
}

bool includesAll(const PathCall &call, const PathValues &values, const PathValues &wanted)
{
    const PathSet set(call.evaluation.comparison(), values);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const PathValue &value) { return set.contains(value); });
}

/// The input's values that are in the other collection, or those that are not.
PathValues common(const PathCall &call, const PathValues &other, bool wanted)
{
    const PathSet set(call.evaluation.comparison(), other);
    PathValues kept;
    std::copy_if(call.input.begin(), call.input.end(), std::back_inserter(kept),
                 [&](const PathValue &value) { return set.contains(value) == wanted; });
    return kept;
}

Result<PathValues> subsetOf(const PathCall &call)
{
    const PathValues other = TRY(call.argument(0));
    return ofBool(includesAll(call, other, call.input));
}

Result<PathValues> supersetOf(const PathCall &call)
{
    const PathValues other = TRY(call.argument(0));
    return ofBool(includesAll(call, call.input, other));
}

Result<PathValues> count(const PathCall &call)
{
    return ofCount(call.input.size());
}

Result<PathValues> distinct(const PathCall &call)
{
    return distinctOf(call.evaluation.comparison(), call.input);
}

Result<PathValues> isDistinct(const PathCall &call)
{
    return ofBool(distinctOf(call.evaluation.comparison(), call.input).size() == call.input.size());
}

// Filters and projections

Result<PathValues> select(const PathCall &call)
{
    PathValues all;
    for (size_t i = 0; i < call.input.size(); ++i) {
        const PathValues projected = TRY(call.argumentFor(0, {call.input[i]}, static_cast<qint32>(i)));
        all.insert(all.end(), projected.begin(), projected.end());
    }
    return all;
}

Result<PathValues> repeat(const PathCall &call)
{
    PathSet seen(call.evaluation.comparison());
    PathValues all;
    PathValues pending = call.input;
    while (!pending.empty()) {
        PathValues fresh;
        for (const PathValue &value : pending) {
            const PathValues projected = TRY(call.argumentFor(0, {value}, 0));
            std::copy_if(projected.begin(), projected.end(), std::back_inserter(fresh),
                         [&](const PathValue &found) { return seen.insert(found); });
        }
        all.insert(all.end(), fresh.begin(), fresh.end());
        pending = std::move(fresh);
    }
    return all;
}

Result<PathValues> ofType(const PathCall &call)
{
    PathValues kept;
    const PathType &type = call.arguments.front().type;
    std::copy_if(call.input.begin(), call.input.end(), std::back_inserter(kept),
                 [&](const PathValue &value) { return type.includes(value); });
    return kept;
}

Result<PathValues> isType(const PathCall &call)
{
    if (call.input.size() > 1)
        return call.wrongType(u"one value"_s);
    return call.input.empty() ? PathValues{}
                              : ofBool(call.arguments.front().type.includes(call.input.front()));
}

Result<PathValues> asType(const PathCall &call)
{
    if (call.input.size() > 1)
        return call.wrongType(u"one value"_s);
    return ofType(call);
}

// Subsets

Result<PathValues> single(const PathCall &call)
{
    if (call.input.size() > 1)
        return call.wrongType(u"one value"_s);
    return call.input;
}

Result<PathValues> first(const PathCall &call)
{
    return call.input.empty() ? PathValues{} : PathValues{call.input.front()};
}

Result<PathValues> last(const PathCall &call)
{
    return call.input.empty() ? PathValues{} : PathValues{call.input.back()};
}

PathValues between(const PathValues &values, qint64 from, qint64 count)
{
    const auto size = static_cast<qint64>(values.size());
    const qint64 begin = std::clamp<qint64>(from, 0, size);
    const qint64 end = std::clamp<qint64>(begin + std::max<qint64>(count, 0), begin, size);
    return PathValues(values.begin() + begin, values.begin() + end);
}

Result<PathValues> tail(const PathCall &call)
{
    return between(call.input, 1, static_cast<qint64>(call.input.size()));
}

Result<PathValues> skip(const PathCall &call)
{
    const auto number = TRY(call.integerArgument(0));
    return number ? between(call.input, *number, static_cast<qint64>(call.input.size())) : PathValues{};
}

Result<PathValues> take(const PathCall &call)
{
    const auto number = TRY(call.integerArgument(0));
    return number ? between(call.input, 0, *number) : PathValues{};
}

Result<PathValues> intersect(const PathCall &call)
{
    const PathValues other = TRY(call.argument(0));
    return distinctOf(call.evaluation.comparison(), common(call, other, true));
}

Result<PathValues> exclude(const PathCall &call)
{
    const PathValues other = TRY(call.argument(0));
    return common(call, other, false);
}

Result<PathValues> combine(const PathCall &call)
{
    const PathValues other = TRY(call.argument(0));
    PathValues all = call.input;
    all.insert(all.end(), other.begin(), other.end());
    return all;
}

Result<PathValues> unite(const PathCall &call)
{
    const PathValues all = TRY(combine(call));
    return distinctOf(call.evaluation.comparison(), all);
}

// Trees

Result<PathValues> children(const PathCall &call)
{
    PathValues all;
    for (const PathValue &value : call.input) {
        if (const auto *node = std::get_if<PathNode>(&value))
            appendAllChildren(all, *node);
        TRY(call.evaluation.checkSize(all));
    }
    return all;
}

/// In the order of the document; as deep as JSON may nest.
void appendDescendants(PathValues &out, const PathNode &node)
{
    PathValues own;
    appendAllChildren(own, node);
    for (const PathValue &value : own) {
        out.push_back(value);
        appendDescendants(out, std::get<PathNode>(value));
    }
}

Result<PathValues> descendants(const PathCall &call)
{
    PathValues all;
    for (const PathValue &value : call.input) {
        if (const auto *node = std::get_if<PathNode>(&value))
            appendDescendants(all, *node);
        TRY(call.evaluation.checkSize(all));
    }
    return all;
}

// Choice and totals

Result<PathValues> immediateIf(const PathCall &call)
{
    if (call.input.size() > 1)
        return call.wrongType(u"one value"_s);
    const qint32 index = call.scope.index.value_or(0);
    const Truth condition = TRY(call.conditionFor(0, call.input, index));
    if (condition == Truth::True)
        return call.argumentFor(1, call.input, index);
    return call.has(2) ? call.argumentFor(2, call.input, index) : PathValues{};
}

Result<PathValues> aggregate(const PathCall &call)
{
    auto total = call.has(1) ? TRY(call.argument(1)) : PathValues{};
    for (size_t i = 0; i < call.input.size(); ++i) {
        const PathValues self{call.input[i]};
        const PathScope scope{self, static_cast<qint32>(i), &total};
        total = TRY(call.evaluation.evaluate(call.arguments.front(), self, scope));
    }
    return total;
}

Result<PathValues> sum(const PathCall &call)
{
    PathValues total;
    for (const PathValue &value : call.input) {
        const PathValue own = computable(value);
        if (!decimalOf(own) && !std::holds_alternative<PathQuantity>(own))
            return call.wrongType(u"numbers"_s);
        if (&value == &call.input.front())
            total = {own};
        else if (!total.empty())
            total = TRY(calculate(PathOperator::Add, total.front(), own));
    }
    return total;
}

Result<PathValues> average(const PathCall &call)
{
    const PathValues total = TRY(sum(call));
    if (total.empty())
        return PathValues{};
    return calculate(PathOperator::Divide, total.front(), static_cast<qint32>(call.input.size()));
}

/// The least or the greatest; none when two cannot be told apart.
template <bool least>
Result<PathValues> extreme(const PathCall &call)
{
    if (call.input.empty())
        return PathValues{};
    PathValue best = computable(call.input.front());
    for (const PathValue &value : call.input) {
        const auto order = TRY(call.evaluation.comparison().order(value, best));
        if (order == std::partial_ordering::unordered)
            return PathValues{};
        if (least ? order < 0 : order > 0)
            best = computable(value);
    }
    return PathValues{best};
}

// Utilities

Result<PathValues> trace(const PathCall &call)
{
    return call.input; // no log of what forms compute: it would hold patients' answers
}

Result<PathValues> today(const PathCall &call)
{
    const QDate &date = call.evaluation.context().today;
    return date.isValid() ? PathValues{PathMoment::of(date)} : PathValues{};
}

Result<PathValues> now(const PathCall &call)
{
    const QDateTime &moment = call.evaluation.context().now;
    return moment.isValid() ? PathValues{PathMoment::of(moment)} : PathValues{};
}

Result<PathValues> timeOfDay(const PathCall &call)
{
    if (!call.evaluation.context().now.isValid())
        return PathValues{};
    return PathValues{PathMoment{PathMoment::Kind::Time,
                                 PathMoment::Precision::Millisecond,
                                 {},
                                 call.evaluation.context().now.time(),
                                 {}}};
}

// FHIR

bool isOnePrimitive(const PathValues &values)
{
    if (values.size() != 1)
        return false;
    const auto *node = std::get_if<PathNode>(&values.front());
    return !node || (node->json && !node->json->isObject());
}

Result<PathValues> hasValue(const PathCall &call)
{
    return ofBool(isOnePrimitive(call.input));
}

Result<PathValues> valueOf(const PathCall &call)
{
    return isOnePrimitive(call.input) ? PathValues{computable(call.input.front())} : PathValues{};
}

Result<PathValues> extension(const PathCall &call)
{
    const auto url = TRY(call.textArgument(0));
    const PathValues extensions = TRY(call.evaluation.membersOf(call.input, u"extension"));
    PathValues kept;
    for (const PathValue &value : extensions) {
        const auto &node = std::get<PathNode>(value);
        if (url && node.json && node.json->textOf(u"url") == *url)
            kept.push_back(value);
    }
    return kept;
}

/// The weight that an element's own extension states.
std::optional<ExactDecimal> statedWeight(const PathNode &node)
{
    PathValues extensions;
    appendChildren(extensions, node, u"extension");
    for (const PathValue &value : extensions) {
        const Json *json = std::get<PathNode>(value).json;
        const QString url = json ? json->textOf(u"url") : QString();
        const Json *number = json ? json->find(u"valueDecimal") : nullptr;
        if (number && (url == "http://hl7.org/fhir/StructureDefinition/ordinalValue"_L1 ||
                       url == "http://hl7.org/fhir/StructureDefinition/itemWeight"_L1))
            return ExactDecimal::fromString(number->text());
    }
    return std::nullopt;
}

std::optional<ExactDecimal> weightOf(const PathNode &node, const PathContext &context)
{
    if (const auto stated = statedWeight(node))
        return stated;
    const auto given = context.weight && node.json ? context.weight(*node.json) : std::nullopt;
    return given ? ExactDecimal::fromString(*given) : std::nullopt;
}

/// SDC's ordinal() and weight(), of codings and of answers that hold one.
Result<PathValues> weight(const PathCall &call)
{
    PathValues weights;
    for (const PathValue &value : call.input) {
        const auto *node = std::get_if<PathNode>(&value);
        if (!node)
            continue;
        PathValues chosen;
        appendChildren(chosen, *node, u"value");
        const auto *inner = chosen.empty() ? node : std::get_if<PathNode>(&chosen.front());
        if (const auto found = weightOf(*inner, call.evaluation.context()))
            weights.push_back(*found);
    }
    return weights;
}

constexpr std::array collectionTable{
    PathFunction{"empty"_L1, 0, 0, isEmpty},
    PathFunction{"exists"_L1, 0, 1, exists},
    PathFunction{"not"_L1, 0, 0, notTrue},
    PathFunction{"all"_L1, 1, 1, allHold},
    PathFunction{"allTrue"_L1, 0, 0, all<true>},
    PathFunction{"anyTrue"_L1, 0, 0, any<true>},
    PathFunction{"allFalse"_L1, 0, 0, all<false>},
    PathFunction{"anyFalse"_L1, 0, 0, any<false>},
    PathFunction{"subsetOf"_L1, 1, 1, subsetOf},
    PathFunction{"supersetOf"_L1, 1, 1, supersetOf},
    PathFunction{"count"_L1, 0, 0, count},
    PathFunction{"distinct"_L1, 0, 0, distinct},
    PathFunction{"isDistinct"_L1, 0, 0, isDistinct},
    PathFunction{"where"_L1, 1, 1, whereHolds},
    PathFunction{"select"_L1, 1, 1, select},
    PathFunction{"repeat"_L1, 1, 1, repeat},
    PathFunction{"ofType"_L1, 1, 1, ofType},
    PathFunction{"is"_L1, 1, 1, isType},
    PathFunction{"as"_L1, 1, 1, asType},
    PathFunction{"single"_L1, 0, 0, single},
    PathFunction{"first"_L1, 0, 0, first},
    PathFunction{"last"_L1, 0, 0, last},
    PathFunction{"tail"_L1, 0, 0, tail},
    PathFunction{"skip"_L1, 1, 1, skip},
    PathFunction{"take"_L1, 1, 1, take},
    PathFunction{"intersect"_L1, 1, 1, intersect},
    PathFunction{"exclude"_L1, 1, 1, exclude},
    PathFunction{"union"_L1, 1, 1, unite},
    PathFunction{"combine"_L1, 1, 1, combine},
    PathFunction{"children"_L1, 0, 0, children},
    PathFunction{"descendants"_L1, 0, 0, descendants},
    PathFunction{"iif"_L1, 2, 3, immediateIf},
    PathFunction{"aggregate"_L1, 1, 2, aggregate},
    PathFunction{"sum"_L1, 0, 0, sum},
    PathFunction{"avg"_L1, 0, 0, average},
    PathFunction{"min"_L1, 0, 0, extreme<true>},
    PathFunction{"max"_L1, 0, 0, extreme<false>},
    PathFunction{"trace"_L1, 1, 2, trace},
    PathFunction{"today"_L1, 0, 0, today},
    PathFunction{"now"_L1, 0, 0, now},
    PathFunction{"timeOfDay"_L1, 0, 0, timeOfDay},
    PathFunction{"hasValue"_L1, 0, 0, hasValue},
    PathFunction{"getValue"_L1, 0, 0, valueOf},
    PathFunction{"extension"_L1, 1, 1, extension},
    PathFunction{"ordinal"_L1, 0, 0, weight},
    PathFunction{"ordinalValue"_L1, 0, 0, weight}, // as SDC 3 wrote it in an example
    PathFunction{"weight"_L1, 0, 0, weight},
};

} // namespace
} // namespace path

Result<PathValues> PathCall::argument(size_t number) const
{
    return evaluation.evaluate(arguments[number], scope.self, scope);
}

Result<PathValues> PathCall::argumentFor(size_t number, const PathValues &self, qint32 index) const
{
    return evaluation.evaluate(arguments[number], self, {self, index, scope.total});
}

Result<Truth> PathCall::conditionFor(size_t number, const PathValues &self, qint32 index) const
{
    const PathValues values = TRY(argumentFor(number, self, index));
    return oneTruth(values);
}

tl::unexpected<Error> PathCall::wrongType(const QString &wanted) const
{
    return invalidInput(u"%1() needs %2"_s.arg(name, wanted));
}

Result<std::optional<PathValue>> PathCall::value() const
{
    return oneValue(input, name + "()"_L1);
}

Result<std::optional<QString>> PathCall::text() const
{
    const auto own = TRY(value());
    if (!own)
        return std::optional<QString>();
    const auto *found = std::get_if<QString>(&*own);
    if (!found)
        return wrongType(u"a text"_s);
    TRY(evaluation.spend(found->size() / charactersOfPathVisit));
    return std::optional(*found);
}

Result<std::optional<QString>> PathCall::textArgument(size_t number) const
{
    const PathValues values = TRY(argument(number));
    return PathCall{evaluation, name, values, arguments, scope}.text();
}

Result<std::optional<qint32>> PathCall::integerArgument(size_t number) const
{
    const PathValues values = TRY(argument(number));
    const auto own = TRY(oneValue(values, name + "()"_L1));
    if (!own)
        return std::optional<qint32>();
    const auto *found = std::get_if<qint32>(&*own);
    if (!found)
        return wrongType(u"a whole number"_s);
    return std::optional(*found);
}

std::span<const PathFunction> collectionFunctions()
{
    return path::collectionTable;
}

const PathFunction *pathFunction(QStringView name)
{
    for (const auto functions :
         {collectionFunctions(), conversionFunctions(), textFunctions(), numberFunctions()}) {
        for (const PathFunction &function : functions) {
            if (name == function.name)
                return &function;
        }
    }
    return nullptr;
}

} // namespace dermis
