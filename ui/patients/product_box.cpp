#include "ui/patients/product_box.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>

namespace dermis {

ProductBox::ProductBox(const Shelf &shelf, const QList<ProductKind> &kinds, const QString &name, QWidget *parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    setAccessibleName(name);
    view()->setAccessibleName(name);
    lineEdit()->setAccessibleName(name);
    lineEdit()->setPlaceholderText(name);
    lineEdit()->setFrame(false);
    setMinimumHeight(28);
    addItem(QString(), qint64(0));
    for (const ShelfProduct &shelved : shelf) {
        if (kinds.contains(shelved.product.kind))
            addItem(shelved.product.title(), shelved.product.id.value());
    }
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->popup()->setAccessibleName(name);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    setCurrentIndex(0);
}

void ProductBox::choose(ProductId product)
{
    setCurrentIndex(std::max(0, findData(product.value())));
}

ProductId ProductBox::product() const
{
    const int row = findText(currentText(), Qt::MatchFixedString);
    return ProductId(row < 0 ? 0 : itemData(row).toLongLong());
}

} // namespace dermis
