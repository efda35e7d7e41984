#include "core/consents/merge.h"
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"

#include <QJsonArray>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("fields, sections and lists are filled in", "[consents]")
{
    const QJsonObject fields{
        {u"doctor"_s, u"Dr Motau"_s},
        {u"phone"_s, u""_s},
        {u"zones"_s, QJsonArray{QJsonObject{{u"area"_s, u"chin"_s}}, QJsonObject{{u"area"_s, u"cheek"_s}}}}};
    const auto merged = mergeTemplate(
        u"{{doctor}}{{#phone}} {{phone}}{{/phone}}{{^phone}} no phone{{/phone}}:{{#zones}} {{area}}{{/zones}}"_s,
        fields);
    REQUIRE(merged);
    CHECK(*merged == u"Dr Motau no phone: chin cheek"_s);
}

TEST_CASE("a field that does not exist is named", "[consents]")
{
    const auto merged = mergeTemplate(u"Dear {{patientNme}}"_s, {{u"patientName"_s, u"Anna"_s}});
    REQUIRE_FALSE(merged);
    CHECK(merged.error().code == ErrorCode::InvalidInput);
    CHECK(merged.error().detail.contains(u"{{patientNme}}"_s));
}

TEST_CASE("a text that is not complete, or that would print unescaped, is refused", "[consents]")
{
    const QJsonObject fields{{u"name"_s, u"Anna"_s}};
    for (const QString &text : {u"{{#name}} open"_s, u"{{name"_s, u"{{{name}}}"_s, u"{{& name}}"_s,
                                u"{{=<% %>=}}"_s, u"{{> other}}"_s}) {
        INFO(text.toStdString());
        const auto merged = mergeTemplate(text, fields);
        REQUIRE_FALSE(merged);
        CHECK(merged.error().code == ErrorCode::InvalidInput);
    }
}

TEST_CASE("values cannot act as Markdown, HTML or a drawn part", "[consents]")
{
    CHECK(markdownEscaped(u"O'Brien-Ṋemuṱanzhela"_s) == u"O\\'Brien\\-Ṋemuṱanzhela"_s);
    CHECK(markdownEscaped(u"[[signatures]]"_s) == u"\\[\\[signatures\\]\\]"_s);
    CHECK(markdownEscaped(u"two\nlines\r\n# and more"_s) == u"two lines \\# and more"_s);
}

TEST_CASE("hostile names print as they are spelt", "[consents]")
{
    const QString name =
        GENERATE(u"*Anna* <b>_x_"_s, u"[a](b)"_s, u"[[signatures]]"_s, u"{{doctor}}"_s,
                 u"![x](file:///etc/hostname)"_s, u"1. `Anna` | ~~B~~ &amp; www.example.org"_s,
                 u"# Anna\n[[write 9]]"_s, u"%1 %2 ☺"_s);
    SheetContent sheet = test::sampleSheet();
    const auto body = mergeTemplate(
        u"# Title\n\nFor {{patientName}} only\n\n{{patientName}}\n\n| a | b |\n|---|---|\n| {{patientName}} | end |\n"_s,
        {{u"patientName"_s, name}});
    REQUIRE(body);
    sheet.body = *body;
    sheet.patientName = name.simplified();
    const auto pdf = sheetPdf(sheet);
    REQUIRE(pdf);
    const QStringList pages = test::pagesOf(*pdf);
    REQUIRE(pages.size() == 1);
    const QString text = pages.first().simplified();
    CHECK(text.contains(u"For "_s + name.simplified() + u" only"_s));
    CHECK(text.count(name.simplified()) == 4);
}
