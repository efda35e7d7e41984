#include "core/patients/similar_words.h"

#include <algorithm>
#include <array>

namespace dermis {

namespace {

/// Only the beginning is varied, which keeps the table small and still misses no similar word (the SymSpell method).
constexpr qsizetype variedLength = 7;
constexpr qsizetype longestCompared = 40;

void leaveOut(const QString &text, int letters, QStringList &variants)
{
    variants << text;
    if (letters == 0)
        return;
    for (qsizetype i = 0; i < text.size(); ++i)
        leaveOut(QString(text).remove(i, 1), letters - 1, variants);
}

} // namespace

int allowedDistance(qsizetype length)
{
    if (length < 3)
        return 0;
    return length < 5 ? 1 : 2;
}

int editDistance(QStringView a, QStringView b, int limit)
{
    a = a.left(longestCompared);
    b = b.left(longestCompared);
    if (std::abs(a.size() - b.size()) > limit)
        return limit + 1;
    using Line = std::array<int, longestCompared + 1>;
    Line beforeLast{};
    Line last{};
    Line line{};
    for (size_t j = 0; j < line.size(); ++j)
        last.at(j) = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        line[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            line.at(at) = std::min({last.at(at) + 1, line.at(at - 1) + 1, last.at(at - 1) + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                line.at(at) = std::min(line.at(at), beforeLast.at(at - 2) + 1);
        }
        beforeLast = last;
        last = line;
    }
    return std::min(last.at(static_cast<size_t>(b.size())), limit + 1);
}

QStringList variantsOf(const QString &word)
{
    QStringList variants;
    if (const int letters = allowedDistance(word.size()); letters > 0)
        leaveOut(word.left(variedLength), letters, variants);
    variants.removeDuplicates();
    return variants;
}

} // namespace dermis
