#pragma once

#include "core/base/result.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_pages.h"

namespace dermis {

// The parts of a sheet that the program draws; a template says where they stand.

/// Names, numbers and contact of the patient, in boxes.
QList<Piece> patientPieces(const QList<SheetLine> &cells);
/// This patient's own risks in a heavy box.
QList<Piece> ownRiskPieces(const QList<SheetLine> &risks, const QString &note);
/// An empty box of so many lines to write in.
Piece writingBox(int lines);
/// All signature rows, on one page, tagged S1, S2, ... so that an empty one is found in a scan.
/// `words` as frozen in the sheet.
Piece signatureBlock(const QList<SignatureRow> &rows, const QMap<QString, QString> &words = {});
/// A recovery key: its groups in large letters, numbered, beside a QR code of the same. InvalidInput when there is no code for it.
Result<Piece> recoveryKeyPiece(const QStringList &groups, const QString &code);
/// Small print about the document itself.
QList<Piece> controlPieces(const QList<SheetLine> &lines);

} // namespace dermis
