#pragma once

#include "core/consents/scan_filing.h"
#include "core/consents/sheet_content.h"

namespace dermis {

/// One box of a sheet's signature part, and who signed in it.
struct SignatureField
{
    int number = 0;      ///< S1, S2, ... as printed
    QString capacity;    ///< as printed: "Patient", "Dermatologist"; in the sheet's language
    Signer signer;       ///< the same for the program
    QString printedName; ///< empty: a name is written there
    bool needed = false; ///< the sheet is not signed without it
    bool closed = false; ///< the sheet says why nobody signs there
    int page = 0;
    QRectF area;         ///< the box, in page units (sheet_pages.h)
};

/// That somebody signed, as a named person confirmed it.
struct Signature
{
    int field = 0;
    QString capacity;
    QString name;
    QDate signedOn;    ///< clinic day
    StaffId confirmedBy;
    QDateTime confirmedAt; ///< UTC
    bool operator==(const Signature &) const = default;
};

/// The boxes of an issued sheet, read from its archived pages.
Result<QList<SignatureField>> signatureFields(Database &database, ConsentId consent);
/// What is in a box, cut out of the scanned page; nothing while that page is not filed, or its code cannot be found in it.
Result<std::optional<QImage>> signaturePicture(Database &database, ConsentId consent, const SignatureField &field);

/// A person who saw the pages confirms who signed on which day: the sheet is signed, and covers its plan; needs IssueConsent.
/// InvalidInput names what is missing: a page that is not filed, a needed signature, a name, a day between issue and today. Earlier signed
/// sheets of the form are superseded, unless they are refusals.
Result<Consent> confirmSignatures(Database &database, const Actor &actor, const QDateTime &now, ConsentId id, int revision,
                                  const QList<Signature> &signatures);
/// Keeps that an issued sheet is signed, with what it covers, and supersedes earlier signed ones of its form; the caller has checked permission
/// and signatures. Part of a larger act.
Result<> keepSigned(Transaction &transaction, const Consent &sheet, int revision, const QList<SignatureField> &fields, const QList<Signature> &signatures);
/// Who signed a sheet, by field.
Result<QList<Signature>> signaturesOf(Database &database, ConsentId consent);

} // namespace dermis
