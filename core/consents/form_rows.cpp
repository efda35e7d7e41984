#include "core/consents/form_rows.h"

#include <QPainter>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal columnGap = 4 * mm;
constexpr qreal lineHeight = 8 * mm;
constexpr qreal leastLine = 80 * mm; // to write on after a question's words
constexpr qreal leastBeside = 60 * mm; // of words beside an answer
constexpr int mostLinesBeside = 10;
constexpr qsizetype mostLinesKept = 20; // of one question's words
constexpr qreal cheapPart = 0.4 * (page::bodyBottom - page::bodyTop); // may stay empty so that a group is not torn
constexpr QColor bandGrey(0xe6, 0xe6, 0xe6);
constexpr qreal cellMargin = 1.5 * mm;

QString withLines(QString text)
{
    return plainWords(text).replace(u"\r\n"_s, u"\n"_s).replace(u'\n', QChar(QChar::LineSeparator));
}

QTextLayout::FormatRange formatOf(const TextStyle &style, qsizetype start, qsizetype length)
{
    QTextCharFormat format;
    format.setFont(sheetFont(style));
    return {static_cast<int>(start), static_cast<int>(length), format};
}

RichText questionText(const PaperRow &row)
{
    RichText rich;
    const QString bold = u"%1 %2"_s.arg(row.hint, row.lead).trimmed();
    if (!bold.isEmpty()) {
        rich.text = bold + u' ';
        rich.formats << formatOf(styles::bold, 0, bold.size());
    }
    rich.text += withLines(row.text);
    if (!row.notes.isEmpty()) {
        rich.text += rich.text.isEmpty() ? u""_s : u"  "_s;
        rich.formats << formatOf(styles::small, rich.text.size(), row.notes.size());
        rich.text += row.notes;
    }
    return rich;
}

Piece withNumber(const Piece &piece, const PaperRow &row)
{
    Piece numbered = piece;
    numbered.paint = [paint = piece.paint, left = row.left, number = row.number](QPainter &painter, const QPointF &topLeft) {
        drawText(painter, topLeft + QPointF(left, 0), number, styles::bold);
        paint(painter, topLeft);
    };
    return numbered;
}

/// A thin line under a question.
void underline(Piece &piece, qreal left)
{
    piece.height += 3 * pt;
    piece.paint = [paint = piece.paint, left, height = piece.height](QPainter &painter, const QPointF &topLeft) {
        paint(painter, topLeft);
        painter.save();
        painter.setPen(QPen(QColor(0xa0, 0xa0, 0xa0), 0.4 * pt));
        const qreal y = topLeft.y() + height - 0.5 * pt;
        painter.drawLine(QPointF(topLeft.x() + left, y), QPointF(topLeft.x() + page::bodyWidth, y));
        painter.restore();
    };
}

/// Words on the left, a short answer on the right, in one piece; nothing when it does not fit.
std::optional<Piece> besidePiece(const PaperRow &row, const AnswerSpace &space)
{
    const qreal width = row.textWidth() - answerColumn - columnGap;
    if (space.width <= 0 || space.width > answerColumn || space.pieces.size() != 1 || width < leastBeside)
        return std::nullopt;
    const RichText rich = questionText(row);
    const TextBox text(rich.text, styles::body, width, rich.formats);
    const TextBox help(withLines(row.help), styles::small, width);
    if (text.lineCount() + help.lineCount() > mostLinesBeside)
        return std::nullopt;
    const Piece answer = space.pieces.first();
    const qreal words = text.height() + (row.help.isEmpty() ? 0 : help.height());
    Piece piece;
    piece.height = std::max(words, answer.height);
    piece.paint = [=, textLeft = row.textLeft(), hasHelp = !row.help.isEmpty()](QPainter &painter, const QPointF &topLeft) {
        text.draw(painter, topLeft + QPointF(textLeft, 0));
        if (hasHelp)
            help.draw(painter, topLeft + QPointF(textLeft, text.height()));
        answer.paint(painter, topLeft + QPointF(page::bodyWidth - answerColumn, 0));
    };
    return withNumber(piece, row);
}

/// The question's words and a line to write on after them; nothing when that line would be short.
std::optional<Piece> linePiece(const PaperRow &row, const AnswerSpace &space)
{
    if (!space.isLine || !row.help.isEmpty())
        return std::nullopt;
    const RichText rich = questionText(row);
    const TextBox text(rich.text, styles::body, row.textWidth(), rich.formats);
    const qreal used = text.naturalWidth() + 3 * mm;
    if (text.lineCount() > 1 || row.textWidth() - used < leastLine)
        return std::nullopt;
    const Piece line = lineToWrite({}, {}, row.textWidth() - used);
    Piece piece;
    piece.height = lineHeight;
    piece.paint = [=, left = row.left, textLeft = row.textLeft(), number = row.number](QPainter &painter, const QPointF &topLeft) {
        const QPointF words = topLeft + QPointF(0, lineHeight - styles::body.leading * pt - 0.5 * pt);
        drawText(painter, words + QPointF(left, 0), number, styles::bold);
        text.draw(painter, words + QPointF(textLeft, 0));
        line.paint(painter, topLeft + QPointF(textLeft + used, 0));
    };
    return piece;
}

