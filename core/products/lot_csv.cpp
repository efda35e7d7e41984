#include "core/products/lot_csv.h"

#include "core/access/permissions.h"
#include "core/base/csv.h"
#include "core/base/text_folding.h"
#include "core/products/product_repository.h"
#include "core/products/receive_lot.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QStringList readColumns{u"gtin"_s, u"product"_s, u"lot"_s, u"expiry"_s, u"quantity"_s, u"received"_s, u"storage"_s};
const QStringList writtenColumns{u"opened"_s, u"finished"_s, u"state"_s}; // passed over when read

tl::unexpected<Error> wrongLotLine(qsizetype line, const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"line %1: %2"_s.arg(line).arg(what));
}

QString dayText(const QDate &day)
{
    return day.isValid() ? day.toString(Qt::ISODate) : QString();
}

Result<QStringList> readLotHeading(const CsvRecord &heading)
{
    QStringList names;
    for (const QString &field : heading.fields) {
        const QString name = field.trimmed();
        if (!readColumns.contains(name) && !writtenColumns.contains(name))
            return wrongLotLine(heading.line, u"there is no column \"%1\"; the columns are %2"_s.arg(name, readColumns.join(u", "_s)));
        if (names.contains(name))
            return wrongLotLine(heading.line, u"the column \"%1\" stands twice"_s.arg(name));
        names << name;
    }
    for (const QString &needed : {u"lot"_s, u"expiry"_s, u"quantity"_s}) {
        if (!names.contains(needed))
            return wrongLotLine(heading.line, u"the column \"%1\" is missing"_s.arg(needed));
    }
    if (!names.contains(u"gtin"_s) && !names.contains(u"product"_s))
        return wrongLotLine(heading.line, u"the column \"gtin\" or \"product\" is missing"_s);
    return names;
}

/// The one product that a line means.
Result<ProductId> productOf(const QList<Product> &known, const QString &gtin, const QString &title)
{
    QList<ProductId> found;
    for (const Product &one : known) {
        const bool isMeant = gtin.isEmpty() ? folded(one.title()) == folded(title) : one.gtin == gtin;
        if (isMeant)
            found << one.id;
    }
    const QString said = gtin.isEmpty() ? title : gtin;
    if (said.isEmpty())
        return fail(ErrorCode::InvalidInput, u"say which product, by \"gtin\" or \"product\""_s);
    if (found.isEmpty())
        return fail(ErrorCode::InvalidInput, u"no product \"%1\" is registered; register it first"_s.arg(said));
    if (found.size() > 1)
        return fail(ErrorCode::InvalidInput, u"several products are called \"%1\"; name it by its gtin"_s.arg(said));
    return found.first();
}

Result<QDate> dayFrom(const QString &column, const QString &text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!text.isEmpty() && !day.isValid())
        return fail(ErrorCode::InvalidInput, u"column \"%1\": \"%2\" is no day such as 2027-03-31"_s.arg(column, text));
    return day;
}

Result<Lot> lotFrom(const QStringList &names, const CsvRecord &record, const QList<Product> &known)
{
    if (record.fields.size() != names.size())
        return fail(ErrorCode::InvalidInput,
                    u"%1 columns, but the heading has %2"_s.arg(record.fields.size()).arg(names.size()));
    const auto field = [&](const QString &name) { return record.fields.value(names.indexOf(name)).trimmed(); };
    Lot lot;
    lot.productId = TRY(productOf(known, field(u"gtin"_s), field(u"product"_s)));
    lot.code = field(u"lot"_s);
    lot.expiry = TRY(dayFrom(u"expiry"_s, field(u"expiry"_s)));
    lot.received = TRY(dayFrom(u"received"_s, field(u"received"_s)));
    lot.storage = field(u"storage"_s);
    bool isNumber = false;
    lot.quantity = field(u"quantity"_s).toInt(&isNumber);
    if (!isNumber)
        return fail(ErrorCode::InvalidInput, u"column \"quantity\": \"%1\" is no whole number"_s.arg(field(u"quantity"_s)));
    return lot;
}

} // namespace

Result<QByteArray> exportLots(Database &database)
{
    const QHash<ProductId, QList<Lot>> stock = TRY(allLots(database));
    QString csv = csvLine(readColumns + writtenColumns);
    for (const Product &product : TRY(products(database))) {
        for (const Lot &lot : stock.value(product.id))
            csv += csvLine({product.gtin, product.title(), lot.code, dayText(lot.expiry), QString::number(lot.quantity),
                            dayText(lot.received), lot.storage, dayText(lot.opened), dayText(lot.finished),
                            supplyStateName(lot.state)});
    }
    return csv.toUtf8();
}

namespace {

/// "Plain balm, lot B-7"
QString titleOf(const Lot &lot, const QList<Product> &known)
{
    const auto product = std::find_if(known.begin(), known.end(), [&](const Product &one) { return one.id == lot.productId; });
    return product == known.end() ? lot.code : u"%1, lot %2"_s.arg(product->title(), lot.code);
}

/// Takes every lot of the file into the transaction; what cannot be taken says why.
Result<QList<ImportLine>> takeAllLots(Transaction &transaction, const QByteArray &csv)
{
    const QList<CsvRecord> records = TRY(readCsv(csv));
    if (records.isEmpty())
        return wrongLotLine(1, u"the file is empty"_s);
    const QStringList names = TRY(readLotHeading(records.first()));
    const QList<Product> known = TRY(products(transaction.database()));
    QList<ImportLine> lines;
    for (const CsvRecord &record : records.mid(1)) {
        ImportLine line{record.line, {}, {}, {}, false, {}};
        Result<Lot> taken = lotFrom(names, record, known);
        if (taken) {
            const Lot received = *taken;
            line.what = titleOf(received, known);
            taken = receiveLot(transaction, received);
        }
        if (!taken && taken.error().code != ErrorCode::InvalidInput)
            return tl::unexpected<Error>(taken.error());
        if (!taken) {
            line.outcome = ImportLine::Outcome::Refused;
            line.problem = taken.error().detail;
        }
        lines << line;
    }
    return lines;
}

} // namespace

Result<QList<ImportLine>> previewLots(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &csv)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now)); // never committed
    return takeAllLots(transaction, csv);
}

Result<int> importLots(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &csv)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const QList<ImportLine> lines = TRY(takeAllLots(transaction, csv));
    if (const QString problem = firstProblem(lines); !problem.isEmpty())
        return fail(ErrorCode::InvalidInput, problem);
    TRY(transaction.commit());
    return static_cast<int>(lines.size());
}

} // namespace dermis
