#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/clinic/demo.h"
#include "core/consents/screen_signature.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/exchange/patient_copy.h"
#include "core/exchange/patient_record.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/treatments/session.h"
#include "tests/support/must.h"
#include "tests/support/printers.h"
#include "tests/support/scribble.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPdfDocument>
#include <QSet>
#include <QTemporaryDir>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

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
          u"## Plan"_s, u"## Findings"_s, u"## Decisions"_s, u"## Put off"_s, u"## Treatments"_s, u"## Consent sheets"_s, u"## Visits"_s,
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

TEST_CASE_METHOD(DemoRecord, "a sheet that was signed on the screen is given as it was issued and as it was signed", "[exchange]")
{
    const Consent issued = must(consents(*database, patient)).first();
    const QDateTime later = now.addDays(1);
    const QList<DrawnBox> boxes{{1, {}, {}, scribble(1), later, false}, {4, {}, {}, scribble(2), later, false}};
    must(signOnScreen(*database, doctor, later, issued.id, issued.revision, boxes));
    const PatientCopy copy = must(makePatientCopy(*database, doctor, later, request()));
    const QByteArray signedPdf = *must(signedSheetBytes(*database, issued.id));
    CHECK(copy.sheets.at(1).shortCode == issued.shortCode + u"-signed"_s);
    CHECK(copy.sheets.at(1).pdf == signedPdf);
    QStringList attached;
    for (const QJsonObject &binary : resources(u"Binary"_s))
        attached << binary[u"data"].toString();
    CHECK(attached.contains(QString::fromLatin1(signedPdf.toBase64())));
    CHECK(attached.contains(QString::fromLatin1(copy.sheets.first().pdf.toBase64())));
}

TEST_CASE_METHOD(DemoRecord, "what was put off stands in both copies", "[exchange]")
{
    Deferral deferral;
    deferral.patient = patient;
    deferral.until = QDate(2026, 3, 16);
    deferral.reason = u"Strong sun on the holiday"_s;
    deferral.grounds = {{u"MN-SKN-09"_s, u"Strong sun"_s, {}, u"25 Feb 2026 + 14 days = 11 Mar 2026"_s}};
    must(putOff(*database, doctor, now, deferral));
    const QList<QJsonObject> tasks = resources(u"Task"_s);
    REQUIRE(tasks.size() == 1);
    for (const QString &member : {u"status"_s, u"intent"_s, u"code"_s, u"for"_s, u"requester"_s})
        CHECK(tasks.first().contains(member));
    CHECK(tasks.first()[u"status"].toString() == u"on-hold");
    CHECK(tasks.first()[u"restriction"][u"period"][u"start"].toString() == u"2026-03-16");
    CHECK(tasks.first()[u"statusReason"][u"text"].toString() == deferral.reason);
    CHECK(sheet().body.contains(u"25 Feb 2026"_s));
}

