#include "core/products/product_repository.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/base/reason.h"
#include "core/products/gs1.h"
#include "core/products/substance_repository.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int longestReviewMonths = 24;  // domain.md §3.2

const QString productColumns =
    u"id, revision, kind, category, brand, name, variant, strength, gtin, registration, manufacturer, "
    u"supplier, sterile, "
    "single_use, preservative_free, days_after_opening, label, label_date, label_complete, label_photo, device, state"_s;

const QString reviewColumns = u"status, evidence, document, reason, reviewed_on, review_by, reviewer"_s;

StatusReview reviewFromRow(const Statement &row)
{
    return {needlingStatusFromName(row.text(0)).value_or(NeedlingStatus::NotAssessed),
            row.text(1),
            row.text(2),
            row.text(3),
            row.date(4),
            row.date(5),
            StaffId(row.integer(6))};
}

QString orEmpty(const QString &text)
{
    return text.isNull() ? u""_s : text.trimmed();
}

QVariant orNull(const QDate &date)
{
    return date.isValid() ? QVariant(date.toString(Qt::ISODate)) : QVariant();
}

Product productFromRow(const Statement &row)
{
    Product product;
    product.id = ProductId(row.integer(0));
    product.revision = static_cast<int>(row.integer(1));
    product.kind = kindFromName(row.text(2)).value_or(ProductKind::Topical);
    product.category = categoryFromName(row.text(3)).value_or(ProductCategory::Cosmetic);
    product.brand = row.text(4);
    product.name = row.text(5);
    product.variant = row.text(6);
    product.strength = row.text(7);
    product.gtin = row.text(8);
    product.registration = row.text(9);
    product.manufacturer = row.text(10);
    product.supplier = row.text(11);
    product.sterile = statedFromName(row.text(12)).value_or(Stated::Unknown);
    product.singleUse = statedFromName(row.text(13)).value_or(Stated::Unknown);
    product.preservativeFree = statedFromName(row.text(14)).value_or(Stated::Unknown);
    if (!row.isNull(15))
        product.daysAfterOpening = static_cast<int>(row.integer(15));
    product.label = row.text(16);
    product.labelDate = row.date(17);
    product.isLabelComplete = row.boolean(18);
    product.labelPhoto = row.text(19);
    product.device =
        DeviceProfile::fromJson(QJsonDocument::fromJson(row.bytes(20)).object()).value_or(DeviceProfile());
    product.state = supplyStateFromName(row.text(21)).value_or(SupplyState::Withdrawn);
    return product;
}

Row toRow(const Product &product)
{
    const QByteArray device = QJsonDocument(product.device.toJson()).toJson(QJsonDocument::Compact);
    return {{u"kind"_s, kindName(product.kind)},
            {u"category"_s, categoryName(product.category)},
            {u"brand"_s, orEmpty(product.brand)},
            {u"name"_s, orEmpty(product.name)},
            {u"variant"_s, orEmpty(product.variant)},
            {u"strength"_s, orEmpty(product.strength)},
            {u"gtin"_s, orEmpty(product.gtin)},
            {u"registration"_s, orEmpty(product.registration)},
            {u"manufacturer"_s, orEmpty(product.manufacturer)},
            {u"supplier"_s, orEmpty(product.supplier)},
            {u"sterile"_s, statedName(product.sterile)},
            {u"single_use"_s, statedName(product.singleUse)},
            {u"preservative_free"_s, statedName(product.preservativeFree)},
            {u"days_after_opening"_s,
             product.daysAfterOpening ? QVariant(*product.daysAfterOpening) : QVariant()},
            {u"label"_s, orEmpty(product.label)},
            {u"label_date"_s, orNull(product.labelDate)},
            {u"label_complete"_s, product.isLabelComplete ? 1 : 0},
            {u"label_photo"_s, orEmpty(product.labelPhoto)},
            {u"device"_s, QString::fromUtf8(device)},
            {u"state"_s, supplyStateName(product.state)}};
}

Result<> checkReason(const QString &reason)
{
    if (!isReason(reason))
        return invalidInput(u"the reason must have at least %1 characters"_s.arg(shortestReason));
    return {};
}

