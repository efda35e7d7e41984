#pragma once

#include "core/products/import_line.h"
#include "core/products/lot.h"

namespace dermis {

/// Every lot of every product as CSV with a heading; what happened to it since (opened, finished, state) stands last.
Result<QByteArray> exportLots(Database &database);
/// Takes every lot of a CSV file into stock that exportLots() could have written, all or none; what happened to a lot elsewhere is
/// passed over. A line names its product by `gtin`, or by `product`: brand, name, variant and strength as registered. InvalidInput
/// names the line: no such product or two of them, a lot that is in stock already or twice in the file, an expiry that has passed, no
/// quantity. Gives how many. Needs Products.
Result<int> importLots(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &csv);
/// What importLots() would do with the file, line by line; nothing is kept. InvalidInput when the file or its heading cannot be read.
/// Needs Products.
Result<QList<ImportLine>> previewLots(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &csv);

} // namespace dermis
