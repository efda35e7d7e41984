#pragma once

#include "core/questionnaires/conditions.h"
#include "core/questionnaires/fhir_path_value.h"

#include <unordered_map>

namespace dermis {

enum class PathOperator {
    Implies,
    Or,
    Xor,
    And,
    In,
    Contains,
    Equal,
    Equivalent,
    NotEqual,
    NotEquivalent,
    Less, // the four comparisons stand together
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    Union,
    Is,
    As,
    Add,
    Subtract,
    Concatenate,
    Multiply,
    Divide,
    Div,
    Mod
};

/// So many characters of a text cost as much as looking at one element.
constexpr qsizetype charactersOfPathVisit = 64;

/// How values lie to each other; after so many elements looked at, its answers mean nothing and come at once.
class PathComparison
{
public:
    /// Times that name no offset are taken at `offset`, in minutes east of UTC.
    PathComparison(int offset, qint64 mostVisits) : m_offset(offset), m_mostVisits(mostVisits) {}

    /// FHIRPath's `=` of two single values.
    Truth equal(const PathValue &left, const PathValue &right);
    /// FHIRPath's `=` of two collections.
    Truth equal(const PathValues &left, const PathValues &right);
    /// FHIRPath's `~` of two collections.
    bool equivalent(const PathValues &left, const PathValues &right);
    /// Unordered where FHIRPath says empty; InvalidInput when values of these types have no order.
    Result<std::partial_ordering> order(const PathValue &left, const PathValue &right);
    /// Whether a value of the collection equals this one for sure.
    bool contains(const PathValues &values, const PathValue &value);

    qint64 visits() const { return m_visits; }
    void addVisits(qint64 visits) { m_visits += visits; }
    bool isExhausted() const { return m_visits > m_mostVisits; }

private:
    Truth sameText(const QString &left, const QString &right);
    bool equivalent(const PathValue &left, const PathValue &right);
    bool sameTree(const Json &left, const Json &right);
    bool equivalentTree(const Json &left, const Json &right);

    int m_offset = 0;
    qint64 m_mostVisits = 0;
    qint64 m_visits = 0;
};

/// Values of which each is in only once, by FHIRPath's `=`; finds one without comparing it with all.
class PathSet
{
public:
    explicit PathSet(PathComparison &comparison) : m_comparison(comparison) {}
    PathSet(PathComparison &comparison, const PathValues &values);

    bool contains(const PathValue &value) const;
    /// False when it was in already.
    bool insert(const PathValue &value);

private:
    size_t bucketOf(const PathValue &value) const;

    PathComparison &m_comparison;
    std::unordered_map<size_t, PathValues> m_buckets;
};

/// `+ - * / div mod` of two single values; none when it overflows or divides by zero, InvalidInput on wrong
/// types.
Result<PathValues> calculate(PathOperator op, const PathValue &left, const PathValue &right);
/// The sign turned; InvalidInput when the value has none.
Result<PathValues> negated(const PathValue &value);
/// The number of an integer or decimal.
std::optional<ExactDecimal> decimalOf(const PathValue &value);

} // namespace dermis
