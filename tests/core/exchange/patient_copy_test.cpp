#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/clinic/demo.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/exchange/patient_copy.h"
#include "core/exchange/patient_record.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "tests/support/printers.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPdfDocument>
#include <QSet>
#include <QTemporaryDir>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().detail.toStdString());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// A demo clinic and, of its patients, the first with a sheet and a decision.
class DemoRecord
{
public:
    DemoRecord()
    {
        must(makeDemoClinic(path, {24, 1, now.date()}));
        database = must(openClinic(path, now));
        doctor = must(onlyDermatologist(*database)).actor();
        patient = PatientId(count(u"SELECT min(p.id) FROM patient p WHERE EXISTS (SELECT 1 FROM consent c "
                                  u"WHERE c.patient_id = p.id) "
                                  "AND EXISTS (SELECT 1 FROM decision d WHERE d.patient_id = p.id)"_s));
        REQUIRE_FALSE(patient.isNull());
    }
    qint64 count(const QString &sql) { return must(database->integer(sql)); }
    CopyRequest request() const
    {
        CopyRequest asked;
        asked.patient = patient;
        return asked;
    }
    SheetContent sheet()
    {
        return copySheet(must(patientRecord(*database, patient, true)), {}, doctor.name, now);
    }
    QJsonArray entries()
    {
        return QJsonDocument::fromJson(must(makePatientCopy(*database, doctor, now, request())).json)
            .object()[u"entry"]
            .toArray();
    }
    QList<QJsonObject> resources(const QString &type)
    {
        QList<QJsonObject> found;
        const QJsonArray all = entries();
        for (const QJsonValue &entry : all) {
            if (entry[u"resource"][u"resourceType"].toString() == type)
                found << entry[u"resource"].toObject();
        }
        return found;
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"demo.dermis"_s);
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
    std::unique_ptr<Database> database;
    Actor doctor;
    PatientId patient;
};

void collectReferences(const QJsonValue &value, QSet<QString> &references)
{
    for (const QJsonValue &element : value.toArray())
        collectReferences(element, references);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if ((member.key() == u"reference" || member.key() == u"url") && member->isString() &&
            !member->toString().startsWith(u"http"_s))
            references << member->toString();
        collectReferences(*member, references);
    }
}

} // namespace

TEST_CASE_METHOD(DemoRecord, "the patient's copy names the patient and the page on each page, in words",
                 "[exchange]")
{
    const PatientCopy copy = must(makePatientCopy(*database, doctor, now, request()));
    QBuffer buffer;
    buffer.setData(copy.pdf);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument pdf;
    pdf.load(&buffer);
    REQUIRE(pdf.status() == QPdfDocument::Status::Ready);
    const Patient person = must(dermis::patient(*database, patient));
    for (int page = 0; page < pdf.pageCount(); ++page) {
        const QString text = pdf.getAllText(page).text();
        CHECK(text.contains(person.fullName()));
        CHECK(text.contains(person.fileNumber));
        CHECK(text.contains(u"Page %1 of %2"_s.arg(page + 1).arg(pdf.pageCount())));
    }
    CHECK(copy.sheets.size() ==
          count(u"SELECT count(*) FROM consent WHERE patient_id = %1"_s.arg(patient.value())));
    CHECK(copy.sheets.first().pdf.startsWith("%PDF"));
}

TEST_CASE_METHOD(DemoRecord, "the copy keeps not asked and unsure apart, and says when and by whom",
                 "[exchange]")
{
    PatientRecord record = must(patientRecord(*database, patient, false));
    REQUIRE_FALSE(record.histories.isEmpty());
    SavedResponse &newest = record.histories.first();
    newest.response.setAnswer(newest.form, {u"Q-METAL"_s, {}}, Answer());
    Answer unsure = Answer::unsure();
    unsure.answeredAt = now;
    unsure.answeredBy = doctor.id;
    newest.response.setAnswer(newest.form, {u"Q-SMOKE"_s, {}}, unsure);
    const QString body = copySheet(record, {}, doctor.name, now).body;
    const auto lineWith = [&](const QString &linkId) {
        const QString words = newest.form.find(linkId)->text.section(u' ', 0, 2);
        for (const QString &line : body.split(u'\n')) {
            if (line.startsWith(u'|') && line.contains(words))
                return line;
        }
        return QString();
    };
    CHECK(lineWith(u"Q-METAL"_s).contains(u"not asked"_s));
    CHECK(lineWith(u"Q-SMOKE"_s).contains(u"unsure"_s));
    CHECK(lineWith(u"Q-SMOKE"_s).contains(u"2 Mar 2026"_s));
}

TEST_CASE_METHOD(DemoRecord, "the copy holds every part of the record", "[exchange]")
{
    const Note note = must(addNote(*database, doctor, now,
                                   {{},
                                    0,
                                    patient,
                                    NoteKind::Call,
                                    now.date(),
                                    u"Called *about* sun cream | hat."_s,
                                    {},
                                    {},
                                    {},
                                    {},
                                    {},
                                    {}}));
    must(signNote(*database, doctor, now, note));
    must(recordAccess(*database, doctor, now, patient, AccessAct::Opened));
    const QString body = sheet().body;
    for (const QString &part :
         {u"## Details"_s, u"## Allergies"_s, u"## History"_s, u"## Notes"_s, u"### Call"_s, u"sun cream"_s,
          u"## Plan"_s, u"## Findings"_s, u"## Decisions"_s, u"## Consent sheets"_s, u"## Visits"_s,
          u"## Who opened the record"_s, u"signed 2 Mar 2026"_s}) {
        INFO(part.toStdString());
        CHECK(body.contains(part));
    }
}

