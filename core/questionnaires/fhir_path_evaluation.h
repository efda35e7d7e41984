#pragma once

#include "core/questionnaires/fhir_path.h"
#include "core/questionnaires/fhir_path_parser.h"

namespace dermis {

constexpr qsizetype longestPathText = 100'000; // characters
/// InvalidInput: a text is longer than that.
tl::unexpected<Error> pathTextTooLong();

/// What $this, $index and $total stand for.
struct PathScope
{
    const PathValues &self;
    std::optional<qint32> index;
    const PathValues *total = nullptr;
};

/// One evaluation of an expression, with what it has cost so far.
class PathEvaluation
{
public:
    explicit PathEvaluation(const PathContext &context);

    Result<PathValues> evaluate(const PathExpression &root);
    /// A part of the expression; a name or function takes `input`.
    Result<PathValues> evaluate(const PathExpression &expression, const PathValues &input,
                                const PathScope &scope);
    /// InvalidInput when the expression has looked at too much.
    Result<> spend(qint64 visits);
    /// The same when a collection that is being built will have cost too much.
    Result<> checkSize(const PathValues &growing) const;
    /// The children of all nodes by that name.
    Result<PathValues> membersOf(const PathValues &input, QStringView name);

    const PathContext &context() const { return m_context; }
    PathComparison &comparison() { return m_comparison; }

private:
    Result<> spendOn(const PathValues &values);
    Result<PathValues> computed(const PathExpression &expression, const PathValues &input,
                                const PathScope &scope);
    Result<PathValues> path(const PathExpression &expression, const PathScope &scope);
    Result<PathValues> indexed(const PathExpression &expression, const PathValues &input,
                               const PathScope &scope);
    Result<PathValues> chain(const PathExpression &expression, const PathScope &scope);
    Result<PathValues> joined(PathOperator op, const PathValues &left, const PathExpression &right,
                              const PathScope &scope);
    Result<PathValues> combined(PathOperator op, const PathValues &left, const PathValues &right);
    Result<PathValues> signedValue(const PathExpression &expression, const PathScope &scope);
    Result<PathValues> variable(const QString &name) const;
    Result<PathValues> start(const QString &name, const PathValues &input);

    const PathContext &m_context;
    PathComparison m_comparison;
    qint64 m_spent = 0;
};

/// The one value; nothing of none, InvalidInput of several, with `who` needs it.
Result<std::optional<PathValue>> oneValue(const PathValues &values, const QString &who);
/// The collection as a condition: empty is unknown, one value that is no boolean is true, several are
/// InvalidInput.
Result<Truth> oneTruth(const PathValues &values);
/// No value when it is not known.
PathValues ofTruth(Truth truth);
/// Without those that equal one before.
PathValues distinctOf(PathComparison &comparison, const PathValues &values);

} // namespace dermis
