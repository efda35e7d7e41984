#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/consents/consent_template.h"
#include "core/storage/actor.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace dermis {

class Database;
class Transaction;
struct SheetContent;

/// Where an issued sheet is in its life.
enum class ConsentState {
    Issued,     ///< printed or saved, to be signed
    Signed,     ///< it came back, and a named person confirmed who signed
    Withdrawn,  ///< the patient took it back
    Superseded, ///< a later sheet of the same form replaced it
};
/// Stable English spelling: issued, signed, withdrawn, superseded.
QString consentStateName(ConsentState state);
std::optional<ConsentState> consentStateFromName(const QString &name);

/// One patient's issued sheet.
struct Consent
{
    ConsentId id;
    int revision = 0;
    PatientId patientId;
    TemplateId templateId;
    QString templateName;
    QString language; ///< of the sheet, ISO 639-1
    int templateVersion = 0;
    QString shortCode;      ///< eight signs without 0 O 1 I L; printed in two groups, C7K4-QX2M
    QString fingerprint;    ///< first 16 hex digits of SHA-256 of the frozen inputs, upper case
    QString documentDigest; ///< address of the archived PDF
    QDateTime issuedAt;     ///< UTC
    StaffId issuedBy;
    ConsentState state = ConsentState::Issued;
    FormKind kind = FormKind::Consent;
    QString inputsDigest; ///< address of the frozen inputs, canonical JSON; the fingerprint is its beginning
    bool operator==(const Consent &) const = default;
};

/// Which sheet for whom.
struct ConsentRequest
{
    PatientId patientId;
    QString templateName = QStringLiteral("microneedling");
    QString language = QStringLiteral("en");
    bool readAloud = false; ///< the patient cannot read: it is read out in full, and a witness signs (domain.md §6.3)
    bool byMark = false;    ///< the patient cannot write: a mark or thumb print, and two witnesses sign [P]
};

/// What stands between now and an issued consent to the treatment (design.md §8): codes of rules, then planned products in words; empty when
/// it may be issued.
Result<QStringList> openForSheet(Database &database, const QDateTime &now, PatientId patientId);
/// Freezes what the sheet says, renders and archives the PDF and keeps the consent, all or nothing; needs
/// IssueConsent. NotReady names the open rules, or that the text is not yet reviewed; NotFound a missing template or patient. Earlier issued
/// sheets of the form are superseded, unless they were information to take home or refusals.
Result<Consent> issueConsent(Database &database, const Actor &actor, const QDateTime &now,
                             const ConsentRequest &request);
/// The same within a larger act; the caller has checked the permission.
Result<Consent> issueConsent(Transaction &transaction, const ConsentRequest &request);
/// The sheet as it would be now, marked DRAFT, without code or QR, whatever is open; nothing is kept. Needs
/// ReadRecords.
Result<QByteArray> draftSheet(Database &database, const Actor &actor, const QDateTime &now,
                              const ConsentRequest &request);

/// A patient's sheets, newest first.
Result<QList<Consent>> consents(Database &database, PatientId patientId);
Result<Consent> consent(Database &database, ConsentId id);
/// The short codes, as printed, of the sheets issued from one moment up to before another (UTC), in that order.
Result<QStringList> codesIssuedBetween(Database &database, const QDateTime &from, const QDateTime &until);
/// The patient takes a sheet back; needs IssueConsent; `reason` goes to the journal.
Result<Consent> withdrawConsent(Database &database, const Actor &actor, const QDateTime &now, ConsentId id,
                                int revision, const QString &reason);
/// The archived bytes of a sheet.
Result<QByteArray> sheetBytes(Database &database, ConsentId id);
/// What an issued sheet says, from its frozen inputs; painted on a printer it gives the archived pages.
Result<SheetContent> issuedContent(Database &database, ConsentId id);
/// Renders an issued sheet again from its frozen inputs; equals the archived bytes on the same fonts and Qt.
Result<QByteArray> reissueBytes(Database &database, ConsentId id);
/// The consent that bears a short code, in any spelling, or a fingerprint; none where there is none.
Result<std::optional<Consent>> consentByCode(Database &database, const QString &shortCode);
Result<std::optional<Consent>> consentByFingerprint(Database &database, const QString &fingerprint);
/// The consent whose archived PDF, as issued or as signed on the screen, has exactly these bytes, or none.
Result<std::optional<Consent>> verifyFile(Database &database, const QByteArray &bytes);

} // namespace dermis
