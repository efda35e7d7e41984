#include "ui/widgets/avatar.h"

#include "ui/theme/painting.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace dermis {

QString initials(const QString &name)
{
    static const QStringList titles{u"dr"_s, u"sr"_s,   u"mr"_s,     u"mrs"_s,
                                    u"ms"_s, u"prof"_s, u"sister"_s, u"miss"_s};
    QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    const auto isTitle = [](QString word) { return titles.contains(word.remove(u'.').toLower()); };
    while (words.size() > 1 && isTitle(words.first()))
        words.removeFirst();
    if (words.isEmpty())
        return {};
    const QString first = words.first().left(1).toUpper();
    return words.size() == 1 ? first : first + words.last().left(1).toUpper();
}

void paintInitials(QPainter &painter, const QRectF &area, const QString &name, const QColor &disc,
                   const QColor &text)
{
    paintBox(painter, area, area.width() / 2, disc, {});
    QFont letters(painter.font());
    letters.setPixelSize(qRound(area.height() * 0.38));
    letters.setBold(true);
    painter.setFont(letters);
    painter.setPen(text);
    painter.drawText(area, Qt::AlignCenter, initials(name));
}

Avatar::Avatar(int size, QWidget *parent) : QWidget(parent), m_size(size)
{
    setFixedSize(size, size);
}

void Avatar::setPerson(const QString &name, const QImage &photo)
{
    m_name = name;
    m_photo = photo;
    setAccessibleName(photo.isNull() ? tr("No photo of %1").arg(name) : tr("Photo of %1").arg(name));
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_photo.isNull()) {
        paintInitials(painter, rect(), m_name, tokens().accentSoft, tokens().accent);
        return;
    }
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath frame;
    frame.addRoundedRect(rect(), controlRadius, controlRadius);
    painter.setClipPath(frame);
    const int side = std::min(m_photo.width(), m_photo.height());
    const QRect square((m_photo.width() - side) / 2, (m_photo.height() - side) / 3, side, side);
    painter.drawImage(rect(), m_photo, square);
}

} // namespace dermis
