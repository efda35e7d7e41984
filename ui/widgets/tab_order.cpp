#include "ui/widgets/tab_order.h"

#include <QWidget>

namespace dermis {

namespace {

/// What takes the Tab key before a place that does not itself; null when nothing does.
QWidget *stopBefore(const QWidget &place, const QWidget &content)
{
    QWidget *before = place.previousInFocusChain();
    while (before != &place && (!(before->focusPolicy() & Qt::TabFocus) || content.isAncestorOf(before)))
        before = before->previousInFocusChain();
    return before == &place ? nullptr : before;
}

} // namespace

void orderTabs(const QWidget &place, const QWidget &content)
{
    QWidget *before = stopBefore(place, content);
    for (QWidget *each : content.findChildren<QWidget *>()) {
        const bool isElsewhere = each->window() != content.window(); // the list that a combo box opens
        if (!(each->focusPolicy() & Qt::TabFocus) || isElsewhere)
            continue;
        if (before != nullptr)
            QWidget::setTabOrder(before, each);
        before = each;
    }
}

} // namespace dermis
