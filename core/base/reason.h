#pragma once

#include <QString>

namespace dermis {

/// Characters that the reason of a decision, a correction or a deferral has at least; [P], domain.md §1.1.
inline constexpr qsizetype shortestReason = 15;

/// Whether the words, without the spaces around them, are long enough to be a reason.
inline bool isReason(const QString &words)
{
    return words.trimmed().size() >= shortestReason;
}

} // namespace dermis
