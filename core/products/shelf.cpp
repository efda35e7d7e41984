#include "core/products/shelf.h"

#include "core/base/text_folding.h"
#include "core/products/product_repository.h"

#include <QHash>

namespace dermis {

bool ShelfLine::isInstrument() const
{
    return product.kind == ProductKind::Device || product.kind == ProductKind::Cartridge;
}

bool ShelfLine::isNotAssessed() const
{
    return !isInstrument() && product.state == SupplyState::Active &&
           review.status == NeedlingStatus::NotAssessed;
}

bool ShelfLine::isOutOfDate(const QDate &day) const
{
    return !isInstrument() && product.state == SupplyState::Active &&
           review.status != NeedlingStatus::NotAssessed && review.on(day) == NeedlingStatus::NotAssessed;
}

QList<Lot> ShelfLine::stock() const
{
    QList<Lot> found;
    for (const Lot &lot : lots) {
        if (lot.state == SupplyState::Active && !lot.finished.isValid())
            found << lot;
    }
    return found;
}

int ShelfLine::spoilt(const QDate &day) const
{
    int count = 0;
    for (const Lot &lot : stock())
        count += lotProblems(lot, product, day).isEmpty() ? 0 : 1;
    return count;
}

int ShelfLine::expiringSoon(const QDate &day) const
{
    int count = 0;
    for (const Lot &lot : stock()) {
        if (lotProblems(lot, product, day).isEmpty() && lot.expiry <= day.addDays(expirySoonDays))
            ++count;
    }
    return count;
}

bool ShelfLine::holds(const QString &text) const
{
    QStringList texts{product.title(), product.manufacturer, product.supplier, product.label, product.gtin};
    for (const Lot &lot : lots)
        texts << lot.code;
    const QString all = folded(texts.join(u' '));
    const QStringList words = foldedWords(text);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) { return all.contains(word); });
}

Result<QList<ShelfLine>> shelf(Database &database)
{
    const QHash<ProductId, StatusReview> status = TRY(latestReviews(database));
    const QHash<ProductId, QList<Lot>> stock = TRY(allLots(database));
    QList<ShelfLine> lines;
    for (const Product &product : TRY(products(database)))
        lines << ShelfLine{product, status.value(product.id), stock.value(product.id)};
    return lines;
}

} // namespace dermis
