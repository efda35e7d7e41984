#include "ui/products/product_draft.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Members that are texts, and what they are called in a draft.
QList<std::pair<QString, QString Product::*>> texts()
{
    return {{u"brand"_s, &Product::brand},
            {u"name"_s, &Product::name},
            {u"variant"_s, &Product::variant},
            {u"strength"_s, &Product::strength},
            {u"gtin"_s, &Product::gtin},
            {u"registration"_s, &Product::registration},
            {u"manufacturer"_s, &Product::manufacturer},
            {u"supplier"_s, &Product::supplier},
            {u"label"_s, &Product::label}};
}

QList<std::pair<QString, Stated Product::*>> answers()
{
    return {{u"sterile"_s, &Product::sterile},
            {u"singleUse"_s, &Product::singleUse},
            {u"preservativeFree"_s, &Product::preservativeFree}};
}

} // namespace

QByteArray productToJson(const Product &product, const QString &reason)
{
    QJsonObject object{{u"kind"_s, kindName(product.kind)},
                       {u"category"_s, categoryName(product.category)},
                       {u"labelDate"_s, product.labelDate.toString(Qt::ISODate)},
                       {u"daysAfterOpening"_s, product.daysAfterOpening.value_or(0)},
                       {u"device"_s, product.device.toJson()},
                       {u"reason"_s, reason}};
    for (const auto &[name, member] : texts())
        object.insert(name, product.*member);
    for (const auto &[name, member] : answers())
        object.insert(name, statedName(product.*member));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Product productFromJson(const QByteArray &body, Product product, QString *reason)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    product.kind = kindFromName(object.value(u"kind"_s).toString()).value_or(product.kind);
    product.category = categoryFromName(object.value(u"category"_s).toString()).value_or(product.category);
    product.labelDate = QDate::fromString(object.value(u"labelDate"_s).toString(), Qt::ISODate);
    const int days = object.value(u"daysAfterOpening"_s).toInt();
    product.daysAfterOpening = days > 0 ? std::optional(days) : std::nullopt;
    QJsonObject device = object.value(u"device"_s).toObject();
    const QStringList rules = device.take(u"contraindications"_s).toVariant().toStringList();
    product.device = DeviceProfile::fromJson(device).value_or(product.device);
    product.device.contraindications = rules; // also those that are no codes yet
    for (const auto &[name, member] : texts())
        product.*member = object.value(name).toString(product.*member);
    for (const auto &[name, member] : answers())
        product.*member = statedFromName(object.value(name).toString()).value_or(product.*member);
    *reason = object.value(u"reason"_s).toString();
    return product;
}

} // namespace dermis
