#pragma once

#include "core/products/product.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QHash>

namespace dermis {

class Database;

/// One delivery of a product that the maker made together.
struct Lot
{
    LotId id;
    int revision = 0;
    ProductId productId;
    QString code;     ///< as printed
    QDate expiry;     ///< the last day it may be used
    int quantity = 0; ///< units received
    QDate received;
    QDate opened;    ///< invalid while it is closed
    QDate finished;  ///< used up or thrown away; invalid while there is some
    QString storage; ///< "2 to 8 °C"
    SupplyState state = SupplyState::Active;
    bool operator==(const Lot &) const = default;
};

/// Why a lot may not be used on a day (MN-DEV-05).
enum class LotProblem { Expired, OpenTooLong, Withdrawn, Recalled, UsedUp };
QString lotProblemName(LotProblem problem);
/// Every reason against it; empty when there is none.
QList<LotProblem> lotProblems(const Lot &lot, const Product &product, const QDate &day);

/// The lots of a product, the one that expires first before the others.
Result<QList<Lot>> lots(Database &database, ProductId product);
/// The lots of every product, in the same order.
Result<QHash<ProductId, QList<Lot>>> allLots(Database &database);
/// NotFound when there is none.
Result<Lot> lot(Database &database, LotId id);
/// Takes a delivery into stock. InvalidInput when it has expired, holds nothing, or the product has this lot
/// already. Needs Products.
Result<Lot> receiveLot(Database &database, const Actor &actor, const QDateTime &now, const Lot &lot);
/// The day it was opened. Needs Products.
Result<Lot> openLot(Database &database, const Actor &actor, const QDateTime &now, LotId id, const QDate &day);
/// The day its last unit was used up or thrown away; an invalid day says that there is some after all. Needs
/// Products.
Result<Lot> finishLot(Database &database, const Actor &actor, const QDateTime &now, LotId id,
                      const QDate &day);
/// Withdrawn by the practice, recalled by the maker, or active again, saying why. Needs Products.
Result<Lot> setLotState(Database &database, const Actor &actor, const QDateTime &now, LotId id,
                        SupplyState state, const QString &reason);

} // namespace dermis
