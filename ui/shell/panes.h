#pragma once

#include <QList>

class QWidget;

namespace dermis {

/// The widget inside a pane that takes the keyboard: the pane itself, or the first in it that can; null when
/// none can.
QWidget *focusTarget(QWidget *pane);
/// Gives the keyboard to the next pane (step 1) or the one before (step -1), round the end.
void stepPane(const QList<QWidget *> &panes, int step);

} // namespace dermis
