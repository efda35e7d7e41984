#include "core/consents/screen_signature.h"

#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/sheet_start.h"
#include "core/patients/patient_repository.h"
#include "core/safety/safety_check.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int ageOfConsent = 18;
constexpr qsizetype longestName = 200;
constexpr int shownProof = 8; // hex digits beside the signature

/// Patient, child, parent or guardian first, the dermatologist last.
int turnOf(const SignatureField &field)
{
    switch (field.signer.role) {
    case Signer::Role::Patient:
    case Signer::Role::Child:
    case Signer::Role::Guardian:
        return 0;
    case Signer::Role::Interpreter:
        return 1;
    case Signer::Role::Witness:
        return 2;
    case Signer::Role::Dermatologist:
        break;
    }
    return 3;
}

/// Whether what was answered for the day of signing leaves the patient's consent in doubt: understanding, free will, a clear head (domain.md §6.3).
Result<bool> isConsentInDoubt(Database &database, const QDateTime &now, PatientId patient)
{
    const SafetyCheck check = TRY(checkSafety(database, patient, clinicTime(now).date()));
    return std::ranges::any_of(std::array{u"Q-CAP"_s, u"Q-VOL"_s, u"Q-INTOX"_s}, [&](const QString &operand) {
        const Observation observed = check.facts.patient.value(operand);
        return !observed.outOfDate && (observed.fact.state == Fact::State::Unsure || observed.fact.yesNo() == true);
    });
}

/// A signing under way: the sheet, its boxes in order, and what is signed so far.
struct Signing
{
    Consent sheet;
    QList<SignatureField> boxes;
    QList<ScreenSignature> kept;
    QList<ScreenSignature> added;

    bool isSigned(int field) const
    {
        return std::ranges::find(kept, field, &ScreenSignature::field) != kept.end() ||
               std::ranges::find(added, field, &ScreenSignature::field) != added.end();
    }
    QList<ScreenSignature> all() const { return kept + added; }
};

Result<SignatureField> openField(const Signing &signing, int number)
{
    const auto field = std::ranges::find(signing.boxes, number, &SignatureField::number);
    if (field == signing.boxes.end())
        return invalidInput(u"the sheet has no box S%1 that anybody signs"_s.arg(number));
    if (signing.isSigned(number))
        return invalidInput(u"S%1, %2, is signed already; a signature is not changed"_s.arg(number).arg(field->capacity));
    return *field;
}

Result<> checkTurn(const Signing &signing, const SignatureField &field)
{
    for (const SignatureField &other : signing.boxes) {
        const bool isBefore = turnOf(other) < turnOf(field);
        if (isBefore && other.needed && !signing.isSigned(other.number))
            return invalidInput(u"S%1, %2, signs before S%3, %4"_s.arg(other.number).arg(other.capacity).arg(field.number).arg(field.capacity));
        if (turnOf(other) > turnOf(field) && signing.isSigned(other.number))
            return invalidInput(u"S%1, %2, has signed; S%3, %4, comes before it"_s.arg(other.number).arg(other.capacity).arg(field.number).arg(field.capacity));
    }
    return {};
}

Result<> checkMoment(const Signing &signing, const DrawnBox &box, const QDateTime &now)
{
    QDateTime earliest = signing.sheet.issuedAt;
    const QList<ScreenSignature> before = signing.all();
    for (const ScreenSignature &one : before)
        earliest = std::max(earliest, one.signedAt);
    if (earliest > now) // the computer's clock was set back; the journal has the true order
        earliest = box.signedAt;
    if (box.signedAt.isValid() && box.signedAt >= earliest && box.signedAt <= now)
        return {};
    return invalidInput(u"S%1: the time of signing is from %2, when the sheet was issued or the box before was signed, to now"_s.arg(box.field).arg(
        toIsoUtc(earliest)));
}

Result<> checkName(const Signing &signing, const ScreenSignature &given, const SignatureField &field)
{
    if (given.name.isEmpty())
        return invalidInput(u"say who signs in S%1, %2"_s.arg(field.number).arg(field.capacity));
    if (given.name.size() > longestName || given.relation.size() > longestName)
        return invalidInput(u"S%1: a name or role has at most %2 signs"_s.arg(field.number).arg(longestName));
    if (field.signer.role == Signer::Role::Interpreter && given.relation.isEmpty())
        return invalidInput(u"say the language and how the interpreter knows the patient, S%1"_s.arg(field.number));
    const QList<ScreenSignature> before = signing.all();
    for (const ScreenSignature &other : before) {
        if (folded(other.name) == folded(given.name))
            return invalidInput(u"one person signs in one box; S%1 is signed under the same name as S%2"_s.arg(field.number).arg(other.field));
    }
    return {};
}

/// Nobody's strokes are used a second time, for whatever sheet.
Result<> checkNew(Database &database, const Signing &signing, const ScreenSignature &given)
{
    auto select = TRY(database.prepare(u"SELECT 1 FROM screen_signature WHERE ink = ?"_s));
    TRY(select.add(documentDigest(canonicalJson(inkToJson(given.ink)))).run());
    const bool isKept = TRY(select.next());
    if (isKept || std::ranges::find(signing.added, given.ink, &ScreenSignature::ink) != signing.added.end())
        return invalidInput(u"the strokes in S%1 were kept before; a signature is never used again"_s.arg(given.field));
    return {};
}

