#include "core/consents/sheet_frames.h"

#include "core/consents/qr_code.h"
#include "core/consents/sheet_ink.h"
#include "core/consents/sheet_words.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal cellPadding = 2 * mm;
constexpr qreal textColumn = page::bodyWidth - page::numberColumn;

QPen rule(qreal width, int grey = 0)
{
    return QPen(QColor(grey, grey, grey), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
}

/// One row of labelled cells; each gives its left edge and its text.
struct LabelledCell
{
    qreal left = 0;
    qreal width = 0;
    QString label;
    TextBox text;
};

Piece labelledRow(const QList<LabelledCell> &cells)
{
    qreal height = 0;
    for (const LabelledCell &cell : cells)
        height = std::max(height, cell.text.height());
    height += styles::small.leading * pt + 3 * pt;
    Piece piece;
    piece.height = height;
    piece.paint = [cells, height](QPainter &painter, const QPointF &topLeft) {
        painter.save();
        painter.setPen(rule(0.6 * pt));
        for (const LabelledCell &cell : cells) {
            painter.drawRect(QRectF(topLeft + QPointF(cell.left, 0), QSizeF(cell.width, height)));
            const QPointF inside = topLeft + QPointF(cell.left + cellPadding, 1 * pt);
            drawText(painter, inside, cell.label, styles::small);
            cell.text.draw(painter, inside + QPointF(0, styles::small.leading * pt));
        }
        painter.restore();
    };
    return piece;
}

/// How many quarters of the page's width a cell wants.
int quarters(const SheetLine &cell)
{
    const qreal quarter = page::bodyWidth / 4 - 2 * cellPadding;
    const qreal natural = std::max(textWidth(cell.text, styles::bold), textWidth(cell.label, styles::small));
    return std::clamp(static_cast<int>(std::ceil(natural / quarter)), 1, 4);
}

Piece patientRow(const QList<SheetLine> &cells, const QList<int> &spans)
{
    QList<LabelledCell> row;
    qreal left = 0;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const bool last = i + 1 == cells.size();
        const qreal width = last ? page::bodyWidth - left : spans.at(i) * page::bodyWidth / 4;
        row << LabelledCell{left, width, cells.at(i).label,
                            TextBox(cells.at(i).text, styles::bold, width - 2 * cellPadding)};
        left += width;
    }
    return labelledRow(row);
}

Piece riskRow(const SheetLine &risk, bool first, bool last)
{
    const qreal inner = textColumn - 2 * 3 * mm;
    const qreal labelWidth = risk.label.isEmpty() ? 0 : inner * 0.32;
    const TextBox label(risk.label, styles::bold, labelWidth - 3 * mm);
    const TextBox text(risk.text, styles::body, inner - labelWidth);
    const qreal margin = 2.5 * pt;
    Piece piece;
    piece.height =
        std::max(label.height(), text.height()) + (first ? 3 : 1) * margin + (last ? 2 : 0) * margin;
    piece.paint = [=, height = piece.height](QPainter &painter, const QPointF &topLeft) {
        const QRectF box(topLeft + QPointF(page::numberColumn, 0), QSizeF(textColumn, height));
        const QPointF inside = box.topLeft() + QPointF(3 * mm, (first ? 2 : 0) * margin);
        label.draw(painter, inside);
        text.draw(painter, inside + QPointF(labelWidth, 0));
        painter.save();
        QPen heavy = rule(1.5 * pt);
        heavy.setCapStyle(Qt::SquareCap);
        painter.setPen(heavy);
        painter.drawLine(box.topLeft(), box.bottomLeft());
        painter.drawLine(box.topRight(), box.bottomRight());
        if (first)
            painter.drawLine(box.topLeft(), box.topRight());
        if (last)
            painter.drawLine(box.bottomLeft(), box.bottomRight());
        painter.restore();
    };
    return piece;
}

constexpr qreal whoWidth = 50 * mm;
constexpr qreal whenWidth = 33 * mm;
constexpr qreal signatureRowHeight = 13.4 * mm;
constexpr TextStyle tiny{.size = 8, .leading = 10.5};
constexpr TextStyle tinyBold{.size = 8, .leading = 10.5, .bold = true};
constexpr qreal tagWidth = 9 * mm;

using FrozenWords = QMap<QString, QString>;

/// As who somebody signs: on two lines where one is too narrow.
TextBox capacityBox(const SignatureRow &row)
{
    return {row.capacity, styles::small, whoWidth - 2 * cellPadding};
}

