#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace dermis {

/// What one record of a CSV file would do.
struct ImportLine
{
    enum class Outcome { New, Changed, Unchanged, Refused };
    qsizetype line = 1; ///< of the file
    QString what;       ///< the product or the lot; empty where it could not be read
    Outcome outcome = Outcome::New;
    QStringList changes;         ///< Changed: the columns
    bool endsAssessment = false; ///< Changed: another label or formula is not assessed
    QString problem;             ///< Refused: why
};
/// How many lines came to that.
int countOf(const QList<ImportLine> &lines, ImportLine::Outcome outcome);
/// The first line that is refused, as InvalidInput would name it: "line 3: a product needs a name"; empty when none is.
QString firstProblem(const QList<ImportLine> &lines);

} // namespace dermis