Result<> checkAllowed(const Actor &actor, const SignatureField &field)
{
    if (field.signer.role != Signer::Role::Dermatologist || actor.roles.testFlag(Role::Dermatologist))
        return {};
    return fail(ErrorCode::NotAllowed, u"S%1 is the dermatologist's; only a dermatologist signs there"_s.arg(field.number));
}

Result<ScreenSignature> signatureIn(Database &database, const Actor &actor, const QDateTime &now, const Signing &signing, const DrawnBox &box)
{
    const SignatureField field = TRY(openField(signing, box.field));
    if (box.isMark)
        return invalidInput(u"who cannot write signs on paper: a mark or thumbprint beside the typed name, and two impartial witnesses"_s);
    TRY(checkAllowed(actor, field));
    TRY(checkTurn(signing, field));
    TRY(checkMoment(signing, box, now));
    TRY(checkInk(box.ink));
    ScreenSignature given;
    given.field = field.number;
    given.capacity = field.capacity;
    given.name = box.name.trimmed().isEmpty() ? field.printedName : box.name.simplified();
    given.relation = box.relation.simplified();
    given.ink = box.ink;
    given.signedAt = box.signedAt;
    given.witnessedBy = actor.id;
    given.device = QSysInfo::machineHostName();
    TRY(checkName(signing, given, field));
    TRY(checkNew(database, signing, given));
    given.binding = bindingOf(signing.sheet.documentDigest, given);
    return given;
}

Result<> keepBox(Transaction &transaction, const Consent &sheet, const ScreenSignature &given)
{
    const QByteArray strokes = canonicalJson(inkToJson(given.ink));
    TRY(transaction.insert(u"screen_signature"_s, {{u"patient_id"_s, sheet.patientId.value()},
                                                   {u"consent_id"_s, sheet.id.value()},
                                                   {u"field"_s, given.field},
                                                   {u"capacity"_s, given.capacity},
                                                   {u"name"_s, given.name},
                                                   {u"relation"_s, u""_s + given.relation},
                                                   {u"strokes"_s, QString::fromUtf8(strokes)},
                                                   {u"ink"_s, documentDigest(strokes)},
                                                   {u"signed_at"_s, toIsoUtc(given.signedAt)},
                                                   {u"witnessed_by"_s, given.witnessedBy.value()},
                                                   {u"device"_s, u""_s + given.device},
                                                   {u"binding"_s, given.binding}}));
    return {};
}

SheetContent withInk(SheetContent content, const Consent &sheet, const QList<ScreenSignature> &signatures)
{
    content.signedFrom = sheet.documentDigest;
    QDateTime last = sheet.issuedAt;
    for (const ScreenSignature &one : signatures) {
        const QString name = one.relation.isEmpty() ? one.name : u"%1, %2"_s.arg(one.name, one.relation);
        content.signatures[one.field - 1].drawn = DrawnSignature{one.ink, name, sheetMoment(one.signedAt, sheetWords(content.language.toLower())), one.binding.left(shownProof)};
        last = std::max(last, one.signedAt);
    }
    content.signedAt = toIsoUtc(last);
    return content;
}

/// Archives the signed pages and makes the sheet a signed one.
Result<> finish(Transaction &transaction, const Signing &signing, int revision, const QList<SignatureField> &fields)
{
    QList<Signature> signatures;
    const QList<ScreenSignature> drawn = signing.all();
    for (const ScreenSignature &one : drawn)
        signatures << Signature{one.field, {}, one.name, clinicTime(one.signedAt).date(), {}, {}};
    const SheetContent content = TRY(issuedContent(transaction.database(), signing.sheet.id));
    const QByteArray pdf = TRY(sheetPdf(withInk(content, signing.sheet, drawn)));
    const QString address = TRY(addDocument(transaction, pdf, u"application/pdf"_s));
    TRY(transaction.insert(u"signed_sheet"_s, {{u"patient_id"_s, signing.sheet.patientId.value()},
                                               {u"consent_id"_s, signing.sheet.id.value()},
                                               {u"document"_s, address},
                                               {u"finished_by"_s, transaction.actor().id.value()},
                                               {u"finished_at"_s, toIsoUtc(transaction.now())}}));
    return keepSigned(transaction, signing.sheet, revision, fields, signatures);
}

Result<> checkWaits(Database &database, const QDateTime &now, const Consent &sheet)
{
    if (sheet.state != ConsentState::Issued)
        return invalidInput(u"sheet %1 is %2; only an issued one is signed"_s.arg(sheet.shortCode, consentStateName(sheet.state)));
    const QString why = TRY(onPaperBecause(database, now, sheet));
    if (!why.isEmpty())
        return invalidInput(why);
    return {};
}

} // namespace

