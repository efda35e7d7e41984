#include "app/cli/json_output.h"

#include "core/base/clock.h"
#include "core/consents/consent.h"
#include "core/notes/note.h"
#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "core/safety/allergy.h"
#include "core/storage/database.h"
#include "core/storage/journal.h"
#include "core/visits/visit.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QJsonValue dateJson(const QDate &date)
{
    return date.isValid() ? QJsonValue(date.toString(Qt::ISODate)) : QJsonValue();
}

QJsonValue momentJson(const QDateTime &moment)
{
    return moment.isValid() ? QJsonValue(toIsoUtc(moment)) : QJsonValue();
}

} // namespace

QJsonObject toJson(const Allergy &allergy)
{
    return {{u"id"_s, allergy.id.value()},
            {u"text"_s, allergy.text},
            {u"substance"_s, allergy.substance},
            {u"reaction"_s, reactionName(allergy.reaction)},
            {u"reactionText"_s, allergy.reactionText},
            {u"severity"_s, allergySeverityName(allergy.severity)},
            {u"certainty"_s, certaintyName(allergy.certainty)},
            {u"onset"_s, allergy.onset.isValid() ? QJsonValue(allergy.onset.toString()) : QJsonValue()},
            {u"status"_s, allergyStatusName(allergy.status)},
            {u"matched"_s, !allergy.isUnmatched()}};
}

QJsonObject toJson(const AllergyState &state)
{
    return {{u"state"_s, allergyAskedName(state.asked)},
            {u"confirmedOn"_s, dateJson(state.confirmedOn)},
            {u"confirmedBy"_s, state.confirmedByName}};
}

QJsonObject toJson(const Consent &consent)
{
    return {{u"id"_s, consent.id.value()},
            {u"template"_s, consent.templateName},
            {u"language"_s, consent.language},
            {u"version"_s, consent.templateVersion},
            {u"state"_s, consentStateName(consent.state)},
            {u"shortCode"_s, consent.shortCode},
            {u"fingerprint"_s, consent.fingerprint},
            {u"digest"_s, consent.documentDigest},
            {u"issuedAt"_s, momentJson(consent.issuedAt)}};
}

QJsonObject toJson(const JournalRecord &record, const QString &actorName)
{
    const JournalEntry &entry = record.entry;
    QJsonObject json{{u"sequence"_s, entry.sequence},
            {u"at"_s, entry.at},
            {u"actor"_s, entry.actor.value()},
            {u"actorName"_s, actorName},
            {u"table"_s, entry.table},
            {u"row"_s, entry.row},
            {u"revision"_s, entry.revision},
            {u"payloadDigest"_s, QString::fromLatin1(entry.payloadDigest.toHex())},
            {u"hash"_s, QString::fromLatin1(entry.hash.toHex())},
            {u"reason"_s, record.reason},
            {u"payload"_s, record.row}};
    if (record.certificate != 0)
        json.insert(u"certificate"_s, record.certificate);
    return json;
}

QJsonObject toJson(const Note &note)
{
    return {{u"id"_s, note.id.value()},
            {u"kind"_s, noteKindName(note.kind)},
            {u"dated"_s, dateJson(note.dated)},
            {u"text"_s, note.text},
            {u"author"_s, note.authorName},
            {u"writtenAt"_s, momentJson(note.writtenAt)},
            {u"signedAt"_s, momentJson(note.signedAt)},
            {u"addendumTo"_s, note.addendumTo.isNull() ? QJsonValue() : QJsonValue(note.addendumTo.value())},
            {u"lateReason"_s, note.lateReason}};
}

QJsonObject toJson(const Visit &visit)
{
    return {{u"id"_s, visit.id.value()},
            {u"date"_s, dateJson(visit.plannedOn)},
            {u"time"_s, visit.plannedAt.isValid() ? QJsonValue(visit.plannedAt.toString(u"HH:mm"_s)) : QJsonValue()},
            {u"reason"_s, visit.reason},
            {u"state"_s, visitStateName(visit.state)},
            {u"since"_s, momentJson(visit.stateSince)},
            {u"deferredUntil"_s, dateJson(visit.deferredUntil)}};
}

Result<Patient> patientArgument(Database &database, const std::string &fileNumber)
{
    return patientByFileNumber(database, QString::fromStdString(fileNumber));
}

Result<Patient> openedRecord(Database &database, const Actor &actor, const QDateTime &now, const std::string &fileNumber)
{
    const Patient patient = TRY(patientArgument(database, fileNumber));
    if (!database.isReadOnly())
        TRY(recordAccess(database, actor, now, patient.id, AccessAct::Opened));
    return patient;
}

} // namespace dermis::cli
