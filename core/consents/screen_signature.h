#pragma once

#include "core/base/ink.h"
#include "core/consents/signature.h"

namespace dermis {

/// What somebody draws in one box of a sheet on the screen.
struct DrawnBox
{
    int field = 0;
    QString name;       ///< as typed; empty: the printed one
    QString relation;   ///< role, or relationship to the patient; an interpreter's language and how they know the patient
    Ink ink;
    QDateTime signedAt; ///< UTC
    bool isMark = false; ///< a mark or thumbprint of somebody who cannot write
};

/// A box signed on the screen, as it is kept: bound to the issued PDF, and used for nothing else.
struct ScreenSignature
{
    int field = 0;
    QString capacity;
    QString name;
    QString relation;
    Ink ink;
    QDateTime signedAt; ///< UTC
    StaffId witnessedBy; ///< who was signed in at the computer
    QString device;      ///< the computer's name
    QString binding;     ///< SHA-256 over all of it and the issued PDF's digest
    bool operator==(const ScreenSignature &) const = default;
};

/// Why a sheet is signed on paper alone, in one sentence; empty when the screen will do. A minor signs in ink, and the parent or guardian with them
/// (domain.md §6.3, 7.6); nobody signs while there is doubt whether the patient can consent.
Result<QString> onPaperBecause(Database &database, const QDateTime &now, const Consent &sheet);
/// The boxes that are open, in the order of signing: patient, interpreter, witness, and the dermatologist last.
QList<SignatureField> signingOrder(const QList<SignatureField> &fields);
/// What binds a signature: SHA-256 over canonical JSON of it and the digest of the issued PDF, in hex.
QString bindingOf(const QString &issuedDigest, const ScreenSignature &signature);

/// Keeps boxes that were just signed under the eyes of whoever is signed in, all or none; with the dermatologist's, which only a dermatologist signs
/// and which is the last, the sheet is signed: the pages with the strokes in them are archived, and it covers its plan as a confirmed paper does.
/// Needs IssueConsent. InvalidInput: the sheet waits for no signature or is for paper alone, a box is signed already or before its turn, a name is
/// missing or stands twice, or these strokes were kept before. NotAllowed: the dermatologist's box by somebody who is none.
Result<Consent> signOnScreen(Database &database, const Actor &actor, const QDateTime &now, ConsentId id, int revision, const QList<DrawnBox> &boxes);

/// The boxes signed on the screen, by field. Damaged when one no longer is what was bound.
Result<QList<ScreenSignature>> screenSignatures(Database &database, ConsentId consent);
/// What the signed sheet says: the issued content with the strokes in its boxes; painted, it gives the archived signed PDF.
Result<SheetContent> signedContent(Database &database, ConsentId consent);
/// The archived PDF of a sheet that was signed on the screen; nothing for another.
Result<std::optional<QByteArray>> signedSheetBytes(Database &database, ConsentId consent);
/// What a sheet's signatures stand on: the archived PDF where it was signed on the screen, else its scanned pages; empty while there is neither.
Result<QByteArray> signedPages(Database &database, ConsentId consent);

} // namespace dermis
