#include "core/products/product_csv.h"
#include "core/products/product_repository.h"
#include "core/products/shelf.h"
#include "core/products/substance_repository.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 3, 2);

class ShelfFixture : public test::DatabaseFixture
{
public:
    Product add(const QString &name, const QString &label = u"Aqua, Glycerin"_s,
                ProductKind kind = ProductKind::Topical)
    {
        Product product;
        product.name = name;
        product.kind = kind;
        product.label = label;
        product.manufacturer = u"Veldt Ŝkin"_s;
        return addProduct(*database, nurse, clock.now(), product).value();
    }
    Lot receive(ProductId product, const QString &code, const QDate &expiry)
    {
        Lot lot;
        lot.productId = product;
        lot.code = code;
        lot.expiry = expiry;
        lot.quantity = 3;
        return receiveLot(*database, nurse, clock.now(), lot).value();
    }
    void allowAfter(ProductId id, const QDate &reviewBy, std::optional<int> lookedAt = {})
    {
        REQUIRE(tryAllowAfter(id, reviewBy, lookedAt));
    }
    Result<StatusReview> tryAllowAfter(ProductId id, const QDate &reviewBy, std::optional<int> lookedAt)
    {
        StatusReview review;
        review.status = NeedlingStatus::AfterOnly;
        review.evidence = u"Bland and sterile"_s;
        review.reviewBy = reviewBy;
        return reviewProduct(*database, doctor, clock.now(), id, review, {}, lookedAt);
    }
    ShelfLine line(ProductId id)
    {
        const QList<ShelfLine> all = shelf(*database).value();
        for (const ShelfLine &one : all) {
            if (one.product.id == id)
                return one;
        }
        FAIL("not on the shelf");
        return {};
    }
};

} // namespace

TEST_CASE_METHOD(ShelfFixture, "the shelf tells status, review and stock of every product", "[products][shelf]")
{
    CHECK(shelf(*database)->isEmpty());
    const Product gel = add(u"Gel"_s);
    const Product balm = add(u"Balm"_s);
    const Product pen = add(u"Pen"_s, {}, ProductKind::Device);
    allowAfter(balm.id, QDate(2026, 3, 10));
    allowAfter(balm.id, QDate(2026, 4, 1));
    REQUIRE(shelf(*database)->size() == 3);
    CHECK(line(gel.id).isNotAssessed());
    CHECK_FALSE(line(gel.id).isOutOfDate(today));
    CHECK(line(balm.id).review == *latestReview(*database, balm.id));
    CHECK_FALSE(line(balm.id).isNotAssessed());
    CHECK_FALSE(line(balm.id).isOutOfDate(QDate(2026, 4, 1)));
    CHECK(line(balm.id).isOutOfDate(QDate(2026, 4, 2)));
    CHECK_FALSE(line(pen.id).isNotAssessed());
    REQUIRE(setSupplyState(*database, nurse, clock.now(), gel.id, SupplyState::Withdrawn,
                           u"replaced by another gel"_s));
    CHECK_FALSE(line(gel.id).isNotAssessed());
    CHECK(shelf(*database)->last().product.id == gel.id); // no longer used
}

TEST_CASE_METHOD(ShelfFixture, "stock is what is neither used up nor taken away; spoilt and soon are counted",
                 "[products][shelf]")
{
    const ProductId id = add(u"Gel"_s).id;
    const Lot soon = receive(id, u"SOON"_s, today.addDays(expirySoonDays));
    receive(id, u"LATER"_s, today.addDays(expirySoonDays + 1));
    const Lot gone = receive(id, u"GONE"_s, QDate(2027, 1, 31));
    const Lot recalled = receive(id, u"BACK"_s, QDate(2027, 1, 31));
    CHECK(line(id).stock().size() == 4);
    CHECK(line(id).expiringSoon(today) == 1);
    CHECK(line(id).spoilt(today) == 0);
    CHECK(line(id).spoilt(soon.expiry.addDays(1)) == 1);
    REQUIRE(finishLot(*database, nurse, clock.now(), gone.id, today));
    REQUIRE(setLotState(*database, nurse, clock.now(), recalled.id, SupplyState::Recalled,
                        u"letter of the maker"_s));
    CHECK(line(id).stock().size() == 2);
    CHECK(line(id).lots.size() == 4);
}

TEST_CASE_METHOD(ShelfFixture, "a lot is used up on a day between its arrival and today", "[products][shelf]")
{
    const Product gel = add(u"Gel"_s);
    const LotId id = receive(gel.id, u"L-1"_s, QDate(2027, 1, 31)).id;
    CHECK(finishLot(*database, reception, clock.now(), id, today).error().code == ErrorCode::NotAllowed);
    CHECK(finishLot(*database, nurse, clock.now(), id, today.addDays(1)).error().code ==
          ErrorCode::InvalidInput);
    CHECK(finishLot(*database, nurse, clock.now(), id, today.addDays(-1)).error().code ==
          ErrorCode::InvalidInput);
    const auto finished = finishLot(*database, nurse, clock.now(), id, today);
    REQUIRE(finished);
    CHECK(lotProblems(*finished, gel, today) == QList{LotProblem::UsedUp});
    CHECK(*lot(*database, id) == *finished);
    REQUIRE(finishLot(*database, nurse, clock.now(), id, {}));
    CHECK(lotProblems(*lot(*database, id), gel, today).isEmpty());
}

