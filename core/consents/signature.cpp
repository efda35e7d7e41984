#include "core/consents/signature.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/consents/screen_signature.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_pages.h"
#include "core/safety/consent_cover.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QPdfDocument>
#include <QPdfSelection>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal boxAbove = 13 * mm; // what is cut out around the tag at a box's lower right
constexpr qreal boxBelow = 3 * mm;

/// The tag of a box stands at its lower right; the last one on the last page that has it is ours.
Result<> findArea(QPdfDocument &sheet, SignatureField &field)
{
    const QString tag = u"S%1"_s.arg(field.number);
    for (int page = sheet.pageCount() - 1; page >= 0; --page) {
        const QString text = sheet.getAllText(page).text();
        const QRegularExpression word(u"\\b%1\\b"_s.arg(tag));
        qsizetype at = -1;
        for (auto matches = word.globalMatch(text); matches.hasNext();)
            at = matches.next().capturedStart();
        if (at < 0)
            continue;
        const QRectF place = sheet.getSelectionAtIndex(page, static_cast<int>(at), static_cast<int>(tag.size())).boundingRectangle();
        const qreal bottom = place.bottom() * pt;
        field.page = page + 1;
        field.area = QRectF(page::left, bottom - boxAbove, page::bodyWidth, boxAbove + boxBelow);
        return {};
    }
    return fail(ErrorCode::Damaged, u"box %1 is not on the archived sheet"_s.arg(tag));
}

Result<> checkPages(Database &database, const Consent &sheet)
{
    const int pages = TRY(pagesOf(database, sheet));
    QStringList missing;
    const QList<ScanPage> filed = TRY(filedPages(database, sheet.id));
    for (int page = 1; page <= pages; ++page) {
        if (std::ranges::find(filed, page, &ScanPage::page) == filed.end())
            missing << QString::number(page);
    }
    if (!missing.isEmpty())
        return invalidInput(u"of %1 pages these are not filed yet: %2"_s.arg(pages).arg(missing.join(u", "_s)));
    return {};
}

Result<> checkNotBegunOnScreen(Database &database, const Consent &sheet)
{
    const QList<ScreenSignature> begun = TRY(screenSignatures(database, sheet.id));
    if (begun.isEmpty())
        return {};
    return invalidInput(u"S%1 was signed on the screen; finish it there, or issue a new sheet for paper"_s.arg(begun.first().field));
}

Result<> checkSigned(const QList<SignatureField> &fields, const QList<Signature> &given, const QDate &issued, const QDate &today)
{
    for (const SignatureField &field : fields) {
        const auto one = std::ranges::find(given, field.number, &Signature::field);
        if (one == given.end() && field.needed)
            return invalidInput(u"the signature of S%1, %2, is missing"_s.arg(field.number).arg(field.capacity));
        if (one != given.end() && field.closed)
            return invalidInput(u"nobody signs in S%1; the sheet says why"_s.arg(field.number));
    }
    for (const Signature &one : given) {
        const auto field = std::ranges::find(fields, one.field, &SignatureField::number);
        if (field == fields.end())
            return invalidInput(u"the sheet has no box S%1"_s.arg(one.field));
        if (one.name.trimmed().isEmpty() && field->printedName.isEmpty())
            return invalidInput(u"say who signed in S%1, %2"_s.arg(one.field).arg(field->capacity));
        if (!one.signedOn.isValid() || one.signedOn < issued || one.signedOn > today)
            return invalidInput(u"S%1: the day of signing is from %2, when the sheet was issued, to today"_s.arg(one.field).arg(issued.toString(Qt::ISODate)));
        if (std::ranges::count(given, one.field, &Signature::field) > 1)
            return invalidInput(u"S%1 is named twice"_s.arg(one.field));
    }
    return {};
}

Result<ConsentCover> coverOf(Database &database, const Consent &sheet, const QList<SignatureField> &fields, const QList<Signature> &given)
{
    const QByteArray inputs = TRY(document(database, sheet.inputsDigest));
    ConsentCover cover;
    cover.patient = sheet.patientId;
    cover.consent = sheet.id;
    cover.issuedAt = sheet.issuedAt;
    cover.plan = TRY(Plan::fromJson(QJsonDocument::fromJson(inputs).object()[u"plan"].toObject()));
    for (const Signature &one : given) {
        cover.signedOn = cover.signedOn.isValid() ? std::max(cover.signedOn, one.signedOn) : one.signedOn;
        const auto field = std::ranges::find(fields, one.field, &SignatureField::number);
        cover.guardian = cover.guardian || field->signer.role == Signer::Role::Guardian;
        cover.child = cover.child || field->signer.role == Signer::Role::Child;
    }
    cover.until = coverUntil(cover.signedOn);
    return cover;
}

