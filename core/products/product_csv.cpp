#include "core/products/product_csv.h"

#include "core/access/permissions.h"
#include "core/base/csv.h"
#include "core/products/gs1.h"
#include "core/products/product_repository.h"
#include "core/storage/transaction.h"

#include <QSet>

#include <functional>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// A column's heading, what it says of a product, and how it is read; reading gives false for a value that is
/// none.
struct Column
{
    QString name;
    std::function<QString(const Product &)> write;
    std::function<bool(Product &, const QString &)> read;
};

Column textColumn(const QString &name, QString Product::*member)
{
    return {name, [member](const Product &product) { return product.*member; },
            [member](Product &product, const QString &value) {
                product.*member = value;
                return true;
            }};
}

/// A column of stable spellings; an empty cell leaves the default.
template <typename Enum>
Column enumColumn(const QString &name, Enum Product::*member, QString (*write)(Enum),
                  std::optional<Enum> (*read)(const QString &))
{
    return {name, [member, write](const Product &product) { return write(product.*member); },
            [member, read](Product &product, const QString &value) {
                const auto found = value.isEmpty() ? std::optional(product.*member) : read(value);
                product.*member = found.value_or(product.*member);
                return found.has_value();
            }};
}

Column daysColumn()
{
    return {u"days_after_opening"_s,
            [](const Product &product) {
                return product.daysAfterOpening ? QString::number(*product.daysAfterOpening) : QString();
            },
            [](Product &product, const QString &value) {
                bool isNumber = value.isEmpty();
                product.daysAfterOpening.reset();
                if (!value.isEmpty())
                    product.daysAfterOpening = value.toInt(&isNumber);
                return isNumber;
            }};
}

Column labelDateColumn()
{
    return {u"label_date"_s,
            [](const Product &product) {
                return product.labelDate.isValid() ? product.labelDate.toString(Qt::ISODate) : QString();
            },
            [](Product &product, const QString &value) {
                product.labelDate = QDate::fromString(value, Qt::ISODate);
                return value.isEmpty() || product.labelDate.isValid();
            }};
}

const QList<Column> &csvColumns()
{
    static const QList<Column> list{
        enumColumn(u"kind"_s, &Product::kind, kindName, kindFromName),
        enumColumn(u"category"_s, &Product::category, categoryName, categoryFromName),
        textColumn(u"brand"_s, &Product::brand),
        textColumn(u"name"_s, &Product::name),
        textColumn(u"variant"_s, &Product::variant),
        textColumn(u"strength"_s, &Product::strength),
        textColumn(u"gtin"_s, &Product::gtin),
        textColumn(u"registration"_s, &Product::registration),
        textColumn(u"manufacturer"_s, &Product::manufacturer),
        textColumn(u"supplier"_s, &Product::supplier),
        enumColumn(u"sterile"_s, &Product::sterile, statedName, statedFromName),
        enumColumn(u"single_use"_s, &Product::singleUse, statedName, statedFromName),
        enumColumn(u"preservative_free"_s, &Product::preservativeFree, statedName, statedFromName),
        daysColumn(),
        textColumn(u"label"_s, &Product::label),
        labelDateColumn()};
    return list;
}

const QString statusColumn = u"needling_status"_s; // written, and passed over when read

tl::unexpected<Error> wrongProductLine(qsizetype line, const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"line %1: %2"_s.arg(line).arg(what));
}

/// The columns of the file in its own order; null for the status.
Result<QList<const Column *>> readProductHeading(const CsvRecord &heading)
{
    QList<const Column *> found;
    QStringList seen;
    for (const QString &field : heading.fields) {
        const QString name = field.trimmed();
        const auto column = std::find_if(csvColumns().begin(), csvColumns().end(),
                                         [&](const Column &one) { return one.name == name; });
        if (column == csvColumns().end() && name != statusColumn)
            return wrongProductLine(heading.line, u"there is no column \"%1\""_s.arg(name));
        if (seen.contains(name))
            return wrongProductLine(heading.line, u"the column \"%1\" stands twice"_s.arg(name));
        seen << name;
        found << (column == csvColumns().end() ? nullptr : &*column);
    }
    for (const QString &needed : {u"kind"_s, u"name"_s}) {
        if (!seen.contains(needed))
            return wrongProductLine(heading.line, u"the column \"%1\" is missing"_s.arg(needed));
    }
    return found;
}

/// The product as the line says; a column that the file does not have leaves what `before` says.
Result<Product> readProduct(const CsvRecord &record, const QList<const Column *> &found, const Product &before = {})
{
    if (record.fields.size() != found.size())
        return fail(ErrorCode::InvalidInput,
                    u"%1 columns, but the heading has %2"_s.arg(record.fields.size()).arg(found.size()));
    Product product = before;
    for (qsizetype i = 0; i < found.size(); ++i) {
        if (found.at(i) != nullptr && !found.at(i)->read(product, record.fields.at(i).trimmed()))
            return fail(ErrorCode::InvalidInput,
                        u"column \"%1\": \"%2\" is not known"_s.arg(found.at(i)->name, record.fields.at(i)));
    }
    return product;
}

} // namespace

