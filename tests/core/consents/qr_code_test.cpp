#include "core/consents/qr_code.h"
#include "core/consents/sheet_letterhead.h"
#include "tests/core/consents/sample_sheet.h"

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("the QR code of a page names form, version, language, page and fingerprint, and no person",
          "[consents]")
{
    const QString text = qrText(test::sampleSheet(), 2);
    CHECK(text == u"DERMIS:MICRONEEDLING:1:EN:2:9F3C11AB44DD0E27"_s);
    const auto code = qrCode(text);
    REQUIRE(code);
    CHECK(code->dark.size() == code->size * code->size);
    // The three finder patterns: a dark corner, then a light ring.
    for (const int corner : {0, code->size - 7}) {
        CHECK(code->dark.at(corner));
        CHECK_FALSE(code->dark.at(code->size + corner + 1));
    }
    CHECK(code->dark.at((code->size - 7) * code->size));
}

TEST_CASE("a QR code outlines exactly its dark modules", "[consents]")
{
    const auto code = qrCode(u"DERMIS:1"_s);
    REQUIRE(code);
    const QPainterPath outline = qrOutline(*code);
    for (int row = 0; row < code->size; ++row) {
        for (int column = 0; column < code->size; ++column) {
            const QPointF middle((column + 0.5) / code->size, (row + 0.5) / code->size);
            REQUIRE(outline.contains(middle) == code->dark.at(row * code->size + column));
        }
    }
}

TEST_CASE("lower case and accents are refused in a QR code", "[consents]")
{
    for (const QString &text : {u"dermis"_s, u"ṊEMU"_s, u"A,B"_s}) {
        const auto code = qrCode(text);
        REQUIRE_FALSE(code);
        CHECK(code.error().code == ErrorCode::InvalidInput);
    }
}
