#include "core/products/gs1.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QString separator{QChar(0x1d)};

} // namespace

TEST_CASE("a GS1 barcode fills product, lot and expiry, however it was read", "[products]")
{
    const Gs1Data expected{u"09506000134352"_s, u"ABC123"_s, QDate(2027, 12, 31), {}};
    for (const QString &text :
         {u"010950600013435217271231"_s + u"10ABC123"_s, u"(01)09506000134352(17)271231(10)ABC123"_s,
          u"]d2010950600013435210ABC123"_s + separator + u"17271231"_s,
          u"]C1"_s + separator + u"0109506000134352"_s + u"10ABC123<GS>17271231"_s,
          u" (01) 09506000134352 (10) ABC123 (17) 271231 "_s,
          u"(01)09506000134352(11)260101(17)271231(10)ABC123"_s}) {
        CAPTURE(text);
        const auto read = readGs1(text);
        REQUIRE(read);
        CHECK(*read == expected);
    }
    const auto unit = readGs1(u"(01)09506000134352(17)280200(21)S-77"_s);
    REQUIRE(unit);
    CHECK(unit->expiry == QDate(2028, 2, 29)); // day 00: the last of the month
    CHECK(unit->serial == u"S-77");
    CHECK(readGs1(u"9506000134352"_s)->gtin == u"09506000134352");
}

TEST_CASE("a barcode that cannot be right is refused, saying why", "[products]")
{
    const auto [text, why] = GENERATE(table<QString, QString>({
        {u""_s, u"nothing was read"_s},
        {u"hello"_s, u"is not known"_s},
        {u"(01)09506000134353"_s, u"check digit"_s},
        {u"9506000134353"_s, u"check digit"_s},
        {u"12345"_s, u"8, 12, 13 or 14 digits"_s},
        {u"(01)0950600013"_s, u"(01) needs 14 digits"_s},
        {u"(01)09506000134352(17)271301"_s, u"no date"_s},
        {u"(01)09506000134352(17)2712"_s, u"(17) needs 6 digits"_s},
        {u"(01)09506000134352(10)"_s, u"(10) needs 1 to 20"_s},
        {u"(01)09506000134352(10)ABCDEFGHIJKLMNOPQRSTUVWXYZ"_s, u"separator"_s},
        {u"(01)09506000134352(01)09506000134352"_s, u"stands twice"_s},
        {u"(17)271231(10)ABC"_s, u"(01) is missing"_s},
        {u"(01)09506000134352(98)X"_s, u"(98) is not known"_s},
        {u"(01"_s, u""_s},
    }));
    CAPTURE(text);
    const auto read = readGs1(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::InvalidInput);
    CHECK(read.error().detail.contains(why));
}
