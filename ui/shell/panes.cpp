#include "ui/shell/panes.h"

#include <QApplication>
#include <QWidget>

namespace dermis {

namespace {

bool takesKeyboard(const QWidget &widget)
{
    return widget.focusPolicy() & Qt::TabFocus && widget.isEnabled() && widget.isVisible();
}

qsizetype currentPane(const QList<QWidget *> &panes)
{
    const QWidget *focused = QApplication::focusWidget();
    for (qsizetype index = panes.size() - 1; index >= 0; --index) {
        if (focused != nullptr && (panes.at(index) == focused || panes.at(index)->isAncestorOf(focused)))
            return index;
    }
    return -1;
}

} // namespace

QWidget *focusTarget(QWidget *pane)
{
    if (takesKeyboard(*pane))
        return pane;
    for (QWidget *widget = pane->nextInFocusChain(); widget != pane; widget = widget->nextInFocusChain()) {
        if (pane->isAncestorOf(widget) && takesKeyboard(*widget))
            return widget;
    }
    return nullptr;
}

void stepPane(const QList<QWidget *> &panes, int step)
{
    const qsizetype count = panes.size();
    qsizetype index = currentPane(panes);
    for (qsizetype tried = 0; tried < count; ++tried) {
        index = (index + step + count) % count;
        if (QWidget *target = focusTarget(panes.at(index))) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace dermis
