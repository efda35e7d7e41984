#include "core/products/lot.h"
#include "core/products/product_csv.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "core/storage/documents.h"
#include "core/storage/journal.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <QJsonArray>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QString why = u"as agreed in the practice"_s;

class ProductFixture : public test::DatabaseFixture
{
public:
    Product serum()
    {
        Product product;
        product.brand = u"Veldt"_s;
        product.name = u"Calm serum"_s;
        product.label = u"Aqua, Glycerin, Sodium Hyaluronate"_s;
        product.sterile = Stated::Yes;
        product.singleUse = Stated::Yes;
        return product;
    }
    Product add(const Product &product) { return *addProduct(*database, nurse, clock.now(), product); }
    QList<GateProblem> problems(ProductId id, ProductPhase phase, const QDate &day = QDate(2026, 3, 2))
    {
        const Product found = *product(*database, id);
        return gateProblems(found, *latestReview(*database, id),
                            readIngredients(found.label, *substances(*database)), phase, day);
    }
    StatusReview supported()
    {
        StatusReview review;
        review.status = NeedlingStatus::EvidenceSupported;
        review.evidence = u"A published human study of use with needling"_s;
        review.reviewBy = QDate(2027, 3, 2);
        return review;
    }
    Result<StatusReview> assess(ProductId id, const StatusReview &review, bool withDocument = true)
    {
        const ReviewDocument file{"%PDF-1.4", u"application/pdf"_s};
        return reviewProduct(*database, doctor, clock.now(), id, review,
                             withDocument ? std::optional(file) : std::nullopt);
    }
    QString refusal(ProductId id, const StatusReview &review, bool withDocument = true)
    {
        return assess(id, review, withDocument).error().detail;
    }
    Lot delivery(ProductId id)
    {
        Lot lot;
        lot.productId = id;
        lot.code = u"L-001"_s;
        lot.expiry = QDate(2027, 1, 31);
        lot.quantity = 10;
        return lot;
    }
};

} // namespace

TEST_CASE_METHOD(ProductFixture, "a new product is not assessed and allowed nowhere", "[products]")
{
    const Product added = add(serum());
    CHECK(*product(*database, added.id) == added);
    CHECK(latestReview(*database, added.id)->status == NeedlingStatus::NotAssessed);
    for (const ProductPhase phase :
         {ProductPhase::Before, ProductPhase::During, ProductPhase::After, ProductPhase::Home})
        CHECK(problems(added.id, phase) == QList{GateProblem::StatusForbids});
    CHECK(historyOf(*database, u"product"_s, added.id.value())->size() == 1);
}

TEST_CASE("each needling status allows the phases of the reference and no other", "[products]")
{
    const auto [status, before, during, after, home] =
        GENERATE(table<NeedlingStatus, bool, bool, bool, bool>({
            {NeedlingStatus::Approved, true, true, true, true},
            {NeedlingStatus::EvidenceSupported, true, true, true, true},
            {NeedlingStatus::AfterOnly, false, false, true, true},
            {NeedlingStatus::HomeOnly, false, false, false, true},
            {NeedlingStatus::NotAssessed, false, false, false, false},
            {NeedlingStatus::Banned, false, false, false, false},
        }));
    Product product;
    product.sterile = Stated::Yes;
    product.singleUse = Stated::Yes;
    const QDate day(2026, 3, 2);
    StatusReview review;
    review.status = status;
    review.reviewBy = day;
    const QList<Ingredient> water{{u"Aqua"_s, u"water"_s, false}};
    const auto allowed = [&](ProductPhase phase, const QDate &on) {
        return gateProblems(product, review, water, phase, on).isEmpty();
    };
    CHECK(allowed(ProductPhase::Before, day) == before);
    CHECK(allowed(ProductPhase::During, day) == during);
    CHECK(allowed(ProductPhase::After, day) == after);
    CHECK(allowed(ProductPhase::Home, day) == home);
    for (const ProductPhase phase :
         {ProductPhase::Before, ProductPhase::During, ProductPhase::After, ProductPhase::Home})
        CHECK_FALSE(allowed(phase, day.addDays(1))); // the review is due
}