Result<> keep(Transaction &transaction, const Consent &sheet, const QList<SignatureField> &fields, const QList<Signature> &given)
{
    for (const Signature &one : given) {
        const auto field = std::ranges::find(fields, one.field, &SignatureField::number);
        const QString name = one.name.trimmed().isEmpty() ? field->printedName : one.name.simplified();
        TRY(transaction.insert(u"signature"_s, {{u"patient_id"_s, sheet.patientId.value()},
                                                {u"consent_id"_s, sheet.id.value()},
                                                {u"field"_s, one.field},
                                                {u"capacity"_s, field->capacity},
                                                {u"name"_s, name},
                                                {u"signed_on"_s, one.signedOn.toString(Qt::ISODate)},
                                                {u"confirmed_by"_s, transaction.actor().id.value()},
                                                {u"confirmed_at"_s, toIsoUtc(transaction.now())}}));
    }
    return {};
}

Result<> supersedeSigned(Transaction &transaction, const Consent &sheet)
{
    if (isRefusal(sheet.templateName))
        return {};
    for (const Consent &earlier : TRY(consents(transaction.database(), sheet.patientId))) {
        if (earlier.state == ConsentState::Signed && earlier.templateName == sheet.templateName && earlier.id != sheet.id)
            TRY(transaction.update(u"consent"_s, earlier.id.value(), earlier.revision,
                                   {{u"state"_s, consentStateName(ConsentState::Superseded)}}));
    }
    return {};
}

} // namespace

Result<QList<SignatureField>> signatureFields(Database &database, ConsentId id)
{
    const SheetContent content = TRY(issuedContent(database, id));
    QByteArray bytes = TRY(sheetBytes(database, id));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument sheet;
    sheet.load(&buffer);
    QList<SignatureField> fields;
    for (const SignatureRow &row : content.signatures) {
        SignatureField field;
        field.number = static_cast<int>(fields.size()) + 1;
        field.capacity = row.capacity;
        field.printedName = row.name;
        field.closed = !row.notNeeded.isEmpty();
        field.signer = signerOf(row);
        field.needed = !field.closed && !field.signer.isOptional;
        TRY(findArea(sheet, field));
        fields << field;
    }
    return fields;
}

Result<std::optional<QImage>> signaturePicture(Database &database, ConsentId consent, const SignatureField &field)
{
    const QList<ScanPage> filed = TRY(filedPages(database, consent));
    const auto page = std::ranges::find(filed, field.page, &ScanPage::page);
    if (page == filed.end())
        return std::nullopt;
    const QImage picture = TRY(scanPicture(database, *page));
    const auto mark = findMark(picture);
    if (!mark)
        return std::nullopt;
    return cutOut(picture, *mark, field.area);
}

Result<Consent> confirmSignatures(Database &database, const Actor &actor, const QDateTime &now, ConsentId id, int revision,
                                  const QList<Signature> &signatures)
{
    TRY(require(actor, Permission::IssueConsent));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Consent sheet = TRY(consent(database, id));
    if (sheet.state != ConsentState::Issued)
        return invalidInput(u"sheet %1 is %2; only an issued one is signed"_s.arg(sheet.shortCode, consentStateName(sheet.state)));
    const QList<SignatureField> fields = TRY(signatureFields(database, id));
    TRY(checkNotBegunOnScreen(database, sheet));
    TRY(checkPages(database, sheet));
    TRY(checkSigned(fields, signatures, clinicTime(sheet.issuedAt).date(), clinicTime(now).date()));
    TRY(keepSigned(transaction, sheet, revision, fields, signatures));
    TRY(transaction.commit());
    return consent(database, id);
}

Result<> keepSigned(Transaction &transaction, const Consent &sheet, int revision, const QList<SignatureField> &fields, const QList<Signature> &signatures)
{
    TRY(keep(transaction, sheet, fields, signatures));
    TRY(transaction.update(u"consent"_s, sheet.id.value(), revision, {{u"state"_s, consentStateName(ConsentState::Signed)}}));
    TRY(supersedeSigned(transaction, sheet));
    if (sheet.kind != FormKind::Consent)
        return {};
    const ConsentCover cover = TRY(coverOf(transaction.database(), sheet, fields, signatures));
    return keepCover(transaction, cover);
}

Result<QList<Signature>> signaturesOf(Database &database, ConsentId consent)
{
    auto select = TRY(database.prepare(
        u"SELECT field, capacity, name, signed_on, confirmed_by, confirmed_at FROM signature WHERE consent_id = ? ORDER BY field"_s));
    TRY(select.add(consent.value()).run());
    QList<Signature> signatures;
    while (TRY(select.next()))
        signatures << Signature{static_cast<int>(select.integer(0)), select.text(1), select.text(2), select.date(3), StaffId(select.integer(4)),
                                select.dateTime(5)};
    return signatures;
}

} // namespace dermis
