#include "core/patients/patient_problems.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int oldestYears = 120;

PatientProblemKind kindOf(SaIdProblem problem)
{
    switch (problem) {
    case SaIdProblem::NoSuchBirthDate:
        return PatientProblemKind::IdNoSuchBirthDate;
    case SaIdProblem::WrongCheckDigit:
        return PatientProblemKind::IdWrongCheckDigit;
    case SaIdProblem::UnknownCitizenship:
        return PatientProblemKind::IdUnknownCitizenship;
    case SaIdProblem::None:
    case SaIdProblem::NotThirteenDigits:
        break;
    }
    return PatientProblemKind::IdNotThirteenDigits;
}

void addBirthDateProblems(QList<PatientProblem> &found, const QDate &birthDate, const QDate &today)
{
    if (!birthDate.isValid())
        found << PatientProblem{PatientField::BirthDate, PatientProblemKind::Missing, 0};
    else if (birthDate > today)
        found << PatientProblem{PatientField::BirthDate, PatientProblemKind::InFuture, 0};
    else if (birthDate < today.addYears(-oldestYears))
        found << PatientProblem{PatientField::BirthDate, PatientProblemKind::TooLongAgo, 0};
}

void addIdProblems(QList<PatientProblem> &found, const Patient &patient, const QDate &today)
{
    if (patient.saIdNumber.trimmed().isEmpty())
        return;
    const SaIdCheck check = checkSaId(patient.saIdNumber, today);
    if (!check.isValid())
        found << PatientProblem{PatientField::SaIdNumber, kindOf(check.problem), 0};
    else if (patient.birthDate.isValid() && !check.birthDates.contains(patient.birthDate))
        found << PatientProblem{PatientField::SaIdNumber, PatientProblemKind::IdBirthDateDiffers, 0};
}

void addPhoneProblem(QList<PatientProblem> &found, PatientField field, const QString &text, int index)
{
    switch (checkPhone(text).problem) {
    case PhoneProblem::None:
    case PhoneProblem::Empty:
        return;
    case PhoneProblem::NotDigits:
        found << PatientProblem{field, PatientProblemKind::PhoneNotDigits, index};
        return;
    case PhoneProblem::MissingZero:
        found << PatientProblem{field, PatientProblemKind::PhoneMissingZero, index};
        return;
    case PhoneProblem::WrongLength:
        found << PatientProblem{field, PatientProblemKind::PhoneWrongLength, index};
        return;
    }
}

void addContactProblems(QList<PatientProblem> &found, const Contact &contact, int index, const QDate &today)
{
    if (contact.name.trimmed().isEmpty())
        found << PatientProblem{PatientField::ContactName, PatientProblemKind::Missing, index};
    addPhoneProblem(found, PatientField::ContactPhone, contact.phone, index);
    if (contact.saIdNumber.trimmed().isEmpty())
        return;
    if (const SaIdCheck check = checkSaId(contact.saIdNumber, today); !check.isValid())
        found << PatientProblem{PatientField::ContactSaIdNumber, kindOf(check.problem), index};
}

bool isEmail(const QString &text)
{
    static const QRegularExpression shape(u"^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$"_s);
    return shape.match(text).hasMatch();
}

bool isLanguageTag(const QString &text)
{
    static const QRegularExpression shape(u"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"_s);
    return shape.match(text).hasMatch();
}

struct FieldSpelling {
    PatientField field;
    QStringView name;
    QStringView words;
};

constexpr std::array<FieldSpelling, 14> fieldSpellings{{
    {PatientField::FileNumber, u"fileNumber", u"file number"},
    {PatientField::Title, u"title", u"title"},
    {PatientField::FamilyName, u"familyName", u"family name"},
    {PatientField::GivenNames, u"givenNames", u"given names"},
    {PatientField::PreferredName, u"preferredName", u"preferred name"},
    {PatientField::BirthDate, u"birthDate", u"birth date"},
    {PatientField::SaIdNumber, u"saIdNumber", u"ID number"},
    {PatientField::Passport, u"passport", u"passport"},
    {PatientField::Phone, u"phone", u"phone"},
    {PatientField::Email, u"email", u"e-mail"},
    {PatientField::Language, u"language", u"language"},
    {PatientField::ContactName, u"contactName", u"contact's name"},
    {PatientField::ContactPhone, u"contactPhone", u"contact's phone"},
    {PatientField::ContactSaIdNumber, u"contactSaIdNumber", u"contact's ID number"},
}};

const FieldSpelling &spelling(PatientField field)
{
    return fieldSpellings.at(static_cast<size_t>(field));
}

QString whatIsWrong(PatientProblemKind kind)
{
    switch (kind) {
    case PatientProblemKind::Missing:
        return u"is missing"_s;
    case PatientProblemKind::InFuture:
        return u"is in the future"_s;
    case PatientProblemKind::TooLongAgo:
        return u"is more than 120 years ago"_s;
    case PatientProblemKind::IdNotThirteenDigits:
        return u"needs exactly 13 digits"_s;
    case PatientProblemKind::IdNoSuchBirthDate:
        return u"does not begin with a real birth date"_s;
    case PatientProblemKind::IdWrongCheckDigit:
        return u"has a digit wrong; its check digit does not fit"_s;
    case PatientProblemKind::IdUnknownCitizenship:
        return u"has a wrong eleventh digit; only 0, 1 and 2 are given out"_s;
    case PatientProblemKind::IdBirthDateDiffers:
        return u"says another birth date than the one typed"_s;
    case PatientProblemKind::PhoneNotDigits:
        return u"has signs that do not belong in a telephone number"_s;
    case PatientProblemKind::PhoneMissingZero:
        return u"has no leading 0; write 0 or +27 first"_s;
    case PatientProblemKind::PhoneWrongLength:
        return u"has too few or too many digits"_s;
    case PatientProblemKind::EmailMalformed:
        return u"is not an address like name@example.co.za"_s;
    case PatientProblemKind::LanguageMalformed:
        return u"is not a language tag like zu-ZA"_s;
    }
    return {};
}

} // namespace

QString patientFieldName(PatientField field)
{
    return spelling(field).name.toString();
}

QList<PatientProblem> problems(const Patient &patient, const QDate &today)
{
    QList<PatientProblem> found;
    if (patient.familyName.trimmed().isEmpty())
        found << PatientProblem{PatientField::FamilyName, PatientProblemKind::Missing, 0};
    addBirthDateProblems(found, patient.birthDate, today);
    addIdProblems(found, patient, today);
    for (int i = 0; i < patient.phones.size(); ++i)
        addPhoneProblem(found, PatientField::Phone, patient.phones.at(i).number, i);
    if (!patient.email.trimmed().isEmpty() && !isEmail(patient.email.trimmed()))
        found << PatientProblem{PatientField::Email, PatientProblemKind::EmailMalformed, 0};
    if (!patient.language.isEmpty() && !isLanguageTag(patient.language))
        found << PatientProblem{PatientField::Language, PatientProblemKind::LanguageMalformed, 0};
    for (int i = 0; i < patient.contacts.size(); ++i)
        addContactProblems(found, patient.contacts.at(i), i, today);
    return found;
}

QString problemSentence(const PatientProblem &problem)
{
    const QString which = problem.index > 0 ? u" %1"_s.arg(problem.index + 1) : u""_s;
    return u"the %1%2 %3"_s.arg(spelling(problem.field).words, which, whatIsWrong(problem.kind));
}

} // namespace dermis
