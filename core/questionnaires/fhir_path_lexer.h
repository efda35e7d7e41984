#pragma once

#include "core/base/result.h"

#include <QSet>

#include <vector>

namespace dermis {

/// A word of FHIRPath.
struct PathToken
{
    enum class Kind {
        Identifier,
        Delimited,
        String,
        Number,
        Date,
        DateTime,
        Time,
        Variable,
        Special,
        Symbol,
        End
    };
    Kind kind = Kind::End;
    QString text;     ///< without quotes, escapes, @ and %
    qsizetype at = 0; ///< where it stands, from 1
};

/// An error at a place of the expression.
inline tl::unexpected<Error> notFhirPath(qsizetype at, const QString &why)
{
    return invalidInput(QStringLiteral("this is not FHIRPath: %1, at character %2").arg(why).arg(at));
}

/// The expression's words without comments; the last one is End.
Result<std::vector<PathToken>> pathTokens(const QString &expression, const QSet<QString> &knownVariables);

} // namespace dermis
