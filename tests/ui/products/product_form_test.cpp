// A product registered and changed by keys: drafts, problems at the fields, conflicts.
#include "core/storage/drafts.h"
#include "tests/ui/products/products_screen.h"

#include <QComboBox>
#include <QPlainTextEdit>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; // milliseconds, under a sanitizer
const QString why = u"a new tube with a new label"_s;

} // namespace

TEST_CASE_METHOD(ProductsScreen, "a product is registered by keys, with what is understood of its label",
                 "[products][form]")
{
    open();
    press("addProduct");
    page->keepDraft();
    CHECK(drafts(*database)->isEmpty()); // nothing was typed
    CHECK(QApplication::focusWidget() == line("productName"));
    finish();
    CHECK(says("productName") == u"A product needs a name.");
    CHECK(products(*database)->isEmpty());
    typeText(line("productName"), u"Calm serum"_s);
    type("maker", u"Veldt"_s);
    type("gtin", u"9506000134353"_s);
    finish();
    CHECK(says("gtin").contains(u"check digit"_s));
    type("gtin", u"9506000134352"_s);
    auto *label = find<QPlainTextEdit>("label");
    label->setFocus();
    typeText(label, u"Aqua, Glycerin, Mystery Extract"_s);
    QStringList texts;
    for (const QLabel *one : page->findChildren<QLabel *>())
        texts << one->text();
    CHECK(texts.contains(u"3 ingredients, 1 not known: Mystery Extract."_s));
    finish();
    const auto all = products(*database);
    REQUIRE(all->size() == 1);
    CHECK(all->first().name == u"Calm serum");
    CHECK(all->first().gtin == serumGtin);
    CHECK(all->first().manufacturer == u"Veldt");
    CHECK(latestReview(*database, all->first().id)->status == NeedlingStatus::NotAssessed);
    CHECK(shown() == u"Calm serum");
    CHECK(drafts(*database)->isEmpty());
}

TEST_CASE_METHOD(ProductsScreen, "the same product twice is refused in words and stays typed",
                 "[products][form]")
{
    add(u"Gel"_s);
    open();
    press("addProduct");
    typeText(line("productName"), u"gel"_s);
    press("keepProduct");
    CHECK(told().contains(u"registered already"_s));
    CHECK(line("productName")->text() == u"gel");
    CHECK(products(*database)->size() == 1);
}

TEST_CASE_METHOD(ProductsScreen, "what was typed of a product is there again after the page was left",
                 "[products][form][draft]")
{
    open();
    press("addProduct");
    typeText(line("productName"), u"Calm serum"_s);
    REQUIRE(QTest::qWaitFor([&] { return !drafts(*database)->isEmpty(); }, patience));
    typeText(line("productName"), u" night"_s);
    page->keepDraft();
    open(); // another window, after a power cut
    CHECK(told().contains(u"A new product was begun"_s));
    pressInBanner(u"Go on with it"_s);
    CHECK(line("productName")->text() == u"Calm serum night");
    pressInBanner(u"Put aside"_s);
    CHECK(drafts(*database)->isEmpty());
    CHECK(products(*database)->isEmpty());
}

TEST_CASE_METHOD(ProductsScreen, "a change needs a reason, and a changed label ends the assessment",
                 "[products][form]")
{
    const Product gel = add(u"Gel"_s);
    allow(gel.id, NeedlingStatus::AfterOnly, QDate(2027, 1, 31));
    open();
    press("changeProduct");
    auto *label = find<QPlainTextEdit>("label");
    label->setFocus();
    QTest::keyClick(label, Qt::Key_End, Qt::ControlModifier);
    typeText(label, u", Parfum"_s);
    press("keepProduct");
    CHECK(says("changeReason").contains(u"15 characters"_s));
    CHECK(QApplication::focusWidget() == line("changeReason"));
    typeText(line("changeReason"), why);
    finish();
    CHECK(product(*database, gel.id)->label.endsWith(u"Parfum"_s));
    CHECK(latestReview(*database, gel.id)->status == NeedlingStatus::NotAssessed);
    CHECK(shelfTable()->model()->index(0, 1).data() == u"Not assessed"_s);
}