QList<Piece> stackedPieces(const PaperRow &row, const AnswerSpace &space)
{
    QList<Piece> pieces = textPieces(questionText(row), styles::body, row.textLeft(), row.textWidth());
    const QList<Piece> help = textPieces(row.help, styles::small, row.textLeft(), row.textWidth());
    if (!pieces.isEmpty() && !help.isEmpty())
        pieces.last().keepWithNext = true;
    pieces << help;
    if (pieces.size() <= mostLinesKept)
        keepTogether(pieces);
    if (pieces.isEmpty() && !row.number.isEmpty())
        pieces << Piece{styles::body.leading * pt, [](QPainter &, const QPointF &) {}};
    if (!pieces.isEmpty()) {
        pieces.first() = withNumber(pieces.first(), row);
        pieces.last().keepWithNext = true;
    }
    QList<Piece> answer;
    for (const Piece &piece : space.pieces)
        answer << movedBy(row.textLeft(), piece);
    if (!space.mayBreak)
        keepTogether(answer);
    return pieces + answer;
}

Piece bandPiece(const PaperRow &row, const TextBox &box)
{
    Piece piece;
    piece.height = box.height() + 4 * pt;
    piece.paint = [=](QPainter &painter, const QPointF &topLeft) {
        const QRectF band(topLeft, QSizeF(page::bodyWidth, box.height() + 4 * pt));
        painter.fillRect(band, bandGrey);
        painter.drawLine(band.topLeft(), band.topRight());
        painter.drawLine(band.bottomLeft(), band.bottomRight());
        const QPointF inside = topLeft + QPointF(2 * mm, 2 * pt);
        drawText(painter, inside, row.number, styles::heading);
        box.draw(painter, inside + QPointF(row.number.isEmpty() ? 0 : row.numberWidth, 0));
    };
    return piece;
}

QList<Piece> headOf(const PaperRow &row, int level)
{
    const QString words = u"%1 %2"_s.arg(row.lead, row.text).trimmed();
    if (words.isEmpty() && row.number.isEmpty())
        return {};
    const TextBox band(withLines(words), styles::heading, page::bodyWidth - (row.number.isEmpty() ? 0 : row.numberWidth) - 4 * mm);
    if (level == 0 && band.lineCount() <= 3)
        return {bandPiece(row, band)};
    const bool hasNumber = !row.number.isEmpty();
    const qreal left = hasNumber ? row.textLeft() : row.left;
    QList<Piece> pieces = textPieces(words.isEmpty() ? u"\u00a0"_s : words, styles::bold, left, page::bodyWidth - left);
    if (hasNumber)
        pieces.first() = withNumber(pieces.first(), row);
    return pieces;
}

Piece cellRow(const QList<FormCell> &row, const QList<qreal> &widths, qreal left, const TextStyle &style)
{
    QList<TextBox> texts;
    qreal height = 0;
    for (qsizetype i = 0; i < widths.size(); ++i) {
        texts << TextBox(withLines(row.at(i).text), style, widths.at(i) - 2 * cellMargin);
        qreal inside = row.at(i).text.isEmpty() ? 0 : texts.last().height();
        for (const Piece &piece : row.at(i).space.pieces)
            inside += piece.height;
        height = std::max(height, inside + 2 * pt);
    }
    Piece piece;
    piece.height = height;
    piece.paint = [=](QPainter &painter, const QPointF &topLeft) {
        QPointF corner = topLeft + QPointF(left, 0);
        for (qsizetype i = 0; i < widths.size(); ++i) {
            const QRectF cell(corner, QSizeF(widths.at(i), height));
            if (row.at(i).isClosed)
                painter.fillRect(cell, bandGrey);
            painter.drawRect(cell);
            QPointF at = corner + QPointF(cellMargin, 1 * pt);
            texts.at(i).draw(painter, at);
            at.ry() += row.at(i).text.isEmpty() ? 0 : texts.at(i).height();
            for (const Piece &inside : row.at(i).space.pieces) {
                inside.paint(painter, at);
                at.ry() += inside.height;
            }
            corner.rx() += widths.at(i);
        }
    };
    return piece;
}

} // namespace

