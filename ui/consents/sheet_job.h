#pragma once

#include "core/consents/consent.h"
#include "core/consents/sheet_check.h"
#include "ui/consents/screen_signing_view.h"
#include "ui/consents/signing_view.h"
#include "ui/printing/print_server.h"

namespace dermis {

/// A sheet as the preview shows it, with what was checked.
struct SheetView
{
    ConsentId sheet; ///< null: a draft
    QByteArray pdf;
    QByteArray signedPdf; ///< of a signed sheet: as it was signed on the screen, or as scanned; empty for another
    bool isScan = false;  ///< the signed pages came from the scanner
    QList<SheetCheck> checks;
    QList<SheetLine> ownRisks;
    QStringList open; ///< titles of the findings that stop the issuing; empty for an issued sheet
    QString onPaper;  ///< why an issued sheet is signed on paper alone; empty when the screen will do
    QStringList onScreen; ///< who signed on the screen so far, as printed
};

/// Composes the draft as it would be now; a job for a worker, with a connection of its own.
Result<SheetView> draftView(const QString &path, const Actor &actor, const QDateTime &now,
                            const ConsentRequest &request);
/// The archived bytes of an issued sheet; a job for a worker.
Result<SheetView> issuedView(const QString &path, const QDateTime &now, ConsentId id);
/// What is signed on the screen; a job for a worker.
Result<ScreenWork> screenWork(const QString &path, ConsentId id);

/// What a scan and its filing left to be confirmed for a sheet.
struct SigningWork
{
    QList<SignatureToConfirm> boxes;
    QList<int> missing; ///< pages of the sheet that are not filed
    QList<WaitingPage> waiting; ///< the first few; ScansPage has them all
    int moreWaiting = 0;
    int filed = 0; ///< pages filed just now, for whatever sheets
};
/// Files a scan, then reads what is to be confirmed; without a file only the latter. A job for a worker.
Result<SigningWork> signingWork(const QString &path, const Actor &actor, const QDateTime &now, ConsentId id, const QString &scan);

/// An issued sheet as it goes to the printer.
Result<PrintableSheet> issuedSheet(Database &database, ConsentId id);
/// A sheet that was signed on the screen, with what was drawn, as it goes to the printer.
Result<PrintableSheet> signedSheet(Database &database, ConsentId id);

} // namespace dermis
