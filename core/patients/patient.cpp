#include "core/patients/patient.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array<std::pair<Sex, QStringView>, 4> sexNames{{{Sex::NotRecorded, u"not-recorded"},
                                                               {Sex::Female, u"female"},
                                                               {Sex::Male, u"male"},
                                                               {Sex::Intersex, u"intersex"}}};
constexpr std::array<std::pair<ContactKind, QStringView>, 2> contactKindNames{
    {{ContactKind::NextOfKin, u"next-of-kin"}, {ContactKind::Guardian, u"guardian"}}};

template <typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    return names.at(static_cast<size_t>(value)).second.toString();
}

template <typename Value, typename Names>
std::optional<Value> valueOf(const Names &names, const QString &name)
{
    for (const auto &[value, spelling] : names) {
        if (spelling == name)
            return value;
    }
    return std::nullopt;
}

void put(QJsonObject &json, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        json.insert(key, text);
}

QJsonObject toJson(const Phone &phone)
{
    QJsonObject json;
    put(json, u"number"_s, phone.number);
    put(json, u"label"_s, phone.label);
    return json;
}

QJsonObject toJson(const Contact &contact)
{
    QJsonObject json{{u"kind"_s, contactKindName(contact.kind)}};
    put(json, u"name"_s, contact.name);
    put(json, u"relation"_s, contact.relation);
    put(json, u"phone"_s, contact.phone);
    put(json, u"saIdNumber"_s, contact.saIdNumber);
    return json;
}

} // namespace

QJsonArray phonesToJson(const QList<Phone> &phones)
{
    QJsonArray array;
    for (const Phone &phone : phones)
        array << toJson(phone);
    return array;
}

QList<Phone> phonesFromJson(const QJsonArray &array)
{
    QList<Phone> phones;
    for (const QJsonValue &value : array)
        phones << Phone{value[u"number"].toString(), value[u"label"].toString()};
    return phones;
}

QJsonArray contactsToJson(const QList<Contact> &contacts)
{
    QJsonArray array;
    for (const Contact &contact : contacts)
        array << toJson(contact);
    return array;
}

QList<Contact> contactsFromJson(const QJsonArray &array)
{
    QList<Contact> contacts;
    for (const QJsonValue &value : array) {
        const auto kind = contactKindFromName(value[u"kind"].toString());
        contacts << Contact{kind.value_or(ContactKind::NextOfKin), value[u"name"].toString(),
                            value[u"relation"].toString(), value[u"phone"].toString(),
                            value[u"saIdNumber"].toString()};
    }
    return contacts;
}

QString sexName(Sex sex)
{
    return nameOf(sexNames, sex);
}

std::optional<Sex> sexFromName(const QString &name)
{
    return valueOf<Sex>(sexNames, name);
}

QString contactKindName(ContactKind kind)
{
    return nameOf(contactKindNames, kind);
}

std::optional<ContactKind> contactKindFromName(const QString &name)
{
    return valueOf<ContactKind>(contactKindNames, name);
}

QString Patient::fullName() const
{
    return givenNames.isEmpty() ? familyName : givenNames + u' ' + familyName;
}

QString Patient::callName() const
{
    if (!preferredName.isEmpty())
        return preferredName;
    const QString first = givenNames.section(u' ', 0, 0, QString::SectionSkipEmpty);
    return first.isEmpty() ? familyName : first;
}

QJsonObject toJson(const Patient &patient)
{
    QJsonObject json;
    put(json, u"fileNumber"_s, patient.fileNumber);
    put(json, u"title"_s, patient.title);
    put(json, u"familyName"_s, patient.familyName);
    put(json, u"givenNames"_s, patient.givenNames);
    put(json, u"preferredName"_s, patient.preferredName);
    put(json, u"birthDate"_s, patient.birthDate.toString(Qt::ISODate));
    json.insert(u"sex"_s, sexName(patient.sex));
    put(json, u"saIdNumber"_s, patient.saIdNumber);
    put(json, u"passport"_s, patient.passport);
    if (!patient.phones.isEmpty())
        json.insert(u"phones"_s, phonesToJson(patient.phones));
    put(json, u"email"_s, patient.email);
    put(json, u"address"_s, patient.address);
    put(json, u"language"_s, patient.language);
    json.insert(u"interpreterNeeded"_s, patient.interpreterNeeded);
    if (!patient.contacts.isEmpty())
        json.insert(u"contacts"_s, contactsToJson(patient.contacts));
    put(json, u"medicalAidScheme"_s, patient.medicalAid.scheme);
    put(json, u"medicalAidPlan"_s, patient.medicalAid.plan);
    put(json, u"medicalAidNumber"_s, patient.medicalAid.number);
    put(json, u"photo"_s, patient.photoDigest);
    put(json, u"notes"_s, patient.notes);
    json.insert(u"active"_s, patient.active);
    put(json, u"retiredReason"_s, patient.retiredReason);
    return json;
}

Patient patientFromJson(const QJsonObject &json)
{
    const auto text = [&json](const QString &key) { return json.value(key).toString(); };
    Patient patient;
    patient.fileNumber = text(u"fileNumber"_s);
    patient.title = text(u"title"_s);
    patient.familyName = text(u"familyName"_s);
    patient.givenNames = text(u"givenNames"_s);
    patient.preferredName = text(u"preferredName"_s);
    patient.birthDate = QDate::fromString(text(u"birthDate"_s), Qt::ISODate);
    patient.sex = sexFromName(text(u"sex"_s)).value_or(Sex::NotRecorded);
    patient.saIdNumber = text(u"saIdNumber"_s);
    patient.passport = text(u"passport"_s);
    patient.phones = phonesFromJson(json.value(u"phones"_s).toArray());
    patient.email = text(u"email"_s);
    patient.address = text(u"address"_s);
    patient.language = text(u"language"_s);
    patient.interpreterNeeded = json.value(u"interpreterNeeded"_s).toBool();
    patient.contacts = contactsFromJson(json.value(u"contacts"_s).toArray());
    patient.medicalAid = {text(u"medicalAidScheme"_s), text(u"medicalAidPlan"_s), text(u"medicalAidNumber"_s)};
    patient.photoDigest = text(u"photo"_s);
    patient.notes = text(u"notes"_s);
    patient.active = json.value(u"active"_s).toBool(true);
    patient.retiredReason = text(u"retiredReason"_s);
    return patient;
}

} // namespace dermis
