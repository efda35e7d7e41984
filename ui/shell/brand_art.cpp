#include "ui/shell/brand_art.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int layers = 7;
constexpr int needles = 10;
constexpr int textLeft = 64;

QColor mixed(const QColor &from, const QColor &to, qreal share)
{
    return QColor::fromRgbF(static_cast<float>(from.redF() + (to.redF() - from.redF()) * share),
                            static_cast<float>(from.greenF() + (to.greenF() - from.greenF()) * share),
                            static_cast<float>(from.blueF() + (to.blueF() - from.blueF()) * share));
}

/// The upper edge of a layer of skin: a slow wave, each layer with its own phase.
QPainterPath layerPath(int layer, const QSizeF &size)
{
    const qreal top = size.height() * (0.45 + 0.075 * layer);
    const qreal swing = size.height() * 0.022;
    const qreal phase = 1.7 * layer;
    QPainterPath path(QPointF(0, size.height()));
    for (qreal x = 0; x <= size.width() + 4; x += 4)
        path.lineTo(x, top + swing * std::sin(phase + x / size.width() * 2.0 * std::numbers::pi));
    path.lineTo(size.width(), size.height());
    path.closeSubpath();
    return path;
}

void paintLayers(QPainter &painter, const QSizeF &size)
{
    const Tokens &light = tokensOf(Theme::Light);
    const QColor deepest = mixed(light.accent, tokensOf(Theme::Dark).accent, 0.4);
    painter.fillRect(QRectF(QPointF(0, 0), size), light.rail);
    painter.setPen(Qt::NoPen);
    for (int layer = 0; layer < layers; ++layer) {
        painter.setBrush(mixed(light.rail, deepest, (layer + 1.0) / layers));
        painter.drawPath(layerPath(layer, size));
    }
}

void paintNeedles(QPainter &painter, const QSizeF &size)
{
    constexpr std::array<qreal, needles> lengths{0.19,  0.155, 0.19,  0.155, 0.19,
                                                 0.155, 0.19,  0.155, 0.19,  0.155};
    QColor colour = tokensOf(Theme::Light).sand;
    colour.setAlphaF(0.55F);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap));
    const qreal first = size.width() * 0.17;
    const qreal step = size.width() * 0.0785;
    for (std::size_t needle = 0; needle < needles; ++needle) {
        const qreal x = first + step * static_cast<qreal>(needle);
        const qreal top = size.height() * (0.405 + 0.01 * std::cos(static_cast<qreal>(needle)));
        painter.drawLine(QPointF(x, top), QPointF(x, top + size.height() * lengths.at(needle)));
    }
}

} // namespace

BrandArt::BrandArt(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Dermis"));
}

void BrandArt::setPractice(const QString &name)
{
    m_practice = name;
    setAccessibleName(name.isEmpty() ? tr("Dermis") : tr("Dermis, %1").arg(name));
    update();
}

void BrandArt::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLayers(painter, size());
    paintNeedles(painter, size());
    const Tokens &light = tokensOf(Theme::Light);
    const int top = std::min(70, height() / 12);
    paintIcon(painter, Icon::Brand, QRectF(textLeft - 4, top, 60, 60), light.sand, light.rail);
    paintText(painter, QRectF(textLeft, top + 68, width() - textLeft, 56), tr("Dermis"),
              dermis::font(TypeStyle::Brand), light.onAccent);
    paintText(painter, QRectF(textLeft, top + 122, width() - textLeft - 16, 24), m_practice,
              dermis::font(TypeStyle::Body), light.railText);
}

} // namespace dermis
