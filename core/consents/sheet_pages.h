#pragma once

#include "core/consents/sheet_text.h"

#include <QList>
#include <QPointF>

#include <functional>

class QPainter;

namespace dermis {

// The A4 page (ui/design-language.md §12).
namespace page {
inline constexpr qreal width = 210 * mm;
inline constexpr qreal height = 297 * mm;
inline constexpr qreal left = 20 * mm;
inline constexpr qreal right = width - 16 * mm;
inline constexpr qreal top = 12 * mm;
inline constexpr qreal bottom = height - 11 * mm;
inline constexpr qreal headerHeight = 27 * mm;
inline constexpr qreal bodyTop = top + headerHeight + 3 * mm;
inline constexpr qreal footerTop = bottom - 10 * mm;
inline constexpr qreal bodyBottom = footerTop - 2 * mm;
inline constexpr qreal bodyWidth = right - left;
inline constexpr qreal numberColumn = 9 * mm; ///< the section number stands in it, text to its right
} // namespace page

using Paint = std::function<void(QPainter &, const QPointF &topLeft)>;

/// Something that stands on one page: a line, a table row, the signature block.
struct Piece
{
    qreal height = 0;
    Paint paint;           ///< at the piece's top left; x is the page's left margin
    qreal spaceBefore = 0; ///< not given at the top of a page
    bool keepWithNext = false;
    int repeats =
        -1; ///< index of the piece painted again before this one at the top of a page (a table's head)
};

/// Adds pieces after others, keeping what they repeat.
void append(QList<Piece> &pieces, const QList<Piece> &more);

struct PlacedPiece
{
    int piece = 0;
    qreal top = 0;
};
using PlacedPage = QList<PlacedPiece>;

/// Puts pieces on pages: what is kept with the next moves along with it; nothing is split.
QList<PlacedPage> paginate(const QList<Piece> &pieces);

} // namespace dermis
