// Deliveries typed and scanned, and what becomes of lots.
#include "core/storage/drafts.h"
#include "tests/ui/products/products_screen.h"

#include <QSpinBox>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QChar separator(0x1d);

class LotsScreen : public ProductsScreen
{
public:
    LotsScreen() { gel = add(u"Gel"_s, u"Aqua, Glycerin"_s, ProductKind::Topical, serumGtin); }
    QList<Lot> stock() { return lots(*database, gel.id).value(); }
    int units() { return find<QSpinBox>("lotQuantity")->value(); }
    QString lotState(int row)
    {
        return find<QAbstractItemView>("lots")->model()->index(row, 1).data().toString();
    }
    static QString pack(const QString &lot, const QString &serial = {}, const QString &expiry = u"270131"_s)
    {
        const QString head = u"]d201"_s + serumGtin + u"17"_s + expiry + u"10"_s + lot;
        return serial.isEmpty() ? head : head + separator + u"21"_s + serial;
    }

    Product gel;
};

} // namespace

TEST_CASE_METHOD(LotsScreen, "a scanner fills the delivery, and each pack more counts", "[products][lots][scan]")
{
    open();
    QTest::keyClick(page.get(), Qt::Key_F4);
    REQUIRE(QApplication::focusWidget() == line("lotScan"));
    scan(line("lotScan"), pack(u"L77"_s, u"SER1"_s));
    CHECK(line("lotCode")->text() == u"L77"); // the separator is not lost
    CHECK(line("lotExpiry")->text() == u"31 Jan 2027");
    CHECK(units() == 1);
    CHECK(QApplication::focusWidget() == line("lotScan"));
    scan(line("lotScan"), pack(u"L77"_s, u"SER2"_s));
    CHECK(units() == 2);
    scan(line("lotScan"), pack(u"L77"_s, u"SER2"_s));
    CHECK(units() == 2);
    CHECK(says("lotScan").contains(u"SER2"_s));
    scan(line("lotScan"), pack(u"L78"_s, u"SER3"_s));
    CHECK(says("lotScan").contains(u"Take lot L77 into stock first"_s));
    CHECK(line("lotCode")->text() == u"L77");
    CHECK(stock().isEmpty()); // Enter of the scanner keeps nothing
    finish();
    REQUIRE(stock().size() == 1);
    CHECK(stock().first().code == u"L77");
    CHECK(stock().first().quantity == 2);
    CHECK(stock().first().expiry == QDate(2027, 1, 31));
    CHECK(lotState(0) == u"In stock");
    CHECK(drafts(*database)->isEmpty());
}

TEST_CASE_METHOD(LotsScreen, "a barcode in the search goes to its product and fills the delivery",
                 "[products][lots][scan]")
{
    add(u"Another"_s);
    open();
    REQUIRE(shown() == u"Another");
    scan(line("productSearch"), pack(u"L77"_s));
    CHECK(shown() == u"Gel");
    CHECK(line("lotCode")->text() == u"L77");
    CHECK(titles().size() == 2); // the barcode hides nothing
}

TEST_CASE_METHOD(LotsScreen, "a barcode that nobody knows is offered to be registered", "[products][lots][scan]")
{
    open();
    scan(line("productSearch"), u"4006381333931"_s);
    CHECK(told().contains(u"No product has the barcode number 04006381333931"_s));
    pressInBanner(u"Register it"_s);
    CHECK(line("gtin")->text() == u"04006381333931");
    CHECK(QApplication::focusWidget() == line("productName"));
}

TEST_CASE_METHOD(LotsScreen, "a barcode that is read wrongly keeps and changes nothing", "[products][lots][scan]")
{
    open();
    QTest::keyClick(page.get(), Qt::Key_F4);
    scan(line("lotScan"), u"0109506000134353"_s + u"10L77"_s);
    CHECK(says("lotScan").contains(u"check digit"_s));
    CHECK(line("lotCode")->text().isEmpty());
    scan(line("lotScan"), pack(u"L77"_s)); // takes the place of what was read wrongly
    CHECK(line("lotCode")->text() == u"L77");
    CHECK(says("lotScan") == u"Read: lot L77.");
}