/// The GTIN is written with 14 digits from here on.
Result<> check(Database &database, Product &product)
{
    if (product.name.trimmed().isEmpty())
        return invalidInput(u"a product needs a name"_s);
    if (!product.gtin.isEmpty())
        product.gtin = TRY(gtin14(product.gtin));
    if (product.daysAfterOpening && *product.daysAfterOpening < 1)
        return invalidInput(u"days after opening must be 1 or more"_s);
    auto same = TRY(database.prepare(
        u"SELECT id FROM product WHERE id <> ? AND (gtin = ? AND gtin <> '' OR brand = ? COLLATE NOCASE "
        "AND name = ? COLLATE NOCASE AND variant = ? COLLATE NOCASE AND strength = ? COLLATE NOCASE)"_s));
    same.add(product.id.value())
        .add(orEmpty(product.gtin))
        .add(orEmpty(product.brand))
        .add(orEmpty(product.name));
    TRY(same.add(orEmpty(product.variant)).add(orEmpty(product.strength)).run());
    if (TRY(same.next()))
        return invalidInput(u"this product is registered already, as number %1"_s.arg(same.integer(0)));
    return {};
}

Result<> insertReview(Transaction &transaction, ProductId id, const StatusReview &review)
{
    const Row row{{u"product_id"_s, id.value()},
                  {u"status"_s, needlingStatusName(review.status)},
                  {u"evidence"_s, orEmpty(review.evidence)},
                  {u"document"_s, orEmpty(review.document)},
                  {u"reason"_s, orEmpty(review.reason)},
                  {u"reviewed_on"_s, orNull(review.reviewedOn)},
                  {u"review_by"_s, orNull(review.reviewBy)},
                  {u"reviewer"_s, review.reviewer.toVariant()}};
    TRY(transaction.insert(u"product_review"_s, row));
    return {};
}

Result<> checkReview(const StatusReview &review, const QStringList &scented, bool hasDocument)
{
    const bool isNeedled =
        review.status == NeedlingStatus::Approved || review.status == NeedlingStatus::EvidenceSupported;
    const bool allows =
        review.status != NeedlingStatus::Banned && review.status != NeedlingStatus::NotAssessed;
    if (review.evidence.trimmed().isEmpty() && review.status != NeedlingStatus::NotAssessed)
        return invalidInput(u"say what the status rests on"_s);
    if (isNeedled && !hasDocument)
        return invalidInput(u"attach the document that the status rests on"_s);
    if (allows && !review.reviewBy.isValid())
        return invalidInput(u"say by which day it must be reviewed again"_s);
    if (allows && review.reviewBy <= review.reviewedOn)
        return invalidInput(u"the day of the next review must lie ahead"_s);
    if (review.status == NeedlingStatus::EvidenceSupported &&
        review.reviewBy > addMonthsClamped(review.reviewedOn, longestReviewMonths))
        return invalidInput(u"the next review must be within %1 months"_s.arg(longestReviewMonths));
    if (isNeedled && !scented.isEmpty() && !isReason(review.reason))
        return invalidInput(
            u"it holds fragrance, plant extract or dye (%1): say in at least %2 characters why it may be needled all the same"_s
                .arg(scented.join(u", "_s))
                .arg(shortestReason));
    return {};
}

Result<Product> writeBack(Transaction &transaction, Product changed)
{
    changed.revision =
        TRY(transaction.update(u"product"_s, changed.id.value(), changed.revision, toRow(changed)));
    return changed;
}

/// One change of one product by somebody who may, saying why.
template <typename Change>
Result<Product> changeOne(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                          const QString &reason, Change change)
{
    TRY(require(actor, Permission::Products));
    TRY(checkReason(reason));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    Product changed = TRY(product(database, id));
    change(changed);
    changed = TRY(writeBack(transaction, changed));
    TRY(transaction.commit());
    return changed;
}

} // namespace

Result<QList<Product>> products(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM product ORDER BY state <> 'active', brand COLLATE NOCASE, name COLLATE NOCASE, "
        "variant, strength, id"_s.arg(productColumns)));
    TRY(select.run());
    QList<Product> list;
    while (TRY(select.next()))
        list << productFromRow(select);
    return list;
}

Result<Product> product(Database &database, ProductId id)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM product WHERE id = ?"_s.arg(productColumns)));
    TRY(select.add(id.value()).run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no product %1"_s.arg(id.toString()));
    return productFromRow(select);
}

Result<QList<StatusReview>> reviews(Database &database, ProductId id)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM product_review WHERE product_id = ? ORDER BY id DESC"_s.arg(reviewColumns)));
    TRY(select.add(id.value()).run());
    QList<StatusReview> list;
    while (TRY(select.next()))
        list << reviewFromRow(select);
    return list;
}

