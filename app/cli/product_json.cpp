#include "app/cli/product_json.h"

#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QJsonValue dayOrNull(const QDate &day)
{
    return day.isValid() ? QJsonValue(day.toString(Qt::ISODate)) : QJsonValue();
}

QJsonArray toJson(const QList<Ingredient> &ingredients)
{
    QJsonArray array;
    for (const Ingredient &ingredient : ingredients)
        array << QJsonObject{{u"words"_s, ingredient.words},
                             {u"substance"_s, ingredient.substance.isEmpty()
                                                  ? QJsonValue()
                                                  : QJsonValue(ingredient.substance)},
                             {u"mayContain"_s, ingredient.isMaybe}};
    return array;
}

} // namespace

Result<QJsonObject> productJson(Database &database, const Product &product, const QDate &day)
{
    const SubstanceCatalogue catalogue = TRY(substances(database));
    const StatusReview review = TRY(latestReview(database, product.id));
    const QList<Ingredient> ingredients = readIngredients(product.label, catalogue);
    return QJsonObject{{u"id"_s, product.id.value()},
                       {u"kind"_s, kindName(product.kind)},
                       {u"category"_s, categoryName(product.category)},
                       {u"brand"_s, product.brand},
                       {u"name"_s, product.name},
                       {u"variant"_s, product.variant},
                       {u"strength"_s, product.strength},
                       {u"gtin"_s, product.gtin},
                       {u"registration"_s, product.registration},
                       {u"manufacturer"_s, product.manufacturer},
                       {u"supplier"_s, product.supplier},
                       {u"sterile"_s, statedName(product.sterile)},
                       {u"singleUse"_s, statedName(product.singleUse)},
                       {u"preservativeFree"_s, statedName(product.preservativeFree)},
                       {u"daysAfterOpening"_s,
                        product.daysAfterOpening ? QJsonValue(*product.daysAfterOpening) : QJsonValue()},
                       {u"label"_s, product.label},
                       {u"labelDate"_s, dayOrNull(product.labelDate)},
                       {u"labelComplete"_s, product.isLabelComplete},
                       {u"ingredients"_s, toJson(ingredients)},
                       {u"notUnderstood"_s, QJsonArray::fromStringList(unknownIngredients(ingredients))},
                       {u"device"_s, product.device.toJson()},
                       {u"state"_s, supplyStateName(product.state)},
                       {u"needlingStatus"_s, needlingStatusName(review.on(day))},
                       {u"review"_s, QJsonObject{{u"status"_s, needlingStatusName(review.status)},
                                                 {u"evidence"_s, review.evidence},
                                                 {u"document"_s, review.document},
                                                 {u"reason"_s, review.reason},
                                                 {u"reviewedOn"_s, dayOrNull(review.reviewedOn)},
                                                 {u"reviewBy"_s, dayOrNull(review.reviewBy)}}}};
}

QJsonObject toJson(const Lot &lot, const Product &product, const QDate &day)
{
    QJsonArray problems;
    for (const LotProblem problem : lotProblems(lot, product, day))
        problems << lotProblemName(problem);
    return QJsonObject{{u"id"_s, lot.id.value()},
                       {u"product"_s, lot.productId.value()},
                       {u"code"_s, lot.code},
                       {u"expiry"_s, dayOrNull(lot.expiry)},
                       {u"quantity"_s, lot.quantity},
                       {u"received"_s, dayOrNull(lot.received)},
                       {u"opened"_s, dayOrNull(lot.opened)},
                       {u"finished"_s, dayOrNull(lot.finished)},
                       {u"storage"_s, lot.storage},
                       {u"state"_s, supplyStateName(lot.state)},
                       {u"problems"_s, problems}};
}

} // namespace dermis::cli
