#pragma once

#include "core/patients/patient.h"
#include "core/patients/phone_number.h"
#include "core/patients/sa_id_number.h"

namespace dermis {

/// Where on the form a message belongs, and which part of a patient a search matched.
enum class PatientField {
    FileNumber,
    Title,
    FamilyName,
    GivenNames,
    PreferredName,
    BirthDate,
    SaIdNumber,
    Passport,
    Phone,
    Email,
    Language,
    ContactName,
    ContactPhone,
    ContactSaIdNumber
};

/// Stable name as the JSON key is written: familyName, birthDate, phone, contactPhone, ...
QString patientFieldName(PatientField field);

enum class PatientProblemKind {
    Missing,
    InFuture,
    TooLongAgo,        ///< more than 120 years before today
    IdNotThirteenDigits,
    IdNoSuchBirthDate,
    IdWrongCheckDigit,
    IdUnknownCitizenship,
    IdBirthDateDiffers, ///< the ID number says another birth date
    PhoneNotDigits,
    PhoneMissingZero,
    PhoneWrongLength,
    EmailMalformed,
    LanguageMalformed
};

/// One reason why a patient cannot be registered as typed.
struct PatientProblem {
    PatientField field = PatientField::FamilyName;
    PatientProblemKind kind = PatientProblemKind::Missing;
    int index = 0; ///< which phone or contact, from 0
    bool operator==(const PatientProblem &) const = default;
};

/// Everything that keeps a patient from being registered, in the order of the form.
QList<PatientProblem> problems(const Patient &patient, const QDate &today);
/// One plain English sentence, without patient data, for the command line.
QString problemSentence(const PatientProblem &problem);

} // namespace dermis
