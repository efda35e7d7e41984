#include "ui/products/shelf_delegate.h"

#include "ui/products/shelf_model.h"
#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace dermis {

namespace {

constexpr int air = 12;
constexpr int signSize = 14;
constexpr int signRoom = 20;

/// One line of a cell, with its sign when it has one.
void paintLine(QPainter &painter, QRectF line, const QString &text, TypeStyle style, Token colour,
               const QVariant &mark, const QColor &ground)
{
    if (mark.isValid() && !text.isEmpty()) {
        const SeverityLook look = dermis::look(static_cast<SeverityMark>(mark.toInt()));
        colour = look.text;
        paintIcon(painter, look.icon,
                  QRectF(line.left(), line.center().y() - signSize / 2.0, signSize, signSize),
                  tokens().*look.text, ground);
        line.setLeft(line.left() + signRoom);
    }
    paintText(painter, line, text, font(style), tokens().*colour);
}

} // namespace

void ShelfDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRectF cell(option.rect);
    const QColor ground = selected ? tokens().selection : tokens().panel;
    painter->save();
    painter->fillRect(cell, ground);
    if (selected && index.column() == ShelfModel::Name)
        painter->fillRect(QRectF(cell.left(), cell.top(), 4, cell.height()), tokens().accent);
    const qreal left = cell.left() + air;
    const QRectF first(left, cell.top() + 4, cell.right() - left - 4, 18);
    const QRectF second(left, cell.top() + 22, first.width(), 17);
    const QVariant mark = index.data(ShelfModel::MarkRole);
    const bool isSignBelow = index.column() == ShelfModel::Stock;
    paintLine(*painter, first, index.data().toString(),
              index.column() == ShelfModel::Name ? TypeStyle::BodyStrong : TypeStyle::Body, &Tokens::text,
              isSignBelow ? QVariant() : mark, ground);
    paintLine(*painter, second, index.data(ShelfModel::UnderRole).toString(), TypeStyle::Small,
              &Tokens::text2, isSignBelow ? mark : QVariant(), ground);
    paintLowerLine(*painter, cell, tokens().line);
    painter->restore();
}

QSize ShelfDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QFontMetrics strong(font(TypeStyle::BodyStrong));
    const QFontMetrics small(font(TypeStyle::Small));
    const int words = std::max(strong.horizontalAdvance(index.data().toString()),
                               small.horizontalAdvance(index.data(ShelfModel::UnderRole).toString()));
    return {words + air + signRoom + 8, std::max(rowHeight, strong.height() + small.height() + 9)};
}

} // namespace dermis
