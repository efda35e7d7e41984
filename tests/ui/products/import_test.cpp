// A CSV file is looked through before anything is kept; the list goes out as CSV.
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
    write("kind,name\ntopical,Balm\nointment,Salve\ntopical,Gel\n");
    press("importProducts");
    REQUIRE(find<QTableWidget>("importLines")->rowCount() == 3);
    CHECK(outcome(0) == u"Added as on the skin, not assessed.");
    CHECK(outcome(1).contains(u"\"ointment\""_s));
    CHECK(outcome(2).contains(u"registered already"_s));
    CHECK(find<QTableWidget>("importLines")->item(1, 0)->text() == u"3");
    CHECK_FALSE(find<Button>("importDo")->isEnabled());
    CHECK(find<QLabel>("importState")->text().startsWith(u"2 of 3 lines cannot be added, so none is."_s));
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
    CHECK(importProducts(*other.database, other.nurse, clock.now(), file.readAll()).value() == 1);
    prompter.answer = folder.filePath(u"no/such/folder/out.csv"_s);
    press("exportProducts");
    CHECK(told().contains(u"could not be read or written"_s));
}