TEST_CASE_METHOD(LotsScreen, "an expired, known, recalled or used up lot is refused in words, nothing half done",
                 "[products][lots]")
{
    receive(gel.id, u"KNOWN"_s, QDate(2027, 1, 31));
    const Lot recalled = receive(gel.id, u"BACK"_s, QDate(2027, 1, 31));
    REQUIRE(setLotState(*database, nurse, clock.now(), recalled.id, SupplyState::Recalled,
                        u"letter of the maker"_s));
    const Lot gone = receive(gel.id, u"GONE"_s, QDate(2027, 1, 31));
    REQUIRE(finishLot(*database, nurse, clock.now(), gone.id, QDate(2026, 3, 2)));
    open();
    const auto [code, expiry, field, words] = GENERATE(table<QString, QString, const char *, QString>(
        {{u"OLD"_s, u"260131"_s, "lotExpiry", u"expired on 31 Jan 2026"_s},
         {u"known"_s, u"270131"_s, "lotCode", u"in stock already, received on 2 Mar 2026"_s},
         {u"BACK"_s, u"270131"_s, "lotCode", u"was recalled. Put it aside"_s},
         {u"GONE"_s, u"270131"_s, "lotCode", u"used up"_s}}));
    press("receiveLot");
    scan(line("lotScan"), pack(code, {}, expiry));
    CHECK(says(field).contains(words));
    press("keepLot");
    CHECK(says(field).contains(words));
    CHECK(QApplication::focusWidget() == line(field));
    CHECK(stock().size() == 3);
}

TEST_CASE_METHOD(LotsScreen, "a lot is typed, opened, used up, and recalled with a reason", "[products][lots]")
{
    open();
    press("receiveLot");
    press("keepLot");
    CHECK(says("lotCode").contains(u"needs its number"_s));
    typeText(line("lotCode"), u"L77"_s);
    type("lotExpiry", u"31/1/2027"_s);
    press("keepLot");
    REQUIRE(stock().size() == 1);
    press("openLot");
    CHECK(stock().first().opened == QDate(2026, 3, 2));
    CHECK_FALSE(find("openLot")->isEnabled());
    press("finishLot");
    CHECK(lotState(0) == u"Used up");
    press("finishLot");
    CHECK(lotState(0) == u"In stock");
    press("takeOutLot");
    QLineEdit *reason = nullptr;
    for (QLineEdit *one : page->findChildren<QLineEdit *>(u"supplyReason"_s)) {
        if (one->isVisible())
            reason = one;
    }
    REQUIRE(reason != nullptr);
    reason->setFocus();
    typeText(reason, u"letter of the maker"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(stock().first().state == SupplyState::Recalled);
    CHECK(lotState(0) == u"Recalled");
    CHECK_FALSE(find("finishLot")->isEnabled());
}

TEST_CASE_METHOD(LotsScreen, "a delivery that was begun is kept, with the packs that were scanned",
                 "[products][lots][draft]")
{
    open();
    press("receiveLot");
    scan(line("lotScan"), pack(u"L77"_s, u"SER1"_s));
    scan(line("lotScan"), pack(u"L77"_s, u"SER2"_s));
    page->keepDraft();
    open();
    CHECK(told().contains(u"A delivery of this product was begun"_s));
    pressInBanner(u"Go on with it"_s);
    CHECK(line("lotCode")->text() == u"L77");
    CHECK(units() == 2);
    scan(line("lotScan"), pack(u"L77"_s, u"SER1"_s));
    CHECK(units() == 2);
    press("keepLot");
    CHECK(stock().size() == 1);
}

TEST_CASE_METHOD(LotsScreen, "nothing of a recalled product is taken into stock", "[products][lots]")
{
    REQUIRE(setSupplyState(*database, nurse, clock.now(), gel.id, SupplyState::Recalled,
                           u"letter of the maker"_s));
    open();
    press("receiveLot");
    scan(line("lotScan"), pack(u"L77"_s));
    press("keepLot");
    CHECK(told().contains(u"This product is recalled; nothing of it is taken into stock"_s));
    CHECK(stock().isEmpty());
}

TEST_CASE_METHOD(LotsScreen, "a delivery that somebody left open is theirs, and nobody else's",
                 "[products][lots][draft]")
{
    open();
    press("receiveLot");
    scan(line("lotScan"), pack(u"L77"_s));
    page->keepDraft();
    context.setActor(doctor);
    page->open({.place = Place::Products});
    CHECK_FALSE(find("lotScan")->isVisible());
    CHECK(told().isEmpty());
    press("receiveLot");
    CHECK(line("lotCode")->text().isEmpty());
    context.setActor(nurse);
    page->open({.place = Place::Products});
    CHECK(told().contains(u"A delivery of this product was begun"_s));
    pressInBanner(u"Go on with it"_s);
    CHECK(line("lotCode")->text() == u"L77");
}
