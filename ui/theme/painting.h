#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPen>
#include <QRectF>
#include <QString>

namespace dermis {

inline constexpr qreal controlRadius = 4;
inline constexpr qreal chipRadius = 3;
inline constexpr qreal cardRadius = 6;

/// Width in logical px of the focus ring, and of the gap between it and the control.
inline constexpr int focusRingWidth = 2;
inline constexpr int focusRingGap = 1;

/// A line one device pixel step wide at any scale (1 logical px, never blurred).
QPen hairline(const QColor &colour, Qt::PenStyle style = Qt::SolidLine);
/// A filled rounded box with a 1 px edge that lies on device pixels; an invalid colour leaves that part out.
void paintBox(QPainter &painter, const QRectF &area, qreal radius, const QColor &fill, const QColor &edge,
              Qt::PenStyle edgeStyle = Qt::SolidLine);
/// Text in one font and colour inside `area`; elided at the right when it is too long.
void paintText(QPainter &painter, const QRectF &area, const QString &text, const QFont &font,
               const QColor &colour, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
/// A straight 1 px line along the lower edge of `area`.
void paintLowerLine(QPainter &painter, const QRectF &area, const QColor &colour);

/// Size of a key chip ("Y", "Enter") and its picture.
QSize keyChipSize(const QString &key);
void paintKeyChip(QPainter &painter, const QRectF &area, const QString &key, const QColor &text,
                  const QColor &edge);

} // namespace dermis
