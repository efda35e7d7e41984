#pragma once

#include "core/products/product.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QHash>

namespace dermis {

class Database;
class Transaction;

/// Every product, by title; those no longer used last.
Result<QList<Product>> products(Database &database);
/// NotFound when there is none.
Result<Product> product(Database &database, ProductId id);
/// The latest review; NotAssessed without a reviewer when nobody looked at it.
Result<StatusReview> latestReview(Database &database, ProductId id);
/// The latest review of every product that has one.
Result<QHash<ProductId, StatusReview>> latestReviews(Database &database);
/// Every review, newest first.
Result<QList<StatusReview>> reviews(Database &database, ProductId id);

/// Registers a product: not assessed, active. InvalidInput says what is missing, or that the same product is
/// registered already. Needs Products.
Result<Product> addProduct(Database &database, const Actor &actor, const QDateTime &now,
                           const Product &product);
Result<Product> addProduct(Transaction &transaction, const Product &product);
/// Changes what is recorded, saying why. A changed label or formula ends the assessment: it is not assessed
/// again, and what was read of the label must be read anew. Needs Products.
Result<Product> changeProduct(Database &database, const Actor &actor, const QDateTime &now,
                              const Product &product, const QString &reason);
/// The same as part of a greater act, whose reason stands for it.
Result<Product> changeProduct(Transaction &transaction, const Product &product);
/// Withdrawn by the practice, recalled by the maker, or active again, saying why. Needs Products.
Result<Product> setSupplyState(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                               SupplyState state, const QString &reason);
/// Somebody read the unknown rest of the label and says, with a reason, that it is understood. Needs
/// Products.
Result<Product> acknowledgeLabel(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                                 const QString &reason);

/// A file that a review rests on.
struct ReviewDocument
{
    QByteArray bytes;
    QString mediaType; ///< "application/pdf"
};
/// The dermatologist's assessment. Approved and evidence-supported need evidence with a document; every
/// status that allows anything a review-by date, at most 24 months ahead for evidence-supported; and a
/// product with fragrance, plant extract or dye a reason of 15 characters to be needled into skin. Conflict
/// when the product is no longer at the revision that was looked at. Needs NeedlingStatus.
Result<StatusReview> reviewProduct(Database &database, const Actor &actor, const QDateTime &now, ProductId id,
                                   const StatusReview &review, const std::optional<ReviewDocument> &evidence,
                                   std::optional<int> lookedAt = std::nullopt);

} // namespace dermis
