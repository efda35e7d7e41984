#include "core/consents/sheet_painter.h"
#include "tests/core/consents/sample_sheet.h"
#include "ui/printing/painted_print_server.h"
#include "ui/widgets/pdf_pages.h"

#include <QFile>
#include <QPrinter>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int dpi = 50;

/// How far two pages are apart: the mean difference of a point, 0 to 255.
double difference(const QImage &one, const QImage &other)
{
    double sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            sum += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y)));
    }
    return sum / (one.width() * one.height());
}

} // namespace

TEST_CASE("a printer without CUPS gets the same pages as the archived PDF", "[consents][gui]")
{
    const SheetContent sheet = test::sampleSheet();
    const QTemporaryDir folder;
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(folder.filePath(u"paper.pdf"_s));
    REQUIRE(paintOrder(printer, {u"reception"_s, u"Consent C7K4-QX2M"_s, 1, true}, sheet));
    CHECK(printer.docName() == u"Consent C7K4-QX2M"_s);

    QFile file(printer.outputFileName());
    REQUIRE(file.open(QIODevice::ReadOnly));
    const PdfPages paper = renderPdf(file.readAll(), dpi);
    const PdfPages archived = renderPdf(sheetPdf(sheet).value(), dpi);
    REQUIRE(paper.images.size() == archived.images.size());
    for (qsizetype page = 0; page < paper.images.size(); ++page) {
        INFO("page " << page + 1);
        CHECK(paper.texts.at(page).simplified() == archived.texts.at(page).simplified());
        REQUIRE(paper.images.at(page).size() == archived.images.at(page).size());
        CHECK(difference(paper.images.at(page), archived.images.at(page)) < 1);
    }
}

TEST_CASE("a printer that is not there is refused, and a job handed over is not followed", "[consents]")
{
    PaintedPrintServer server;
    const auto job = server.print({u"nowhere"_s, u"Consent"_s, 1, true}, {{}, test::sampleSheet()});
    REQUIRE_FALSE(job);
    CHECK(job.error().code == ErrorCode::NotFound);
    CHECK(server.state(u"nowhere"_s, 1).error().code == ErrorCode::NotFound);
}
