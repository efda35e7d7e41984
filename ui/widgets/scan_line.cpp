#include "ui/widgets/scan_line.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace dermis {

void ScanLine::keyPressEvent(QKeyEvent *event)
{
    const bool isSeparator =
        event->text() == QString(QChar(0x1d)) ||
        (event->key() == Qt::Key_BracketRight && event->modifiers().testFlag(Qt::ControlModifier));
    if (!isSeparator)
        return QLineEdit::keyPressEvent(event);
    insert(u"<GS>"_s);
    event->accept();
}

} // namespace dermis
