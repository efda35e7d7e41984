#include "core/consents/answer_space.h"

#include "core/consents/answer_words.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal boxSide = 3.8 * mm;
constexpr qreal boxRoom = boxSide + 1.8 * mm; // with the gap to its label
constexpr qreal boxGap = 5 * mm;              // to the next label
constexpr qreal leastColumn = 36 * mm;        // of boxes
constexpr TextStyle cellOption{.size = 10, .leading = 13};
constexpr qreal numberLine = 26 * mm;
constexpr qreal combCell = 4.8 * mm;
constexpr qreal combHeight = 6.6 * mm;
constexpr qreal combGap = 2 * mm;

QPen fine()
{
    return QPen(Qt::black, 0.6 * pt, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
}

void drawBox(QPainter &painter, const QPointF &topLeft, qreal leading = styles::body.leading * pt)
{
    painter.save();
    painter.setPen(fine());
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(topLeft + QPointF(0, (leading - boxSide) / 2), QSizeF(boxSide, boxSide)));
    painter.restore();
}

qreal boxWidth(const QString &label)
{
    return boxRoom + textWidth(label, styles::body);
}

/// Boxes one after the other on one line.
AnswerSpace boxesInLine(const QStringList &labels)
{
    AnswerSpace space;
    for (const QString &label : labels)
        space.width += boxWidth(label) + boxGap;
    space.width -= boxGap;
    Piece piece;
    piece.height = styles::body.leading * pt;
    piece.paint = [labels](QPainter &painter, const QPointF &topLeft) {
        QPointF at = topLeft;
        for (const QString &label : labels) {
            drawBox(painter, at);
            drawText(painter, at + QPointF(boxRoom, 0), label, styles::body);
            at.rx() += boxWidth(label) + boxGap;
        }
    };
    space.pieces << piece;
    return space;
}

/// One row of boxes in columns; a label may take several lines.
Piece boxRow(const QStringList &labels, qreal columnWidth, const TextStyle &style)
{
    QList<TextBox> boxes;
    Piece piece;
    for (const QString &label : labels) {
        boxes << TextBox(label, style, columnWidth - boxRoom - 2 * mm);
        piece.height = std::max(piece.height, boxes.last().height());
    }
    piece.height += 1.5 * pt;
    piece.paint = [boxes, columnWidth](QPainter &painter, const QPointF &topLeft) {
        QPointF at = topLeft;
        for (const TextBox &box : boxes) {
            drawBox(painter, at, box.leading());
            box.draw(painter, at + QPointF(boxRoom, 0));
            at.rx() += columnWidth;
        }
    };
    return piece;
}

QList<Piece> boxColumns(const QStringList &labels, qreal width, int columns, const TextStyle &style = styles::body)
{
    QList<Piece> pieces;
    for (qsizetype i = 0; i < labels.size(); i += columns)
        pieces << boxRow(labels.mid(i, columns), width / columns, style);
    return pieces;
}

/// In as many columns as make it lowest.
QList<Piece> boxColumns(const QStringList &labels, qreal width)
{
    QList<Piece> best;
    qreal lowest = 0;
    for (int columns = 1; columns <= std::max(1, std::min(4, static_cast<int>(width / leastColumn))); ++columns) {
        const QList<Piece> pieces = boxColumns(labels, width, columns);
        qreal height = 0;
        for (const Piece &piece : pieces)
            height += piece.height;
        if (best.isEmpty() || height < lowest * 0.9) {
            best = pieces;
            lowest = height;
        }
    }
    return best;
}

/// A box to tick, and a line for what it stands for.
Piece otherLine(qreal width)
{
    Piece piece = movedBy(boxRoom, lineToWrite(u"Other:"_s, {}, width - boxRoom));
    piece.paint = [paint = piece.paint, height = piece.height](QPainter &painter, const QPointF &topLeft) {
        drawBox(painter, topLeft + QPointF(0, height - styles::body.leading * pt - 0.5 * pt));
        paint(painter, topLeft);
    };
    return piece;
}

QList<Piece> writingLines(int count, qreal width)
{
    QList<Piece> lines;
    for (int i = 0; i < count; ++i)
        lines << lineToWrite({}, {}, width);
    return lines;
}