TextBox signerName(const SignatureRow &row, const FrozenWords &words)
{
    const qreal width = whoWidth - 2 * cellPadding;
    const QString text = row.name.isEmpty() && row.notNeeded.isEmpty() ? paintedWord(words, u"painted.name"_s) : row.name;
    const bool fits = textWidth(text, styles::bold) <= width;
    return TextBox(text, fits ? styles::bold : styles::smallBold, width);
}

qreal heightOf(const SignatureRow &row, const FrozenWords &words)
{
    return std::max(signatureRowHeight, signerName(row, words).height() + capacityBox(row).height() + 4 * pt);
}

/// Who signed where no name is printed: on two lines at most, so that the box is as high as the issued one.
void paintTypedName(QPainter &painter, const QPointF &topLeft, const QString &name)
{
    const qreal width = whoWidth - 2 * cellPadding;
    const TextBox whole(name, tinyBold, width);
    if (whole.lineCount() <= 2)
        whole.draw(painter, topLeft);
    else
        drawText(painter, topLeft, fitted(name, tinyBold, width), tinyBold);
}

/// Strokes in the middle, name and time beside them; `sign` and `when` are the cells.
void paintDrawn(QPainter &painter, const QRectF &sign, const QRectF &when, const SignatureRow &row, const FrozenWords &words)
{
    const DrawnSignature &drawn = *row.drawn;
    paintInk(painter, sign.adjusted(18 * mm, 0.8 * mm, -tagWidth, -0.8 * mm), drawn.ink);
    const QPointF below(cellPadding, (1.5 + styles::small.leading) * pt);
    const qreal width = when.width() - 2 * cellPadding;
    drawText(painter, when.topLeft() + below, fitted(drawn.at, tinyBold, width), tinyBold);
    drawText(painter, when.topLeft() + below + QPointF(0, tiny.leading * pt), fitted(paintedWord(words, u"painted.onScreen"_s).arg(drawn.proof), tiny, width), tiny);
    if (!row.name.isEmpty() && row.name != drawn.name)
        drawText(painter, sign.topLeft() + QPointF(cellPadding, sign.height() - tiny.leading * pt), fitted(drawn.name, tiny, sign.width() / 2), tiny);
}

/// Why nobody signs: as large as the room lets it be.
void paintNotNeeded(QPainter &painter, const QPointF &topLeft, const QString &text, qreal width)
{
    const bool fits = textWidth(text, styles::body) <= width;
    TextBox(text, fits ? styles::body : styles::small, width).draw(painter, topLeft);
}

void paintSignatureRow(QPainter &painter, const QRectF &box, const SignatureRow &row, const QString &tag, const FrozenWords &words)
{
    const qreal signLeft = box.left() + whoWidth;
    const qreal whenLeft = box.right() - whenWidth;
    painter.drawRect(box);
    painter.drawLine(QPointF(signLeft, box.top()), QPointF(signLeft, box.bottom()));
    painter.drawLine(QPointF(whenLeft, box.top()), QPointF(whenLeft, box.bottom()));
    const QPointF label(cellPadding, 1.5 * pt);
    const QPointF below = label + QPointF(0, styles::small.leading * pt);
    const TextBox capacity = capacityBox(row);
    capacity.draw(painter, box.topLeft() + label);
    const QPointF name = box.topLeft() + label + QPointF(0, capacity.height());
    if (row.drawn && row.name.isEmpty())
        paintTypedName(painter, name, row.drawn->name);
    else
        signerName(row, words).draw(painter, name);
    drawText(painter, QPointF(signLeft, box.top()) + label, paintedWord(words, u"painted.signature"_s), styles::small);
    if (!row.notNeeded.isEmpty())
        paintNotNeeded(painter, QPointF(signLeft, box.top()) + below, row.notNeeded, whenLeft - signLeft - cellPadding - tagWidth);
    drawTextEndingAt(painter, QPointF(whenLeft - 1.5 * mm, box.bottom() - styles::small.leading * pt), tag,
                     styles::small);
    drawText(painter, QPointF(whenLeft, box.top()) + label, paintedWord(words, u"painted.dateAndTime"_s), styles::small);
    if (row.drawn)
        paintDrawn(painter, QRectF(QPointF(signLeft, box.top()), QPointF(whenLeft, box.bottom())),
                   QRectF(QPointF(whenLeft, box.top()), box.bottomRight()), row, words);
}

} // namespace

