#pragma once

#include "core/products/product.h"

#include <QByteArray>

namespace dermis {

/// What is typed of a product as a draft's body.
QByteArray productToJson(const Product &product, const QString &reason);
/// A product with a draft's body laid over what is stored; also gives the reason that was typed.
Product productFromJson(const QByteArray &body, Product product, QString *reason);

} // namespace dermis
