#include "core/products/text_meaning.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace dermis {

/// Damerau and Levenshtein, in its restricted form: no place is edited twice.
int spellingDistance(QStringView one, QStringView other, int limit)
{
    const qsizetype width = other.size() + 1;
    if (std::abs(one.size() - other.size()) > limit)
        return limit + 1;
    std::vector<int> before(static_cast<size_t>(width));
    std::vector<int> last(static_cast<size_t>(width));
    std::vector<int> row(static_cast<size_t>(width));
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        row[0] = static_cast<int>(i);
        int best = row[0];
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int replaced = last[at - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
            int edits = std::min({replaced, last[at] + 1, row[at - 1] + 1});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                edits = std::min(edits, before[at - 2] + 1);
            row[at] = edits;
            best = std::min(best, edits);
        }
        if (best > limit)
            return limit + 1;
        before.swap(last);
        last.swap(row);
    }
    return std::min(last.back(), limit + 1);
}

} // namespace dermis
