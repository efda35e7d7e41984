#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

// In the order of Icon.
constexpr std::array files{
    "arrow",    "audit",  "bell",     "bolt",     "calendar", "camera",   "chart",    "check",   "clock",
    "close",    "defer",  "disk",     "doctor",   "door",     "down",     "drop",     "edit",    "eye",
    "face",     "filter", "folder",   "guardian", "hand",     "history",  "idcard",   "key",     "left",
    "link",     "lock",   "more",     "needle",   "note",     "patients", "pause",    "pdf",     "pen",
    "phone",    "play",   "plus",     "print",    "product",  "right",    "save",     "scan",    "search",
    "settings", "shield", "shieldok", "sign",     "speech",   "stopsq",   "sun",      "swap",    "tag",
    "timer",    "today",  "undo",     "up",       "usb",      "zoom",     "sev-stop", "sev-rel", "sev-cau",
    "sev-na",   "sev-ok", "sev-info", "sev-okf",  "brand"};
static_assert(files.size() == static_cast<std::size_t>(Icon::Brand) + 1);

QByteArray drawing(Icon icon, const QColor &colour, const QColor &ground)
{
    QFile file(iconFile(icon));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("#ffffff", ground.name().toLatin1());
    svg.replace("currentColor", colour.name().toLatin1());
    return svg;
}

/// Renders from the tokens each time it is asked, so a change of theme needs nothing.
class TokenIconEngine : public QIconEngine
{
public:
    TokenIconEngine(Icon icon, Token colour) : m_icon(icon), m_colour(colour) {}
    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, m_icon, area, colour(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return iconPixmap(m_icon, colour(mode), tokens().panel, std::min(size.width(), size.height()), 1.0);
    }
    QIconEngine *clone() const override { return new TokenIconEngine(m_icon, m_colour); }

private:
    QColor colour(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? tokens().text3 : tokens().*m_colour;
    }
    Icon m_icon;
    Token m_colour;
};

QPixmap windowPicture(int size)
{
    const Tokens &colours = tokensOf(Theme::Light);
    QPixmap picture(size, size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.rail);
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2);
    const qreal inset = size * 0.12;
    paintIcon(painter, Icon::Brand, QRectF(inset, inset, size - 2 * inset, size - 2 * inset), colours.sand,
              colours.rail);
    return picture;
}

} // namespace

QList<Icon> allIcons()
{
    QList<Icon> icons;
    for (int index = 0; index <= static_cast<int>(Icon::Brand); ++index)
        icons << static_cast<Icon>(index);
    return icons;
}

QString iconFile(Icon icon)
{
    return u":/dermis/icons/%1.svg"_s.arg(QLatin1StringView(files.at(static_cast<std::size_t>(icon))));
}

QIcon icon(Icon icon, Token colour)
{
    return QIcon(new TokenIconEngine(icon, colour));
}

QPixmap iconPixmap(Icon icon, const QColor &colour, const QColor &ground, int size, qreal devicePixelRatio)
{
    const int pixels = qRound(size * devicePixelRatio);
    const QString key =
        u"dermis/%1/%2/%3/%4"_s.arg(static_cast<int>(icon)).arg(colour.rgba()).arg(ground.rgba()).arg(pixels);
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = QPixmap(pixels, pixels);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        QSvgRenderer(drawing(icon, colour, ground)).render(&painter);
        QPixmapCache::insert(key, picture);
    }
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

void paintIcon(QPainter &painter, Icon icon, const QRectF &area, const QColor &colour)
{
    paintIcon(painter, icon, area, colour, tokens().panel);
}

void paintIcon(QPainter &painter, Icon icon, const QRectF &area, const QColor &colour, const QColor &ground)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const int size = qRound(std::min(area.width(), area.height()));
    const QPointF corner(qRound((area.center().x() - size / 2.0) * ratio) / ratio,
                         qRound((area.center().y() - size / 2.0) * ratio) / ratio);
    painter.drawPixmap(corner, iconPixmap(icon, colour, ground, size, ratio));
}

QIcon windowIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(windowPicture(size));
    return icon;
}

} // namespace dermis
