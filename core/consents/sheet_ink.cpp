#include "core/consents/sheet_ink.h"

#include "core/consents/sheet_text.h"

#include <QPainter>

namespace dermis {

namespace {

constexpr qreal inkUnit = mm / 100;
constexpr qreal plainWidth = 0.38 * mm; // of a line without pressure

QRectF boundsOf(const Ink &ink)
{
    QPolygonF points;
    for (const Stroke &stroke : ink) {
        for (const InkPoint &point : stroke)
            points << QPointF(point.x, point.y) * inkUnit;
    }
    return points.boundingRect();
}

qreal lineWidth(const InkPoint &point)
{
    return point.pressure ? (0.2 + 0.45 * *point.pressure) * mm : plainWidth;
}

/// A stroke at its place: one line as long as the pressure stays the same.
void paintStroke(QPainter &painter, const Stroke &stroke, const QTransform &placed)
{
    const auto at = [&](qsizetype i) { return placed.map(QPointF(stroke.at(i).x, stroke.at(i).y) * inkUnit); };
    qsizetype from = 0;
    while (from == 0 || from + 1 < stroke.size()) {
        QPainterPath path(at(from));
        const qreal width = lineWidth(stroke.at(from));
        qsizetype to = from + 1;
        path.lineTo(to < stroke.size() ? at(to) : at(from) + QPointF(0.1, 0)); // a dot
        for (; to + 1 < stroke.size() && lineWidth(stroke.at(to)) == width; ++to)
            path.lineTo(at(to + 1));
        painter.strokePath(path, QPen(Qt::black, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        from = to;
    }
}

} // namespace

void paintInk(QPainter &painter, const QRectF &place, const Ink &ink)
{
    const QRectF bounds = boundsOf(ink);
    const auto fit = [](qreal room, qreal wanted) { return wanted > room ? room / wanted : 1; };
    const qreal scale = std::min(fit(place.width(), bounds.width()), fit(place.height(), bounds.height()));
    QTransform placed;
    placed.translate(place.left(), place.center().y());
    placed.scale(scale, scale);
    placed.translate(-bounds.left(), -bounds.center().y());
    painter.save();
    painter.setBrush(Qt::NoBrush);
    for (const Stroke &stroke : ink)
        paintStroke(painter, stroke, placed);
    painter.restore();
}

} // namespace dermis
