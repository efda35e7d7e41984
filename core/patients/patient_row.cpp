#include "core/patients/patient_row.h"

#include "core/base/canonical_json.h"
#include "core/patients/phone_number.h"
#include "core/patients/sa_id_number.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString trimmed(const QString &text)
{
    return text.isNull() ? u""_s : text.trimmed();
}

QString keptPhone(const QString &text)
{
    const PhoneCheck check = checkPhone(text);
    return check.isValid() ? check.number : text.trimmed();
}

QString keptSaId(const QString &text)
{
    return checkSaId(text, {}).number;
}

QString kept(const QJsonArray &array)
{
    return array.isEmpty() ? u"[]"_s : QString::fromUtf8(canonicalJson(array));
}

QJsonArray arrayOf(const QByteArray &json)
{
    return json == "[]" ? QJsonArray() : QJsonDocument::fromJson(json).array();
}

} // namespace

const QString patientColumns =
    u"id, revision, file_number, title, family_name, given_names, preferred_name, birth_date, sex, sa_id_number, "
    "passport, phones, email, address, language, interpreter_needed, contacts, medical_aid_scheme, medical_aid_plan, "
    "medical_aid_number, photo, notes, active, retired_reason"_s;

const QString lineColumns =
    u"p.id, p.file_number, p.family_name, p.given_names, p.birth_date, p.sa_id_number, "
    "p.phones ->> '$[0].number', p.active"_s;

const QString candidateColumns = lineColumns + u", p.preferred_name, p.passport, p.contacts"_s;

Patient normalised(const Patient &patient)
{
    Patient result = patient;
    for (QString *text :
         {&result.title, &result.familyName, &result.givenNames, &result.preferredName, &result.passport,
          &result.email, &result.address, &result.language, &result.notes, &result.medicalAid.scheme,
          &result.medicalAid.plan, &result.medicalAid.number})
        *text = trimmed(*text);
    result.saIdNumber = keptSaId(result.saIdNumber);
    result.phones.clear();
    for (const Phone &phone : patient.phones) {
        if (!phone.number.trimmed().isEmpty())
            result.phones << Phone{keptPhone(phone.number), trimmed(phone.label)};
    }
    result.contacts.clear();
    for (const Contact &contact : patient.contacts) {
        const Contact bare{contact.kind, trimmed(contact.name), trimmed(contact.relation), keptPhone(contact.phone),
                           keptSaId(contact.saIdNumber)};
        if (bare != Contact{contact.kind, {}, {}, {}, {}})
            result.contacts << bare;
    }
    return result;
}

Row identityRow(const Patient &patient)
{
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    return {{u"title"_s, text(patient.title)},
            {u"family_name"_s, text(patient.familyName)},
            {u"given_names"_s, text(patient.givenNames)},
            {u"preferred_name"_s, text(patient.preferredName)},
            {u"birth_date"_s, patient.birthDate.toString(Qt::ISODate)},
            {u"sex"_s, sexName(patient.sex)},
            {u"sa_id_number"_s, text(patient.saIdNumber)},
            {u"passport"_s, text(patient.passport)},
            {u"phones"_s, kept(phonesToJson(patient.phones))},
            {u"email"_s, text(patient.email)},
            {u"address"_s, text(patient.address)},
            {u"language"_s, text(patient.language)},
            {u"interpreter_needed"_s, patient.interpreterNeeded ? 1 : 0},
            {u"contacts"_s, kept(contactsToJson(patient.contacts))},
            {u"medical_aid_scheme"_s, text(patient.medicalAid.scheme)},
            {u"medical_aid_plan"_s, text(patient.medicalAid.plan)},
            {u"medical_aid_number"_s, text(patient.medicalAid.number)},
            {u"notes"_s, text(patient.notes)}};
}

Row wholeRow(const Patient &patient)
{
    Row row = identityRow(patient);
    row.insert(u"file_number"_s, patient.fileNumber);
    row.insert(u"photo"_s, patient.photoDigest.isEmpty() ? QVariant() : QVariant(patient.photoDigest));
    row.insert(u"active"_s, patient.active ? 1 : 0);
    row.insert(u"retired_reason"_s, patient.retiredReason.isNull() ? u""_s : patient.retiredReason);
    return row;
}

Patient patientFromRow(const Statement &row)
{
    Patient patient;
    patient.id = PatientId(row.integer(0));
    patient.revision = static_cast<int>(row.integer(1));
    patient.fileNumber = row.text(2);
    patient.title = row.text(3);
    patient.familyName = row.text(4);
    patient.givenNames = row.text(5);
    patient.preferredName = row.text(6);
    patient.birthDate = row.date(7);
    patient.sex = sexFromName(row.text(8)).value_or(Sex::NotRecorded);
    patient.saIdNumber = row.text(9);
    patient.passport = row.text(10);
    patient.phones = phonesFromJson(arrayOf(row.bytes(11)));
    patient.email = row.text(12);
    patient.address = row.text(13);
    patient.language = row.text(14);
    patient.interpreterNeeded = row.boolean(15);
    patient.contacts = contactsFromJson(arrayOf(row.bytes(16)));
    patient.medicalAid = {row.text(17), row.text(18), row.text(19)};
    patient.photoDigest = row.text(20);
    patient.notes = row.text(21);
    patient.active = row.boolean(22);
    patient.retiredReason = row.text(23);
    return patient;
}

PatientLine lineFromRow(const Statement &row)
{
    return {PatientId(row.integer(0)), row.text(1), row.text(2), row.text(3),
            row.date(4),               row.text(5), row.text(6), row.boolean(7)};
}

Candidate candidateFromRow(const Statement &row)
{
    return {lineFromRow(row), row.text(8), row.text(9), row.bytes(10)};
}

} // namespace dermis