TEST_CASE_METHOD(ProductsScreen, "two who change the same product are asked whose is to stand",
                 "[products][form][conflict]")
{
    const bool mine = GENERATE(true, false);
    Product gel = add(u"Gel"_s);
    open();
    press("changeProduct");
    type("maker", u"Mine"_s);
    type("changeReason", why);
    gel.supplier = u"Theirs"_s;
    REQUIRE(changeProduct(*database, doctor, clock.now(), gel, why));
    press("keepProduct");
    REQUIRE(told().contains(u"Somebody else changed this product"_s));
    CHECK(product(*database, gel.id)->manufacturer == u"Veldt");
    pressInBanner(mine ? u"Keep mine"_s : u"Keep theirs"_s);
    CHECK(product(*database, gel.id)->manufacturer == (mine ? u"Mine"_s : u"Veldt"_s));
    CHECK(product(*database, gel.id)->supplier == (mine ? QString(u""_s) : u"Theirs"_s));
    CHECK(drafts(*database)->isEmpty());
    CHECK(shown() == u"Gel");
}

TEST_CASE_METHOD(ProductsScreen, "a draft of another day is compared with what stands there now",
                 "[products][form][conflict]")
{
    Product gel = add(u"Gel"_s);
    open();
    press("changeProduct");
    type("maker", u"Mine"_s);
    page->keepDraft();
    gel.supplier = u"Theirs"_s;
    REQUIRE(changeProduct(*database, doctor, clock.now(), gel, why));
    open();
    CHECK(told().contains(u"Changes to this product were begun"_s));
    pressInBanner(u"Go on with it"_s);
    CHECK(told().contains(u"Somebody else changed this product"_s));
    CHECK(line("maker")->text() == u"Mine");
}

TEST_CASE_METHOD(ProductsScreen, "a device's profile is typed as its manual says it", "[products][form]")
{
    const Product pen = add(u"Pen"_s, {}, ProductKind::Device);
    open();
    press("changeProduct");
    CHECK_FALSE(find("label")->isVisible());
    const auto field = [this](const QString &name) {
        for (QWidget *widget : page->findChildren<QWidget *>()) {
            if (widget->accessibleName() == name && widget->isVisible())
                return widget;
        }
        FAIL(name.toStdString());
        return static_cast<QWidget *>(nullptr);
    };
    const auto typeInto = [](QWidget *widget, const QString &text) {
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        typeText(widget, text);
    };
    typeInto(field(u"Deepest setting"_s), u"2.5"_s);
    typeInto(field(u"Deepest that the maker tested"_s), u"1.5"_s);
    typeInto(field(u"Rules that its manual makes absolute"_s), u"ISO-01"_s);
    typeInto(field(u"Authorised uses that rules check: what, where, skin types"_s), u"wrinkles face"_s);
    type("changeReason", why);
    press("keepProduct");
    CHECK(field(u"Authorised uses that rules check: what, where, skin types"_s)->accessibleDescription().contains(u"wrinkles"_s));
    typeInto(field(u"Authorised uses that rules check: what, where, skin types"_s), u"acne-scar face II-IV"_s);
    press("keepProduct");
    CHECK(field(u"Rules that its manual makes absolute"_s)->accessibleDescription().contains(u"MN-ISO-01"_s));
    CHECK(product(*database, pen.id)->device == DeviceProfile());
    typeInto(field(u"Rules that its manual makes absolute"_s), u"mn-iso-01, MN-DEV-02"_s);
    press("keepProduct");
    const DeviceProfile kept = product(*database, pen.id)->device;
    CHECK(kept.maximumDepthMm == 2.5);
    CHECK(kept.evaluatedDepthMm == 1.5);
    CHECK(kept.authorisedUses == QList{AuthorisedUse{u"acne-scar"_s, {u"face"_s}, {u"II"_s, u"III"_s, u"IV"_s}}});
    CHECK(kept.contraindications == QStringList{u"MN-ISO-01"_s, u"MN-DEV-02"_s});
}

TEST_CASE_METHOD(ProductsScreen, "a draft that somebody comes for from another page is open at once",
                 "[products][form][draft]")
{
    add(u"Balm"_s);
    const Product gel = add(u"Gel"_s);
    open();
    choose(u"Gel"_s);
    press("changeProduct");
    type("maker", u"Mine"_s);
    page->keepDraft();
    const QString form = drafts(*database)->first().key.form;
    page = std::make_unique<ProductsPage>(context);
    show(*page, {.place = Place::Products, .text = form});
    CHECK(line("maker")->text() == u"Mine");
    CHECK(QApplication::focusWidget() == line("productName"));
    CHECK(find<Button>("keepProduct")->text() == u"Keep changes");
}
