#include "core/consents/sheet_markdown.h"

#include "core/consents/sheet_table.h"

#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr QChar initialsSign(0x25ad);
constexpr qreal listIndent = 4.5 * mm;
constexpr QSizeF initialsBox(15 * mm, 6.2 * mm);
constexpr qreal quotePadding = 3 * mm;
constexpr qreal quoteRule = 1.5 * pt;

/// Where text stands.
struct Column
{
    qreal left = 0;
    bool isCompact = false;
    qreal inset = 0; // free at the right

    qreal width() const { return page::bodyWidth - left - inset; }
    qreal space() const { return isCompact ? 0.5 : 1; }
};

Column columnOf(MarkdownSetting setting)
{
    return setting == MarkdownSetting::Compact ? Column{0, true} : Column{page::numberColumn};
}

/// Loads nothing: neither files nor addresses named in a text.
class TextOnlyDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

/// Bold runs only; colours, sizes and links of the document are not ours.
RichText richText(const QTextBlock &block)
{
    RichText rich{block.text(), {}};
    for (const QTextLayout::FormatRange &range : block.textFormats()) {
        if (range.format.fontWeight() <= QFont::Normal)
            continue;
        QTextCharFormat bold;
        bold.setFontWeight(QFont::Bold);
        rich.formats << QTextLayout::FormatRange{range.start, range.length, bold};
    }
    rich.text.replace(QChar::LineSeparator, QChar(u' '));
    rich.text.replace(QChar::ObjectReplacementCharacter, QChar(u' '));
    return rich;
}

/// One piece for each line; the first two and the last two lines stay together.
QList<Piece> linePieces(const TextBox &box, qreal left, qreal spaceBefore)
{
    QList<Piece> pieces;
    for (int i = 0; i < box.lineCount(); ++i) {
        Piece piece;
        piece.height = box.leading();
        piece.spaceBefore = i == 0 ? spaceBefore : 0;
        piece.keepWithNext = i + 1 < box.lineCount() && (i == 0 || i + 2 == box.lineCount());
        piece.paint = [box, i, left](QPainter &painter, const QPointF &topLeft) {
            box.drawLine(painter, i, topLeft + QPointF(left, 0));
        };
        pieces << piece;
    }
    return pieces;
}

QList<Piece> titlePieces(const QString &text)
{
    QList<Piece> pieces = linePieces(TextBox(text, styles::title, page::bodyWidth), 0, 0);
    pieces.last().keepWithNext = true;
    return pieces;
}

/// "4 What can go wrong" as a number in the margin column and a heading beside it.
QList<Piece> headingPieces(const QString &text, const Column &column)
{
    const bool numbered = !text.isEmpty() && text.at(0).isDigit();
    const QString number = numbered ? text.section(QChar(u' '), 0, 0) : QString();
    const TextBox box(numbered ? text.section(QChar(u' '), 1) : text, styles::heading, column.width());
    QList<Piece> pieces = linePieces(box, column.left, 9 * pt * column.space());
    const Paint first = pieces.first().paint;
    pieces.first().paint = [first, number](QPainter &painter, const QPointF &topLeft) {
        if (!number.isEmpty())
            drawText(painter, topLeft, number, styles::heading);
        first(painter, topLeft);
    };
    for (Piece &piece : pieces)
        piece.keepWithNext = true;
    return pieces;
}

QList<Piece> subHeadingPieces(const QString &text, const Column &column)
{
    QList<Piece> pieces = linePieces(TextBox(text, styles::bold, column.width()), column.left, 4 * pt * column.space());
    for (Piece &piece : pieces)
        piece.keepWithNext = true;
    return pieces;
}

Piece initialsPiece(RichText rich, const Column &column)
{
    rich.text = rich.text.mid(1).trimmed();
    const qreal textLeft = column.left + initialsBox.width() + 3 * mm;
    const TextBox box(rich.text, styles::body, page::bodyWidth - textLeft);
    Piece piece;
    piece.height = std::max(box.height(), initialsBox.height());
    piece.spaceBefore = 4 * pt;
    piece.paint = [box, textLeft, column, height = piece.height](QPainter &painter, const QPointF &topLeft) {
        const QPointF corner = topLeft + QPointF(column.left, (height - initialsBox.height()) / 2);
        painter.drawRect(QRectF(corner, initialsBox));
        box.draw(painter, topLeft + QPointF(textLeft, (height - box.height()) / 2));
    };
    return piece;
}

