#include "core/consents/sheet_pages.h"

namespace dermis {

namespace {

/// One past the last piece that must stand on the same page as `first`.
int chainEnd(const QList<Piece> &pieces, int first)
{
    int end = first;
    while (end + 1 < pieces.size() && pieces.at(end).keepWithNext)
        ++end;
    return end + 1;
}

qreal chainHeight(const QList<Piece> &pieces, int first, int end)
{
    qreal height = 0;
    for (int i = first; i < end; ++i)
        height += pieces.at(i).height + (i > first ? pieces.at(i).spaceBefore : 0);
    return height;
}

class Pages
{
public:
    explicit Pages(const QList<Piece> &pieces) : m_pieces(pieces), m_pages{PlacedPage()} {}

    void addChain(int first, int end)
    {
        const qreal needed = m_pieces.at(first).spaceBefore + chainHeight(m_pieces, first, end);
        if (!m_pages.last().isEmpty() && m_y + needed > page::bodyBottom)
            turn(m_pieces.at(first).repeats);
        for (int i = first; i < end; ++i)
            add(i);
    }

    QList<PlacedPage> pages() const { return m_pages; }

private:
    void turn(int repeated)
    {
        m_pages << PlacedPage();
        m_y = page::bodyTop;
        if (repeated >= 0)
            add(repeated);
    }

    void add(int index)
    {
        const Piece &piece = m_pieces.at(index);
        // A chain taller than a page has to be cut somewhere.
        if (!m_pages.last().isEmpty() && m_y + piece.spaceBefore + piece.height > page::bodyBottom)
            turn(piece.repeats);
        if (!m_pages.last().isEmpty())
            m_y += piece.spaceBefore;
        m_pages.last() << PlacedPiece{index, m_y};
        m_y += piece.height;
    }

    const QList<Piece> &m_pieces;
    QList<PlacedPage> m_pages;
    qreal m_y = page::bodyTop;
};

} // namespace

void append(QList<Piece> &pieces, const QList<Piece> &more)
{
    const auto offset = static_cast<int>(pieces.size());
    for (Piece piece : more) {
        if (piece.repeats >= 0)
            piece.repeats += offset;
        pieces << piece;
    }
}

QList<PlacedPage> paginate(const QList<Piece> &pieces)
{
    Pages pages(pieces);
    for (int first = 0; first < pieces.size();) {
        const int end = chainEnd(pieces, first);
        pages.addChain(first, end);
        first = end;
    }
    return pages.pages();
}

} // namespace dermis
