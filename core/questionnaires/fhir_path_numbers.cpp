#include "core/questionnaires/fhir_path_functions.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace path { // the names of FHIRPath are those of others, too
namespace {

PathValues ofDecimal(const std::optional<ExactDecimal> &number)
{
    return number ? PathValues{*number} : PathValues{};
}

PathValues ofInteger(const ExactDecimal &number)
{
    const auto integer = number.toInteger();
    return integer ? PathValues{*integer} : PathValues{};
}

/// The input as a number; nothing when it is empty.
Result<std::optional<ExactDecimal>> number(const PathCall &call, const PathValues &values)
{
    const auto value = TRY(oneValue(values, call.name + "()"_L1));
    if (!value)
        return std::optional<ExactDecimal>();
    const auto decimal = decimalOf(*value);
    if (!decimal)
        return call.wrongType(u"a number"_s);
    return decimal;
}

/// A change of a number that leaves its unit, if it has one.
template <auto change>
Result<PathValues> wholeNumber(const PathCall &call)
{
    const auto value = TRY(call.value());
    if (const auto *quantity = value ? std::get_if<PathQuantity>(&*value) : nullptr)
        return PathValues{PathQuantity{(quantity->value.*change)(), quantity->unit, quantity->calendar}};
    const auto decimal = TRY(number(call, call.input));
    return decimal ? ofInteger((*decimal.*change)()) : PathValues{};
}

Result<PathValues> absolute(const PathCall &call)
{
    const auto value = TRY(call.value());
    const auto *quantity = value ? std::get_if<PathQuantity>(&*value) : nullptr;
    if (quantity)
        return PathValues{PathQuantity{quantity->value.absolute(), quantity->unit, quantity->calendar}};
    const auto decimal = TRY(number(call, call.input));
    if (!decimal)
        return PathValues{};
    return std::holds_alternative<qint32>(*value) ? ofInteger(decimal->absolute())
                                                  : ofDecimal(decimal->absolute());
}

Result<PathValues> round(const PathCall &call)
{
    const auto places = call.has(0) ? TRY(call.integerArgument(0)) : std::optional<qint32>(0);
    const auto value = TRY(call.value());
    if (!value || !places)
        return PathValues{};
    if (*places < 0)
        return call.wrongType(u"a precision of 0 or more"_s);
    if (const auto *quantity = std::get_if<PathQuantity>(&*value))
        return PathValues{PathQuantity{quantity->value.rounded(*places), quantity->unit, quantity->calendar}};
    const auto decimal = TRY(number(call, call.input));
    return PathValues{decimal->rounded(*places)};
}

/// A function of real numbers, to the 15 digits of a double; none where it is not defined.
template <auto function>
Result<PathValues> real(const PathCall &call)
{
    const auto decimal = TRY(number(call, call.input));
    if (!decimal)
        return PathValues{};
    return ofDecimal(ExactDecimal::fromDouble(function(decimal->toDouble())));
}

double naturalExponential(double value)
{
    return std::exp(value);
}
double naturalLogarithm(double value)
{
    return std::log(value);
}
double squareRoot(double value)
{
    return std::sqrt(value);
}

Result<PathValues> logarithm(const PathCall &call)
{
    const PathValues argument = TRY(call.argument(0));
    const auto base = TRY(number(call, argument));
    const auto decimal = TRY(number(call, call.input));
    if (!decimal || !base)
        return PathValues{};
    return ofDecimal(ExactDecimal::fromDouble(std::log(decimal->toDouble()) / std::log(base->toDouble())));
}

/// By multiplying, so that 1.1 to the power of 2 is 1.21; nothing when it grows too large.
std::optional<ExactDecimal> wholePower(const ExactDecimal &base, qint32 exponent)
{
    std::optional<ExactDecimal> result = ExactDecimal(1);
    std::optional<ExactDecimal> factor = base;
    for (auto rest = std::abs(static_cast<qint64>(exponent)); rest > 0 && result; rest /= 2) {
        if (rest % 2 == 1)
            result = factor ? ExactDecimal::product(*result, *factor) : std::nullopt;
        if (rest > 1 && factor)
            factor = ExactDecimal::product(*factor, *factor);
    }
    if (exponent >= 0 || !result)
        return result;
    return ExactDecimal::quotient(ExactDecimal(1), *result);
}

Result<PathValues> power(const PathCall &call)
{
    const PathValues argument = TRY(call.argument(0));
    const auto exponent = TRY(number(call, argument));
    const auto base = TRY(number(call, call.input));
    if (!base || !exponent)
        return PathValues{};
    const auto whole = exponent->toInteger();
    if (!whole)
        return ofDecimal(ExactDecimal::fromDouble(std::pow(base->toDouble(), exponent->toDouble())));
    const auto result = wholePower(*base, *whole);
    const auto value = TRY(call.value());
    const bool integers = std::holds_alternative<qint32>(*value) && *whole >= 0;
    return integers && result ? ofInteger(*result) : ofDecimal(result);
}

constexpr std::array numberTable{
    PathFunction{"abs"_L1, 0, 0, absolute},
    PathFunction{"ceiling"_L1, 0, 0, wholeNumber<&ExactDecimal::ceiling>},
    PathFunction{"floor"_L1, 0, 0, wholeNumber<&ExactDecimal::floor>},
    PathFunction{"truncate"_L1, 0, 0, wholeNumber<&ExactDecimal::truncated>},
    PathFunction{"round"_L1, 0, 1, round},
    PathFunction{"exp"_L1, 0, 0, real<naturalExponential>},
    PathFunction{"ln"_L1, 0, 0, real<naturalLogarithm>},
    PathFunction{"log"_L1, 1, 1, logarithm},
    PathFunction{"power"_L1, 1, 1, power},
    PathFunction{"sqrt"_L1, 0, 0, real<squareRoot>},
};

} // namespace
} // namespace path

std::span<const PathFunction> numberFunctions()
{
    return path::numberTable;
}

} // namespace dermis
