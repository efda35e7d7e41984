#include "core/safety/shelf.h"

#include "core/products/product_repository.h"

#include <algorithm>

namespace dermis {

bool ShelfProduct::isReadable() const
{
    return !ingredients.isEmpty() && (product.isLabelComplete || unknownIngredients(ingredients).isEmpty());
}

const Lot *ShelfProduct::lot(LotId id) const
{
    const auto found = std::find_if(lots.begin(), lots.end(), [id](const Lot &one) { return one.id == id; });
    return found == lots.end() ? nullptr : &*found;
}

Result<Shelf> shelf(Database &database, const SubstanceCatalogue &substances)
{
    Shelf shelf;
    const QList<Product> registered = TRY(products(database));
    if (registered.isEmpty())
        return shelf;
    const QHash<ProductId, StatusReview> assessed = TRY(latestReviews(database));
    const QHash<ProductId, QList<Lot>> stock = TRY(allLots(database));
    for (const Product &product : registered) {
        ShelfProduct shelved{product, {}, readIngredients(product.label, substances), {}};
        shelved.review = assessed.value(product.id);
        shelved.lots = stock.value(product.id);
        shelf.insert(product.id, shelved);
    }
    return shelf;
}

} // namespace dermis
