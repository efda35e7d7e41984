#include "core/consents/consent.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_painter.h"
#include "core/safety/consent_cover.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString selectConsents = u"SELECT c.id, c.revision, c.patient_id, c.template_id, t.name, t.language, "
                               u"t.version, c.short_code, c.fingerprint, "
                               "c.document, c.issued_at, c.issued_by, c.state, t.kind, c.inputs "
                               "FROM consent c JOIN consent_template t ON t.id = c.template_id "_s;

Consent consentFromRow(const Statement &row)
{
    return {ConsentId(row.integer(0)),
            static_cast<int>(row.integer(1)),
            PatientId(row.integer(2)),
            TemplateId(row.integer(3)),
            row.text(4),
            row.text(5),
            static_cast<int>(row.integer(6)),
            row.text(7),
            row.text(8),
            row.text(9),
            row.dateTime(10),
            StaffId(row.integer(11)),
            consentStateFromName(row.text(12)).value_or(ConsentState::Issued),
            formKindFromName(row.text(13)).value_or(FormKind::Consent),
            row.text(14)};
}

Result<QList<Consent>> consentsWhere(Database &database, const QString &condition, const QVariant &value)
{
    auto select = TRY(database.prepare(selectConsents + condition));
    select.add(value);
    TRY(select.run());
    QList<Consent> found;
    while (TRY(select.next()))
        found << consentFromRow(select);
    return found;
}

} // namespace

QString consentStateName(ConsentState state)
{
    switch (state) {
    case ConsentState::Issued:
        return u"issued"_s;
    case ConsentState::Signed:
        return u"signed"_s;
    case ConsentState::Withdrawn:
        return u"withdrawn"_s;
    case ConsentState::Superseded:
        return u"superseded"_s;
    }
    return {};
}

std::optional<ConsentState> consentStateFromName(const QString &name)
{
    for (const ConsentState state :
         {ConsentState::Issued, ConsentState::Signed, ConsentState::Withdrawn, ConsentState::Superseded}) {
        if (consentStateName(state) == name)
            return state;
    }
    return std::nullopt;
}

Result<QList<Consent>> consents(Database &database, PatientId patientId)
{
    return consentsWhere(database, u"WHERE c.patient_id = ? ORDER BY c.id DESC"_s, patientId.value());
}

Result<Consent> consent(Database &database, ConsentId id)
{
    const auto found = TRY(consentsWhere(database, u"WHERE c.id = ?"_s, id.value()));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no consent %1"_s.arg(id.toString()));
    return found.first();
}

Result<QStringList> codesIssuedBetween(Database &database, const QDateTime &from, const QDateTime &until)
{
    auto select = TRY(database.prepare(
        u"SELECT short_code FROM consent WHERE issued_at >= :from AND issued_at < :until ORDER BY id"_s));
    select.bind(u":from"_s, toIsoUtc(from)).bind(u":until"_s, toIsoUtc(until));
    TRY(select.run());
    QStringList codes;
    while (TRY(select.next()))
        codes << groupedCode(select.text(0));
    return codes;
}

Result<Consent> withdrawConsent(Database &database, const Actor &actor, const QDateTime &now, ConsentId id,
                                int revision, const QString &reason)
{
    TRY(require(actor, Permission::IssueConsent));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say why the consent is withdrawn"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    const Consent withdrawn = TRY(consent(database, id));
    if (withdrawn.state != ConsentState::Issued && withdrawn.state != ConsentState::Signed)
        return fail(ErrorCode::InvalidInput,
                    u"consent %1 is %2 already"_s.arg(id.toString(), consentStateName(withdrawn.state)));
    TRY(transaction.update(u"consent"_s, id.value(), revision,
                           {{u"state"_s, consentStateName(ConsentState::Withdrawn)}}));
    TRY(endCover(transaction, id));
    TRY(transaction.commit());
    return consent(database, id);
}

Result<QByteArray> sheetBytes(Database &database, ConsentId id)
{
    const Consent issued = TRY(consent(database, id));
    return document(database, issued.documentDigest);
}

Result<SheetContent> issuedContent(Database &database, ConsentId id)
{
    const Consent issued = TRY(consent(database, id));
    const QByteArray inputs = TRY(document(database, issued.inputsDigest));
    const QJsonObject frozen = QJsonDocument::fromJson(inputs).object();
    SheetContent content = sheetContentFromJson(frozen[u"sheet"].toObject());
    if (!content.logoDigest.isEmpty())
        content.logo = TRY(document(database, content.logoDigest));
    content.issue(issued.shortCode, issued.fingerprint);
    return content;
}

Result<QByteArray> reissueBytes(Database &database, ConsentId id)
{
    return sheetPdf(TRY(issuedContent(database, id)));
}

Result<std::optional<Consent>> consentByCode(Database &database, const QString &shortCode)
{
    QString code = shortCode.simplified().toUpper();
    code.remove(u'-').remove(u' ');
    const auto found = TRY(consentsWhere(database, u"WHERE c.short_code = ?"_s, code));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

Result<std::optional<Consent>> consentByFingerprint(Database &database, const QString &fingerprint)
{
    const auto found = TRY(consentsWhere(database, u"WHERE c.fingerprint = ?"_s, fingerprint.toUpper()));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

Result<std::optional<Consent>> verifyFile(Database &database, const QByteArray &bytes)
{
    const auto found = TRY(consentsWhere(
        database, u"WHERE c.document = ?1 OR c.id IN (SELECT consent_id FROM signed_sheet WHERE document = ?1)"_s, documentDigest(bytes)));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

} // namespace dermis
