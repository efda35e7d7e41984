#pragma once

#include <QSet>
#include <QString>

class QWidget;

namespace dermis::test {

/// Every text that a widget and all in it hold, hidden ones too: labels, lines, buttons, tips, rows of tables
/// and lists, and what a screen reader is told.
QSet<QString> textsIn(QWidget *root);

} // namespace dermis::test
