#include "ui/widgets/scroll_area_accessible.h"

#include <QAbstractScrollArea>
#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QAccessibleInterface *scrollAreaInterface(const QString &className, QObject *object)
{
    auto *area = qobject_cast<QAbstractScrollArea *>(object);
    const bool isPlain = className == u"QScrollArea"_s || className == u"QAbstractScrollArea"_s;
    return area != nullptr && isPlain ? new QAccessibleWidget(area) : nullptr;
}

} // namespace

void installScrollAreaAccessible()
{
    QAccessible::installFactory(&scrollAreaInterface);
}

} // namespace dermis