Result<QString> onPaperBecause(Database &database, const QDateTime &now, const Consent &sheet)
{
    const SheetContent content = TRY(issuedContent(database, sheet.id));
    const Patient whose = TRY(patient(database, sheet.patientId));
    const bool isMinorsSheet = std::ranges::any_of(content.signatures, [](const SignatureRow &row) {
        return signerOf(row).role == Signer::Role::Guardian && row.notNeeded.isEmpty();
    });
    if (isMinorsSheet || patientAge(whose, now).value_or(0) < ageOfConsent)
        return u"the patient is under 18, or their age is not known: the child and a parent or guardian sign on paper, in ink"_s;
    if (std::ranges::any_of(content.signatures, [](const SignatureRow &row) { return signerOf(row).byMark; }))
        return u"the patient cannot write: a mark or thumb print and two witnesses stand on paper"_s;
    if (TRY(isConsentInDoubt(database, now, sheet.patientId)))
        return u"it is in doubt whether the patient understands, is free and has a clear head; the dermatologist settles that before anybody signs"_s;
    return QString();
}

QList<SignatureField> signingOrder(const QList<SignatureField> &fields)
{
    QList<SignatureField> open;
    std::ranges::copy_if(fields, std::back_inserter(open), [](const SignatureField &field) { return !field.closed; });
    std::ranges::stable_sort(open, {}, turnOf);
    return open;
}

QString bindingOf(const QString &issuedDigest, const ScreenSignature &signature)
{
    return documentDigest(canonicalJson(QJsonObject{{u"sheet"_s, issuedDigest},
                                            {u"field"_s, signature.field},
                                            {u"capacity"_s, signature.capacity},
                                            {u"name"_s, signature.name},
                                            {u"relation"_s, u""_s + signature.relation},
                                            {u"strokes"_s, inkToJson(signature.ink)},
                                            {u"time"_s, toIsoUtc(signature.signedAt)},
                                            {u"witness"_s, signature.witnessedBy.value()},
                                            {u"device"_s, u""_s + signature.device}}));
}

Result<Consent> signOnScreen(Database &database, const Actor &actor, const QDateTime &now, ConsentId id, int revision, const QList<DrawnBox> &boxes)
{
    TRY(require(actor, Permission::IssueConsent));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    Signing signing;
    signing.sheet = TRY(consent(database, id));
    TRY(checkWaits(database, now, signing.sheet));
    const QList<SignatureField> fields = TRY(signatureFields(database, id));
    signing.boxes = signingOrder(fields);
    signing.kept = TRY(screenSignatures(database, id));
    if (boxes.isEmpty())
        return invalidInput(u"no box is signed"_s);
    for (const DrawnBox &box : boxes) {
        const ScreenSignature given = TRY(signatureIn(database, actor, now, signing, box));
        TRY(keepBox(transaction, signing.sheet, given));
        signing.added << given;
    }
    if (signing.isSigned(signing.boxes.last().number))
        TRY(finish(transaction, signing, revision, fields));
    TRY(transaction.commit());
    return consent(database, id);
}

Result<QList<ScreenSignature>> screenSignatures(Database &database, ConsentId id)
{
    auto select = TRY(database.prepare(u"SELECT s.field, s.capacity, s.name, s.relation, s.strokes, s.signed_at, s.witnessed_by, s.device, s.binding, "
                                       "c.document FROM screen_signature s JOIN consent c ON c.id = s.consent_id WHERE s.consent_id = ? ORDER BY s.field"_s));
    TRY(select.add(id.value()).run());
    QList<ScreenSignature> signatures;
    while (TRY(select.next())) {
        ScreenSignature one;
        one.field = static_cast<int>(select.integer(0));
        one.capacity = select.text(1);
        one.name = select.text(2);
        one.relation = select.text(3);
        one.ink = TRY(inkFromJson(QJsonDocument::fromJson(select.bytes(4)).array()));
        one.signedAt = select.dateTime(5);
        one.witnessedBy = StaffId(select.integer(6));
        one.device = select.text(7);
        one.binding = select.text(8);
        if (bindingOf(select.text(9), one) != one.binding)
            return fail(ErrorCode::Damaged, u"the signature in S%1 of sheet %2 is not what was signed"_s.arg(one.field).arg(id.toString()));
        signatures << one;
    }
    return signatures;
}

Result<SheetContent> signedContent(Database &database, ConsentId id)
{
    const Consent sheet = TRY(consent(database, id));
    const SheetContent content = TRY(issuedContent(database, id));
    const QList<ScreenSignature> signatures = TRY(screenSignatures(database, id));
    return withInk(content, sheet, signatures);
}

Result<std::optional<QByteArray>> signedSheetBytes(Database &database, ConsentId id)
{
    auto select = TRY(database.prepare(u"SELECT document FROM signed_sheet WHERE consent_id = ?"_s));
    TRY(select.add(id.value()).run());
    if (!TRY(select.next()))
        return std::nullopt;
    const QByteArray bytes = TRY(document(database, select.text(0)));
    return bytes;
}

Result<QByteArray> signedPages(Database &database, ConsentId id)
{
    const std::optional<QByteArray> drawn = TRY(signedSheetBytes(database, id));
    if (drawn)
        return *drawn;
    return scanPdf(database, id);
}

} // namespace dermis