QList<Piece> listItemPieces(const QTextBlock &block, const Column &column)
{
    const RichText rich = richText(block);
    if (rich.text.startsWith(initialsSign))
        return {initialsPiece(rich, column)};
    const bool ordered = block.textList()->format().style() == QTextListFormat::ListDecimal;
    const QString mark = ordered ? block.textList()->itemText(block) : u"•"_s;
    const qreal left = column.left + listIndent;
    QList<Piece> pieces =
        linePieces(TextBox(rich.text, styles::body, column.width() - listIndent, rich.formats), left, 1 * pt);
    const Paint first = pieces.first().paint;
    pieces.first().paint = [first, mark, left = column.left](QPainter &painter, const QPointF &topLeft) {
        drawText(painter, topLeft + QPointF(left, 0), mark, styles::body);
        first(painter, topLeft);
    };
    return pieces;
}

QList<Piece> blockPieces(const QTextBlock &block, const Column &column)
{
    const int level = block.blockFormat().headingLevel();
    if (block.text().isEmpty())
        return {};
    if (level == 1)
        return titlePieces(block.text());
    if (level == 2)
        return headingPieces(block.text(), column);
    if (level >= 3)
        return subHeadingPieces(block.text(), column);
    if (block.textList())
        return listItemPieces(block, column);
    const RichText rich = richText(block);
    return linePieces(TextBox(rich.text, styles::body, column.width(), rich.formats), column.left, 3 * pt * column.space());
}

QList<Piece> piecesOf(const QTextTable &table, const Column &column)
{
    QList<QList<RichText>> rows;
    for (int row = 0; row < table.rows(); ++row) {
        QList<RichText> cells;
        for (int place = 0; place < table.columns(); ++place)
            cells << richText(table.cellAt(row, place).firstCursorPosition().block());
        rows << cells;
    }
    return tablePieces(rows, column.left, column.width(), column.isCompact);
}

bool isQuoted(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockQuoteLevel);
}

/// A line of what stands in a heavy box.
Piece boxed(const Piece &inside, const Column &column, bool isFirst, bool isLast)
{
    const qreal above = isFirst ? 2 * pt : inside.spaceBefore;
    Piece piece = inside;
    piece.spaceBefore = isFirst ? 4 * pt : 0;
    piece.keepWithNext = inside.keepWithNext || !isLast;
    piece.height = above + inside.height + (isLast ? 3 * pt : 0);
    const QRectF box(column.left, 0, column.width(), piece.height);
    piece.paint = [paint = inside.paint, above, box, isFirst, isLast](QPainter &painter, const QPointF &topLeft) {
        paint(painter, topLeft + QPointF(0, above));
        const QRectF here = box.translated(topLeft);
        painter.save();
        painter.setPen(QPen(Qt::black, quoteRule, Qt::SolidLine, Qt::SquareCap));
        painter.drawLine(here.topLeft(), here.bottomLeft());
        painter.drawLine(here.topRight(), here.bottomRight());
        if (isFirst)
            painter.drawLine(here.topLeft(), here.topRight());
        if (isLast)
            painter.drawLine(here.bottomLeft(), here.bottomRight());
        painter.restore();
    };
    return piece;
}

/// What is quoted in Markdown (`> `) stands in one heavy box.
QList<Piece> boxPieces(const QList<QTextBlock> &blocks, const Column &column)
{
    const Column inside{column.left + quotePadding, column.isCompact, quotePadding};
    QList<Piece> lines;
    for (const QTextBlock &block : blocks)
        append(lines, blockPieces(block, inside));
    QList<Piece> pieces;
    for (qsizetype i = 0; i < lines.size(); ++i)
        pieces << boxed(lines.at(i), column, i == 0, i + 1 == lines.size());
    return pieces;
}

} // namespace

QList<Piece> markdownPieces(const QString &markdown, MarkdownSetting setting)
{
    TextOnlyDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                       QTextDocument::MarkdownNoHTML);
    const Column column = columnOf(setting);
    QList<Piece> pieces;
    QList<QTextBlock> quoted;
    const QTextFrame *root = document.rootFrame();
    for (auto it = root->begin(); !it.atEnd(); ++it) {
        if (column.isCompact && it.currentBlock().isValid() && isQuoted(it.currentBlock())) {
            quoted << it.currentBlock();
            continue;
        }
        append(pieces, boxPieces(std::exchange(quoted, {}), column));
        if (const auto *table = qobject_cast<QTextTable *>(it.currentFrame()))
            append(pieces, piecesOf(*table, column));
        else if (it.currentBlock().isValid())
            append(pieces, blockPieces(it.currentBlock(), column));
    }
    append(pieces, boxPieces(quoted, column));
    return pieces;
}

} // namespace dermis