QList<Piece> rowPieces(const PaperRow &row, const AnswerSpace &space)
{
    const auto inOne = space.isLine ? linePiece(row, space) : besidePiece(row, space);
    QList<Piece> pieces = inOne ? QList<Piece>{*inOne} : stackedPieces(row, space);
    if (pieces.isEmpty())
        return pieces;
    pieces.first().spaceBefore = 4 * pt;
    if (!space.isRuled)
        underline(pieces.last(), row.left);
    pieces.last().keepWithNext = false;
    return pieces;
}

QList<Piece> formHeading(const PaperRow &row, int level)
{
    QList<Piece> pieces;
    if (!row.hint.isEmpty())
        pieces << textPieces(row.hint, styles::bold, row.left, page::bodyWidth - row.left);
    pieces << headOf(row, level);
    const QString small = row.notes.isEmpty() || row.help.isEmpty() ? row.notes + row.help : row.notes + u'\n' + row.help;
    pieces << textPieces(small, styles::small, row.left, page::bodyWidth - row.left);
    if (!pieces.isEmpty())
        pieces.first().spaceBefore = (level == 0 ? 12 : 8) * pt;
    for (Piece &piece : pieces)
        piece.keepWithNext = true;
    return pieces;
}

QList<Piece> textPieces(const RichText &text, const TextStyle &style, qreal left, qreal width)
{
    QList<Piece> pieces;
    if (text.text.isEmpty())
        return pieces;
    const TextBox box(text.text, style, width, text.formats);
    for (int i = 0; i < box.lineCount(); ++i) {
        Piece piece;
        piece.height = box.leading();
        piece.keepWithNext = i + 1 < box.lineCount() && (i == 0 || i + 2 == box.lineCount());
        piece.paint = [box, i, left](QPainter &painter, const QPointF &topLeft) { box.drawLine(painter, i, topLeft + QPointF(left, 0)); };
        pieces << piece;
    }
    return pieces;
}

QList<Piece> textPieces(const QString &text, const TextStyle &style, qreal left, qreal width)
{
    return textPieces(RichText{withLines(text), {}}, style, left, width);
}

QString plainWords(const QString &text)
{
    static const QRegularExpression lineEnd(u"<br\\s*/?>"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(u"</?(b|i|u|em|strong|p|span|div)(\\s[^<>]*)?>"_s, QRegularExpression::CaseInsensitiveOption);
    return QString(text).replace(lineEnd, u"\n"_s).remove(tag).trimmed();
}

Piece lineToWrite(const QString &before, const QString &after, qreal width)
{
    Piece piece;
    piece.height = lineHeight;
    piece.paint = [=](QPainter &painter, const QPointF &topLeft) {
        const qreal textTop = lineHeight - styles::body.leading * pt - 0.5 * pt;
        drawText(painter, topLeft + QPointF(0, textTop), before, styles::body);
        if (!after.isEmpty())
            drawTextEndingAt(painter, topLeft + QPointF(width, textTop), after, styles::body);
        const qreal from = before.isEmpty() ? 0 : textWidth(before, styles::body) + 2 * mm;
        const qreal to = width - (after.isEmpty() ? 0 : textWidth(after, styles::body) + 2 * mm);
        painter.save();
        painter.setPen(QPen(Qt::black, 0.6 * pt));
        painter.drawLine(topLeft + QPointF(from, lineHeight - 1.5 * pt), topLeft + QPointF(to, lineHeight - 1.5 * pt));
        painter.restore();
    };
    return piece;
}

Piece movedBy(qreal right, const Piece &piece)
{
    Piece moved = piece;
    moved.paint = [paint = piece.paint, right](QPainter &painter, const QPointF &topLeft) { paint(painter, topLeft + QPointF(right, 0)); };
    return moved;
}

void keepTogether(QList<Piece> &pieces)
{
    for (qsizetype i = 0; i + 1 < pieces.size(); ++i)
        pieces[i].keepWithNext = true;
}

void keepTogetherIfSmall(QList<Piece> &pieces, qsizetype first)
{
    qreal height = 0;
    for (qsizetype i = first; i < pieces.size(); ++i)
        height += pieces.at(i).spaceBefore + pieces.at(i).height;
    for (qsizetype i = first; height <= cheapPart && i + 1 < pieces.size(); ++i)
        pieces[i].keepWithNext = true;
}

QList<Piece> cellPieces(const QStringList &head, const QList<QList<FormCell>> &rows, const QList<qreal> &widths, qreal left)
{
    QList<FormCell> top;
    for (const QString &words : head)
        top << FormCell{words};
    QList<Piece> pieces{cellRow(top, widths, left, styles::smallBold)};
    pieces.first().spaceBefore = 5 * pt;
    pieces.first().keepWithNext = true;
    for (const QList<FormCell> &row : rows) {
        pieces << cellRow(row, widths, left, styles::body);
        pieces.last().repeats = 0;
    }
    keepTogetherIfSmall(pieces);
    return pieces;
}

} // namespace dermis
