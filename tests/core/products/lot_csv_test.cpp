#include "core/products/lot_csv.h"
#include "core/products/product_repository.h"
#include "core/storage/journal.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct LotCsvFixture : test::DatabaseFixture
{
    LotCsvFixture()
    {
        needles = add(u"Needles 36"_s, u"09506000134352"_s);
        balm = add(u"Plain balm"_s, {});
        add(u"Twin"_s, {}, u"A"_s);
    }
    ProductId add(const QString &name, const QString &gtin, const QString &maker = {})
    {
        Product product;
        product.kind = ProductKind::Cartridge;
        product.name = name;
        product.gtin = gtin;
        product.manufacturer = maker;
        const auto added = addProduct(*database, nurse, clock.now(), product);
        REQUIRE(added);
        return added->id;
    }
    Result<int> import(const QByteArray &csv) { return importLots(*database, nurse, clock.now(), csv); }

    ProductId needles;
    ProductId balm;
};

} // namespace

TEST_CASE_METHOD(LotCsvFixture, "lots of a CSV file are taken into stock, by barcode or by name", "[products]")
{
    REQUIRE(import("gtin,product,lot,expiry,quantity,storage\r\n"
                   "09506000134352,,N-1,2027-01-31,10,cool\r\n"
                   ",plain BALM,B-7,2027-02-28,3,\r\n") == 2);
    const QList<Lot> stock = *lots(*database, needles);
    REQUIRE(stock.size() == 1);
    CHECK(stock.first().code == u"N-1");
    CHECK(stock.first().expiry == QDate(2027, 1, 31));
    CHECK(stock.first().quantity == 10);
    CHECK(stock.first().received == clock.today());
    CHECK(stock.first().storage == u"cool");
    CHECK(lots(*database, balm)->first().code == u"B-7");
    const QByteArray written = *exportLots(*database);
    CHECK(written.startsWith("gtin,product,lot,expiry,quantity,received,storage,opened,finished,state\r\n"));
    CHECK(written.contains("09506000134352,Needles 36,N-1,2027-01-31,10,2026-03-02,cool,,,active\r\n"));
    const auto again = import(written); // what stands in stock is said, line by line
    REQUIRE_FALSE(again);
    CHECK(again.error().detail.contains(u"in stock already"));
}

TEST_CASE_METHOD(LotCsvFixture, "a file of lots is looked through line by line before anything is kept", "[products]")
{
    const qint64 head = journalHead(*database)->sequence;
    const auto lines = previewLots(*database, nurse, clock.now(),
                                   "product,lot,expiry,quantity\nPlain balm,B-1,2027-02-28,3\nOther,B-2,2027-02-28,3\n"
                                   "Plain balm,b-1,2027-02-28,3\n");
    REQUIRE(lines);
    REQUIRE(lines->size() == 3);
    CHECK(lines->at(0).what == u"Plain balm, lot B-1");
    CHECK(lines->at(0).outcome == ImportLine::Outcome::New);
    CHECK(lines->at(1).problem.contains(u"no product \"Other\" is registered"_s));
    CHECK(lines->at(2).problem.contains(u"in stock already"_s));
    CHECK(journalHead(*database)->sequence == head);
    CHECK(previewLots(*database, reception, clock.now(), "product,lot\n").error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(LotCsvFixture, "a bad file of lots names the line, and nothing is taken in", "[products]")
{
    const QByteArray good = "product,lot,expiry,quantity\nPlain balm,B-1,2027-02-28,3\n";
    const auto [csv, expected] = GENERATE_COPY(table<QByteArray, QString>({
        {"", u"line 1: the file is empty"_s},
        {"product,lot,expiry\n", u"line 1: the column \"quantity\" is missing"_s},
        {"lot,expiry,quantity\n", u"line 1: the column \"gtin\" or \"product\" is missing"_s},
        {"product,lot,expiry,quantity,colour\n", u"there is no column \"colour\""_s},
        {"product,lot,lot,expiry,quantity\n", u"the column \"lot\" stands twice"_s},
        {good + "Plain balm,B-1,2027-02-28,3\n", u"line 3: lot B-1 of this product is in stock already"_s},
        {good + "Plain balm,b-1,2027-02-28,3\n", u"line 3: lot b-1 of this product is in stock already"_s},
        {good + "Plain balm,B-2,2026-03-01,3\n", u"line 3: this lot expired on 2026-03-01"_s},
        {good + "Plain balm,B-2,31/12/2027,3\n", u"line 3: column \"expiry\": \"31/12/2027\" is no day"_s},
        {good + "Plain balm,B-2,,3\n", u"line 3: a lot needs its expiry"_s},
        {good + "Plain balm,B-2,2027-02-28,some\n", u"line 3: column \"quantity\": \"some\" is no whole number"_s},
        {good + "Plain balm,B-2,2027-02-28,0\n", u"line 3: say how many units"_s},
        {good + "Plain balm,,2027-02-28,3\n", u"line 3: a lot needs its number"_s},
        {good + "Other,B-2,2027-02-28,3\n", u"line 3: no product \"Other\" is registered"_s},
        {good + ",B-2,2027-02-28,3\n", u"line 3: say which product"_s},
        {good + "Plain balm,B-2,2027-02-28\n", u"line 3: 3 columns, but the heading has 4"_s},
        {good + "\"Plain balm,B-2,2027-02-28,3\n", u"line 3"_s},
    }));
    const qint64 head = journalHead(*database)->sequence;
    const auto refused = import(csv);
    REQUIRE_FALSE(refused);
    INFO(refused.error().detail.toStdString());
    CHECK(refused.error().code == ErrorCode::InvalidInput);
    CHECK(refused.error().detail.contains(expected));
    CHECK(allLots(*database)->isEmpty());
    CHECK(journalHead(*database)->sequence == head);
}
