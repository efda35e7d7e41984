#include "ui/theme/painting.h"

#include "ui/theme/typography.h"

#include <QFontMetrics>

namespace dermis {

QPen hairline(const QColor &colour, Qt::PenStyle style)
{
    QPen pen(colour, 1, style == Qt::DashLine ? Qt::CustomDashLine : style);
    if (style == Qt::DashLine)
        pen.setDashPattern({3, 2});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

void paintBox(QPainter &painter, const QRectF &area, qreal radius, const QColor &fill, const QColor &edge,
              Qt::PenStyle edgeStyle)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(edge.isValid() ? hairline(edge, edgeStyle) : QPen(Qt::NoPen));
    const qreal inset = edge.isValid() ? 0.5 : 0;
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void paintText(QPainter &painter, const QRectF &area, const QString &text, const QFont &font,
               const QColor &colour, Qt::Alignment alignment)
{
    painter.setFont(font);
    painter.setPen(colour);
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, qCeil(area.width()));
    painter.drawText(area, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
}

void paintLowerLine(QPainter &painter, const QRectF &area, const QColor &colour)
{
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colour);
}

QSize keyChipSize(const QString &key)
{
    const QFontMetrics metrics(font(TypeStyle::Small));
    return {std::max(18, metrics.horizontalAdvance(key) + 10), 20};
}

void paintKeyChip(QPainter &painter, const QRectF &area, const QString &key, const QColor &text,
                  const QColor &edge)
{
    paintBox(painter, area, chipRadius, {}, edge);
    paintText(painter, area, key, font(TypeStyle::Small), text, Qt::AlignCenter);
}

} // namespace dermis
