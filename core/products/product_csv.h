#pragma once

#include "core/products/product.h"
#include "core/storage/actor.h"

#include <QDateTime>

namespace dermis {

class Database;

/// Every product as CSV with a heading; the needling status stands in the last column.
Result<QByteArray> exportProducts(Database &database, const QDate &day);
/// Registers every product of a CSV file that exportProducts() could have written, all or none; each is not
/// assessed, whatever the file says. InvalidInput names the line and the column. Gives how many. Needs
/// Products.
Result<int> importProducts(Database &database, const Actor &actor, const QDateTime &now,
                           const QByteArray &csv);

} // namespace dermis
