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
constexpr qreal textWidthInPage = page::bodyWidth - page::numberColumn;
constexpr qreal listIndent = 4.5 * mm;
constexpr QSizeF initialsBox(15 * mm, 6.2 * mm);

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
QList<Piece> headingPieces(const QString &text)
{
    const bool numbered = !text.isEmpty() && text.at(0).isDigit();
    const QString number = numbered ? text.section(QChar(u' '), 0, 0) : QString();
    const TextBox box(numbered ? text.section(QChar(u' '), 1) : text, styles::heading, textWidthInPage);
    QList<Piece> pieces = linePieces(box, page::numberColumn, 9 * pt);
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

QList<Piece> subHeadingPieces(const QString &text)
{
    QList<Piece> pieces =
        linePieces(TextBox(text, styles::bold, textWidthInPage), page::numberColumn, 4 * pt);
    for (Piece &piece : pieces)
        piece.keepWithNext = true;
    return pieces;
}

Piece initialsPiece(RichText rich)
{
    rich.text = rich.text.mid(1).trimmed();
    const qreal textLeft = page::numberColumn + initialsBox.width() + 3 * mm;
    const TextBox box(rich.text, styles::body, page::bodyWidth - textLeft);
    Piece piece;
    piece.height = std::max(box.height(), initialsBox.height());
    piece.spaceBefore = 4 * pt;
    piece.paint = [box, textLeft, height = piece.height](QPainter &painter, const QPointF &topLeft) {
        const QPointF corner = topLeft + QPointF(page::numberColumn, (height - initialsBox.height()) / 2);
        painter.drawRect(QRectF(corner, initialsBox));
        box.draw(painter, topLeft + QPointF(textLeft, (height - box.height()) / 2));
    };
    return piece;
}

QList<Piece> listItemPieces(const QTextBlock &block)
{
    const RichText rich = richText(block);
    if (rich.text.startsWith(initialsSign))
        return {initialsPiece(rich)};
    const bool ordered = block.textList()->format().style() == QTextListFormat::ListDecimal;
    const QString mark = ordered ? block.textList()->itemText(block) : u"•"_s;
    const qreal left = page::numberColumn + listIndent;
    QList<Piece> pieces =
        linePieces(TextBox(rich.text, styles::body, page::bodyWidth - left, rich.formats), left, 1 * pt);
    const Paint first = pieces.first().paint;
    pieces.first().paint = [first, mark](QPainter &painter, const QPointF &topLeft) {
        drawText(painter, topLeft + QPointF(page::numberColumn, 0), mark, styles::body);
        first(painter, topLeft);
    };
    return pieces;
}

QList<Piece> blockPieces(const QTextBlock &block)
{
    const int level = block.blockFormat().headingLevel();
    if (block.text().isEmpty())
        return {};
    if (level == 1)
        return titlePieces(block.text());
    if (level == 2)
        return headingPieces(block.text());
    if (level >= 3)
        return subHeadingPieces(block.text());
    if (block.textList())
        return listItemPieces(block);
    const RichText rich = richText(block);
    return linePieces(TextBox(rich.text, styles::body, textWidthInPage, rich.formats), page::numberColumn,
                      3 * pt);
}

QList<Piece> piecesOf(const QTextTable &table)
{
    QList<QList<RichText>> rows;
    for (int row = 0; row < table.rows(); ++row) {
        QList<RichText> cells;
        for (int column = 0; column < table.columns(); ++column)
            cells << richText(table.cellAt(row, column).firstCursorPosition().block());
        rows << cells;
    }
    return tablePieces(rows, page::numberColumn, textWidthInPage);
}

} // namespace

QList<Piece> markdownPieces(const QString &markdown)
{
    TextOnlyDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                       QTextDocument::MarkdownNoHTML);
    QList<Piece> pieces;
    const QTextFrame *root = document.rootFrame();
    for (auto it = root->begin(); !it.atEnd(); ++it) {
        if (const auto *table = qobject_cast<QTextTable *>(it.currentFrame()))
            append(pieces, piecesOf(*table));
        else if (it.currentBlock().isValid())
            append(pieces, blockPieces(it.currentBlock()));
    }
    return pieces;
}

} // namespace dermis
