#pragma once

#include "core/products/lot.h"

#include <QJsonObject>

namespace dermis::cli {

/// A product with its status on a day, its latest review, and what was read of its label (docs/cli.md).
Result<QJsonObject> productJson(Database &database, const Product &product, const QDate &day);
QJsonObject toJson(const Lot &lot, const Product &product, const QDate &day);

} // namespace dermis::cli