Result<QHash<ProductId, StatusReview>> latestReviews(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT %1, product_id FROM product_review WHERE id IN (SELECT max(id) FROM product_review "
        "GROUP BY product_id)"_s.arg(reviewColumns)));
    TRY(select.run());
    QHash<ProductId, StatusReview> latest;
    while (TRY(select.next()))
        latest.insert(ProductId(select.integer(7)), reviewFromRow(select));
    return latest;
}

Result<StatusReview> latestReview(Database &database, ProductId id)
{
    const QList<StatusReview> all = TRY(reviews(database, id));
    return all.isEmpty() ? StatusReview() : all.first();
}

Result<Product> addProduct(Transaction &transaction, const Product &product)
{
    Product added = product;
    added.id = ProductId();
    added.revision = 1;
    added.state = SupplyState::Active;
    added.isLabelComplete = false;
    TRY(check(transaction.database(), added));
    added.id = ProductId(TRY(transaction.insert(u"product"_s, toRow(added))));
    return added;
}

Result<Product> addProduct(Database &database, const Actor &actor, const QDateTime &now,
                           const Product &product)
{
    TRY(require(actor, Permission::Products));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Product added = TRY(addProduct(transaction, product));
    TRY(transaction.commit());
    return added;
}

Result<Product> changeProduct(Database &database, const Actor &actor, const QDateTime &now,
                              const Product &changedTo, const QString &reason)
{
    TRY(require(actor, Permission::Products));
    TRY(checkReason(reason));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    const Product changed = TRY(changeProduct(transaction, changedTo));
    TRY(transaction.commit());
    return changed;
}

Result<Product> changeProduct(Transaction &transaction, const Product &changedTo)
{
    Database &database = transaction.database();
    const Product before = TRY(product(database, changedTo.id));
    Product changed = changedTo;
    TRY(check(database, changed));
    changed.state = before.state;
    const bool isOtherFormula = changed.label.trimmed() != before.label ||
                                changed.variant.trimmed() != before.variant ||
                                changed.strength.trimmed() != before.strength;
    changed.isLabelComplete = before.isLabelComplete && !isOtherFormula;
    changed = TRY(writeBack(transaction, changed));
    const StatusReview review = TRY(latestReview(database, changed.id));
    if (isOtherFormula && review.status != NeedlingStatus::NotAssessed &&
        review.status != NeedlingStatus::Banned) {
        StatusReview ended;
        ended.evidence = u"The label or the formula changed"_s;
        ended.reviewedOn = clinicTime(transaction.now()).date();
        ended.reviewer = transaction.actor().id;
        TRY(insertReview(transaction, changed.id, ended));
    }
    return changed;
}

Result<Product> setSupplyState(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                               SupplyState state, const QString &reason)
{
    return changeOne(database, actor, now, id, reason, [state](Product &changed) { changed.state = state; });
}

Result<Product> acknowledgeLabel(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                                 const QString &reason)
{
    TRY(require(actor, Permission::Products));
    const Product before = TRY(product(database, id));
    if (before.label.isEmpty())
        return invalidInput(u"there is no label to acknowledge"_s);
    return changeOne(database, actor, now, id, reason,
                     [](Product &changed) { changed.isLabelComplete = true; });
}

Result<StatusReview> reviewProduct(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                                   const StatusReview &review, const std::optional<ReviewDocument> &evidence,
                                   std::optional<int> lookedAt)
{
    TRY(require(actor, Permission::NeedlingStatus));
    auto transaction = TRY(Transaction::begin(database, actor, now, review.reason));
    const Product reviewed = TRY(product(database, id));
    if (lookedAt && *lookedAt != reviewed.revision)
        return fail(ErrorCode::Conflict, u"the product was changed meanwhile"_s);
    const SubstanceCatalogue catalogue = TRY(substances(database));
    const QList<Ingredient> ingredients = readIngredients(reviewed.label, catalogue);
    StatusReview kept = review;
    kept.reviewer = actor.id;
    kept.reviewedOn = clinicTime(now).date();
    kept.document = u""_s;
    TRY(checkReview(kept, fragranceAndPlants(ingredients, catalogue),
                    evidence && !evidence->bytes.isEmpty()));
    if (evidence)
        kept.document = TRY(addDocument(transaction, evidence->bytes, evidence->mediaType));
    TRY(insertReview(transaction, id, kept));
    TRY(transaction.commit());
    return kept;
}

} // namespace dermis
