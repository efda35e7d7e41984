#pragma once

#include "core/base/clock.h"
#include "core/products/lot.h"
#include "core/products/product_repository.h"
#include "core/storage/database.h"

namespace dermis::test {

/// Seven products of every kind, each with a lot: two serums, numbing cream, antiseptic, balm, cartridge and device.
inline Result<QList<Lot>> addShelf(Database &database, const Actor &doctor, const QDateTime &now)
{
    const QStringList labels{
        QStringLiteral("Aqua, Glycerin, Sodium Hyaluronate, Panthenol, Phenoxyethanol, Ethylhexylglycerin, Disodium EDTA"),
        QStringLiteral("Aqua, Ascorbic Acid, Propylene Glycol, Ferulic Acid, Tocopherol, Sodium Benzoate, Parfum, Limonene, Linalool"),
        QStringLiteral("Lidocaine, Prilocaine, Carbomer, Polyoxyethylene hydrogenated castor oil, Sodium Hydroxide, Aqua"),
        QStringLiteral("Chlorhexidine Digluconate, Alcohol, Aqua"),
        QStringLiteral("Petrolatum, Lanolin, Cetearyl Alcohol, Paraffinum Liquidum, Methylparaben, Propylparaben")};
    const QList<ProductKind> kinds{ProductKind::Topical, ProductKind::Topical,   ProductKind::Anaesthetic, ProductKind::Antiseptic,
                                   ProductKind::Topical, ProductKind::Cartridge, ProductKind::Device};
    QList<Lot> shelf;
    for (qsizetype i = 0; i < kinds.size(); ++i) {
        Product product;
        product.kind = kinds.at(i);
        product.brand = QStringLiteral("Marula");
        product.name = QStringLiteral("Product %1").arg(i + 1);
        product.label = labels.value(i);
        product.sterile = Stated::Yes;
        product.singleUse = Stated::Yes;
        const Product added = TRY(addProduct(database, doctor, now, product));
        Lot lot;
        lot.productId = added.id;
        lot.code = QStringLiteral("L-%1").arg(i + 1);
        lot.quantity = 1'000'000;
        lot.expiry = clinicDay(now).addYears(1);
        shelf << TRY(receiveLot(database, doctor, now, lot));
    }
    return shelf;
}

/// Plans everybody who has a plan for that day, with products of every phase, numbing cream, cartridge and device of addShelf(). Not
/// journalled: the file is for this only.
inline Result<> planEverybody(Database &database, const QDate &day, const QList<Lot> &shelf)
{
    QString sql = QStringLiteral(R"(UPDATE plan SET body = json_set(body, '$.date', '%1', '$.deviceProduct', P7,
        '$.cartridge', json('{"product":P6,"lot":L6}'),
        '$.products', json('[{"product":P1,"phase":"during","lot":L1},{"product":P2,"phase":"after","lot":L2},
                             {"product":P4,"phase":"before","lot":L4},{"product":P5,"phase":"home"}]'),
        '$.anaesthetic', json('{"product":P3,"lot":L3,"areaCm2":100,"grams":15,"minutes":60,"weightKg":62}')))")
                      .arg(day.toString(Qt::ISODate));
    for (qsizetype i = 0; i < shelf.size(); ++i) {
        sql.replace(QStringLiteral("P%1").arg(i + 1), shelf.at(i).productId.toString());
        sql.replace(QStringLiteral("L%1").arg(i + 1), shelf.at(i).id.toString());
    }
    return database.run(sql);
}

} // namespace dermis::test
