#include "core/consents/sheet_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextOption>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr QChar tickBoxSign(0x2610);
constexpr QChar noBreakSpace(0x00a0);
constexpr qreal unbroken = 1e6;

/// No-break spaces make the room in which a tick box is drawn.
QString withRoomForTickBoxes(const QString &text, QList<int> &positions)
{
    QString spaced;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar sign = text.at(i);
        if (sign == tickBoxSign) {
            positions << static_cast<int>(spaced.size());
            spaced += QString(5, noBreakSpace);
            if (i + 1 < text.size() && text.at(i + 1).isSpace())
                ++i;
        } else {
            spaced += sign;
        }
    }
    return spaced;
}

QTextOption textOption()
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    return option;
}

} // namespace

QFont sheetFont(const TextStyle &style)
{
    QFont font(style.mono ? u"Noto Sans Mono"_s : u"Noto Sans"_s);
    font.setPixelSize(static_cast<int>(style.size * pt));
    font.setBold(style.bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 1.0 / 64);
    return font;
}

TextBox::TextBox(const QString &text, const TextStyle &style, qreal width,
                 const QList<QTextLayout::FormatRange> &formats)
    : m_leading(style.leading * pt)
{
    m_layout = std::make_shared<QTextLayout>(withRoomForTickBoxes(text, m_tickBoxes), sheetFont(style));
    m_layout->setTextOption(textOption());
    m_layout->setFormats(formats);
    m_layout->setCacheEnabled(true);
    breakLines(width);
}

void TextBox::breakLines(qreal width)
{
    m_layout->beginLayout();
    for (qreal top = 0;; top += m_leading) {
        QTextLine line = m_layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition(QPointF(0, top + (m_leading - line.ascent() - line.descent()) / 2));
    }
    m_layout->endLayout();
}

qreal TextBox::naturalWidth() const
{
    qreal widest = 0;
    for (int i = 0; i < m_layout->lineCount(); ++i)
        widest = std::max(widest, m_layout->lineAt(i).naturalTextWidth());
    return widest;
}

void TextBox::drawLine(QPainter &painter, int index, const QPointF &topLeft) const
{
    const QTextLine line = m_layout->lineAt(index);
    const QPointF origin = topLeft - QPointF(0, index * m_leading);
    line.draw(&painter, origin);
    const qreal side = 9 * pt;
    for (const int position : m_tickBoxes) {
        if (position < line.textStart() || position >= line.textStart() + line.textLength())
            continue;
        const qreal left = origin.x() + line.cursorToX(position) + 2 * pt;
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(left, topLeft.y() + (m_leading - side) / 2, side, side));
    }
}

void TextBox::draw(QPainter &painter, const QPointF &topLeft) const
{
    for (int i = 0; i < lineCount(); ++i)
        drawLine(painter, i, topLeft + QPointF(0, i * m_leading));
}

qreal textWidth(const QString &text, const TextStyle &style)
{
    return TextBox(text, style, unbroken).naturalWidth();
}

QString fitted(const QString &text, const TextStyle &style, qreal width)
{
    return QFontMetricsF(sheetFont(style)).elidedText(text, Qt::ElideRight, width);
}

void drawText(QPainter &painter, const QPointF &topLeft, const QString &text, const TextStyle &style)
{
    TextBox(text, style, unbroken).draw(painter, topLeft);
}

void drawTextEndingAt(QPainter &painter, const QPointF &topRight, const QString &text, const TextStyle &style)
{
    const TextBox box(text, style, unbroken);
    box.draw(painter, topRight - QPointF(box.naturalWidth(), 0));
}

} // namespace dermis
