#include "core/patients/patient_repository.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/patients/patient_candidates.h"
#include "core/patients/patient_index.h"
#include "core/patients/patient_problems.h"
#include "core/patients/patient_row.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<> requireNoProblems(const Patient &patient, const QDateTime &now)
{
    QStringList sentences;
    for (const PatientProblem &problem : problems(patient, clinicTime(now).date()))
        sentences << problemSentence(problem);
    if (!sentences.isEmpty())
        return fail(ErrorCode::InvalidInput, sentences.join(u"; "_s));
    return {};
}

Result<QString> nextFileNumber(Transaction &transaction)
{
    auto update = TRY(transaction.prepare(
        u"UPDATE file_number_counter SET last = last + 1 WHERE id = 1 "
        "RETURNING last, (SELECT file_number_prefix FROM practice)"_s));
    TRY(update.run());
    if (!TRY(update.next()))
        return fail(ErrorCode::Damaged, u"the counter of file numbers is missing"_s);
    const QString digits = u"%1"_s.arg(update.integer(0), 5, 10, QChar(u'0'));
    const QString prefix = update.text(1);
    return prefix.isEmpty() ? digits : prefix + u'-' + digits;
}

bool isUnset(const QString &value)
{
    return value.isEmpty() || value == u"[]" || value == u"0" || value == sexName(Sex::NotRecorded);
}

/// Writes columns of a patient and keeps the index in step.
Result<> change(Transaction &transaction, const Patient &before, int revision, const Row &changes)
{
    TRY(transaction.update(u"patient"_s, before.id.value(), revision, changes));
    TRY(removeFromPatientIndex(transaction, before));
    return addToPatientIndex(transaction, TRY(patient(transaction.database(), before.id)));
}

/// A change of a few columns as an act of its own.
Result<Patient> changeAlone(Database &database, const Actor &actor, const QDateTime &now, PatientId id, int revision,
                            const QString &reason, const Row &changes)
{
    TRY(require(actor, Permission::Identity));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    const Patient before = TRY(patient(database, id));
    TRY(change(transaction, before, revision, changes));
    TRY(transaction.commit());
    return patient(database, id);
}

QString lettersOf(const QString &fileNumber)
{
    QString letters;
    for (const QChar c : folded(fileNumber)) {
        if (c.isLetter())
            letters += c;
    }
    return letters;
}

} // namespace

bool needsReason(const Patient &before, const Patient &after)
{
    const Row kept = identityRow(normalised(before));
    const Row wanted = identityRow(normalised(after));
    for (auto it = kept.begin(); it != kept.end(); ++it) {
        const QString was = it->toString();
        const QString is = wanted.value(it.key()).toString();
        const bool onlyLonger = was.startsWith(u'[') && is.startsWith(was.chopped(1)); // a phone or contact more
        if (was != is && !isUnset(was) && !onlyLonger)
            return true;
    }
    return false;
}

Result<PatientId> insertPatient(Transaction &transaction, const Patient &patient)
{
    Patient kept = normalised(patient);
    if (kept.fileNumber.isEmpty())
        kept.fileNumber = TRY(nextFileNumber(transaction));
    kept.id = PatientId(TRY(transaction.insert(u"patient"_s, wholeRow(kept))));
    TRY(addToPatientIndex(transaction, kept));
    return kept.id;
}

Result<Patient> registerPatient(Database &database, const Actor &actor, const QDateTime &now, const Patient &typed)
{
    TRY(require(actor, Permission::Identity));
    TRY(requireNoProblems(typed, now));
    Patient newcomer = typed;
    newcomer.fileNumber.clear();
    newcomer.active = true;
    newcomer.retiredReason.clear();
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const PatientId id = TRY(insertPatient(transaction, newcomer));
    TRY(endDraft(transaction, {0, registerDraftForm.toString(), actor.id}));
    TRY(transaction.commit());
    return patient(database, id);
}

