#pragma once

#include "core/products/lot.h"

#include <QMap>

namespace dermis {

/// A product of the registry with all that a plan is judged by.
struct ShelfProduct
{
    Product product;
    StatusReview review;
    QList<Ingredient> ingredients;
    QList<Lot> lots;

    /// Every ingredient is known, or somebody said that the unknown rest is understood.
    bool isReadable() const;
    const Lot *lot(LotId id) const;
};

/// By product.
using Shelf = QMap<ProductId, ShelfProduct>;

/// Every product of the clinic, its label read with the clinic's own substances.
Result<Shelf> shelf(Database &database, const SubstanceCatalogue &substances);

} // namespace dermis
