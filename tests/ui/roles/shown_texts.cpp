#include "tests/ui/roles/shown_texts.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QMetaProperty>
#include <QWidget>

#include <array>

namespace dermis::test {

namespace {

void addProperties(const QObject &object, QSet<QString> &texts)
{
    const QMetaObject *about = object.metaObject();
    for (int i = 0; i < about->propertyCount(); ++i) {
        if (about->property(i).typeId() == QMetaType::QString)
            texts << about->property(i).read(&object).toString();
    }
}

void addRows(const QAbstractItemModel &model, const QModelIndex &parent, QSet<QString> &texts)
{
    static constexpr std::array roles{Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole,
                                      Qt::AccessibleDescriptionRole};
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            for (const int role : roles)
                texts << index.data(role).toString();
            if (model.hasChildren(index))
                addRows(model, index, texts);
        }
    }
}

/// Parts that are widgets are visited by themselves.
void addSpoken(QAccessibleInterface *part, QSet<QString> &texts)
{
    if (part == nullptr)
        return;
    texts << part->text(QAccessible::Name) << part->text(QAccessible::Description)
          << part->text(QAccessible::Value);
    for (int i = 0; i < part->childCount(); ++i) {
        QAccessibleInterface *child = part->child(i);
        if (child != nullptr && child->object() == nullptr)
            addSpoken(child, texts);
    }
}

} // namespace

QSet<QString> textsIn(QWidget *root)
{
    QSet<QString> texts;
    const QList<QWidget *> widgets = QList<QWidget *>{root} << root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        addProperties(*widget, texts);
        addSpoken(QAccessible::queryAccessibleInterface(widget), texts);
        if (const auto *view = qobject_cast<QAbstractItemView *>(widget);
            view != nullptr && view->model() != nullptr)
            addRows(*view->model(), {}, texts);
    }
    return texts;
}

} // namespace dermis::test
