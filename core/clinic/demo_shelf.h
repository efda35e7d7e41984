#pragma once

#include "core/products/lot.h"

namespace dermis {

/// What a past session of the demo clinic uses.
struct DemoShelf
{
    LotId cartridges;
    LotId saline;
    LotId gel;
    ProductId pen;
};

/// A shelf of invented products with each needling status, lots, and one lot that ran out; received on the day of `now`.
Result<DemoShelf> stockDemoShelf(Database &database, const Actor &doctor, const QDateTime &now, const QDate &today);

} // namespace dermis