/// Cells for single signs, in groups: "dd", "mm", "yyyy".
AnswerSpace comb(const QStringList &groups)
{
    AnswerSpace space;
    for (const QString &group : groups)
        space.width += static_cast<qreal>(group.size()) * combCell + combGap;
    space.width -= combGap;
    Piece piece;
    piece.height = combHeight + 1 * pt;
    piece.paint = [groups](QPainter &painter, const QPointF &topLeft) {
        QPointF at = topLeft;
        for (const QString &group : groups) {
            for (const QChar sign : group) {
                painter.save();
                painter.setPen(QColor(0x80, 0x80, 0x80));
                drawText(painter, at + QPointF((combCell - textWidth(sign, styles::small)) / 2, (combHeight - styles::small.leading * pt) / 2), sign, styles::small);
                painter.setPen(fine());
                painter.drawRect(QRectF(at, QSizeF(combCell, combHeight)));
                painter.restore();
                at.rx() += combCell;
            }
            at.rx() += combGap;
        }
    };
    space.pieces << piece;
    return space;
}

/// How the form wants a date typed, as groups of signs; ours where it does not say or says something else.
QStringList dateGroups(const QString &entryFormat)
{
    QStringList groups;
    QChar last;
    for (const QChar sign : entryFormat.toLower()) {
        if (sign != u'd' && sign != u'm' && sign != u'y') {
            last = {};
            continue;
        }
        if (sign != last)
            groups << QString();
        groups.last() += sign;
        last = sign;
    }
    const bool hasYear = groups.contains(u"yyyy"_s);
    const bool areDates = std::all_of(groups.begin(), groups.end(), [](const QString &g) { return g.size() == 2 || g == u"yyyy"; });
    return hasYear && areDates ? groups : QStringList{u"dd"_s, u"mm"_s, u"yyyy"_s};
}

bool isDateFormat(const QString &entryFormat)
{
    return !entryFormat.isEmpty() && dateGroups(entryFormat).join(QString()) ==
                                         QString(entryFormat).toLower().remove(u'/').remove(u'-').remove(u'.').remove(u' ');
}

QString unitOf(const Item &item)
{
    const Coding only = item.units.size() == 1 ? item.units.first() : Coding();
    if (!item.unit.isEmpty())
        return item.unit;
    return only.display.isEmpty() ? only.code : only.display;
}

AnswerSpace numberSpace(const Item &item, qreal width)
{
    const QString unit = unitOf(item);
    const qreal needed = numberLine + (unit.isEmpty() ? 0 : textWidth(unit, styles::body) + 2 * mm);
    if (item.units.size() > 1) {
        QStringList units;
        for (const Coding &each : item.units)
            units << (each.display.isEmpty() ? each.code : each.display);
        return {QList<Piece>{lineToWrite({}, {}, numberLine)} + boxColumns(units, width), 0};
    }
    return {{lineToWrite({}, unit, std::min(needed, width))}, std::min(needed, width)};
}

/// Which list is meant: by the question's words where these are a name and not a question.
QString listNote(const Item &item)
{
    const QString name = item.text.simplified();
    const bool isName = !name.isEmpty() && name.size() <= 40 && !name.contains(u'?') && !name.contains(u'.');
    return u"In the words of the practice's list%1, which has %2."_s.arg(isName ? u" “%1”"_s.arg(name) : QString()).arg(item.options.size());
}

AnswerSpace optionSpace(const Item &item, qreal width)
{
    const int lines = item.repeats ? instancesOnPaper : 1;
    if (item.options.isEmpty() || item.options.size() > mostBoxes) {
        QList<Piece> pieces = writingLines(lines, width);
        if (!item.options.isEmpty()) {
            pieces = textPieces(listNote(item), styles::small, 0, width) + pieces;
        }
        return {pieces, 0, false, pieces.size() == 1, true};
    }
    QStringList labels;
    for (const Option &option : item.options)
        labels << sheetWords(option).simplified();
    const bool isOpen = item.type == ItemType::OpenChoice || item.isOpenEnded;
    const AnswerSpace line = boxesInLine(labels);
    if (!isOpen && line.width <= width)
        return line;
    QList<Piece> pieces = line.width <= width ? line.pieces : boxColumns(labels, width);
    if (isOpen)
        pieces << otherLine(width);
    return {pieces, 0, false, false, isOpen};
}

/// A date and a time as combs in one line.
AnswerSpace momentSpace(const Item &item)
{
    const AnswerSpace date = comb(isDateFormat(item.entryFormat) ? dateGroups(item.entryFormat) : dateGroups({}));
    const AnswerSpace time = comb({u"hh"_s, u"mm"_s});
    Piece piece = date.pieces.first();
    piece.paint = [date, time](QPainter &painter, const QPointF &topLeft) {
        date.pieces.first().paint(painter, topLeft);
        time.pieces.first().paint(painter, topLeft + QPointF(date.width + 6 * mm, 0));
    };
    return {{piece}, date.width + 6 * mm + time.width};
}

AnswerSpace fixedWords(const QString &words, qreal width)
{
    const qreal fits = std::min(width, answerColumn);
    const TextBox box(words, styles::small, fits);
    Piece piece;
    piece.height = box.height();
    piece.paint = [box](QPainter &painter, const QPointF &topLeft) { box.draw(painter, topLeft); };
    return {{piece}, fits};
}

