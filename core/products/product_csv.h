#pragma once

#include "core/products/import_line.h"
#include "core/products/product.h"
#include "core/storage/actor.h"

#include <QDateTime>

namespace dermis {

class Database;

/// Every product as CSV with a heading; the needling status stands in the last column.
Result<QByteArray> exportProducts(Database &database, const QDate &day);
/// Brings a CSV file in that exportProducts() could have written, all or none. A line whose barcode is registered, else whose brand, name,
/// variant and strength are (case does not count), changes that product where its columns say otherwise; columns that the file
/// leaves out stay as they are. Every other line is registered, and is not assessed, whatever the file says. InvalidInput names the line
/// and the column. Gives what each line did. Needs Products.
Result<QList<ImportLine>> importProducts(Database &database, const Actor &actor, const QDateTime &now,
                                         const QByteArray &csv);
/// What importProducts() would do with the file, line by line; nothing is kept. InvalidInput when the file or
/// its heading cannot be read. Needs Products.
Result<QList<ImportLine>> previewProducts(Database &database, const Actor &actor, const QDateTime &now,
                                          const QByteArray &csv);

} // namespace dermis
