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

/// What one record of a CSV file would do.
struct ImportLine
{
    qsizetype line = 1; ///< of the file
    Product product;    ///< as it would be registered; without a number
    QString problem;    ///< why it cannot be; empty when it can
};
/// What importProducts() would do with the file, line by line; nothing is kept. InvalidInput when the file or
/// its heading cannot be read. Needs Products.
Result<QList<ImportLine>> previewProducts(Database &database, const Actor &actor, const QDateTime &now,
                                          const QByteArray &csv);

} // namespace dermis