/// What the program or the practice answers.
std::optional<AnswerSpace> notToWrite(const Item &item, qreal width)
{
    if (item.isCalculated())
        return fixedWords(u"The program works this out."_s, width);
    if (!item.readOnly)
        return std::nullopt;
    QStringList given;
    for (const AnswerValue &value : item.initial)
        given << sheetWords(value, &item);
    return fixedWords(given.isEmpty() ? u"The practice fills this in."_s : given.join(u"; "_s), width);
}

AnswerSpace oneSpace(const Item &item, qreal width)
{
    switch (item.type) {
    case ItemType::Boolean:
        return boxesInLine({u"Yes"_s, u"No"_s, u"Unsure"_s});
    case ItemType::Date:
        return comb(dateGroups(item.entryFormat));
    case ItemType::DateTime:
        return momentSpace(item);
    case ItemType::Time:
        return comb({u"hh"_s, u"mm"_s});
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity:
        return numberSpace(item, width);
    case ItemType::Text:
        return {writingLines(item.maxLength > 1000 ? 8 : 4, width), 0, false, false, true};
    case ItemType::Attachment:
        return {{lineToWrite(u"Attach it. Its name:"_s, {}, width)}, 0, false, false, true};
    default:
        return {writingLines(item.maxLength > 100 ? 2 : 1, width), 0, false, item.maxLength <= 100, true};
    }
}

QString rangeNote(const Item &item)
{
    const QString unit = item.unit.isEmpty() || item.type == ItemType::Quantity ? QString() : u' ' + item.unit;
    const auto bound = [](const AnswerValue &value) { return sheetWords(value); };
    if (item.minimum && item.maximum)
        return u"%1 to %2%3"_s.arg(bound(*item.minimum), bound(*item.maximum), unit);
    if (item.minimum)
        return u"at least %1%2"_s.arg(bound(*item.minimum), unit);
    return item.maximum ? u"at most %1%2"_s.arg(bound(*item.maximum), unit) : QString();
}

QString choiceNote(const Item &item)
{
    const bool isChoice = item.type == ItemType::Choice || item.type == ItemType::OpenChoice;
    if (!isChoice || item.options.isEmpty() || item.options.size() > mostBoxes)
        return {};
    return item.repeats ? u"tick all that apply"_s : QString();
}

QString countNote(const Item &item)
{
    if (!item.repeats || (item.minOccurs < 2 && item.maxOccurs == 0))
        return {};
    if (item.maxOccurs > 0 && item.minOccurs > 1)
        return u"%1 to %2 answers"_s.arg(item.minOccurs).arg(item.maxOccurs);
    return item.maxOccurs > 0 ? u"at most %1"_s.arg(item.maxOccurs) : u"at least %1"_s.arg(item.minOccurs);
}

} // namespace

int roomFor(const Item &item)
{
    const int wanted = std::clamp(item.minOccurs, instancesOnPaper, 10);
    return item.maxOccurs > 0 ? std::min(wanted, item.maxOccurs) : wanted;
}

AnswerSpace tickBoxes(const QStringList &labels, qreal width)
{
    QList<Piece> pieces;
    for (const QString &label : labels)
        pieces << boxRow({label}, width, cellOption);
    return {pieces, 0};
}

AnswerSpace answerSpace(const Item &item, qreal width)
{
    if (const auto fixed = notToWrite(item, width))
        return *fixed;
    if (item.type == ItemType::Choice || item.type == ItemType::OpenChoice)
        return optionSpace(item, width);
    const AnswerSpace one = oneSpace(item, width);
    if (!item.repeats || item.type == ItemType::Text)
        return one;
    AnswerSpace several{{}, 0, false, false, one.isRuled};
    for (int i = 0; i < roomFor(item); ++i)
        several.pieces << one.pieces;
    return several;
}

QStringList answerNotes(const Item &item)
{
    QStringList notes{choiceNote(item), countNote(item), rangeNote(item)};
    if (item.maxDecimals && *item.maxDecimals > 0)
        notes << u"up to %1 decimals"_s.arg(*item.maxDecimals);
    if (item.maxLength > 0 && item.maxLength <= 100)
        notes << u"at most %1 letters"_s.arg(item.maxLength);
    const bool isCombed = (item.type == ItemType::Date || item.type == ItemType::DateTime) && isDateFormat(item.entryFormat);
    notes << (isCombed ? QString() : item.entryFormat) << item.prompt << item.contentTypes.join(u", "_s)
          << item.recordTypes.join(u" or "_s);
    notes.removeAll(QString());
    notes.removeDuplicates();
    return notes;
}

} // namespace dermis
