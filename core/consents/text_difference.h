#pragma once

#include <QList>
#include <QString>

namespace dermis {

/// One line of two texts set side by side.
struct DifferenceLine
{
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    QString text;
    bool operator==(const DifferenceLine &) const = default;
};

/// The lines of both texts in order; a line that changed is removed and added. Empty lines are left out.
QList<DifferenceLine> textDifference(const QString &before, const QString &after);

/// What a patient reads of it: lines that are only in one of the two, as words without Markdown's marks; drawn parts and lines that only separate are
/// left out.
QList<DifferenceLine> readableChanges(const QString &before, const QString &after);

} // namespace dermis
