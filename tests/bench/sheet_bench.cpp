// Sheets to paper and back: dermis_sheet_bench CLINIC FILE-NUMBER COUNT issues so many sheets for a patient of a plain demo clinic who may have one,
// scans their pages at 300 dpi in grey, and files them; it times what docs/performance.md says. The clinic is changed.
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/consents/scan_file.h"
#include "core/consents/scan_filing.h"
#include "core/patients/patient_repository.h"
#include "tests/bench/floors.h"
#include "tests/support/must.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfDocument>
#include <QPdfWriter>

#include <cstdio>
#include <sys/resource.h>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int scanDpi = 300;

double processorSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What one act took, by the clock and on all processors; the act says how many things it did.
template <typename Act>
void time(const char *what, const char *things, Act act)
{
    QElapsedTimer clock;
    clock.start();
    const double before = processorSeconds();
    const auto done = static_cast<double>(act());
    const double used = processorSeconds() - before;
    const double elapsed = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    std::printf("%-46s %5.0f %s  %6.2f s by the clock  %6.2f s of processor  %6.1f and %6.1f in a second\n", what, done, things, elapsed, used,
                done / elapsed, done / used);
    std::fflush(stdout);
}

/// The pages of a sheet as a flatbed gives them, in a stack.
QByteArray scannedStack(QByteArray sheet)
{
    QBuffer source(&sheet);
    source.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&source);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    writer.setResolution(scanDpi);
    QPainter painter(&writer);
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0)
            writer.newPage();
        const QImage picture = document.render(page, (document.pagePointSize(page) * scanDpi / 72).toSize()).convertToFormat(QImage::Format_RGB32);
        QImage paper(picture.size(), QImage::Format_RGB32);
        paper.fill(Qt::white);
        QPainter(&paper).drawImage(0, 0, document.render(page, picture.size()));
        painter.drawImage(QRect(0, 0, writer.width(), writer.height()), paper.convertToFormat(QImage::Format_Grayscale8));
    }
    painter.end();
    return bytes;
}

/// The same pages as one picture each, as a scanner writes JPEG.
QList<QByteArray> scannedPictures(const QByteArray &stack)
{
    QBuffer source;
    source.setData(stack);
    source.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&source);
    QList<QByteArray> pictures;
    for (int page = 0; page < document.pageCount(); ++page) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        document.render(page, (document.pagePointSize(page) * scanDpi / 72).toSize()).convertToFormat(QImage::Format_Grayscale8).save(&buffer, "jpeg", 75);
        pictures << bytes;
    }
    return pictures;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 4) {
        std::fputs("dermis_sheet_bench CLINIC FILE-NUMBER COUNT\n", stderr);
        return 2;
    }
    const QDateTime now = SystemClock().now();
    const auto database = must(openClinic(arguments.at(1), now));
    const Actor doctor = must(onlyDermatologist(*database)).actor();
    const Patient person = must(patientByFileNumber(*database, arguments.at(2)));
    const int count = arguments.at(3).toInt();
    must(draftSheet(*database, doctor, now, {.patientId = person.id})); // fonts are found once
    QList<Consent> sheets;
    time("compose, render, archive and issue", "sheets", [&] {
        for (int i = 0; i < count; ++i)
            sheets << must(issueConsent(*database, doctor, now.addMSecs(i), {.patientId = person.id}));
        return sheets.size();
    });
    time("compose and render alone", "sheets", [&] {
        for (int i = 0; i < count; ++i)
            must(draftSheet(*database, doctor, now, {.patientId = person.id}));
        return count;
    });
    time("floor: one page of text by QPdfWriter", "sheets", [&] {
        for (int i = 0; i < count; ++i)
            bench::onePage();
        return count;
    });
    QList<QByteArray> stacks;
    QList<QByteArray> pictures;
    for (qsizetype i = 0; i < sheets.size(); ++i) {
        const QByteArray stack = scannedStack(must(sheetBytes(*database, sheets.at(i).id)));
        if (i % 2 == 0)
            stacks << stack;
        else
            pictures << scannedPictures(stack);
    }
    qsizetype filed = 0;
    const auto file = [&](const QString &name, const QList<QByteArray> &files) {
        qsizetype pages = 0;
        for (const QByteArray &bytes : files) {
            const QList<ScanPage> done = must(fileScan(*database, doctor, now, name, bytes));
            filed += std::ranges::count(done, ScanState::Filed, &ScanPage::state);
            pages += done.size();
        }
        return pages;
    };
    time("file stacks as PDF (300 dpi, grey)", "pages", [&] { return file(u"stack.pdf"_s, stacks); });
    time("file single pages as JPEG (300 dpi, grey)", "pages", [&] { return file(u"page.jpg"_s, pictures); });
    QList<QImage> grey;
    for (const QByteArray &bytes : pictures)
        grey << must(must(ScanFile::read(bytes)).page(1));
    time("floor: find the codes alone (ZXing), JPEG read", "pages", [&] { return std::ranges::count_if(grey, [](const QImage &page) { return findMark(page).has_value(); }); });
    std::printf("filed by their code: %lld\n", static_cast<long long>(filed));
    return 0;
}
