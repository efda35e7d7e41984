#include "core/exchange/bundle_writer.h"

#include "core/base/clock.h"
#include "core/exchange/patient_copy.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

using namespace fhir;

namespace {

QString genderOf(Sex sex)
{
    switch (sex) {
    case Sex::Female:
        return u"female"_s;
    case Sex::Male:
        return u"male"_s;
    case Sex::Intersex:
        return u"other"_s;
    case Sex::NotRecorded:
        break;
    }
    return u"unknown"_s;
}

/// R4 knows no "did not come" of an encounter; what we call it stands beside it.
QString encounterStatus(VisitState state)
{
    switch (state) {
    case VisitState::Expected:
        return u"planned"_s;
    case VisitState::Arrived:
        return u"arrived"_s;
    case VisitState::Intake:
    case VisitState::ReadyForDoctor:
    case VisitState::Consent:
    case VisitState::InSession:
        return u"in-progress"_s;
    case VisitState::Done:
        return u"finished"_s;
    case VisitState::Deferred:
    case VisitState::DidNotCome:
        return u"cancelled"_s;
    }
    return {};
}

} // namespace

QByteArray BundleWriter::write()
{
    addPatient();
    addVisits();
    addAllergies();
    addHistories();
    addNotes();
    addPlan();
    addSessions();
    addReactions();
    addPrecautions();
    addAssessments();
    addDecisions();
    addDeferrals();
    addConsents();
    addAccesses();
    addShelf();
    addPractitioners();
    Json entries = Json::array();
    entries.append(entryOf(u"Composition/record"_s, composition()));
    for (Json &entry : m_entries)
        entries.append(std::move(entry));
    Json bundle = Json::object();
    bundle.set(u"resourceType"_s, text(u"Bundle"_s));
    bundle.set(u"type"_s, text(u"document"_s));
    bundle.set(u"identifier"_s, identifier(u"copy"_s, m_record.person.fileNumber + u'-' + toIsoUtc(m_now)));
    bundle.set(u"timestamp"_s, moment(m_now));
    bundle.set(u"entry"_s, std::move(entries));
    return bundle.toBytes();
}

Json BundleWriter::entryOf(const QString &name, Json resource)
{
    return Json::object().set(u"fullUrl"_s, text(base + name)).set(u"resource"_s, std::move(resource));
}

Json BundleWriter::resource(const QString &name)
{
    return Json::object()
        .set(u"resourceType"_s, text(name.section(u'/', 0, 0)))
        .set(u"id"_s, text(name.section(u'/', 1)));
}

void BundleWriter::add(const QString &name, Json json, const QString &section)
{
    m_entries.push_back(entryOf(name, std::move(json)));
    if (section.isEmpty())
        return;
    if (!hasSection(section))
        m_sections.emplace_back(section, Json::array());
    m_sections.back().second.append(reference(name)); // a section's resources come one after another
}

bool BundleWriter::hasSection(const QString &title) const
{
    return std::any_of(m_sections.begin(), m_sections.end(),
                       [&](const auto &section) { return section.first == title; });
}

Json BundleWriter::person(StaffId id)
{
    if (id.isNull() || !m_record.staff.contains(id))
        return reference(u"Organization/practice"_s);
    m_people.insert(id);
    return reference(u"Practitioner/"_s + id.toString());
}

Json BundleWriter::withId(const QByteArray &bytes, const QString &id)
{
    Json json = Json::object().set(u"id"_s, text(id));
    const auto parsed = Json::parse(bytes);
    Q_ASSERT(parsed);
    for (const auto &[key, value] : parsed->members()) {
        if (key != u"id")
            json.set(key, value);
    }
    return json;
}

Json BundleWriter::composition() const
{
    Json json = resource(u"Composition/record"_s);
    json.set(u"status"_s, text(u"final"_s));
    json.set(u"type"_s, codeable(u"The patient's own copy of the record"_s));
    json.set(u"subject"_s, subject());
    json.set(u"date"_s, moment(m_now));
    json.set(u"author"_s, list(reference(u"Organization/practice"_s)));
    json.set(u"title"_s, text(u"Copy of the record"_s));
    Json sections = Json::array();
    for (const auto &[title, entries] : m_sections)
        sections.append(Json::object().set(u"title"_s, text(title)).set(u"entry"_s, entries));
    if (!hasSection(u"Allergies"_s))
        sections.append(Json::object()
                            .set(u"title"_s, text(u"Allergies"_s))
                            .set(u"text"_s, narrative(noAllergiesBecause()))
                            .set(u"emptyReason"_s,
                                 codeable({}, terminology + u"list-empty-reason"_s, noAllergiesBecause())));
    json.set(u"section"_s, std::move(sections));
    return json;
}

Json BundleWriter::narrative(const QString &code)
{
    const QString words = code == u"notasked" ? u"Never asked."_s : u"Asked; not known."_s;
    return Json::object()
        .set(u"status"_s, text(u"generated"_s))
        .set(u"div"_s, text(u"<div xmlns=\"http://www.w3.org/1999/xhtml\">%1</div>"_s.arg(words)));
}

QString BundleWriter::noAllergiesBecause() const
{
    return m_record.allergyState.asked == AllergyAsked::NeverAsked ? u"notasked"_s : u"unavailable"_s;
}

