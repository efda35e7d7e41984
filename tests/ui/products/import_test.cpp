// A CSV file is looked through before anything is kept; the list goes out as CSV.
#include "tests/support/screenshot.h"
#include "tests/ui/products/products_screen.h"

#include <QFile>
#include <QTableWidget>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class ImportScreen : public ProductsScreen
{
public:
    void write(const QByteArray &csv)
    {
        prompter.answer = folder.filePath(u"products.csv"_s);
        QFile file(prompter.answer);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(csv);
    }
    QString outcome(int row) { return find<QTableWidget>("importLines")->item(row, 2)->text(); }
};

} // namespace

TEST_CASE_METHOD(ImportScreen, "a file with a bad line shows each line, and adds nothing until it is mended",
                 "[products][import]")
{
    add(u"Gel"_s);
    open();
    write("kind,name\ntopical,Balm\nointment,Salve\ntopical,balm\n");
    press("importProducts");
    REQUIRE(find<QTableWidget>("importLines")->rowCount() == 3);
    CHECK(outcome(0) == u"New: added, not assessed.");
    CHECK(outcome(1).contains(u"\"ointment\""_s));
    CHECK(outcome(2).contains(u"registered already"_s));
    CHECK(find<QTableWidget>("importLines")->item(1, 0)->text() == u"3");
    CHECK_FALSE(find<Button>("importDo")->isEnabled());
    CHECK(find<QLabel>("importState")->text().startsWith(u"New: 1. Changed: 0. Unchanged: 0. Refused: 2."_s));
    CHECK(products(*database)->size() == 1);
    write("kind,name\ntopical,Balm\ndevice,Pen\n");
    pressInBanner(u"Read the file again"_s);
    CHECK(find<Button>("importDo")->text() == u"Add 2 products");
    CHECK(products(*database)->size() == 1);
    finish();
    CHECK(products(*database)->size() == 3);
    CHECK(titles().size() == 3);
    CHECK(told().contains(u"2 products were added"_s));
}

TEST_CASE_METHOD(ImportScreen, "a file that is none of products, or none at all, is told in words",
                 "[products][import]")
{
    open();
    write("colour\nred\n");
    press("importProducts");
    CHECK(told().contains(u"Line 1: there is no column \"colour\""_s));
    CHECK_FALSE(find<Button>("importDo")->isEnabled());
    prompter.answer = folder.filePath(u"missing.csv"_s);
    press("importProducts");
    CHECK(told().contains(u"could not be read"_s));
    pressInBanner(u"Leave it"_s);
    CHECK(products(*database)->isEmpty());
    CHECK_FALSE(find("importLines")->isVisible());
}

TEST_CASE_METHOD(ImportScreen, "the list is exported as the program reads it", "[products][import]")
{
    add(u"Gel"_s, u"Aqua, \"Glycerin\""_s);
    open();
    prompter.answer = folder.filePath(u"out.csv"_s);
    press("exportProducts");
    CHECK(told().contains(u"The products were written"_s));
    QFile file(prompter.answer);
    REQUIRE(file.open(QIODevice::ReadOnly));
    DatabaseFixture other;
    CHECK(importProducts(*other.database, other.nurse, clock.now(), file.readAll())->size() == 1);
    prompter.answer = folder.filePath(u"no/such/folder/out.csv"_s);
    press("exportProducts");
    CHECK(told().contains(u"could not be read or written"_s));
}

TEST_CASE_METHOD(ImportScreen, "an exported list that was edited changes what is registered, seen before it is kept",
                 "[products][import]")
{
    const ProductId gel = add(u"Gel"_s, u"Aqua"_s).id;
    add(u"Mist"_s, u"Aqua"_s);
    open();
    prompter.answer = folder.filePath(u"products.csv"_s);
    press("exportProducts");
    QFile file(prompter.answer);
    REQUIRE(file.open(QIODevice::ReadOnly));
    QByteArray edited = file.readAll();
    REQUIRE(edited.contains(",Gel,"));
    file.close();
    edited.replace("Aqua", "\"Aqua, Glycerin\"").replace(",Mist,", ",Fog,");
    write(edited);
    press("importProducts");
    REQUIRE(find<QTableWidget>("importLines")->rowCount() == 2);
    CHECK(outcome(0) == u"Changed: label.");
    CHECK(outcome(1) == u"New: added, not assessed.");
    CHECK(find<Button>("importDo")->text() == u"Add 1, change 1");
    CHECK(find<QLabel>("importState")->text() == u"New: 1. Changed: 1. Unchanged: 0. Refused: 0. Nothing was kept yet.");
    test::saveScreenshot(*page, u"products-import-changes"_s);
    CHECK(product(*database, gel)->label == u"Aqua");
    finish();
    CHECK(product(*database, gel)->label == u"Aqua, Glycerin");
    CHECK(products(*database)->size() == 3);
    CHECK(told().contains(u"1 products were added, 1 changed"_s));
    press("importProducts");
    CHECK(outcome(0) == u"Unchanged.");
    CHECK_FALSE(find<Button>("importDo")->isEnabled());
}

TEST_CASE_METHOD(ImportScreen, "lots go out and come in as CSV in the window", "[products][import]")
{
    const ProductId gel = add(u"Gel"_s, u"Aqua"_s).id;
    open();
    const QByteArray good = "product,lot,expiry,quantity\nGel,G-1," + clock.today().addYears(1).toString(Qt::ISODate).toLatin1() + ",4\n";
    write(good + "Gel,G-2,2020-01-31,4\n");
    press("importLots");
    REQUIRE(find<QTableWidget>("importLines")->rowCount() == 2);
    CHECK(outcome(0) == u"New: taken into stock.");
    CHECK(outcome(1).contains(u"expired"_s));
    CHECK_FALSE(find<Button>("importDo")->isEnabled());
    CHECK(lots(*database, gel)->isEmpty());
    write(good);
    pressInBanner(u"Read the file again"_s);
    CHECK(find<Button>("importDo")->text() == u"Take 1 lots into stock");
    finish();
    REQUIRE(lots(*database, gel)->size() == 1);
    CHECK(lots(*database, gel)->first().quantity == 4);
    CHECK(told().contains(u"1 lots were taken into stock"_s));
    prompter.answer = folder.filePath(u"lots.csv"_s);
    press("exportLots");
    CHECK(told().contains(u"The lots were written"_s));
    QFile file(prompter.answer);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll().contains(",Gel,G-1,"));
    prompter.answer = folder.filePath(u"no/such/folder/lots.csv"_s);
    press("exportLots");
    CHECK(told().contains(u"could not be read or written"_s));
    Button::refuseWritesIn(*page, u"The clinic file is opened to be read only."_s);
    for (const char *name : {"importProducts", "importLots", "importDo"})
        CHECK_FALSE(find<Button>(name)->isEnabled());
    CHECK(find<Button>("exportLots")->isEnabled());
}
