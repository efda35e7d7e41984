#include "ui/consents/sheet_job.h"

#include "core/consents/compose.h"
#include "core/consents/sheet_painter.h"
#include "core/storage/database.h"

using namespace Qt::StringLiterals;

namespace dermis {

Result<SheetView> draftView(const QString &path, const Actor &actor, const QDateTime &now,
                            const ConsentRequest &request)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    const SheetSources sources = TRY(gatherSheetSources(*database, actor, now, request));
    const SheetContent content = TRY(composeSheet(sources));
    SheetView view;
    view.pdf = TRY(sheetPdf(content));
    view.checks = checkSheet(view.pdf, content);
    view.ownRisks = content.ownRisks;
    if (sources.form.kind == FormKind::Consent) {
        for (const Finding &finding : sources.safety.stopsSheet())
            view.open << finding.rule->title;
        for (const PlannedUse &use : sources.safety.shutProducts())
            view.open << use.problemWords();
    }
    view.open.removeDuplicates();
    return view;
}

Result<SheetView> issuedView(const QString &path, const QDateTime &now, ConsentId id)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    const SheetContent content = TRY(issuedContent(*database, id));
    SheetView view;
    view.sheet = id;
    view.pdf = TRY(sheetBytes(*database, id));
    view.checks = checkSheet(view.pdf, content);
    view.ownRisks = content.ownRisks;
    const Consent sheet = TRY(consent(*database, id));
    view.onPaper = TRY(onPaperBecause(*database, now, sheet));
    const QList<ScreenSignature> signatures = TRY(screenSignatures(*database, id));
    for (const ScreenSignature &one : signatures)
        view.onScreen << one.capacity;
    if (sheet.state == ConsentState::Signed) {
        view.signedPdf = TRY(signedPages(*database, id));
        view.isScan = signatures.isEmpty();
    }
    return view;
}

Result<ScreenWork> screenWork(const QString &path, ConsentId id)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    ScreenWork work;
    work.pdf = TRY(sheetBytes(*database, id));
    const QList<SignatureField> fields = TRY(signatureFields(*database, id));
    work.boxes = signingOrder(fields);
    work.kept = TRY(screenSignatures(*database, id));
    return work;
}

namespace {

constexpr qsizetype mostWaiting = 8;
constexpr int smallWidth = 300; // of a waiting page on the screen

} // namespace

Result<SigningWork> signingWork(const QString &path, const Actor &actor, const QDateTime &now, ConsentId id, const QString &scan)
{
    const auto database = TRY(Database::open(path));
    SigningWork work;
    if (!scan.isEmpty()) {
        const QList<ScanPage> pages = TRY(fileScanAt(*database, actor, now, scan));
        work.filed = static_cast<int>(std::ranges::count(pages, ScanState::Filed, &ScanPage::state));
    }
    const QList<SignatureField> fields = TRY(signatureFields(*database, id));
    for (const SignatureField &field : fields) {
        const std::optional<QImage> picture = TRY(signaturePicture(*database, id, field));
        work.boxes << SignatureToConfirm{field, picture};
    }
    const Consent sheet = TRY(consent(*database, id));
    const int pages = TRY(pagesOf(*database, sheet));
    const QList<ScanPage> filed = TRY(filedPages(*database, id));
    for (int page = 1; page <= pages; ++page) {
        if (std::ranges::find(filed, page, &ScanPage::page) == filed.end())
            work.missing << page;
    }
    const QList<ScanPage> waiting = TRY(waitingScans(*database));
    work.moreWaiting = static_cast<int>(std::max<qsizetype>(0, waiting.size() - mostWaiting));
    for (const ScanPage &page : waiting.first(std::min(waiting.size(), mostWaiting))) {
        const Result<QImage> picture = scanPicture(*database, page);
        work.waiting << WaitingPage{page, picture ? picture->scaledToWidth(smallWidth, Qt::SmoothTransformation) : QImage()};
    }
    return work;
}

Result<PrintableSheet> issuedSheet(Database &database, ConsentId id)
{
    PrintableSheet sheet;
    sheet.pdf = TRY(sheetBytes(database, id));
    sheet.content = TRY(issuedContent(database, id));
    return sheet;
}

Result<PrintableSheet> signedSheet(Database &database, ConsentId id)
{
    PrintableSheet sheet;
    sheet.pdf = TRY(signedPages(database, id));
    sheet.content = TRY(signedContent(database, id));
    return sheet;
}

} // namespace dermis
