#pragma once

#include "core/products/product.h"

#include <utility>

namespace dermis {

/// What a person may have begun and not finished of a product.
enum class ProductDraft { Details, Assessment, Delivery };

/// The form under which its draft is kept; a product without a number is one that is not registered yet.
QString productDraftForm(ProductDraft draft, ProductId product);
/// What a draft's form is of a product; nothing when it is none.
std::optional<std::pair<ProductDraft, ProductId>> productDraftFrom(const QString &form);

} // namespace dermis