TEST_CASE("needling into skin needs sterile, single use and known ingredients", "[products]")
{
    Product product;
    const QDate day(2026, 3, 2);
    StatusReview review;
    review.status = NeedlingStatus::Approved;
    review.reviewBy = day;
    const QList<Ingredient> unknown{{u"Mystery Extract"_s, {}, false}};
    CHECK(gateProblems(product, review, {}, ProductPhase::During, day) ==
          QList{GateProblem::NotSterile, GateProblem::NotSingleUse, GateProblem::IngredientsMissing});
    product.sterile = Stated::Yes;
    product.singleUse = Stated::Yes;
    CHECK(gateProblems(product, review, unknown, ProductPhase::During, day) ==
          QList{GateProblem::IngredientsUnknown});
    CHECK(gateProblems(product, review, unknown, ProductPhase::After, day) ==
          QList{GateProblem::IngredientsUnknown});
    CHECK(gateProblems(product, review, {}, ProductPhase::Home, day).isEmpty());
    product.isLabelComplete = true;
    CHECK(gateProblems(product, review, unknown, ProductPhase::During, day).isEmpty());
    product.state = SupplyState::Recalled;
    CHECK(gateProblems(product, review, unknown, ProductPhase::During, day) == QList{GateProblem::Recalled});
    product.kind = ProductKind::Cartridge;
    product.state = SupplyState::Withdrawn;
    CHECK(gateProblems(product, {}, {}, ProductPhase::During, day) == QList{GateProblem::Withdrawn});
}

TEST_CASE_METHOD(ProductFixture, "the dermatologist alone assesses, with evidence and a day of review",
                 "[products]")
{
    const ProductId id = add(serum()).id;
    CHECK(reviewProduct(*database, nurse, clock.now(), id, supported(), ReviewDocument{"x", u"text/plain"_s})
              .error()
              .code == ErrorCode::NotAllowed);
    CHECK(refusal(id, supported(), false).contains(u"attach the document"_s));
    StatusReview review = supported();
    review.evidence.clear();
    CHECK(refusal(id, review).contains(u"rests on"_s));
    review = supported();
    review.reviewBy = QDate();
    CHECK(refusal(id, review).contains(u"by which day"_s));
    review.reviewBy = QDate(2026, 3, 2);
    CHECK(refusal(id, review).contains(u"must lie ahead"_s));
    review.reviewBy = QDate(2028, 3, 3);
    CHECK(refusal(id, review).contains(u"within 24 months"_s));
    CHECK(latestReview(*database, id)->status == NeedlingStatus::NotAssessed);
    review.reviewBy = QDate(2028, 3, 2);
    const auto kept = assess(id, review);
    REQUIRE(kept);
    CHECK(*latestReview(*database, id) == *kept);
    CHECK(kept->reviewer == doctor.id);
    CHECK(*document(*database, kept->document) == "%PDF-1.4");
    CHECK(problems(id, ProductPhase::During).isEmpty());
    CHECK(problems(id, ProductPhase::During, QDate(2028, 3, 3)) == QList{GateProblem::StatusForbids});
    StatusReview banned;
    banned.status = NeedlingStatus::Banned;
    banned.evidence = u"Granulomas reported [S01]"_s;
    REQUIRE(assess(id, banned, false));
    CHECK(reviews(*database, id)->size() == 2);
    CHECK(problems(id, ProductPhase::Home) == QList{GateProblem::StatusForbids});
}

TEST_CASE_METHOD(ProductFixture, "fragrance in a product needs a reason before it is needled", "[products]")
{
    Product scented = serum();
    scented.label += u", Parfum, Aloe Barbadensis Leaf Juice"_s;
    const ProductId id = add(scented).id;
    CHECK(refusal(id, supported()).contains(u"Parfum, Aloe Barbadensis Leaf Juice"_s));
    StatusReview review = supported();
    review.reason = u"The study used this very formula"_s;
    CHECK(assess(id, review));
}

TEST_CASE_METHOD(ProductFixture, "a changed label ends the assessment", "[products]")
{
    Product changed = add(serum());
    REQUIRE(assess(changed.id, supported()));
    changed.supplier = u"Cape Aesthetic Supplies"_s;
    changed = *changeProduct(*database, nurse, clock.now(), changed, why);
    CHECK(problems(changed.id, ProductPhase::During).isEmpty());
    changed.label += u", Ascorbic Acid"_s;
    CHECK(changeProduct(*database, nurse, clock.now(), changed, u"new"_s).error().code ==
          ErrorCode::InvalidInput);
    Product stale = changed;
    changed = *changeProduct(*database, nurse, clock.now(), changed, why);
    CHECK(problems(changed.id, ProductPhase::During) == QList{GateProblem::StatusForbids});
    CHECK(changeProduct(*database, nurse, clock.now(), stale, why).error().code == ErrorCode::Conflict);
}

