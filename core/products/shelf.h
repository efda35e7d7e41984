#pragma once

#include "core/products/lot.h"
#include "core/products/product.h"

namespace dermis {

class Database;

/// Days before its expiry from which a lot is said to expire soon [P].
inline constexpr int expirySoonDays = 60;

/// A product with all that its line in the list tells.
struct ShelfLine
{
    Product product;
    StatusReview review; ///< the latest
    QList<Lot> lots;     ///< the one that expires first before the others

    bool isInstrument() const; ///< device or cartridge: it has no needling status
    /// Still used, and nobody said yet what may be done with it.
    bool isNotAssessed() const;
    /// Still used, and its assessment ran out before this day.
    bool isOutOfDate(const QDate &day) const;
    /// Lots in stock: not used up, withdrawn or recalled; those that expired are still there.
    QList<Lot> stock() const;
    /// Lots in stock that have expired or been open for too long.
    int spoilt(const QDate &day) const;
    /// Lots in stock that may still be used but expire soon.
    int expiringSoon(const QDate &day) const;
    /// Whether its name, maker, label, barcode number or a lot holds every word.
    bool holds(const QString &text) const;
};

/// Every product with its status and lots, by title; those no longer used last.
Result<QList<ShelfLine>> shelf(Database &database);

} // namespace dermis
