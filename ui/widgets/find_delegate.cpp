#include "ui/widgets/find_delegate.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/find_patient.h"

#include <QPainter>

namespace dermis {

namespace {

constexpr int headingHeight = 26;
constexpr int foundHeight = 50;
constexpr int foundTextLeft = 58;

int advance(const QString &text, TypeStyle style)
{
    return QFontMetrics(dermis::font(style)).horizontalAdvance(text);
}

/// Paints the name with its matched runs bold; gives the x where it ends.
qreal paintName(QPainter &painter, QPointF left, qreal right, const FindHit &hit)
{
    qreal x = left.x();
    int at = 0;
    const auto paintRun = [&](int length, TypeStyle style) {
        const QString run = hit.name.mid(at, length);
        const int width = advance(run, style);
        paintText(painter, QRectF(x, left.y(), std::min<qreal>(width + 1, right - x), 20), run,
                  dermis::font(style), tokens().text);
        x += width;
        at += length;
    };
    for (const TextSpan &span : hit.matched) {
        if (span.start < at)
            continue;
        paintRun(span.start - at, TypeStyle::Body);
        paintRun(span.length, TypeStyle::BodyStrong);
    }
    paintRun(static_cast<int>(hit.name.size()) - at, TypeStyle::Body);
    return x;
}

void paintMinor(QPainter &painter, qreal x, qreal y)
{
    const Tokens &c = tokens();
    paintIcon(painter, Icon::Guardian, QRectF(x, y + 3, 14, 14), c.accent);
    paintText(painter, QRectF(x + 18, y, 80, 20), FindPopup::tr("Minor"), dermis::font(TypeStyle::Small),
              c.accent);
}

void paintHit(QPainter &painter, const QRectF &row, const FindHit &hit, bool current)
{
    const Tokens &c = tokens();
    if (current) {
        painter.fillRect(row, c.selection);
        painter.fillRect(QRectF(row.left(), row.top(), 4, row.height()), c.accent);
    }
    const QRectF picture(row.left() + 12, row.top() + 7, 36, 36);
    paintInitials(painter, picture,
                  hit.name.section(QLatin1Char(','), 1) + QLatin1Char(' ') +
                      hit.name.section(QLatin1Char(','), 0, 0),
                  c.sunken, c.text2);
    const qreal right = row.right() - 12;
    const QString enter = FindPopup::tr("Enter", "key");
    const int noteWidth = current ? keyChipSize(enter).width() : advance(hit.note, TypeStyle::Small) + 1;
    const QRectF note(right - noteWidth, row.top(), noteWidth, row.height());
    if (current)
        paintKeyChip(painter, QRectF(note.left(), row.center().y() - 10, noteWidth, 20), enter, c.text2,
                     c.lineStrong);
    else
        paintText(painter, note, hit.note, dermis::font(TypeStyle::Small), c.text2);
    qreal x = paintName(painter, {row.left() + foundTextLeft, row.top() + 6}, note.left() - 8, hit) + 7;
    paintText(painter, QRectF(x, row.top() + 6, std::max<qreal>(0, note.left() - x - 4), 20), hit.age,
              dermis::font(TypeStyle::Small), c.text2);
    if (hit.isMinor)
        paintMinor(painter, x + advance(hit.age, TypeStyle::Small) + 8, row.top() + 6);
    paintText(painter,
              QRectF(row.left() + foundTextLeft, row.top() + 25, note.left() - row.left() - foundTextLeft - 4, 18),
              hit.detail, dermis::font(TypeStyle::Small), c.text2);
}

} // namespace

void FindDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QVariant heading = index.data(HeadingRole);
    if (heading.isValid())
        paintText(*painter, QRectF(option.rect).adjusted(12, 0, -12, 0), heading.toString(),
                  dermis::font(TypeStyle::Small), tokens().text2);
    else
        paintHit(*painter, option.rect, index.data(HitRole).value<FindHit>(),
                 option.state.testFlag(QStyle::State_Selected));
}

QSize FindDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {200, index.data(HeadingRole).isValid() ? headingHeight : foundHeight};
}

} // namespace dermis
