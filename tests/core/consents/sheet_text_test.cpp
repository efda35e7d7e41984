#include "core/consents/sheet_check.h"
#include "core/consents/sheet_markdown.h"
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"

#include <QBuffer>
#include <QFile>
#include <QPdfDocument>
#include <QRegularExpression>

#include <numeric>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QString sheetText(const SheetContent &content)
{
    const auto pdf = sheetPdf(content);
    REQUIRE(pdf);
    return test::pagesOf(*pdf).join(u"\n==== next page ====\n"_s) + u'\n';
}

void compareWithGolden(const QString &name, const QString &text)
{
    const QString path = QStringLiteral(DERMIS_GOLDEN "/") + name;
    const QString writeTo = qEnvironmentVariableIsSet("DERMIS_UPDATE_GOLDEN") ? path : path + u".actual"_s;
    QFile golden(path);
    const QString expected =
        golden.open(QIODevice::ReadOnly) ? QString::fromUtf8(golden.readAll()) : QString();
    golden.close();
    if (expected != text) {
        QFile actual(writeTo);
        REQUIRE(actual.open(QIODevice::WriteOnly));
        actual.write(text.toUtf8());
    }
    if (!qEnvironmentVariableIsSet("DERMIS_UPDATE_GOLDEN"))
        CHECK(expected == text);
}

} // namespace

TEST_CASE("the microneedling sheet says what it has always said", "[consents][golden]")
{
    compareWithGolden(u"consent-microneedling-en.txt"_s, sheetText(test::sampleSheet()));
}

TEST_CASE("a sheet has all parts of the legal content in order", "[consents]")
{
    const QString text = sheetText(test::sampleSheet());
    qsizetype from = 0;
    for (const QString &part : {u"Who you are"_s,
                                u"What we plan"_s,
                                u"What it is for and what it cannot do"_s,
                                u"What you will feel and see"_s,
                                u"Your choices"_s,
                                u"Risks that matter"_s,
                                u"Your own risks, from your answers"_s,
                                u"Products used on your skin"_s,
                                u"Numbing cream"_s,
                                u"Blood safety"_s,
                                u"After the treatment"_s,
                                u"Photographs"_s,
                                u"Your information"_s,
                                u"Costs"_s,
                                u"Use the maker has not tested"_s,
                                u"Your questions"_s,
                                u"You may change your mind"_s,
                                u"Please write your initials next to each line"_s,
                                u"Signatures"_s,
                                u"If you refuse or withdraw"_s,
                                u"About this document"_s}) {
        INFO(part.toStdString());
        const qsizetype at = text.indexOf(part, from);
        REQUIRE(at >= 0);
        from = at;
    }
}

TEST_CASE("words with fi and ff, and accents, are found as typed", "[consents]")
{
    const QString text = sheetText(test::sampleSheet());
    for (const QString &word : {u"fingerprint"_s, u"different"_s, u"traffic"_s}) {
        SheetContent sheet = test::sampleSheet();
        sheet.body = u"# T\n\n"_s + word + u" Kgošana Ṋemuṱanzhela ḓ ḽ ṅ ê ô"_s;
        CHECK(sheetText(sheet).contains(word + u" Kgošana Ṋemuṱanzhela ḓ ḽ ṅ ê ô"_s));
    }
    CHECK_FALSE(text.contains(QRegularExpression(u"[\\x{fb00}-\\x{fb06}]"_s)));
}

TEST_CASE("every page bears name, file number, code and its number", "[consents]")
{
    const auto pdf = sheetPdf(test::sampleSheet());
    REQUIRE(pdf);
    const QStringList pages = test::pagesOf(*pdf);
    CHECK(pages.size() <= 6);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        const QString text = pages.at(i).simplified();
        CHECK(text.contains(u"Azwihangwisi Ṋemuṱanzhela-O'Brien, MSD-00389"_s));
        CHECK(text.contains(u"C7K4-QX2M · page %1 of %2"_s.arg(i + 1).arg(pages.size())));
        CHECK(text.contains(u"text 9F3C11AB44DD0E27"_s));
        CHECK_FALSE(text.contains(u"DRAFT"_s));
        CHECK_FALSE(text.contains(u"DEMO"_s));
    }
}

