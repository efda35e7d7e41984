#pragma once

#include "core/base/id.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace dermis {

/// Sex as recorded for clinical purposes (domain.md Q-SEX).
enum class Sex { NotRecorded, Female, Male, Intersex };

/// Stable English name: not-recorded, female, male, intersex.
QString sexName(Sex sex);
std::optional<Sex> sexFromName(const QString &name);

/// A telephone number as kept: E.164, with the patient's own word for it ("work").
struct Phone {
    QString number;
    QString label;
    bool operator==(const Phone &) const = default;
};

enum class ContactKind { NextOfKin, Guardian };

/// Stable English name: next-of-kin, guardian.
QString contactKindName(ContactKind kind);
std::optional<ContactKind> contactKindFromName(const QString &name);

/// A guardian or next of kin.
struct Contact {
    ContactKind kind = ContactKind::NextOfKin;
    QString name;
    QString relation;    ///< in the family's own word: mother, aunt, foster father
    QString phone;       ///< E.164; may be empty
    QString saIdNumber;  ///< 13 digits; may be empty
    bool operator==(const Contact &) const = default;
};

struct MedicalAid {
    QString scheme;
    QString plan;
    QString number;
    bool operator==(const MedicalAid &) const = default;
};

/// A person with a file number.
struct Patient {
    PatientId id;
    int revision = 0;
    QString fileNumber; ///< given by the clinic's counter, for example MSD-00418
    QString title;
    QString familyName;
    QString givenNames;
    QString preferredName;
    QDate birthDate;
    Sex sex = Sex::NotRecorded;
    QString saIdNumber; ///< 13 digits; show it with maskedSaId()
    QString passport;
    QList<Phone> phones; ///< the first is the one to call
    QString email;
    QString address;
    QString language; ///< BCP 47 tag, for example zu-ZA; empty when not asked
    bool interpreterNeeded = false;
    QList<Contact> contacts;
    MedicalAid medicalAid;
    QString photoDigest; ///< a document's address; empty for none
    QString notes;
    bool active = true;
    QString retiredReason; ///< empty while active
    bool operator==(const Patient &) const = default;

    /// Given names and family name.
    QString fullName() const;
    /// What to call the person: the preferred name, else the first given name, else the family name.
    QString callName() const;
};

/// Phones and contacts as they are kept in the file.
QJsonArray phonesToJson(const QList<Phone> &phones);
QList<Phone> phonesFromJson(const QJsonArray &array);
QJsonArray contactsToJson(const QList<Contact> &contacts);
QList<Contact> contactsFromJson(const QJsonArray &array);
/// The fields as JSON, for drafts and programs; a list or text that is empty is left out.
QJsonObject toJson(const Patient &patient);
/// The patient a JSON object describes; what is absent or of another type stays empty.
Patient patientFromJson(const QJsonObject &json);

} // namespace dermis