TEST_CASE_METHOD(ShelfFixture, "a product is found by name, maker, ingredient and lot, whatever the marks",
                 "[products][shelf]")
{
    const ProductId id = add(u"Calm gel"_s, u"Aqua, Panthenol"_s).id;
    receive(id, u"H-2207"_s, QDate(2027, 1, 31));
    const ShelfLine found = line(id);
    for (const QString &text : {u"calm"_s, u"GEL calm"_s, u"panthenol"_s, u"h-2207"_s, u"veldt skin"_s, u""_s})
        CHECK(found.holds(text));
    CHECK_FALSE(found.holds(u"calm retinol"_s));
}

TEST_CASE_METHOD(ShelfFixture, "a label that changed meanwhile is not assessed unseen", "[products][shelf]")
{
    Product gel = add(u"Gel"_s);
    const int seen = gel.revision;
    gel.label = u"Aqua, Parfum"_s;
    REQUIRE(changeProduct(*database, nurse, clock.now(), gel, u"a new tube came in"_s));
    CHECK(tryAllowAfter(gel.id, QDate(2026, 12, 1), seen).error().code == ErrorCode::Conflict);
    CHECK(reviews(*database, gel.id)->isEmpty());
    allowAfter(gel.id, QDate(2026, 12, 1), seen + 1);
}

TEST_CASE_METHOD(ShelfFixture, "a person says what unknown words of a label mean, for every label",
                 "[products][shelf]")
{
    const QString label = u"Aqua, Vit C stabilised 5 %, Parfüm Veldt"_s;
    const auto unknown = [&] {
        return unknownIngredients(readIngredients(label, *substances(*database)));
    };
    REQUIRE(unknown().size() == 2);
    const QString vitaminC = substances(*database)->named(u"Ascorbic Acid"_s)->key;
    CHECK(nameIngredient(*database, reception, clock.now(), unknown().first(), vitaminC).error().code ==
          ErrorCode::NotAllowed);
    CHECK(nameIngredient(*database, nurse, clock.now(), unknown().first(), u"nonesuch"_s).error().code ==
          ErrorCode::InvalidInput);
    REQUIRE(nameIngredient(*database, nurse, clock.now(), unknown().first(), vitaminC));
    CHECK(unknown() == QStringList{u"Parfüm Veldt"_s});
    const SubstanceCatalogue catalogue = *substances(*database);
    const QList<Ingredient> read = readIngredients(label, catalogue);
    CHECK(catalogue.crossReaction(vitaminC, read.at(1).substance).strength == Strength::Same);
    CHECK(nameIngredient(*database, nurse, clock.now(), u"Vit C stabilised 5 %"_s, vitaminC).error().code ==
          ErrorCode::InvalidInput);
    const QString perfume = catalogue.named(u"Parfum"_s)->key;
    REQUIRE(nameIngredient(*database, nurse, clock.now(), u"Parfüm Veldt"_s, perfume));
    CHECK(fragranceAndPlants(readIngredients(label, *substances(*database)), *substances(*database)) ==
          QStringList{u"Parfüm Veldt"_s});
}

TEST_CASE_METHOD(ShelfFixture, "a CSV file is looked through line by line before anything is kept",
                 "[products][shelf]")
{
    add(u"Gel"_s);
    const QByteArray csv = "kind,name,gtin\ntopical,Balm,\nointment,Salve,\ntopical,balm,\ntopical,Gel,\n"
                           "topical,Mist,123\ndevice,Pen\n";
    const auto lines = previewProducts(*database, nurse, clock.now(), csv);
    REQUIRE(lines);
    REQUIRE(lines->size() == 6);
    CHECK(lines->at(0).outcome == ImportLine::Outcome::New);
    CHECK(lines->at(0).what == u"Balm");
    CHECK(lines->at(1).line == 3);
    CHECK(lines->at(1).problem.contains(u"\"ointment\""_s));
    CHECK(lines->at(2).problem.contains(u"registered already"_s)); // by the first line
    CHECK(lines->at(3).outcome == ImportLine::Outcome::Unchanged);
    CHECK(lines->at(3).problem.isEmpty());
    CHECK(lines->at(2).outcome == ImportLine::Outcome::Refused);
    CHECK(lines->at(4).problem.contains(u"barcode"_s));
    CHECK(lines->at(5).problem.contains(u"2 columns"_s));
    CHECK(products(*database)->size() == 1);
    CHECK(previewProducts(*database, nurse, clock.now(), "colour\n").error().code == ErrorCode::InvalidInput);
    CHECK(previewProducts(*database, reception, clock.now(), csv).error().code == ErrorCode::NotAllowed);
    CHECK(importProducts(*database, nurse, clock.now(), csv).error().detail.startsWith(u"line 3: "_s));
}
