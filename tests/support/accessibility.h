#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace dermis::test {

/// The shown focusable widgets in and below `root` that QAccessible has no name for, as "class objectName".
inline QStringList unnamedControls(QWidget *root)
{
    QStringList unnamed;
    const QList<QWidget *> widgets = QList<QWidget *>{root} << root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() != nullptr || widget->isHidden())
            continue;
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        if (accessible == nullptr || accessible->text(QAccessible::Name).trimmed().isEmpty())
            unnamed << QLatin1StringView(widget->metaObject()->className()) + QLatin1Char(' ') +
                           widget->objectName();
    }
    return unnamed;
}

} // namespace dermis::test
