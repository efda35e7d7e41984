#include "ui/widgets/flow_layout.h"

#include <QWidget>

namespace dermis {

FlowLayout::FlowLayout(QWidget *parent, int gap) : QLayout(parent), m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items << item;
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    arrange(area, true);
}

int FlowLayout::arrange(const QRect &area, bool apply) const
{
    const QRect inside = area.marginsRemoved(contentsMargins());
    QPoint corner = inside.topLeft();
    int lineHeight = 0;
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (corner.x() + size.width() > inside.right() + 1 && lineHeight > 0) {
            corner = {inside.left(), corner.y() + lineHeight + m_gap};
            lineHeight = 0;
        }
        if (apply)
            item->setGeometry(QRect(corner, size));
        corner.rx() += size.width() + m_gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    return corner.y() + lineHeight - area.top() + contentsMargins().bottom();
}

} // namespace dermis
