// The list, what a product's page shows, who may what, and what the page does when others write.
#include "core/products/lot.h"
#include "core/storage/drafts.h"
#include "tests/ui/products/products_screen.h"

#include <QComboBox>
#include <QTabBar>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QString under(QAbstractItemView *table, int row, int column)
{
    return table->model()->index(row, column).data(Qt::UserRole).toString();
}

} // namespace

TEST_CASE_METHOD(ProductsScreen, "the list tells status, review and stock in words", "[products][list]")
{
    const Product balm = add(u"Balm"_s);
    allow(balm.id, NeedlingStatus::AfterOnly, QDate(2026, 3, 31));
    receive(balm.id, u"B-1"_s, QDate(2026, 3, 20));
    add(u"Gel"_s);
    open();
    REQUIRE(titles() == QStringList{u"Balm"_s, u"Gel"_s});
    CHECK(shelfTable()->model()->index(0, 1).data() == u"After needling only"_s);
    CHECK(under(shelfTable(), 0, 1) == u"review by 31 Mar 2026");
    CHECK(under(shelfTable(), 0, 2) == u"1 ends soon");
    CHECK(shelfTable()->model()->index(1, 1).data() == u"Not assessed"_s);
    CHECK(shelfTable()->model()->index(1, 2).data() == u"no lots"_s);
    clock.set(QDateTime(QDate(2026, 4, 1), QTime(8, 0), Qt::UTC));
    page->refresh();
    CHECK(shelfTable()->model()->index(0, 1).data() == u"Out of date"_s);
    CHECK(under(shelfTable(), 0, 2) == u"1 expired");
    CHECK(shelfTable()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString() ==
          u"Balm. on the skin, Veldt. Out of date. ran out on 31 Mar 2026. 1 lot. 1 expired.");
}

TEST_CASE_METHOD(ProductsScreen, "typing finds by name, ingredient and lot; keys step and open",
                 "[products][list]")
{
    receive(add(u"Gel"_s, u"Aqua, Panthenol"_s).id, u"H-77"_s, QDate(2027, 1, 31));
    add(u"Balm"_s);
    add(u"Spray"_s);
    open();
    REQUIRE(page->isAncestorOf(QApplication::focusWidget()));
    typeText(QApplication::focusWidget(), u"panth"_s);
    CHECK(titles() == QStringList{u"Gel"_s});
    type("productSearch", u"h-77"_s);
    CHECK(titles() == QStringList{u"Gel"_s});
    type("productSearch", u"nonesuch"_s);
    CHECK(titles().isEmpty());
    type("productSearch", QString());
    REQUIRE(titles().size() == 3);
    QTest::keyClick(line("productSearch"), Qt::Key_Down);
    CHECK(QApplication::focusWidget() == shelfTable());
    QTest::keyClick(shelfTable(), Qt::Key_End);
    CHECK(shown() == u"Spray");
    QTest::keyClick(shelfTable(), Qt::Key_Home);
    CHECK(shown() == u"Balm");
    QTest::keyClick(shelfTable(), Qt::Key_Return);
    CHECK(QApplication::focusWidget() == find("changeProduct")); // a nurse may not assess
    shelfTable()->setFocus();
    QTest::keyClick(shelfTable(), Qt::Key_G);
    CHECK(QApplication::focusWidget() == line("productSearch"));
    CHECK(titles().contains(u"Gel"_s));
    CHECK(line("productSearch")->text() == u"g");
}

TEST_CASE_METHOD(ProductsScreen, "tabs and the kind filter the list, with counts", "[products][list]")
{
    add(u"Pen"_s, {}, ProductKind::Device);
    allow(add(u"Balm"_s).id, NeedlingStatus::HomeOnly, QDate(2026, 3, 31));
    receive(add(u"Gel"_s).id, u"G-1"_s, QDate(2026, 3, 20));
    open();
    auto *tabs = page->findChild<QTabBar *>();
    REQUIRE(tabs != nullptr);
    CHECK(tabs->accessibleTabName(0) == u"All, 3");
    CHECK(tabs->accessibleTabName(1) == u"Not assessed, 1");
    CHECK(tabs->accessibleTabName(3) == u"Expiry, 1");
    QTest::keyClick(page.get(), Qt::Key_2, Qt::AltModifier);
    CHECK(titles() == QStringList{u"Gel"_s});
    QTest::keyClick(page.get(), Qt::Key_1, Qt::AltModifier);
    auto *kind = find<QComboBox>("kindFilter");
    kind->setFocus();
    QTest::keyClicks(kind, u"Device"_s);
    CHECK(titles() == QStringList{u"Pen"_s});
    CHECK(tabs->accessibleTabName(0) == u"All, 1");
}

TEST_CASE_METHOD(ProductsScreen, "who may not change products sees them, and who may", "[products][roles]")
{
    receive(add(u"Gel"_s, u"Aqua, Mystery Extract"_s).id, u"G-1"_s, QDate(2027, 3, 20));
    for (const Actor &actor : {reception, Actor{doctor.id, u"An owner"_s, Role::Owner}}) {
        context.setActor(actor);
        open();
        CHECK(shown() == u"Gel");
        for (const char *button : {"addProduct", "importProducts", "importLots", "changeProduct", "assess", "takeOut",
                                   "receiveLot"})
            CHECK_FALSE(find<Button>(button)->isEnabled());
        CHECK_FALSE(find("openLot")->isVisible());
        CHECK_FALSE(find("understood")->isVisible());
        QStringList texts;
        for (const QLabel *label : page->findChildren<QLabel *>())
            texts << label->text();
        CHECK(texts.contains(u"A nurse or the dermatologist changes lots."_s));
        QTest::keyClick(page.get(), Qt::Key_F4);
        CHECK_FALSE(find("lotScan")->isVisible());
    }
    context.setActor(nurse);
    open();
    CHECK(find<Button>("changeProduct")->isEnabled());
    CHECK_FALSE(find<Button>("assess")->isEnabled());
}