QList<Piece> patientPieces(const QList<SheetLine> &cells)
{
    QList<Piece> pieces;
    QList<SheetLine> row;
    QList<int> spans;
    int used = 0;
    for (const SheetLine &cell : cells) {
        const int span = quarters(cell);
        if (used + span > 4) {
            pieces << patientRow(row, spans);
            row.clear();
            spans.clear();
            used = 0;
        }
        row << cell;
        spans << span;
        used += span;
    }
    if (!row.isEmpty())
        pieces << patientRow(row, spans);
    if (!pieces.isEmpty())
        pieces.first().spaceBefore = 5 * pt;
    return pieces;
}

QList<Piece> ownRiskPieces(const QList<SheetLine> &risks, const QString &note)
{
    QList<Piece> pieces;
    for (qsizetype i = 0; i < risks.size(); ++i)
        pieces << riskRow(risks.at(i), i == 0, i + 1 == risks.size());
    for (Piece &piece : pieces)
        piece.keepWithNext = true;
    if (!pieces.isEmpty())
        pieces.first().spaceBefore = 5 * pt;
    const TextBox box(note, styles::small, textColumn);
    Piece small;
    small.height = box.height();
    small.spaceBefore = 4 * pt;
    small.paint = [box](QPainter &painter, const QPointF &topLeft) {
        box.draw(painter, topLeft + QPointF(page::numberColumn, 0));
    };
    return pieces << small;
}

Piece writingBox(int lines)
{
    Piece piece;
    piece.height = lines * 8 * mm;
    piece.spaceBefore = 5 * pt;
    piece.paint = [height = piece.height](QPainter &painter, const QPointF &topLeft) {
        painter.save();
        painter.setPen(rule(0.6 * pt));
        painter.drawRect(QRectF(topLeft + QPointF(page::numberColumn, 0), QSizeF(textColumn, height)));
        painter.restore();
    };
    return piece;
}

Piece signatureBlock(const QList<SignatureRow> &rows, const QMap<QString, QString> &words)
{
    Piece piece;
    for (const SignatureRow &row : rows)
        piece.height += heightOf(row, words);
    piece.spaceBefore = 6 * pt;
    piece.paint = [rows, words](QPainter &painter, const QPointF &topLeft) {
        painter.save();
        painter.setPen(rule(0.6 * pt));
        QPointF at = topLeft;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const qreal height = heightOf(rows.at(i), words);
            paintSignatureRow(painter, QRectF(at, QSizeF(page::bodyWidth, height)), rows.at(i),
                              u"S%1"_s.arg(i + 1), words);
            at.ry() += height;
        }
        painter.restore();
    };
    return piece;
}

Result<Piece> recoveryKeyPiece(const QStringList &groups, const QString &code)
{
    constexpr TextStyle large{.size = 21, .leading = 34, .bold = true, .mono = true};
    constexpr qreal side = 56 * mm;
    constexpr qreal quiet = 9 * mm; // four modules of white, which a camera needs
    constexpr qreal column = 48 * mm;
    constexpr int rows = 4; // in each of two columns, as on the screen
    const QPainterPath outline = qrOutline(TRY(qrCode(code)));
    Piece piece;
    piece.height = side + 2 * quiet;
    piece.paint = [groups, outline, large](QPainter &painter, const QPointF &topLeft) {
        const qreal top = topLeft.y() + quiet + (side - rows * large.leading * pt) / 2;
        for (int i = 0; i < groups.size(); ++i) {
            const QPointF at(topLeft.x() + i % 2 * column, top + i / 2 * large.leading * pt);
            drawText(painter, at + QPointF(0, 12 * pt), QString::number(i + 1), styles::small);
            drawText(painter, at + QPointF(6 * mm, 0), groups.at(i), large);
        }
        painter.save();
        painter.translate(topLeft + QPointF(page::bodyWidth - side, quiet));
        painter.scale(side, side);
        painter.fillPath(outline, Qt::black);
        painter.restore();
    };
    return piece;
}

QList<Piece> controlPieces(const QList<SheetLine> &lines)
{
    constexpr qreal labelWidth = 38 * mm;
    QList<Piece> pieces;
    for (const SheetLine &line : lines) {
        const TextBox label(line.label, styles::small, labelWidth);
        const TextBox text(line.text, styles::small, textColumn - labelWidth);
        Piece piece;
        piece.height = std::max(label.height(), text.height());
        piece.keepWithNext = pieces.size() + 1 < lines.size();
        piece.paint = [label, text](QPainter &painter, const QPointF &topLeft) {
            label.draw(painter, topLeft + QPointF(page::numberColumn, 0));
            text.draw(painter, topLeft + QPointF(page::numberColumn + labelWidth, 0));
        };
        pieces << piece;
    }
    if (!pieces.isEmpty())
        pieces.first().spaceBefore = 4 * pt;
    return pieces;
}

} // namespace dermis
