#include "core/consents/sheet_table.h"

#include <QPainter>

#include <numeric>

namespace dermis {

namespace {

constexpr qreal gap = 4 * mm;       // between columns
constexpr qreal usualPadding = 1.6 * pt; // above and below a row's text
constexpr qreal compactPadding = 0.8 * pt;
constexpr qsizetype rowsKeptTogether = 6;
constexpr qreal headRule = 0.9 * pt;
constexpr qreal rowRule = 0.4 * pt;

TextStyle cellStyle(bool head)
{
    return head ? styles::smallBold : styles::body;
}

qreal longestWord(const QString &text, const TextStyle &style)
{
    qreal longest = 0;
    for (const QString &word : text.split(QChar(u' ')))
        longest = std::max(longest, textWidth(word, style));
    return longest;
}

/// How wide each cell's text is on one line, row by row.
using CellWidths = QList<QList<qreal>>;

CellWidths cellWidths(const QList<QList<RichText>> &rows)
{
    CellWidths widths;
    for (const QList<RichText> &row : rows) {
        QList<qreal> cells;
        for (const RichText &cell : row)
            cells << textWidth(cell.text, widths.isEmpty() ? styles::smallBold : styles::body);
        widths << cells;
    }
    return widths;
}

QList<qreal> leastWidths(const QList<QList<RichText>> &rows)
{
    QList<qreal> least(rows.first().size());
    for (qsizetype row = 0; row < rows.size(); ++row) {
        for (qsizetype column = 0; column < least.size(); ++column) {
            const qreal word =
                longestWord(rows.at(row).at(column).text, row == 0 ? styles::smallBold : styles::bold);
            least[column] = std::max(least.at(column), word);
        }
    }
    return least;
}

/// About how many lines the table has with these columns.
qreal estimatedLines(const CellWidths &cells, const QList<qreal> &columns)
{
    qreal lines = 0;
    for (const QList<qreal> &row : cells) {
        qreal tallest = 1;
        for (qsizetype column = 0; column < columns.size(); ++column)
            tallest = std::max(tallest, row.at(column) / columns.at(column));
        lines += tallest;
    }
    return lines;
}

/// Columns at their longest word plus an equal share of the room left, then moved about while that makes the
/// table lower.
QList<qreal> columnWidths(const QList<QList<RichText>> &rows, qreal width)
{
    const QList<qreal> least = leastWidths(rows);
    const CellWidths cells = cellWidths(rows);
    const auto count = static_cast<qreal>(least.size());
    const qreal room = width - gap * (count - 1) - std::accumulate(least.begin(), least.end(), 0.0);
    QList<qreal> widths = least;
    for (qreal &column : widths)
        column += room / count;
    const qreal step = width / 40;
    for (bool lower = true; lower;) {
        lower = false;
        for (qsizetype from = 0; from < widths.size(); ++from) {
            for (qsizetype to = 0; to < widths.size(); ++to) {
                QList<qreal> moved = widths;
                moved[from] -= step;
                moved[to] += step;
                if (from == to || moved.at(from) < least.at(from) ||
                    estimatedLines(cells, moved) >= estimatedLines(cells, widths))
                    continue;
                widths = moved;
                lower = true;
            }
        }
    }
    return widths;
}

Piece rowPiece(const QList<RichText> &row, const QList<qreal> &widths, qreal left, bool head, qreal padding)
{
    QList<TextBox> cells;
    qreal height = 0;
    for (qsizetype column = 0; column < widths.size(); ++column) {
        cells << TextBox(row.at(column).text, cellStyle(head), widths.at(column), row.at(column).formats);
        height = std::max(height, cells.last().height());
    }
    height += 2 * padding;
    const qreal width =
        std::accumulate(widths.begin(), widths.end(), gap * static_cast<qreal>(widths.size() - 1));
    Piece piece;
    piece.height = height;
    piece.paint = [=](QPainter &painter, const QPointF &topLeft) {
        QPointF at = topLeft + QPointF(left, padding);
        for (qsizetype column = 0; column < cells.size(); ++column) {
            cells.at(column).draw(painter, at);
            at.rx() += widths.at(column) + gap;
        }
        const QPointF end = topLeft + QPointF(left, height);
        painter.save();
        painter.setPen(head ? QPen(Qt::black, headRule) : QPen(QColor(0x90, 0x90, 0x90), rowRule));
        painter.drawLine(end, end + QPointF(width, 0));
        painter.restore();
    };
    return piece;
}

} // namespace

QList<Piece> tablePieces(const QList<QList<RichText>> &rows, qreal left, qreal width, bool isCompact)
{
    const QList<qreal> widths = columnWidths(rows, width);
    const bool hasHead = !isCompact || std::ranges::any_of(rows.first(), [](const RichText &cell) { return !cell.text.trimmed().isEmpty(); });
    QList<Piece> pieces;
    for (qsizetype i = hasHead ? 0 : 1; i < rows.size(); ++i)
        pieces << rowPiece(rows.at(i), widths, left, i == 0, isCompact ? compactPadding : usualPadding);
    for (qsizetype i = 1; i < pieces.size() && hasHead; ++i)
        pieces[i].repeats = 0;
    if (!pieces.isEmpty())
        pieces.first().spaceBefore = 4 * pt;
    const bool small = rows.size() <= rowsKeptTogether;
    for (qsizetype i = 0; i + 1 < pieces.size(); ++i)
        pieces[i].keepWithNext = small || (i == 0 && hasHead);
    return pieces;
}

} // namespace dermis