TEST_CASE_METHOD(DemoRecord, "a reaction stands in both copies, and when it had cleared, who saw it and what they saw", "[exchange]")
{
    const auto before = resources(u"AdverseEvent"_s).size();
    AdverseEvent event;
    event.patient = patient;
    event.noticed = QDate(2026, 2, 27);
    event.sign = u"RF-07"_s;
    event.words = u"Firm bumps below the eye"_s;
    event = must(recordAdverseEvent(*database, doctor, now, event));
    const auto ours = [&] {
        const QList<QJsonObject> all = resources(u"AdverseEvent"_s);
        REQUIRE(all.size() == before + 1);
        return *std::ranges::find_if(all, [&](const QJsonObject &one) { return one[u"event"][u"text"].toString() == event.words; });
    };
    CHECK(ours()[u"outcome"][u"coding"][0][u"code"].toString() == u"ongoing");
    CHECK_FALSE(ours().contains(u"extension"_s));
    must(clearAdverseEvent(*database, doctor, now, event.id, event.revision, u"Flat and soft, no colour left"_s));
    CHECK(ours()[u"outcome"][u"coding"][0][u"code"].toString() == u"resolved");
    const QJsonValue cleared = ours()[u"extension"][0];
    CHECK(cleared[u"url"].toString().endsWith(u"/StructureDefinition/reaction-cleared"));
    const QJsonArray parts = cleared[u"extension"].toArray();
    REQUIRE(parts.size() == 3);
    CHECK(parts.at(0)[u"valueDate"].toString() == u"2026-03-02");
    CHECK(parts.at(1)[u"valueReference"][u"reference"].toString() == u"Practitioner/"_s + doctor.id.toString());
    CHECK(parts.at(2)[u"valueString"].toString() == u"Flat and soft, no colour left");
    const QList<QJsonObject> people = resources(u"Practitioner"_s);
    CHECK(std::ranges::any_of(people, [&](const QJsonObject &one) { return one[u"id"].toString() == doctor.id.toString(); }));
    CHECK(sheet().body.contains(u"cleared 2 Mar 2026"_s));
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

namespace {

/// A patient with a plan of every phase, and a session that followed it.
class TreatedRecord : public DemoRecord
{
public:
    TreatedRecord()
    {
        needles = add(ProductKind::Cartridge, u"Needles 36"_s, u"09506000134352"_s);
        serum = add(ProductKind::Topical, u"Calm serum"_s, {});
        cream = add(ProductKind::Anaesthetic, u"Numb cream"_s, {});
        pen = add(ProductKind::Device, u"Pen | one"_s, {});
        needleLot = receive(needles, u"N-17"_s);
        serumLot = receive(serum, u"S-3"_s);
        Plan plan = must(currentPlan(*database, patient)).value_or(Plan{});
        plan.patientId = patient;
        PlannedZone chin;
        chin.zone = u"chin"_s;
        chin.target = Target::AcneScar;
        chin.depthMm = 1.25;
        plan.zones = {chin};
        plan.deviceProduct = pen;
        plan.device.clear();
        plan.cartridge = PlannedCartridge{needles, needleLot};
        plan.products = {{serum, ProductPhase::Home, {}}, {serum, ProductPhase::After, serumLot}};
        plan.anaesthetic = PlannedAnaesthetic{cream, {}, 100, 15, 60, {}, true};
        must(savePlan(*database, doctor, now, plan));
        Session session;
        session.patient = patient;
        session.treatedOn = now.date();
        session.reason = u"The serum was all that was left"_s;
        UsedProduct needle;
        needle.lot = needleLot;
        needle.unitCode = u"U-0042"_s;
        UsedProduct drops;
        drops.lot = serumLot;
        session.used = {needle, drops};
        must(recordSession(*database, doctor, now, session));
    }
    ProductId add(ProductKind kind, const QString &name, const QString &gtin)
    {
        Product product;
        product.kind = kind;
        product.name = name;
        product.gtin = gtin;
        return must(addProduct(*database, doctor, now, product)).id;
    }
    LotId receive(ProductId product, const QString &code)
    {
        Lot lot;
        lot.productId = product;
        lot.code = code;
        lot.quantity = 5;
        lot.expiry = QDate(2027, 3, 31);
        return must(receiveLot(*database, doctor, now, lot)).id;
    }

    ProductId needles;
    ProductId serum;
    ProductId cream;
    ProductId pen;
    LotId needleLot;
    LotId serumLot;
};

} // namespace

TEST_CASE_METHOD(TreatedRecord, "the copy names the planned products by phase, and the lots that were used", "[exchange]")
{
    const QString body = sheet().body.remove(u'\\'); // as it is painted
    const QString plan = body.section(u"## Plan"_s, 1).section(u"\n## "_s, 0, 0);
    for (const QString &part :
         {u"| Chin | acne scar | 1.25 mm |"_s, u"Device: Pen | one"_s, u"| before | Numb cream | not chosen | 15 g, 100 cm², 60 min, put on at home |"_s,
          u"| after | Calm serum | S-3, expires 31 Mar 2027 |"_s, u"| home | Calm serum | not chosen |"_s,
          u"| cartridge | Needles 36 | N-17, expires 31 Mar 2027 |"_s}) {
        INFO(part.toStdString() << "\n" << plan.toStdString());
        CHECK(plan.contains(part));
    }
    CHECK(plan.indexOf(u"| before |"_s) < plan.indexOf(u"| after |"_s));
    const QString treated = body.section(u"## Treatments"_s, 1).section(u"\n## "_s, 0, 0);
    for (const QString &part : {u"### 2 Mar 2026"_s, u"1.25 mm"_s, u"| Needles 36 | N-17, expires 31 Mar 2027 | 1 | U-0042 |"_s,
                                u"| Calm serum | S-3, expires 31 Mar 2027 | 1 |"_s, u"The serum was all that was left"_s}) {
        INFO(part.toStdString() << "\n" << treated.toStdString());
        CHECK(treated.contains(part));
    }
    CHECK(must(sheetPdf(sheet())).startsWith("%PDF"));
}

TEST_CASE_METHOD(TreatedRecord, "the bundle holds the planned products and the session with its lots, and nothing else of the shelf",
                 "[exchange]")
{
    add(ProductKind::Topical, u"Of somebody else"_s, {});
    const QJsonArray activities = resources(u"CarePlan"_s).first()[u"activity"].toArray();
    REQUIRE(activities.size() == 1 + 3 + 2);
    CHECK(activities[0][u"detail"][u"description"].toString() == u"Chin, acne-scar, needle length 1.25 mm");
    CHECK(activities[0][u"detail"][u"extension"][0][u"valueQuantity"][u"value"].toDouble() == 1.25);
    CHECK(activities[1][u"detail"][u"description"].toString() == u"before, Numb cream, 15 g, 100 cm2, 60 min, at home");
    CHECK(activities[2][u"detail"][u"code"][u"coding"][0][u"code"].toString() == u"after");
    CHECK(activities[2][u"detail"][u"productReference"][u"reference"].toString() == u"Medication/lot-"_s + serumLot.toString());
    CHECK(activities[4][u"detail"][u"productCodeableConcept"][u"coding"][0][u"code"].toString() == u"09506000134352");
    const QJsonObject session = resources(u"Procedure"_s).first();
    CHECK(session[u"performedDateTime"].toString() == u"2026-03-02");
    CHECK(session[u"bodySite"][0][u"coding"][0][u"code"].toString() == u"chin");
    CHECK(session[u"usedReference"][0][u"reference"].toString() == u"Device/lot-"_s + needleLot.toString());
    CHECK(session[u"note"][0][u"text"].toString() == u"1 x Needles 36, unit U-0042");
    const QJsonObject needle = resources(u"Device"_s).first();
    CHECK(needle[u"lotNumber"].toString() == u"N-17");
    CHECK(needle[u"expirationDate"].toString() == u"2027-03-31");
    CHECK(resources(u"Medication"_s).size() == 3); // the serum's lot, the serum and the cream without one
    QSet<QString> names;
    QSet<QString> references;
    const QJsonArray all = entries();
    for (const QJsonValue &entry : all) {
        const QJsonObject resource = entry[u"resource"].toObject();
        names << resource[u"resourceType"].toString() + u'/' + resource[u"id"].toString();
        if (resource[u"resourceType"].toString() != u"Questionnaire")
            collectReferences(resource, references);
    }
    for (const QString &reference : std::as_const(references)) {
        INFO(reference.toStdString());
        CHECK(names.contains(reference));
    }
}