void BundleWriter::addPatient()
{
    const Patient &who = m_record.person;
    Json json = resource(m_patient);
    Json identifiers = list(identifier(u"file-number"_s, who.fileNumber));
    if (!who.saIdNumber.isEmpty())
        identifiers.append(identifier(u"sa-id-number"_s, who.saIdNumber));
    if (!who.passport.isEmpty())
        identifiers.append(identifier(u"passport"_s, who.passport));
    json.set(u"identifier"_s, std::move(identifiers));
    json.set(u"active"_s, Json::boolean(who.active));
    json.set(u"name"_s, namesOf(who));
    json.set(u"gender"_s, text(genderOf(who.sex)));
    json.set(u"birthDate"_s, day(who.birthDate));
    if (Json telecom = telecomOf(who); !telecom.isEmpty())
        json.set(u"telecom"_s, std::move(telecom));
    if (!who.address.isEmpty())
        json.set(u"address"_s, list(Json::object().set(u"text"_s, text(who.address))));
    if (!who.language.isEmpty())
        json.set(u"communication"_s,
                 list(Json::object()
                          .set(u"language"_s, codeable({}, u"urn:ietf:bcp:47"_s, who.language))
                          .set(u"preferred"_s, Json::boolean(true))));
    if (who.interpreterNeeded)
        json.set(u"extension"_s,
                 list(Json::object()
                          .set(u"url"_s,
                               text(u"http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"_s))
                          .set(u"valueBoolean"_s, Json::boolean(true))));
    json.set(u"managingOrganization"_s, reference(u"Organization/practice"_s));
    add(m_patient, std::move(json));
    Json practice = resource(u"Organization/practice"_s);
    practice.set(u"name"_s, text(m_record.practice.name));
    add(u"Organization/practice"_s, std::move(practice));
    for (qsizetype i = 0; i < who.contacts.size(); ++i)
        addContact(who.contacts.at(i), i + 1);
}

Json BundleWriter::namesOf(const Patient &who)
{
    Json official = Json::object().set(u"use"_s, text(u"official"_s)).set(u"family"_s, text(who.familyName));
    Json given = Json::array();
    for (const QString &name : who.givenNames.split(u' ', Qt::SkipEmptyParts))
        given.append(text(name));
    if (!given.isEmpty())
        official.set(u"given"_s, std::move(given));
    if (!who.title.isEmpty())
        official.set(u"prefix"_s, list(text(who.title)));
    Json names = list(std::move(official));
    if (!who.preferredName.isEmpty())
        names.append(Json::object().set(u"use"_s, text(u"usual"_s)).set(u"text"_s, text(who.preferredName)));
    return names;
}

Json BundleWriter::telecomOf(const Patient &who)
{
    Json telecom = Json::array();
    for (const Phone &phone : who.phones)
        telecom.append(Json::object().set(u"system"_s, text(u"phone"_s)).set(u"value"_s, text(phone.number)));
    if (!who.email.isEmpty())
        telecom.append(Json::object().set(u"system"_s, text(u"email"_s)).set(u"value"_s, text(who.email)));
    return telecom;
}

void BundleWriter::addContact(const Contact &contact, qsizetype number)
{
    const QString name = u"RelatedPerson/contact-%1"_s.arg(number);
    Json json = resource(name);
    json.set(u"patient"_s, subject());
    Json relations = list(codeable(contactKindName(contact.kind)));
    if (!contact.relation.isEmpty())
        relations.append(codeable(contact.relation));
    json.set(u"relationship"_s, std::move(relations));
    json.set(u"name"_s, list(Json::object().set(u"text"_s, text(contact.name))));
    if (!contact.phone.isEmpty())
        json.set(
            u"telecom"_s,
            list(Json::object().set(u"system"_s, text(u"phone"_s)).set(u"value"_s, text(contact.phone))));
    add(name, std::move(json));
}

void BundleWriter::addVisits()
{
    for (const Visit &visit : m_record.visits) {
        const QString name = u"Encounter/"_s + visit.id.toString();
        Json json = resource(name);
        json.set(u"status"_s, text(encounterStatus(visit.state)));
        json.set(u"class"_s, coding(terminology + u"v3-ActCode"_s, u"AMB"_s));
        json.set(u"extension"_s, list(Json::object()
                                          .set(u"url"_s, text(base + u"StructureDefinition/visit-state"_s))
                                          .set(u"valueCode"_s, text(visitStateName(visit.state)))));
        json.set(u"subject"_s, subject());
        json.set(u"period"_s, Json::object().set(u"start"_s, day(visit.plannedOn)));
        if (!visit.reason.isEmpty())
            json.set(u"reasonCode"_s, list(codeable(visit.reason)));
        add(name, std::move(json), u"Visits"_s);
    }
}

void BundleWriter::addAccesses()
{
    for (const RecordAccess &access : m_record.accesses) {
        const QString name = u"AuditEvent/"_s + QString::number(access.id);
        Json json = resource(name);
        json.set(u"type"_s, coding(base + u"access"_s, accessActName(access.act)));
        json.set(u"recorded"_s, moment(access.at));
        json.set(u"agent"_s, list(Json::object()
                                      .set(u"who"_s, person(access.staffId))
                                      .set(u"requestor"_s, Json::boolean(true))));
        json.set(u"source"_s, Json::object().set(u"observer"_s, reference(u"Organization/practice"_s)));
        json.set(u"entity"_s, list(Json::object().set(u"what"_s, subject())));
        add(name, std::move(json), u"Who opened the record"_s);
    }
}

void BundleWriter::addPractitioners()
{
    for (const StaffId id : std::as_const(m_people)) {
        const QString name = u"Practitioner/"_s + id.toString();
        Json json = resource(name);
        json.set(u"name"_s, list(Json::object().set(u"text"_s, text(m_record.staff.value(id)))));
        add(name, std::move(json));
    }
}

QByteArray copyBundle(const PatientRecord &record, const QDateTime &now)
{
    return BundleWriter(record, now).write();
}

} // namespace dermis
