#pragma once

#include "core/questionnaires/fhir_path_operators.h"

#include <QSet>
#include <QStringList>

namespace dermis {

struct PathFunction;

/// A part of a parsed FHIRPath expression.
struct PathExpression
{
    enum class Kind {
        Literal,  ///< `values`; {} has none
        Start,    ///< a name at the start of a path: a type of resource, or a member
        Member,   ///< `name` of the input
        Variable, ///< %name
        This,
        Index,
        Total,
        Call,     ///< `function` of the input with `operands`; null when it is not supported
        TypeName, ///< `type`, the operand of is and as
        Path,     ///< `operands`, each taking what the one before gives
        Indexer,  ///< the input's element at the number that operand 0 gives
        Negation, ///< minus operand 0
        Sign,     ///< plus operand 0
        Chain     ///< `operands` joined by `operators` of one precedence, from the left
    };
    Kind kind = Kind::Literal;
    QString name;
    PathValues values;
    PathType type;
    const PathFunction *function = nullptr;
    std::vector<PathOperator> operators;
    std::vector<PathExpression> operands;
};

/// What a text of FHIRPath says.
struct ParsedPath
{
    PathExpression root;
    QStringList variables;   ///< %names it reads, without those that FHIR defines
    QStringList unsupported; ///< functions it calls that we do not know
};

/// InvalidInput says at which character it is not FHIRPath. A dash belongs to a %name when the whole name is
/// known.
Result<ParsedPath> parseFhirPath(const QString &expression, const QSet<QString> &knownVariables);

} // namespace dermis
