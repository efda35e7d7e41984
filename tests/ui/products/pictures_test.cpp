// The page as it looks, full and empty, light and dark; pictures are written where DERMIS_SCREENSHOTS says.
#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/products/products_screen.h"

#include <QFile>
#include <QScrollArea>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class FullShelf : public ProductsScreen
{
public:
    FullShelf()
    {
        const Product hydrogel =
            add(u"HA-1 gel"_s, u"Aqua, Sodium Hyaluronate, Sodium Chloride"_s, ProductKind::Topical, serumGtin);
        allow(hydrogel.id, NeedlingStatus::EvidenceSupported, QDate(2027, 3, 31));
        receive(hydrogel.id, u"H2207"_s, QDate(2027, 11, 30), 12);
        receive(hydrogel.id, u"H2101"_s, QDate(2026, 3, 20), 4);
        const Product balm = add(u"Cica balm"_s, u"Aqua, Centella Asiatica Extract"_s);
        allow(balm.id, NeedlingStatus::AfterOnly, QDate(2027, 1, 31));
        add(u"Vita-C serum"_s, u"Aqua, Ascorbic Acid, Ethoxydiglycol, Glycerin, Laureth-23, Tocopherol, Ferulic "
                               "Acid, Panthenol, Phenoxyethanol, Limonene, Parfüm Veldt"_s);
        const Product peel = add(u"Glow peel 20 %"_s, u"Aqua, Glycolic Acid"_s);
        StatusReview never;
        never.status = NeedlingStatus::Banned;
        never.evidence = u"Burns on needled skin, practice meeting"_s;
        REQUIRE(reviewProduct(*database, doctor, clock.now(), peel.id, never, {}));
        const Product pen = [&] {
            Product device;
            device.name = u"Pen 36"_s;
            device.kind = ProductKind::Device;
            device.category = ProductCategory::DeviceAccessory;
            device.device.type = u"motorised pen"_s;
            device.device.needles = 36;
            device.device.maximumDepthMm = 2.5;
            device.device.evaluatedDepthMm = 1.5;
            return addProduct(*database, nurse, clock.now(), device).value();
        }();
        Q_UNUSED(pen)
        add(u"Cartridge, 36 pins"_s, {}, ProductKind::Cartridge);
        const Product mist = add(u"Peptide mist"_s);
        allow(mist.id, NeedlingStatus::HomeOnly, QDate(2026, 9, 1));
        clock.set(QDateTime(QDate(2026, 9, 20), QTime(8, 0), Qt::UTC));
        REQUIRE(setSupplyState(*database, nurse, clock.now(), add(u"Old numbing cream"_s).id,
                               SupplyState::Recalled, u"letter of the maker in May"_s));
    }
    void picture(const QString &name)
    {
        QTest::qWait(60); // laid out
        INFO(name.toStdString());
        for (const auto *scroll : page->findChildren<QScrollArea *>()) {
            if (scroll->isVisible() && scroll->widget() != nullptr) // nothing is cut off at the right
                CHECK(scroll->widget()->minimumSizeHint().width() <= 318);
        }
        CHECK(page->minimumSizeHint().width() <= 1204); // what a window of 1280 leaves
        saveScreenshot(*page, u"products-"_s + name);
    }
};

} // namespace

TEST_CASE_METHOD(FullShelf, "every control of the page has a name, in each of its states",
                 "[products][pictures]")
{
    const auto theme = GENERATE(Theme::Light, Theme::Dark);
    const auto size = GENERATE(QSize(1290, 696), QSize(1844, 1008));
    applyTheme(*qApp, theme);
    const QString suffix = u"-%1-%2"_s.arg(theme == Theme::Dark ? u"dark"_s : u"light"_s).arg(size.width());
    context.setActor(doctor);
    open(size);
    choose(u"Vita-C serum"_s);
    picture(u"unknown"_s + suffix);
    CHECK(unnamedControls(page.get()) == QStringList());
    pressInBanner(u"What is it?"_s);
    type("matchLine", u"phenox"_s);
    picture(u"match"_s + suffix);
    CHECK(unnamedControls(page.get()) == QStringList());
    press("assess");
    picture(u"assess"_s + suffix);
    CHECK(unnamedControls(page.get()) == QStringList());
    choose(u"HA-1 gel"_s);
    press("receiveLot");
    scan(line("lotScan"), u"01"_s + serumGtin + u"17261001"_s + u"10H2207"_s);
    picture(u"lot"_s + suffix);
    CHECK(unnamedControls(page.get()) == QStringList());
    press("changeProduct");
    picture(u"form"_s + suffix);
    CHECK(unnamedControls(page.get()) == QStringList());
    choose(u"Pen 36"_s);
    press("takeOut");
    picture(u"device"_s + suffix);
    CHECK(unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(ProductsScreen, "an empty shelf says what to do", "[products][pictures]")
{
    open();
    saveScreenshot(*page, u"products-empty"_s);
    CHECK(unnamedControls(page.get()) == QStringList());
    context.setActor(reception);
    page->refresh();
    saveScreenshot(*page, u"products-empty-reception"_s);
    CHECK_FALSE(find<Button>("addProduct")->isEnabled());
}

TEST_CASE_METHOD(FullShelf, "a narrow window shows one part at a time, and each can be reached",
                 "[products][pictures]")
{
    context.setActor(doctor);
    open({1041, 542});
    page->setCompact(true);
    QTest::qWait(60);
    page->resize(848, 400); // what the least window leaves
    QTest::qWait(60);
    CHECK(page->width() == 848);
    CHECK(shelfTable()->isVisible());
    CHECK_FALSE(find("productTitle")->isVisible());
    picture(u"compact-list"_s);
    choose(u"HA-1 gel"_s);
    QTest::keyClick(shelfTable(), Qt::Key_Return);
    CHECK(find("productTitle")->isVisible());
    CHECK_FALSE(shelfTable()->isVisible());
    picture(u"compact-product"_s);
    QTest::keyClick(page.get(), Qt::Key_F4);
    CHECK(QApplication::focusWidget() == line("lotScan"));
    picture(u"compact-lots"_s);
    CHECK(unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(FullShelf, "what a CSV file would do fits on the page", "[products][pictures]")
{
    open();
    QFile file(folder.filePath(u"products.csv"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("kind,name,gtin\ntopical,Balm,\nointment,Salve,\ntopical,HA-1 gel,\ntopical,Mist,123\ndevice,Roller,\n");
    file.close();
    prompter.answer = file.fileName();
    press("importProducts");
    picture(u"import"_s);
    CHECK(unnamedControls(page.get()) == QStringList());
}
