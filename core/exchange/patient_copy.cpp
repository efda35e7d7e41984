#include "core/exchange/patient_copy.h"

#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/consents/sheet_painter.h"
#include "core/exchange/patient_record.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<> checkReview(Database &database, const CopyRequest &request)
{
    if (!request.asPdf && !request.asJson)
        return fail(ErrorCode::InvalidInput, u"say what to make: a PDF, JSON, or both"_s);
    if (request.harm == Harm::CounsellingArranged && request.harmNote.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say with whom counselling is arranged"_s);
    if (request.reviewedBy.isNull())
        return fail(ErrorCode::NotAllowed,
                    u"a dermatologist first judges whether seeing the record might do harm; name who did"_s);
    const Staff reviewer = TRY(staffMember(database, request.reviewedBy));
    if (!reviewer.roles.testFlag(Role::Dermatologist))
        return fail(ErrorCode::NotAllowed,
                    u"%1 is no dermatologist; a dermatologist judges whether the record might do harm"_s.arg(
                        reviewer.name));
    return {};
}

/// That the record was given out, and what the dermatologist found.
Result<> record(Database &database, const Actor &actor, const QDateTime &now, const CopyRequest &request)
{
    QStringList forms;
    if (request.asPdf)
        forms << u"pdf"_s;
    if (request.asJson)
        forms << u"json"_s;
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.insert(u"patient_copy"_s, {{u"patient_id"_s, request.patient.value()},
                                               {u"staff_id"_s, actor.id.value()},
                                               {u"at"_s, toIsoUtc(now)},
                                               {u"forms"_s, forms.join(u' ')},
                                               {u"harm"_s, harmName(request.harm)},
                                               {u"harm_note"_s, u""_s + request.harmNote.trimmed()},
                                               {u"reviewed_by"_s, request.reviewedBy.value()}}));
    TRY(transaction.insert(u"record_access"_s, {{u"patient_id"_s, request.patient.value()},
                                                {u"staff_id"_s, actor.id.value()},
                                                {u"at"_s, toIsoUtc(now)},
                                                {u"act"_s, accessActName(AccessAct::Exported)}}));
    return transaction.commit();
}

} // namespace

QString harmName(Harm harm)
{
    return harm == Harm::CounsellingArranged ? u"counselling-arranged"_s : u"none-expected"_s;
}

Result<PatientCopy> makePatientCopy(Database &database, const Actor &actor, const QDateTime &now,
                                    const CopyRequest &request)
{
    TRY(require(actor, Permission::Export));
    CopyRequest asked = request;
    if (asked.reviewedBy.isNull() && actor.roles.testFlag(Role::Dermatologist))
        asked.reviewedBy = actor.id;
    TRY(checkReview(database, asked));
    TRY(provePassword(database, actor.id, asked.password, now));
    const PatientRecord whole = TRY(patientRecord(database, asked.patient, asked.withAccesses));
    PatientCopy copy;
    if (asked.asPdf) {
        QByteArray logo;
        if (!whole.practice.logoDigest.isEmpty())
            logo = TRY(document(database, whole.practice.logoDigest));
        copy.pdf = TRY(sheetPdf(copySheet(whole, logo, actor.name, now)));
    }
    if (asked.asJson)
        copy.json = copyBundle(whole, now);
    for (const ConsentSheet &sheet : whole.consents) {
        copy.sheets << CopiedSheet{sheet.consent.shortCode, sheet.pdf};
        if (sheet.signedPdf)
            copy.sheets << CopiedSheet{sheet.consent.shortCode + u"-signed"_s, *sheet.signedPdf};
    }
    TRY(record(database, actor, now, asked));
    return copy;
}

} // namespace dermis
