#include "core/consents/sheet_check.h"
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/sample_sheet.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QStringList failing(const QByteArray &pdf, const SheetContent &content)
{
    QStringList names;
    for (const SheetCheck &check : checkSheet(pdf, content)) {
        if (!check.passed)
            names << sheetCheckName(check.kind);
    }
    return names;
}

} // namespace

TEST_CASE("a composed sheet passes all four checks", "[consents]")
{
    const SheetContent sheet = test::sampleSheet();
    const auto pdf = sheetPdf(sheet);
    REQUIRE(pdf);
    CHECK(failing(*pdf, sheet).isEmpty());
    CHECK(checkSheet(*pdf, sheet).size() == 4);
}

TEST_CASE("the checks notice another name, another code, an empty field and a file that is no PDF",
          "[consents]")
{
    const SheetContent sheet = test::sampleSheet();
    const auto pdf = sheetPdf(sheet);
    REQUIRE(pdf);
    SheetContent other = sheet;
    other.patientName = u"Somebody Else"_s;
    CHECK(failing(*pdf, other) == QStringList{u"name-on-every-page"_s});
    other = sheet;
    other.fingerprint = u"0000000000000000"_s;
    CHECK(failing(*pdf, other) == QStringList{u"codes-read-back"_s});
    other = sheet;
    other.patientBlock[1].text.clear();
    CHECK(failing(*pdf, other) == QStringList{u"no-empty-field"_s});
    CHECK(failing("no PDF", sheet) ==
          QStringList{u"text-inside-margins"_s, u"codes-read-back"_s, u"name-on-every-page"_s});
}
