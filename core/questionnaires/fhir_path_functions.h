#pragma once

#include "core/questionnaires/fhir_path_evaluation.h"

#include <span>

namespace dermis {

/// A call of a function: what it is called on, and with what.
struct PathCall
{
    PathEvaluation &evaluation;
    const QString &name;
    const PathValues &input;
    const std::vector<PathExpression> &arguments;
    const PathScope &scope;

    bool has(size_t number) const { return number < arguments.size(); }
    /// The argument's value, evaluated where the call stands.
    Result<PathValues> argument(size_t number) const;
    /// The argument's value for one element of the input.
    Result<PathValues> argumentFor(size_t number, const PathValues &self, qint32 index) const;
    Result<Truth> conditionFor(size_t number, const PathValues &self, qint32 index) const;

    /// The input as one value or text; nothing when it is empty.
    Result<std::optional<PathValue>> value() const;
    Result<std::optional<QString>> text() const;
    Result<std::optional<QString>> textArgument(size_t number) const;
    Result<std::optional<qint32>> integerArgument(size_t number) const;
    tl::unexpected<Error> wrongType(const QString &wanted) const;
};

using PathHandler = Result<PathValues> (*)(const PathCall &);

struct PathFunction
{
    QLatin1StringView name;
    int fewest; ///< arguments
    int most;
    PathHandler handler;
};

/// Null when Dermis does not have it.
const PathFunction *pathFunction(QStringView name);
/// %resource, %context and the constants that FHIR defines.
bool isFhirVariable(const QString &name);

std::span<const PathFunction> collectionFunctions(); ///< existence, filters, subsets, trees, FHIR's own
std::span<const PathFunction> conversionFunctions();
std::span<const PathFunction> textFunctions();
std::span<const PathFunction> numberFunctions();

} // namespace dermis
