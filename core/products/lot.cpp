#include "core/products/lot.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/base/spelling.h"
#include "core/products/product_repository.h"
#include "core/products/receive_lot.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array lotProblemNames{
    Spelling<LotProblem>{LotProblem::Expired, u"expired"},
    Spelling<LotProblem>{LotProblem::OpenTooLong, u"open-too-long"},
    Spelling<LotProblem>{LotProblem::Withdrawn, u"withdrawn"},
    Spelling<LotProblem>{LotProblem::Recalled, u"recalled"},
    Spelling<LotProblem>{LotProblem::UsedUp, u"used-up"},
};

const QString lotColumns =
    u"id, revision, product_id, code, expiry, quantity, received, opened, storage, state, finished"_s;

Lot lotFromRow(const Statement &row)
{
    Lot lot;
    lot.id = LotId(row.integer(0));
    lot.revision = static_cast<int>(row.integer(1));
    lot.productId = ProductId(row.integer(2));
    lot.code = row.text(3);
    lot.expiry = row.date(4);
    lot.quantity = static_cast<int>(row.integer(5));
    lot.received = row.date(6);
    lot.opened = row.date(7);
    lot.storage = row.text(8);
    lot.state = supplyStateFromName(row.text(9)).value_or(SupplyState::Withdrawn);
    lot.finished = row.date(10);
    return lot;
}

QVariant dayOrNull(const QDate &day)
{
    return day.isValid() ? QVariant(day.toString(Qt::ISODate)) : QVariant();
}

Row toRow(const Lot &lot)
{
    return {{u"product_id"_s, lot.productId.value()},
            {u"code"_s, lot.code.trimmed()},
            {u"expiry"_s, lot.expiry.toString(Qt::ISODate)},
            {u"quantity"_s, lot.quantity},
            {u"received"_s, lot.received.toString(Qt::ISODate)},
            {u"opened"_s, dayOrNull(lot.opened)},
            {u"finished"_s, dayOrNull(lot.finished)},
            {u"storage"_s, lot.storage.isNull() ? u""_s : lot.storage.trimmed()},
            {u"state"_s, supplyStateName(lot.state)}};
}

/// One change of one lot by somebody who may.
template <typename Change>
Result<Lot> changeOne(Database &database, const Actor &actor, const QDateTime &now, LotId id,
                      const QString &reason, Change change)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    Lot changed = TRY(lot(database, id));
    TRY(change(changed));
    changed.revision = TRY(transaction.update(u"lot"_s, id.value(), changed.revision, toRow(changed)));
    TRY(transaction.commit());
    return changed;
}

} // namespace

QString lotProblemName(LotProblem problem)
{
    return nameIn(lotProblemNames, problem);
}

QList<LotProblem> lotProblems(const Lot &lot, const Product &product, const QDate &day)
{
    QList<LotProblem> found;
    if (lot.expiry < day)
        found << LotProblem::Expired;
    if (lot.opened.isValid() && product.daysAfterOpening &&
        lot.opened.addDays(*product.daysAfterOpening) < day)
        found << LotProblem::OpenTooLong;
    if (lot.state == SupplyState::Withdrawn)
        found << LotProblem::Withdrawn;
    if (lot.state == SupplyState::Recalled)
        found << LotProblem::Recalled;
    if (lot.finished.isValid())
        found << LotProblem::UsedUp;
    return found;
}

Result<QList<Lot>> lots(Database &database, ProductId product)
{
    auto select =
        TRY(database.prepare(u"SELECT %1 FROM lot WHERE product_id = ? ORDER BY expiry, id"_s.arg(lotColumns)));
    TRY(select.add(product.value()).run());
    QList<Lot> list;
    while (TRY(select.next()))
        list << lotFromRow(select);
    return list;
}

Result<QHash<ProductId, QList<Lot>>> allLots(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM lot ORDER BY expiry, id"_s.arg(lotColumns)));
    TRY(select.run());
    QHash<ProductId, QList<Lot>> found;
    while (TRY(select.next())) {
        const Lot one = lotFromRow(select);
        found[one.productId] << one;
    }
    return found;
}

Result<Lot> lot(Database &database, LotId id)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM lot WHERE id = ?"_s.arg(lotColumns)));
    TRY(select.add(id.value()).run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no lot %1"_s.arg(id.toString()));
    return lotFromRow(select);
}

Result<Lot> receiveLot(Transaction &transaction, const Lot &received)
{
    Database &database = transaction.database();
    const QDate today = clinicTime(transaction.now()).date();
    const Product of = TRY(product(database, received.productId));
    if (of.state != SupplyState::Active)
        return invalidInput(u"this product is %1; nothing of it is taken into stock"_s.arg(supplyStateName(of.state)));
    Lot added = received;
    added.code = added.code.trimmed();
    added.received = added.received.isValid() ? added.received : today;
    added.state = SupplyState::Active;
    added.opened = QDate();
    added.finished = QDate();
    added.revision = 1;
    if (added.code.isEmpty())
        return invalidInput(u"a lot needs its number, as printed"_s);
    if (!added.expiry.isValid())
        return invalidInput(u"a lot needs its expiry"_s);
    if (added.expiry < today)
        return invalidInput(u"this lot expired on %1"_s.arg(added.expiry.toString(Qt::ISODate)));
    if (added.received > today)
        return invalidInput(u"it cannot have been received after today"_s);
    if (added.quantity < 1)
        return invalidInput(u"say how many units were received, 1 or more"_s);
    for (const Lot &other : TRY(lots(database, added.productId))) {
        if (other.code.compare(added.code, Qt::CaseInsensitive) == 0)
            return invalidInput(u"lot %1 of this product is in stock already, as number %2"_s.arg(
                added.code, other.id.toString()));
    }
    added.id = LotId(TRY(transaction.insert(u"lot"_s, toRow(added))));
    return added;
}

Result<Lot> receiveLot(Database &database, const Actor &actor, const QDateTime &now, const Lot &received)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Lot added = TRY(receiveLot(transaction, received));
    TRY(transaction.commit());
    return added;
}

Result<Lot> openLot(Database &database, const Actor &actor, const QDateTime &now, LotId id, const QDate &day)
{
    return changeOne(database, actor, now, id, {}, [&](Lot &changed) -> Result<> {
        if (!day.isValid() || day > clinicTime(now).date() || day < changed.received)
            return invalidInput(u"it was opened between its arrival and today"_s);
        changed.opened = day;
        return {};
    });
}

Result<Lot> finishLot(Database &database, const Actor &actor, const QDateTime &now, LotId id,
                      const QDate &day)
{
    return changeOne(database, actor, now, id, {}, [&](Lot &changed) -> Result<> {
        if (day.isValid() && (day > clinicTime(now).date() || day < changed.received))
            return invalidInput(u"it was used up between its arrival and today"_s);
        changed.finished = day;
        return {};
    });
}

Result<Lot> setLotState(Database &database, const Actor &actor, const QDateTime &now, LotId id,
                        SupplyState state, const QString &reason)
{
    TRY(require(actor, Permission::Products));
    if (!isReason(reason))
        return invalidInput(u"the reason must have at least %1 characters"_s.arg(shortestReason));
    return changeOne(database, actor, now, id, reason, [&](Lot &changed) -> Result<> {
        changed.state = state;
        return {};
    });
}

} // namespace dermis
