#pragma once

#include "core/consents/sheet_pages.h"
#include "core/consents/sheet_table.h"

namespace dermis {

// How the questions of a form stand on paper, blank or filled.

inline constexpr qreal answerColumn = 58 * mm; ///< short answers stand beside their question in it
inline constexpr qreal formIndent = 6 * mm;

/// What stands under or beside a question: room to write in, or an answer.
struct AnswerSpace
{
    QList<Piece> pieces; ///< painted from their own left edge
    qreal width = 0;     ///< beside the question when it is not wider than answerColumn; 0: below
    bool mayBreak = false; ///< a long text, which may go on on the next page
    bool isLine = false;   ///< one line to write on, which may begin after the question's words
    bool isRuled = false;  ///< ends in a line to write on, and so needs none under it
};

/// One question's words and where they stand.
struct PaperRow
{
    qreal left = 0;        ///< from the page's left margin
    qreal numberWidth = 0; ///< of the column before the words
    QString number = {};
    QString hint = {};  ///< when it is to be answered, in bold before the words
    QString lead = {};  ///< in bold before the words, after the hint
    QString text = {};
    QString notes = {}; ///< small, after the words: "required"
    QString help = {};  ///< small, under them
    qreal textLeft() const { return left + numberWidth; }
    qreal textWidth() const { return page::bodyWidth - textLeft(); }
};

/// The question with its answer, kept together, over a thin line.
QList<Piece> rowPieces(const PaperRow &row, const AnswerSpace &space);
/// A section's head in a grey band, or a group's in bold; `level` counts from 0.
QList<Piece> formHeading(const PaperRow &row, int level);
/// Text line by line: its first two and its last two lines stay together. Line ends are kept.
QList<Piece> textPieces(const RichText &text, const TextStyle &style, qreal left, qreal width);
QList<Piece> textPieces(const QString &text, const TextStyle &style, qreal left, qreal width);
/// A form's words without the tags for bold and the like that some forms write into them; `<br/>` is a line's end.
QString plainWords(const QString &text);
/// A line to write on, after words and before others.
Piece lineToWrite(const QString &before, const QString &after, qreal width);
/// A piece moved to the right.
Piece movedBy(qreal right, const Piece &piece);
/// Nothing between them may turn the page.
void keepTogether(QList<Piece> &pieces);
/// The same if that leaves little of a page empty.
void keepTogetherIfSmall(QList<Piece> &pieces, qsizetype first = 0);

/// A cell of a ruled table: words, room to write in, or neither.
struct FormCell
{
    QString text = {};
    AnswerSpace space = {};
    bool isClosed = false; ///< there is nothing to answer: a grey field
};
/// A table with lines around each cell; its head comes again on each page.
QList<Piece> cellPieces(const QStringList &head, const QList<QList<FormCell>> &rows, const QList<qreal> &widths, qreal left);

} // namespace dermis
