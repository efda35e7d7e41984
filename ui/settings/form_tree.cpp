#include "ui/settings/form_tree.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString rowWords(const EditableItem &item)
{
    const QString words = item.text.isEmpty() ? item.linkId : QString(item.text).replace(u'\n', u' ');
    return item.prefix.isEmpty() ? words : u"%1  %2"_s.arg(item.prefix, words);
}

} // namespace

FormTree::FormTree(QWidget *parent) : QTreeWidget(parent)
{
    setAccessibleName(tr("Items of the form"));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    connect(this, &QTreeWidget::currentItemChanged, this, &FormTree::chosen);
}

void FormTree::showItems(const QList<EditableItem> &items, const QString &linkId)
{
    const QSignalBlocker quiet(this);
    clear();
    QList<QTreeWidgetItem *> above; // the last one at each depth
    QTreeWidgetItem *current = nullptr;
    for (const EditableItem &item : items) {
        above.resize(item.depth);
        auto *row = above.isEmpty() ? new QTreeWidgetItem(this) : new QTreeWidgetItem(above.last());
        row->setText(0, rowWords(item));
        row->setData(0, Qt::UserRole, item.linkId);
        above << row;
        if (item.linkId == linkId || current == nullptr)
            current = row;
    }
    expandAll();
    setCurrentItem(current);
}

void FormTree::showWords(const EditableItem &item)
{
    if (currentItem() != nullptr)
        currentItem()->setText(0, rowWords(item));
}

QString FormTree::linkId() const
{
    return currentItem() == nullptr ? QString() : currentItem()->data(0, Qt::UserRole).toString();
}

} // namespace dermis