Result<Patient> updatePatient(Database &database, const Actor &actor, const QDateTime &now, const Patient &changed,
                              const QString &reason)
{
    TRY(require(actor, Permission::Identity));
    TRY(requireNoProblems(changed, now));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    const Patient before = TRY(patient(database, changed.id));
    if (reason.trimmed().isEmpty() && needsReason(before, changed))
        return fail(ErrorCode::InvalidInput, u"something already kept changes; say why"_s);
    TRY(change(transaction, before, changed.revision, identityRow(normalised(changed))));
    TRY(endDraft(transaction, {changed.id.value(), identityDraftForm.toString(), actor.id}));
    TRY(transaction.commit());
    return patient(database, changed.id);
}

Result<Patient> retirePatient(Database &database, const Actor &actor, const QDateTime &now, PatientId id, int revision,
                              const QString &reason)
{
    const QString why = reason.trimmed();
    if (why.isEmpty())
        return fail(ErrorCode::InvalidInput, u"retiring a patient needs a reason"_s);
    return changeAlone(database, actor, now, id, revision, why, {{u"active"_s, 0}, {u"retired_reason"_s, why}});
}

Result<Patient> reactivatePatient(Database &database, const Actor &actor, const QDateTime &now, PatientId id,
                                  int revision)
{
    return changeAlone(database, actor, now, id, revision, u"back on the active list"_s,
                       {{u"active"_s, 1}, {u"retired_reason"_s, u""_s}});
}

Result<Patient> setPatientPhoto(Database &database, const Actor &actor, const QDateTime &now, PatientId id,
                                int revision, const QByteArray &bytes, const QString &mediaType)
{
    TRY(require(actor, Permission::Identity));
    if (bytes.isEmpty())
        return fail(ErrorCode::InvalidInput, u"the photo is empty"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, u"photo"_s));
    const QString digest = TRY(addDocument(transaction, bytes, mediaType));
    TRY(transaction.update(u"patient"_s, id.value(), revision, {{u"photo"_s, digest}}));
    TRY(transaction.commit());
    return patient(database, id);
}

Result<Patient> patient(Database &database, PatientId id)
{
    auto select = TRY(database.prepare(u"SELECT "_s + patientColumns + u" FROM patient WHERE id = ?"_s));
    select.add(id.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no patient %1"_s.arg(id.toString()));
    return patientFromRow(select);
}

Result<Patient> patientByFileNumber(Database &database, const QString &fileNumber)
{
    const QString letters = lettersOf(fileNumber);
    for (const NumberHit &hit : TRY(numberIs(database, NumberKind::File, fileNumberKey(fileNumber), 10))) {
        if (letters.isEmpty() || lettersOf(hit.candidate.line.fileNumber) == letters)
            return patient(database, hit.candidate.line.id);
    }
    return fail(ErrorCode::NotFound, u"there is no patient with file number \"%1\""_s.arg(fileNumber));
}

Result<qint64> patientCount(Database &database, bool withRetired)
{
    return database.integer(withRetired ? u"SELECT count(*) FROM patient_name"_s
                                        : u"SELECT count(*) FROM patient_name WHERE active = 1"_s);
}

Result<PatientPage> patientPage(Database &database, const PatientCursor &after, int limit, bool withRetired)
{
    auto select = TRY(database.prepare(
        u"SELECT %1, n.family, n.given FROM patient_name n CROSS JOIN patient p ON p.id = n.patient_id "
        "WHERE (n.family, n.given, n.patient_id) > (?, ?, ?) AND (n.active = 1 OR ?) "
        "ORDER BY n.family, n.given, n.patient_id LIMIT ?"_s.arg(lineColumns)));
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    select.add(text(after.family)).add(text(after.given)).add(after.id.value()).add(withRetired ? 1 : 0).add(limit + 1);
    TRY(select.run());
    PatientPage page{{}, after, false};
    while (TRY(select.next())) {
        if (page.lines.size() == limit) {
            page.more = true;
            break;
        }
        page.lines << lineFromRow(select);
        page.next = {select.text(8), select.text(9), page.lines.last().id};
    }
    return page;
}

} // namespace dermis