TEST_CASE_METHOD(DemoRecord,
                 "every record of a demo clinic can be given out, and every reference in it leads somewhere",
                 "[exchange]")
{
    auto all = must(database->prepare(u"SELECT id FROM patient ORDER BY id"_s));
    must(all.run());
    while (must(all.next())) {
        patient = PatientId(all.integer(0));
        INFO(patient.value());
        QSet<QString> names;
        QSet<QString> references;
        const QJsonArray bundle = entries();
        for (const QJsonValue &entry : bundle) {
            const QJsonObject resource = entry[u"resource"].toObject();
            const QString name = resource[u"resourceType"].toString() + u'/' + resource[u"id"].toString();
            CHECK(entry[u"fullUrl"].toString().endsWith(u'/' + name));
            CHECK_FALSE(names.contains(name));
            names << name;
            if (resource[u"resourceType"].toString() != u"Questionnaire")
                collectReferences(resource, references);
        }
        for (const QString &reference : std::as_const(references)) {
            INFO(reference.toStdString());
            CHECK(names.contains(reference));
        }
    }
}

TEST_CASE_METHOD(DemoRecord, "the bundle is a FHIR R4 document with what R4 requires of each resource",
                 "[exchange]")
{
    const PatientCopy copy = must(makePatientCopy(*database, doctor, now, request()));
    const QJsonObject bundle = QJsonDocument::fromJson(copy.json).object();
    CHECK(bundle[u"type"].toString() == u"document");
    CHECK(bundle[u"timestamp"].isString());
    CHECK(bundle[u"identifier"].isObject());
    CHECK(bundle[u"entry"][0][u"resource"][u"resourceType"].toString() == u"Composition");
    const QHash<QString, QStringList> required{
        {u"Composition"_s, {u"status"_s, u"type"_s, u"date"_s, u"author"_s, u"title"_s}},
        {u"RelatedPerson"_s, {u"patient"_s}},
        {u"Encounter"_s, {u"status"_s, u"class"_s}},
        {u"Questionnaire"_s, {u"status"_s}},
        {u"QuestionnaireResponse"_s, {u"status"_s, u"questionnaire"_s, u"subject"_s}},
        {u"AllergyIntolerance"_s, {u"patient"_s, u"clinicalStatus"_s}},
        {u"CarePlan"_s, {u"status"_s, u"intent"_s, u"subject"_s}},
        {u"ClinicalImpression"_s, {u"status"_s, u"subject"_s}},
        {u"DetectedIssue"_s, {u"status"_s, u"mitigation"_s}},
        {u"Consent"_s, {u"status"_s, u"scope"_s, u"category"_s, u"policyRule"_s}},
        {u"DocumentReference"_s, {u"status"_s, u"content"_s}},
        {u"Binary"_s, {u"contentType"_s}},
        {u"AuditEvent"_s, {u"type"_s, u"recorded"_s, u"agent"_s, u"source"_s}}};
    QSet<QString> seen;
    const QJsonArray entriesOfIt = bundle[u"entry"].toArray();
    for (const QJsonValue &entry : entriesOfIt) {
        const QJsonObject resource = entry[u"resource"].toObject();
        const QString type = resource[u"resourceType"].toString();
        seen << type;
        for (const QString &member : required.value(type)) {
            INFO((type + u'.' + member).toStdString());
            CHECK(resource.contains(member));
        }
    }
    for (const QString &type : {u"Patient"_s, u"Organization"_s, u"Encounter"_s, u"QuestionnaireResponse"_s,
                                u"Questionnaire"_s, u"ClinicalImpression"_s, u"DetectedIssue"_s, u"Consent"_s,
                                u"DocumentReference"_s, u"Binary"_s, u"Practitioner"_s}) {
        INFO(type.toStdString());
        CHECK(seen.contains(type));
    }
    CHECK(resources(u"Binary"_s).first()[u"data"].toString().toLatin1() ==
          copy.sheets.first().pdf.toBase64());
}

TEST_CASE_METHOD(DemoRecord, "giving out a copy is journalled, with what the dermatologist found",
                 "[exchange]")
{
    CopyRequest asked = request();
    asked.harm = Harm::CounsellingArranged;
    CHECK(makePatientCopy(*database, doctor, now, asked).error().code == ErrorCode::InvalidInput);
    asked.harmNote = u"Dr Pillay, whom the patient named"_s;
    REQUIRE(makePatientCopy(*database, doctor, now, asked));
    CHECK(
        count(
            u"SELECT count(*) FROM patient_copy WHERE harm = 'counselling-arranged' AND forms = 'pdf json'"_s) ==
        1);
    CHECK(must(recordAccesses(*database, {.patient = patient, .limit = 1})).first().act ==
          AccessAct::Exported);
    CHECK(must(verifyClinic(*database)).isWhole());
}

TEST_CASE_METHOD(
    DemoRecord,
    "an owner who is no dermatologist gives a copy only after one has reviewed it; a nurse gives none",
    "[exchange]")
{
    const Actor owner{doctor.id, doctor.name, Role::Owner};
    CHECK(makePatientCopy(*database, owner, now, request()).error().code == ErrorCode::NotAllowed);
    CopyRequest reviewed = request();
    reviewed.reviewedBy = doctor.id;
    CHECK(makePatientCopy(*database, owner, now, reviewed));
    const Actor nurse{doctor.id, u"Sr Zwane"_s, Role::Nurse};
    CHECK(makePatientCopy(*database, nurse, now, reviewed).error().code == ErrorCode::NotAllowed);
    CHECK(count(u"SELECT count(*) FROM patient_copy"_s) == 1);
}