TEST_CASE_METHOD(ProductFixture, "the unknown rest of a label is kept, shown and acknowledged by a person",
                 "[products]")
{
    Product odd = serum();
    odd.label += u", Mystery Extract"_s;
    const ProductId id = add(odd).id;
    REQUIRE(assess(id, supported()));
    CHECK(problems(id, ProductPhase::During) == QList{GateProblem::IngredientsUnknown});
    CHECK(acknowledgeLabel(*database, nurse, clock.now(), id, u"ok"_s).error().code ==
          ErrorCode::InvalidInput);
    CHECK(acknowledgeLabel(*database, reception, clock.now(), id, why).error().code == ErrorCode::NotAllowed);
    REQUIRE(acknowledgeLabel(*database, nurse, clock.now(), id, why));
    CHECK(problems(id, ProductPhase::During).isEmpty());
    CHECK(product(*database, id)->label.contains(u"Mystery Extract"_s));
}

TEST_CASE_METHOD(ProductFixture, "bad products are refused and nothing is kept", "[products]")
{
    Product nameless = serum();
    nameless.name = u" "_s;
    CHECK(addProduct(*database, nurse, clock.now(), nameless).error().code == ErrorCode::InvalidInput);
    Product miscounted = serum();
    miscounted.gtin = u"9506000134353"_s;
    CHECK(addProduct(*database, nurse, clock.now(), miscounted).error().detail.contains(u"check digit"_s));
    CHECK(addProduct(*database, reception, clock.now(), serum()).error().code == ErrorCode::NotAllowed);
    CHECK(products(*database)->isEmpty());
    add(serum());
    Product again = serum();
    again.name = u"CALM SERUM"_s;
    CHECK(addProduct(*database, nurse, clock.now(), again).error().detail.contains(u"registered already"_s));
    again.variant = u"night"_s;
    CHECK(addProduct(*database, nurse, clock.now(), again));
    CHECK(product(*database, ProductId(99)).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(ProductFixture, "a lot expires, stays open too long, is withdrawn or recalled", "[products]")
{
    Product opened = serum();
    opened.daysAfterOpening = 7;
    opened = add(opened);
    const auto lot = receiveLot(*database, nurse, clock.now(), delivery(opened.id));
    REQUIRE(lot);
    CHECK(lotProblems(*lot, opened, QDate(2027, 1, 31)).isEmpty());
    CHECK(lotProblems(*lot, opened, QDate(2027, 2, 1)) == QList{LotProblem::Expired});
    const auto open = openLot(*database, nurse, clock.now(), lot->id, QDate(2026, 3, 2));
    REQUIRE(open);
    CHECK(lotProblems(*open, opened, QDate(2026, 3, 9)).isEmpty());
    CHECK(lotProblems(*open, opened, QDate(2026, 3, 10)) == QList{LotProblem::OpenTooLong});
    CHECK(openLot(*database, nurse, clock.now(), lot->id, QDate(2026, 3, 3)).error().code ==
          ErrorCode::InvalidInput);
    CHECK(setLotState(*database, nurse, clock.now(), lot->id, SupplyState::Recalled, u"?"_s).error().code ==
          ErrorCode::InvalidInput);
    REQUIRE(
        setLotState(*database, nurse, clock.now(), lot->id, SupplyState::Recalled, u"letter of the maker"_s));
    CHECK(lotProblems(*dermis::lot(*database, lot->id), opened, QDate(2026, 3, 2)) ==
          QList{LotProblem::Recalled});
    CHECK(historyOf(*database, u"lot"_s, lot->id.value())->constLast().reason == u"letter of the maker");
}

TEST_CASE_METHOD(ProductFixture, "a delivery that is expired, empty or a duplicate is refused", "[products]")
{
    const ProductId id = add(serum()).id;
    const auto refused = [&](const Lot &lot) {
        return receiveLot(*database, nurse, clock.now(), lot).error().detail;
    };
    Lot lot = delivery(id);
    lot.expiry = QDate(2026, 3, 1);
    CHECK(refused(lot).contains(u"expired on 2026-03-01"_s));
    lot = delivery(id);
    lot.quantity = 0;
    CHECK(refused(lot).contains(u"how many"_s));
    lot = delivery(id);
    lot.code = u" "_s;
    CHECK(refused(lot).contains(u"number"_s));
    lot = delivery(ProductId(99));
    CHECK(refused(lot).contains(u"no product 99"_s));
    CHECK(lots(*database, id)->isEmpty());
    REQUIRE(receiveLot(*database, nurse, clock.now(), delivery(id)));
    lot = delivery(id);
    lot.code = u"l-001"_s;
    CHECK(refused(lot).contains(u"in stock already"_s));
    CHECK(receiveLot(*database, reception, clock.now(), delivery(id)).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(ProductFixture, "products travel as CSV and arrive not assessed", "[products]")
{
    Product odd = serum();
    odd.name = u"Serum \"C\", 10 %\nrefill"_s;
    odd.gtin = u"9506000134352"_s;
    odd.daysAfterOpening = 30;
    odd.labelDate = QDate(2026, 1, 5);
    odd.kind = ProductKind::Anaesthetic;
    const ProductId id = add(odd).id;
    REQUIRE(assess(id, supported()));
    const auto csv = exportProducts(*database, QDate(2026, 3, 2));
    REQUIRE(csv);
    CHECK(csv->contains("evidence-supported"));

    test::DatabaseFixture other;
    const auto added = importProducts(*other.database, other.nurse, clock.now(), *csv);
    REQUIRE(added);
    CHECK(countOf(*added, ImportLine::Outcome::New) == 1);
    const Product arrived = products(*other.database)->first();
    CHECK(latestReview(*other.database, arrived.id)->status == NeedlingStatus::NotAssessed);
    Product expected = *product(*database, id);
    expected.id = arrived.id;
    expected.revision = arrived.revision;
    CHECK(arrived == expected);
}

TEST_CASE_METHOD(ProductFixture, "a CSV file with one bad line adds nothing and names the line and column",
                 "[products]")
{
    const auto refused = [this](const QByteArray &csv) {
        return importProducts(*database, nurse, clock.now(), csv).error().detail;
    };
    CHECK(refused("") == u"line 1: the file is empty");
    CHECK(refused("kind,colour\n").contains(u"line 1: there is no column \"colour\""_s));
    CHECK(refused("kind,kind,name\n").contains(u"stands twice"_s));
    CHECK(refused("kind\n").contains(u"\"name\" is missing"_s));
    CHECK(refused("kind,name\ntopical,Gel\nointment,Salve\n")
              .contains(u"line 3: column \"kind\": \"ointment\""_s));
    CHECK(refused("kind,name\ntopical,Gel\ntopical\n").contains(u"line 3: 1 columns"_s));
    CHECK(refused("kind,name,gtin\ntopical,Gel,123\n").contains(u"line 2: barcode"_s));
    CHECK(refused("kind,name\ntopical,Gel\n\ntopical,gel\n")
              .contains(u"line 4: this product is registered already"_s));
    CHECK(refused("kind,name,label_date\ntopical,Gel,yesterday\n").contains(u"label_date"_s));
    CHECK(products(*database)->isEmpty());
    CHECK(importProducts(*database, reception, clock.now(), "kind,name\ntopical,Gel\n").error().code ==
          ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(ProductFixture, "an exported file that was edited changes the products it names, and says which columns", "[products]")
{
    Product tube = serum();
    tube.gtin = u"9506000134352"_s;
    tube.supplier = u"Veldt"_s;
    tube.daysAfterOpening = 30;
    const ProductId first = add(tube).id;
    REQUIRE(assess(first, supported()));
    Product gel;
    gel.brand = u"Veldt"_s;
    gel.name = u"Gel"_s;
    const ProductId second = add(gel).id;
    const QByteArray written = exportProducts(*database, clock.today()).value();
    const qint64 before = journalHead(*database)->sequence;

    SECTION("as it was written it changes nothing")
    {
        const auto lines = importProducts(*database, nurse, clock.now(), written);
        REQUIRE(lines);
        CHECK(countOf(*lines, ImportLine::Outcome::Unchanged) == 2);
        CHECK(journalHead(*database)->sequence == before);
    }
    SECTION("by barcode, though it is called otherwise; by name, though capitals differ")
    {
        const QByteArray edited = "kind,brand,name,gtin,supplier,days_after_opening\n"
                                  "topical,Veldt,Calm drops,9506000134352,Karoo Supplies,\n"
                                  "topical,VELDT,gel,,,\n"
                                  "device,,Pen,,,\n";
        const auto lines = previewProducts(*database, nurse, clock.now(), edited);
        REQUIRE(lines);
        CHECK(journalHead(*database)->sequence == before); // looked at only
        CHECK(lines->at(0).outcome == ImportLine::Outcome::Changed);
        CHECK(lines->at(0).changes.contains(u"supplier"_s));
        CHECK(lines->at(0).changes.contains(u"days_after_opening"_s));
        CHECK_FALSE(lines->at(0).endsAssessment);
        CHECK(lines->at(1).changes == QStringList{u"brand"_s, u"name"_s});
        CHECK(lines->at(2).outcome == ImportLine::Outcome::New);
        REQUIRE(importProducts(*database, nurse, clock.now(), edited));
        const Product changed = product(*database, first).value();
        CHECK(changed.name == u"Calm drops");
        CHECK(changed.supplier == u"Karoo Supplies");
        CHECK_FALSE(changed.daysAfterOpening);
        CHECK(changed.label == tube.label); // a column that the file leaves out
        CHECK(latestReview(*database, first)->status == NeedlingStatus::EvidenceSupported);
        CHECK(product(*database, second)->brand == u"VELDT");
        CHECK(products(*database)->size() == 3);
    }
    SECTION("another label ends the assessment")
    {
        const QByteArray edited = "kind,name,gtin,label\ntopical,Calm,9506000134352,\"Aqua, Parfum\"\n";
        CHECK(previewProducts(*database, nurse, clock.now(), edited)->first().endsAssessment);
        CHECK(latestReview(*database, first)->status == NeedlingStatus::EvidenceSupported);
        REQUIRE(importProducts(*database, nurse, clock.now(), edited));
        CHECK(latestReview(*database, first)->status == NeedlingStatus::NotAssessed);
    }
    SECTION("what cannot be meant is refused, and nothing is half done")
    {
        const auto refused = [this](const QByteArray &csv) { return importProducts(*database, nurse, clock.now(), csv).error().detail; };
        const QByteArray good = "kind,brand,name,gtin\ntopical,Veldt,Drops,9506000134352\n";
        CHECK(refused(good + "topical,Veldt,drops,09506000134352\n").startsWith(u"line 3: an earlier line is about the same product"_s));
        CHECK(refused("kind,brand,name,gtin\ntopical,Veldt,Gel,9506000134352\n").startsWith(u"line 2: by its gtin this is product"_s));
        CHECK(refused(good + "topical,Veldt,,\n").startsWith(u"line 3: a product needs a name"_s));
        CHECK(product(*database, first)->name == tube.name);
        CHECK(journalHead(*database)->sequence == before);
    }
}

TEST_CASE("a device profile is kept as it was given, and a mistake in it is named", "[products]")
{
    const QJsonObject given{{u"type"_s, u"motorised pen"_s},
                            {u"needles"_s, 12},
                            {u"maximumDepthMm"_s, 2.5},
                            {u"evaluatedDepthMm"_s, 1.5},
                            {u"minimumAge"_s, 22},
                            {u"alloy"_s, u"316L"_s},
                            {u"authorisedUses"_s, QJsonArray{QJsonObject{{u"target"_s, u"rejuvenation"_s},
                                                                         {u"zones"_s, QJsonArray{u"neck"_s}},
                                                                         {u"phototypes"_s, QJsonArray{u"II"_s, u"IV"_s}}}}},
                            {u"contraindications"_s, QJsonArray{u"MN-ISO-01"_s}}};
    const auto profile = DeviceProfile::fromJson(given);
    REQUIRE(profile);
    CHECK(profile->toJson() == given);
    const auto problem = [](const QString &name, const QJsonValue &value) {
        return DeviceProfile::fromJson({{name, value}}).error().detail;
    };
    CHECK(problem(u"maximumDepthMm"_s, -1).contains(u"maximumDepthMm"_s));
    CHECK(problem(u"needles"_s, 1.5).contains(u"needles"_s));
    CHECK(problem(u"authorisedUses"_s, QJsonArray{QJsonObject{{u"zones"_s, QJsonArray{u"neck"_s}}}}).contains(u"target"_s));
    CHECK(problem(u"authorisedUses"_s, QJsonArray{QJsonObject{{u"target"_s, u"striae"_s}, {u"phototypes"_s, QJsonArray{u"VII"_s}}}})
              .contains(u"VII"_s));
    CHECK(problem(u"colour"_s, u"red"_s).contains(u"not known"_s));
    CHECK(problem(u"contraindications"_s, QJsonArray{u"isotretinoin"_s}).contains(u"codes of rules"_s));
}