TEST_CASE_METHOD(ProductsScreen, "what others write comes in and moves neither row nor keyboard",
                 "[products][list]")
{
    add(u"Balm"_s);
    const Product gel = add(u"Gel"_s);
    open();
    choose(u"Gel"_s);
    find("changeProduct")->setFocus();
    add(u"Alum"_s);
    receive(gel.id, u"G-9"_s, QDate(2027, 3, 20));
    page->refresh();
    CHECK(titles().size() == 3);
    CHECK(shown() == u"Gel");
    CHECK(QApplication::focusWidget() == find("changeProduct"));
    CHECK(find<QAbstractItemView>("lots")->model()->index(0, 0).data() == u"G-9"_s);
}

TEST_CASE_METHOD(ProductsScreen, "a product is recalled with a reason, and used again", "[products][supply]")
{
    const Product gel = add(u"Gel"_s);
    open();
    press("takeOut");
    auto *reason = line("supplyReason"); // the first is that of the product
    reason->setFocus();
    typeText(reason, u"short"_s);
    press("supplyDo");
    CHECK(product(*database, gel.id)->state == SupplyState::Active);
    CHECK(says("supplyReason").contains(u"15 characters"_s));
    typeText(reason, u", letter of the maker"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(product(*database, gel.id)->state == SupplyState::Recalled);
    CHECK(shelfTable()->model()->index(0, 1).data() == u"Recalled"_s);
    CHECK(find<Button>("takeOut")->text() == u"Use it again");
    press("takeOut");
    type("supplyReason", u"a mistake of the maker"_s);
    press("supplyDo");
    CHECK(product(*database, gel.id)->state == SupplyState::Active);
}

TEST_CASE_METHOD(ProductsScreen, "a person says what unknown words of a label mean", "[products][label]")
{
    const Product serum = add(u"Serum"_s, u"Aqua, Vit C stabilised 5 %, Mystery Extract"_s);
    open();
    const auto unknown = [&] {
        return unknownIngredients(readIngredients(serum.label, *substances(*database)));
    };
    REQUIRE(unknown().size() == 2);
    pressInBanner(u"What is it?"_s); // of the first
    CHECK_FALSE(find<Button>("matchIt")->isEnabled());
    type("matchLine", u"ascorbic"_s);
    QTest::keyClick(line("matchLine"), Qt::Key_Down);
    QTest::keyClick(line("matchLine"), Qt::Key_Return); // takes it from the list
    CHECK(line("matchLine")->text().startsWith(u"Ascorbic"_s));
    QTest::keyClick(line("matchLine"), Qt::Key_Return); // and says so
    CHECK(unknown() == QStringList{u"Mystery Extract"_s});
    press("understood");
    type("acknowledgeReason", u"because"_s);
    QTest::keyClick(line("acknowledgeReason"), Qt::Key_Return);
    CHECK_FALSE(product(*database, serum.id)->isLabelComplete);
    type("acknowledgeReason", u"the supplier named it by letter"_s);
    QTest::keyClick(line("acknowledgeReason"), Qt::Key_Return);
    CHECK(product(*database, serum.id)->isLabelComplete);
    CHECK_FALSE(find("understood")->isVisible());
}

TEST_CASE_METHOD(ProductsScreen, "unknown words become a substance of the clinic's own", "[products][label]")
{
    const Product serum = add(u"Serum"_s, u"Aqua, Mystery Extract 2 %"_s);
    open();
    pressInBanner(u"What is it?"_s);
    press("ownSubstance");
    CHECK(unknownIngredients(readIngredients(serum.label, *substances(*database))).isEmpty());
    CHECK(substances(*database)->named(u"Mystery Extract"_s) != nullptr);
}

TEST_CASE_METHOD(ProductsScreen, "Tab goes through the page as it is read", "[products][keys]")
{
    receive(add(u"Gel"_s).id, u"G-1"_s, QDate(2027, 3, 20));
    context.setActor(doctor);
    open();
    CHECK(tabs(16) == QStringList{u"Add"_s, u"Kind"_s, u"Which products"_s, u"Products"_s, u"Import CSV…"_s,
                                  u"Export CSV…"_s, u"Import lots…"_s, u"Export lots…"_s, u"Assess"_s, u"Change details"_s, u"Withdraw or recall"_s, u"Who had this?"_s,
                                  u"Receive a lot"_s, u"Lots"_s, u"Opened today"_s, u"Used up"_s});
    QTest::keyClick(page.get(), Qt::Key_F4);
    CHECK(tabs(7) == QStringList{u"Lot, as printed"_s, u"Expires on"_s, u"Units received"_s,
                                 u"Received on (empty: today)"_s, u"How it is kept"_s, u"Put aside"_s,
                                 u"Take into stock"_s});
    press("changeProduct");
    CHECK(tabs(16) == QStringList{u"Brand"_s, u"Maker"_s, u"Variant"_s, u"Strength"_s, u"Sterile"_s,
                                  u"For single use"_s, u"Free of preservatives"_s, u"Days after opening"_s,
                                  u"Barcode number (GTIN)"_s, u"Supplier"_s, u"To the law"_s,
                                  u"Registration or licence"_s, u"Ingredients, as on the label"_s,
                                  u"Date on the label"_s, u"Why is it changed? 15 characters or more"_s,
                                  u"Put aside"_s});
}
