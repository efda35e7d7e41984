#include "core/clinic/demo_shelf.h"

#include "core/base/clock.h"
#include "core/products/product_repository.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// A line of the shelf; evidence is needed where a status allows needling.
struct DemoProduct
{
    ProductKind kind;
    ProductCategory category;
    QString name;
    QString label;
    bool isSterile = false;
    NeedlingStatus status = NeedlingStatus::NotAssessed;
    QString evidence{};
};

QList<DemoProduct> demoProducts()
{
    using Kind = ProductKind;
    using Category = ProductCategory;
    return {
        {Kind::Topical, Category::Medicine, u"Saline 0.9 %"_s, u"Aqua, Sodium Chloride"_s, true, NeedlingStatus::Approved,
         u"The maker's sheet of the invented saline"_s},
        {Kind::Topical, Category::Cosmetic, u"HA-1 gel"_s, u"Aqua, Sodium Hyaluronate"_s, true, NeedlingStatus::EvidenceSupported,
         u"A report on the invented gel"_s},
        {Kind::Topical, Category::Cosmetic, u"Cica balm"_s, u"Aqua, Glycerin, Panthenol, Dimethicone"_s, false,
         NeedlingStatus::AfterOnly, u"Once the skin has closed"_s},
        {Kind::Topical, Category::Cosmetic, u"Glow peel 20 %"_s, u"Aqua, Glycolic Acid, Parfum"_s, false, NeedlingStatus::Banned,
         u"An acid does not go onto needled skin here"_s},
        {Kind::Topical, Category::Cosmetic, u"Peptide mist"_s, u"Aqua, Glycerin, Phenoxyethanol, Parfum"_s},
        {Kind::Topical, Category::Cosmetic, u"Vita-C serum"_s,
         u"Aqua, Ascorbic Acid, Ethoxydiglycol, Glycerin, Laureth-23, Tocopherol, Ferulic Acid, Panthenol, Phenoxyethanol, "
         "Limonene, Parfum"_s},
        {Kind::Anaesthetic, Category::Medicine, u"Lido-Plain 5 %"_s, u"Lidocaine"_s},
        {Kind::Antiseptic, Category::Medicine, u"Chlorhexidine 0.5 % prep"_s, u"Chlorhexidine Gluconate, Alcohol, Aqua"_s},
        {Kind::Cartridge, Category::DeviceAccessory, u"Cartridge, 36 pins"_s, {}},
        {Kind::Device, Category::DeviceAccessory, u"Marula pen"_s, {}},
    };
}

Product productOf(const DemoProduct &line)
{
    Product product;
    product.kind = line.kind;
    product.category = line.category;
    product.name = line.name;
    product.label = line.label;
    const bool isOnePatients = line.isSterile || line.kind == ProductKind::Cartridge;
    product.sterile = isOnePatients ? Stated::Yes : Stated::Unknown;
    product.singleUse = product.sterile;
    if (line.kind == ProductKind::Device) {
        product.device.type = u"motorised pen"_s;
        product.device.maximumDepthMm = 2.5;
        product.device.evaluatedDepthMm = 1.5;
    }
    return product;
}

/// The review as it would be written; its document says that all of it is invented.
Result<> review(Database &database, const Actor &doctor, const QDateTime &now, ProductId id, const DemoProduct &line, const QDate &today)
{
    static const ReviewDocument document{"DEMO. This product and its evidence are invented.\n", u"text/plain"_s};
    StatusReview review;
    review.status = line.status;
    review.evidence = line.evidence;
    if (line.status != NeedlingStatus::Banned)
        review.reviewBy = std::min(today.addMonths(9), clinicTime(now).date().addMonths(23));
    const bool isInto = line.status == NeedlingStatus::Approved || line.status == NeedlingStatus::EvidenceSupported;
    TRY(reviewProduct(database, doctor, now, id, review, isInto ? std::optional(document) : std::nullopt));
    return {};
}

Result<LotId> stock(Database &database, const Actor &doctor, const QDateTime &now, ProductId id, const QString &code,
                    const QDate &expiry, int quantity)
{
    Lot lot;
    lot.productId = id;
    lot.code = code;
    lot.expiry = expiry;
    lot.quantity = quantity;
    lot.received = clinicTime(now).date();
    const Lot received = TRY(receiveLot(database, doctor, now, lot));
    return received.id;
}

} // namespace

Result<DemoShelf> stockDemoShelf(Database &database, const Actor &doctor, const QDateTime &now, const QDate &today)
{
    DemoShelf shelf;
    int number = 0;
    for (const DemoProduct &line : demoProducts()) {
        ++number;
        const Product product = TRY(addProduct(database, doctor, now, productOf(line)));
        if (line.status != NeedlingStatus::NotAssessed)
            TRY(review(database, doctor, now, product.id, line, today));
        if (line.kind == ProductKind::Device) {
            shelf.pen = product.id;
            continue;
        }
        const LotId lot = TRY(stock(database, doctor, now, product.id, u"D-%1"_s.arg(100 + 7 * number), today.addMonths(number), 200));
        if (line.kind == ProductKind::Cartridge)
            shelf.cartridges = lot;
        else if (line.status == NeedlingStatus::Approved)
            shelf.saline = lot;
        else if (line.status == NeedlingStatus::EvidenceSupported)
            shelf.gel = lot;
        if (line.name == u"Vita-C serum")
            TRY(stock(database, doctor, now, product.id, u"D-099"_s, today.addDays(-40), 10));
    }
    return shelf;
}

} // namespace dermis
