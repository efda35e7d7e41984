#include "ui/consents/sheet_job.h"

#include "core/consents/compose.h"
#include "core/consents/sheet_painter.h"
#include "core/storage/database.h"

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
    for (const Finding &finding : sources.safety.stopsSheet())
        view.open << finding.rule->title;
    view.open.removeDuplicates();
    return view;
}

Result<SheetView> issuedView(const QString &path, ConsentId id)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    const SheetContent content = TRY(issuedContent(*database, id));
    SheetView view;
    view.pdf = TRY(sheetBytes(*database, id));
    view.checks = checkSheet(view.pdf, content);
    view.ownRisks = content.ownRisks;
    return view;
}

Result<PrintableSheet> issuedSheet(Database &database, ConsentId id)
{
    PrintableSheet sheet;
    sheet.pdf = TRY(sheetBytes(database, id));
    sheet.content = TRY(issuedContent(database, id));
    return sheet;
}

} // namespace dermis
