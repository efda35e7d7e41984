#include "core/products/import_line.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

int countOf(const QList<ImportLine> &lines, ImportLine::Outcome outcome)
{
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const ImportLine &line) { return line.outcome == outcome; }));
}

QString firstProblem(const QList<ImportLine> &lines)
{
    for (const ImportLine &line : lines) {
        if (line.outcome == ImportLine::Outcome::Refused)
            return u"line %1: %2"_s.arg(line.line).arg(line.problem);
    }
    return {};
}

} // namespace dermis