TEST_CASE("a draft says so on every page and bears no code", "[consents]")
{
    SheetContent sheet = test::sampleSheet();
    sheet.kind = SheetKind::Draft;
    sheet.demo = true;
    const auto pdf = sheetPdf(sheet);
    REQUIRE(pdf);
    for (const QString &page : test::pagesOf(*pdf)) {
        CHECK(page.contains(u"DRAFT"_s));
        CHECK(page.contains(u"DEMO"_s));
        CHECK_FALSE(page.contains(u"9F3C"_s));
    }
}

TEST_CASE("no heading stands alone at the foot of a page, and the signatures stay together", "[consents]")
{
    // More and more lines before the parts push every page break through every place.
    static const QRegularExpression heading(u"^\\d+ [A-Z]"_s);
    for (int lines = 0; lines < 40; lines += 3) {
        SheetContent sheet = test::sampleSheet();
        sheet.body = u"# T\n\n"_s + u"Line.\n\n"_s.repeated(lines) + sheet.body;
        const auto pdf = sheetPdf(sheet);
        REQUIRE(pdf);
        for (const QString &page : test::pagesOf(*pdf)) {
            const QStringList text = page.split(u'\n', Qt::SkipEmptyParts);
            INFO(lines << ": " << page.toStdString());
            CHECK(page.contains(u"S1"_s) == page.contains(u"S5"_s));
            for (qsizetype i = 0; i + 1 < text.size(); ++i) {
                if (text.at(i + 1).contains(u"MSD-00389 "_s))
                    CHECK_FALSE(heading.match(text.at(i)).hasMatch());
            }
        }
    }
}

TEST_CASE("very long names and answers wrap inside the margins", "[consents]")
{
    SheetContent sheet = test::sampleSheet();
    sheet.patientName = QString(u"Nomathamsanqa-Elizabeth "_s).repeated(6) + u"van der Westhuizen"_s;
    sheet.practice = QString(u"Practice "_s).repeated(20);
    sheet.patientBlock[0].text = sheet.patientName;
    sheet.ownRisks = QList<SheetLine>(40, SheetLine{QString(60, u'W'), QString(u"word "_s).repeated(60)});
    sheet.signatures[0].name = sheet.patientName;
    const auto pdf = sheetPdf(sheet);
    REQUIRE(pdf);
    CHECK(test::pagesOf(*pdf).join(u' ').simplified().contains(u"van der Westhuizen"_s));
    CHECK(checkSheet(*pdf, sheet).first() == SheetCheck{SheetCheckKind::TextInsideMargins, true, QString()});
}

TEST_CASE("set compact, what is quoted stands in a box, an empty head is left out, and the type is as large", "[consents]")
{
    SheetContent content = test::sampleSheet();
    const QString table = u"| | |\n|---|---|\n| First hours | Hands off |\n\n> **Emergency:** call 112.\n>\n> Phone us.\n\nMore."_s;
    const auto heightOf = [&](const QString &text) {
        const QList<Piece> pieces = markdownPieces(text, MarkdownSetting::Compact);
        return std::accumulate(pieces.begin(), pieces.end(), 0.0, [](qreal sum, const Piece &piece) { return sum + piece.height + piece.spaceBefore; });
    };
    CHECK(heightOf(u"| | |\n|---|---|\n| a | b |"_s) < heightOf(u"| c | d |\n|---|---|\n| a | b |"_s) - 10 * pt);
    CHECK(heightOf(u"> One line."_s) > heightOf(u"One line."_s));
    content.body = u"# Title\n\n[[compact]]\n"_s + table;
    const QString compact = sheetText(content);
    for (const QString &words : {u"First hours"_s, u"Hands off"_s, u"Emergency: call 112."_s, u"Phone us."_s, u"More."_s})
        CHECK(compact.contains(words));
    CHECK_FALSE(compact.contains(u"[[compact]]"_s));
    const auto pdf = sheetPdf(content);
    REQUIRE(pdf);
    QBuffer buffer;
    buffer.setData(*pdf);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    const QImage page = document.render(0, {1240, 1754});
    const qreal scale = 1240 / page::width;
    const int inBox = static_cast<int>((page::left + 60 * mm) * scale);
    int rules = 0;
    for (int y = static_cast<int>(page::bodyTop * scale); y < static_cast<int>(page::footerTop * scale) - 5; ++y) {
        const bool isRule = QColor(page.pixel(inBox, y)).lightness() < 60 && QColor(page.pixel(inBox + 300, y)).lightness() < 60 &&
                            QColor(page.pixel(inBox + 600, y)).lightness() < 60;
        rules += isRule ? 1 : 0;
    }
    CHECK(rules >= 4); // above and below the box, each of 1.5 pt
}
