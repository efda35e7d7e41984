#pragma once

#include <QString>
#include <QStringList>

namespace dermis {

/// How many wrong letters a word may have and still count as similar: none below 3 letters, 1 up to 4, else 2.
int allowedDistance(qsizetype length);
/// Letters to add, leave out, change or swap with a neighbour to make one word of the other;
/// more than `limit` is limit + 1.
int editDistance(QStringView a, QStringView b, int limit);
/// The word's beginning with up to allowedDistance() letters left out: two words that are similar share a variant.
QStringList variantsOf(const QString &word);

} // namespace dermis
