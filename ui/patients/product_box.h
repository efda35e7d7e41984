#pragma once

#include "core/safety/shelf.h"

#include <QComboBox>

namespace dermis {

/// A product of the registry, found by typing any part of its name.
class ProductBox : public QComboBox
{
    Q_OBJECT
public:
    /// Offers the products of these kinds that are in use; the first line chooses none.
    ProductBox(const Shelf &shelf, const QList<ProductKind> &kinds, const QString &name, QWidget *parent = nullptr);
    void choose(ProductId product);
    /// Null while none is chosen, or while the words are no product's.
    ProductId product() const;
};

} // namespace dermis
