#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/consents/compose.h"
#include "core/consents/sheet_painter.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int fingerprintLength = 16;
constexpr int shortCodeLength = 8;
const QString shortCodeSigns = u"ABCDEFGHJKMNPQRSTUVWXYZ23456789"_s; // no 0 O 1 I L

/// Everything the sheet is made from, and what it was made under.
QByteArray frozenInputs(const SheetSources &sources, const SheetContent &content, qint64 assessment)
{
    const SafetyCheck &safety = sources.safety;
    return canonicalJson(
        QJsonObject{{u"assessment"_s, assessment},
                    {u"issuedAt"_s, content.issuedAt},
                    {u"journalHead"_s, sources.journalHead},
                    {u"patient"_s, sources.patient.id.value()},
                    {u"patientRevision"_s, sources.patient.revision},
                    {u"plan"_s, safety.facts.plan.toJson()},
                    {u"ruleSet"_s, QJsonObject{{u"version"_s, safety.inForce.rules->version()},
                                               {u"practice"_s, safety.inForce.practice ? safety.inForce.practice->digest : QString()},
                                               {u"digest"_s, safety.inForce.rules->digest()},
                                               {u"signedOff"_s, safety.inForce.signedOff}}},
                    {u"sheet"_s, toJson(content)},
                    {u"template"_s, QJsonObject{{u"name"_s, sources.form.name},
                                                {u"language"_s, sources.form.language},
                                                {u"version"_s, sources.form.version},
                                                {u"digest"_s, sources.form.digest}}}});
}

QString shortCode(const QString &inputsDigest, int attempt)
{
    const QByteArray hash = QCryptographicHash::hash(u"%1 %2"_s.arg(inputsDigest).arg(attempt).toLatin1(),
                                                     QCryptographicHash::Sha256);
    quint64 number = 0;
    for (int i = 0; i < 8; ++i)
        number = number << 8 | static_cast<quint8>(hash.at(i));
    QString code;
    for (int i = 0; i < shortCodeLength; ++i) {
        code +=
            shortCodeSigns.at(static_cast<qsizetype>(number % static_cast<quint64>(shortCodeSigns.size())));
        number /= static_cast<quint64>(shortCodeSigns.size());
    }
    return code;
}

/// A code made from the inputs that no other sheet bears.
Result<QString> freeShortCode(Transaction &transaction, const QString &inputsDigest)
{
    for (int attempt = 0;; ++attempt) {
        const QString code = shortCode(inputsDigest, attempt);
        auto select = TRY(transaction.prepare(u"SELECT 1 FROM consent WHERE short_code = ?"_s));
        select.add(code);
        TRY(select.run());
        if (!TRY(select.next()))
            return code;
    }
}

/// What was given to take home stays given, and what was refused stays refused.
Result<> supersedeEarlier(Transaction &transaction, const ConsentRequest &request, FormKind kind)
{
    if (kind == FormKind::Information || isRefusal(request.templateName))
        return {};
    for (const Consent &earlier : TRY(consents(transaction.database(), request.patientId))) {
        if (earlier.state == ConsentState::Issued && earlier.templateName == request.templateName)
            TRY(transaction.update(u"consent"_s, earlier.id.value(), earlier.revision,
                                   {{u"state"_s, consentStateName(ConsentState::Superseded)}}));
    }
    return {};
}

/// A text that nobody has reviewed is not issued; a consent to the treatment waits for the findings too.
Result<> mayIssue(const SheetSources &sources)
{
    const ConsentTemplate &form = sources.form;
    if (!form.isInForce(clinicTime(sources.now).date()))
        return fail(ErrorCode::NotReady, u"the text of %1 in language \"%2\", version %3, is not yet reviewed; a dermatologist publishes it first"_s.arg(
                                             form.name, form.language).arg(form.version));
    const QStringList open = form.kind == FormKind::Consent ? sources.safety.sheetStops() : QStringList();
    if (!open.isEmpty())
        return fail(ErrorCode::NotReady, u"the sheet cannot be issued while these are open: %1"_s.arg(open.join(u", "_s)));
    return {};
}

} // namespace

Result<QStringList> openForSheet(Database &database, const QDateTime &now, PatientId patientId)
{
    const SafetyCheck safety = TRY(checkSafety(database, patientId, clinicTime(now).date()));
    return safety.sheetStops();
}

Result<Consent> issueConsent(Database &database, const Actor &actor, const QDateTime &now,
                             const ConsentRequest &request)
{
    TRY(require(actor, Permission::IssueConsent));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Consent issued = TRY(issueConsent(transaction, request));
    TRY(transaction.commit());
    return issued;
}

Result<Consent> issueConsent(Transaction &transaction, const ConsentRequest &request)
{
    const SheetSources sources =
        TRY(gatherSheetSources(transaction.database(), transaction.actor(), transaction.now(), request));
    TRY(mayIssue(sources));
    SheetContent content = TRY(composeSheet(sources));
    const qint64 assessment = TRY(
        freezeAssessment(transaction, request.patientId, sources.safety.facts, sources.safety.assessment));
    const QByteArray inputs = frozenInputs(sources, content, assessment);
    const QString inputsDigest = TRY(addDocument(transaction, inputs, u"application/json"_s));
    const QString code = TRY(freeShortCode(transaction, inputsDigest));
    content.issue(code, inputsDigest.left(fingerprintLength).toUpper());
    const QByteArray pdf = TRY(sheetPdf(content));
    const QString documentAddress = TRY(addDocument(transaction, pdf, u"application/pdf"_s));
    TRY(supersedeEarlier(transaction, request, sources.form.kind));
    const qint64 id =
        TRY(transaction.insert(u"consent"_s, {{u"patient_id"_s, request.patientId.value()},
                                              {u"template_id"_s, sources.form.id.value()},
                                              {u"assessment_id"_s, assessment},
                                              {u"short_code"_s, content.shortCode},
                                              {u"fingerprint"_s, content.fingerprint},
                                              {u"document"_s, documentAddress},
                                              {u"issued_at"_s, content.issuedAt},
                                              {u"issued_by"_s, transaction.actor().id.value()},
                                              {u"state"_s, consentStateName(ConsentState::Issued)},
                                              {u"inputs"_s, inputsDigest}}));
    return consent(transaction.database(), ConsentId(id));
}

Result<QByteArray> draftSheet(Database &database, const Actor &actor, const QDateTime &now,
                              const ConsentRequest &request)
{
    TRY(require(actor, Permission::ReadRecords));
    const SheetSources sources = TRY(gatherSheetSources(database, actor, now, request));
    const SheetContent content = TRY(composeSheet(sources));
    return sheetPdf(content);
}

} // namespace dermis