Result<QByteArray> exportProducts(Database &database, const QDate &day)
{
    QStringList heading;
    for (const Column &column : csvColumns())
        heading << column.name;
    QString csv = csvLine(heading + QStringList{statusColumn});
    for (const Product &product : TRY(products(database))) {
        QStringList fields;
        for (const Column &column : csvColumns())
            fields << column.write(product);
        const StatusReview review = TRY(latestReview(database, product.id));
        csv += csvLine(fields + QStringList{needlingStatusName(review.on(day))});
    }
    return csv.toUtf8();
}

namespace {

const QString importReason = u"Changed by an imported CSV file"_s;

bool isSameTitle(const Product &one, const Product &other)
{
    const auto same = [&](QString Product::*member) { return (one.*member).compare((other.*member).trimmed(), Qt::CaseInsensitive) == 0; };
    return same(&Product::brand) && same(&Product::name) && same(&Product::variant) && same(&Product::strength);
}

/// Reads a file line by line into a transaction.
class ProductImport
{
public:
    ProductImport(Transaction &transaction, QList<const Column *> csvColumns, QList<Product> known)
        : m_transaction(transaction), m_columns(std::move(csvColumns)), m_known(std::move(known))
    {
    }
    /// InvalidInput says why the line is refused.
    Result<> take(const CsvRecord &record, ImportLine &line);

private:
    Result<const Product *> registered(const Product &said) const;
    Result<> change(const Product &before, const Product &said, ImportLine &line);

    Transaction &m_transaction;
    QList<const Column *> m_columns;
    QList<Product> m_known; // before the import
    QSet<ProductId> m_named;
};

/// The product that a line means: by its barcode, else by how it is called; null for a new one.
Result<const Product *> ProductImport::registered(const Product &said) const
{
    const QString gtin = said.gtin.isEmpty() ? QString() : TRY(gtin14(said.gtin));
    const Product *byTitle = nullptr;
    const Product *byGtin = nullptr;
    for (const Product &one : m_known) {
        byTitle = byTitle == nullptr && isSameTitle(one, said) ? &one : byTitle;
        byGtin = !gtin.isEmpty() && one.gtin == gtin ? &one : byGtin;
    }
    if (byGtin != nullptr && byTitle != nullptr && byGtin != byTitle)
        return fail(ErrorCode::InvalidInput, u"by its gtin this is product %1, by its name product %2"_s.arg(byGtin->id.toString(),
                                                                                                         byTitle->id.toString()));
    return byGtin != nullptr ? byGtin : byTitle;
}

Result<> ProductImport::change(const Product &before, const Product &said, ImportLine &line)
{
    for (const Column *column : std::as_const(m_columns)) {
        if (column != nullptr && column->write(said) != column->write(before))
            line.changes << column->name;
    }
    line.outcome = line.changes.isEmpty() ? ImportLine::Outcome::Unchanged : ImportLine::Outcome::Changed;
    if (line.changes.isEmpty())
        return {};
    const StatusReview review = TRY(latestReview(m_transaction.database(), before.id));
    TRY(changeProduct(m_transaction, said));
    const StatusReview after = TRY(latestReview(m_transaction.database(), before.id));
    line.endsAssessment = after.status != review.status;
    return {};
}

Result<> ProductImport::take(const CsvRecord &record, ImportLine &line)
{
    Product said = TRY(readProduct(record, m_columns));
    line.what = said.title();
    const Product *before = TRY(registered(said));
    if (before == nullptr) {
        TRY(addProduct(m_transaction, said));
        return {};
    }
    if (m_named.contains(before->id))
        return fail(ErrorCode::InvalidInput, u"an earlier line is about the same product, number %1"_s.arg(before->id.toString()));
    m_named.insert(before->id);
    said = TRY(readProduct(record, m_columns, *before));
    if (!said.gtin.isEmpty())
        said.gtin = TRY(gtin14(said.gtin));
    return change(*before, said, line);
}

Result<QList<ImportLine>> takeAllProducts(Transaction &transaction, const QByteArray &csv)
{
    const QList<CsvRecord> records = TRY(readCsv(csv));
    if (records.isEmpty())
        return wrongProductLine(1, u"the file is empty"_s);
    const QList<const Column *> found = TRY(readProductHeading(records.first()));
    const QList<Product> known = TRY(products(transaction.database()));
    ProductImport reader(transaction, found, known);
    QList<ImportLine> lines;
    for (const CsvRecord &record : records.mid(1)) {
        ImportLine line{record.line, {}, {}, {}, false, {}};
        const Result<> taken = reader.take(record, line);
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

Result<QList<ImportLine>> previewProducts(Database &database, const Actor &actor, const QDateTime &now,
                                          const QByteArray &csv)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now, importReason)); // never committed
    return takeAllProducts(transaction, csv);
}

Result<QList<ImportLine>> importProducts(Database &database, const Actor &actor, const QDateTime &now,
                                         const QByteArray &csv)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now, importReason));
    const QList<ImportLine> lines = TRY(takeAllProducts(transaction, csv));
    if (const QString problem = firstProblem(lines); !problem.isEmpty())
        return fail(ErrorCode::InvalidInput, problem);
    TRY(transaction.commit());
    return lines;
}

} // namespace dermis
