#pragma once

#include "core/consents/consent.h"
#include "core/consents/sheet_check.h"
#include "ui/printing/print_server.h"

namespace dermis {

/// A sheet as the preview shows it, with what was checked.
struct SheetView
{
    QByteArray pdf;
    QList<SheetCheck> checks;
    QList<SheetLine> ownRisks;
    QStringList open; ///< titles of the findings that stop the issuing; empty for an issued sheet
};

/// Composes the draft as it would be now; a job for a worker, with a connection of its own.
Result<SheetView> draftView(const QString &path, const Actor &actor, const QDateTime &now,
                            const ConsentRequest &request);
/// The archived bytes of an issued sheet; a job for a worker.
Result<SheetView> issuedView(const QString &path, ConsentId id);

/// An issued sheet as it goes to the printer.
Result<PrintableSheet> issuedSheet(Database &database, ConsentId id);

} // namespace dermis
