#include "ui/patients/patient_words.h"

#include "core/base/partial_date.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Patients
{
    Q_DECLARE_TR_FUNCTIONS(dermis::Patients)
};

constexpr int adultAge = 18;

} // namespace

QString ageWords(const QDate &birthDate, const QDate &today)
{
    if (!birthDate.isValid() || birthDate > today)
        return {};
    const int years = ageOn(birthDate, today);
    if (years >= 2)
        return Patients::tr("%1 years").arg(years);
    int months = (today.year() - birthDate.year()) * 12 + today.month() - birthDate.month();
    if (today.day() < birthDate.day())
        --months;
    return months == 1 ? Patients::tr("1 month") : Patients::tr("%1 months").arg(months);
}

bool isMinor(const QDate &birthDate, const QDate &today)
{
    return birthDate.isValid() && birthDate <= today && ageOn(birthDate, today) < adultAge;
}

QString listName(const PatientLine &line)
{
    return line.givenNames.isEmpty() ? line.familyName : u"%1, %2"_s.arg(line.familyName, line.givenNames);
}

QString lineDetail(const PatientLine &line)
{
    QStringList parts{line.fileNumber};
    if (!line.saIdNumber.isEmpty())
        parts << Patients::tr("ID %1").arg(maskedSaId(line.saIdNumber));
    if (!line.phone.isEmpty())
        parts << displayPhone(line.phone);
    return parts.join(u" · "_s);
}

QString fieldWords(PatientField field)
{
    switch (field) {
    case PatientField::FileNumber:
        return Patients::tr("file number");
    case PatientField::Title:
        return Patients::tr("title");
    case PatientField::FamilyName:
        return Patients::tr("family name");
    case PatientField::GivenNames:
        return Patients::tr("given names");
    case PatientField::PreferredName:
        return Patients::tr("preferred name");
    case PatientField::BirthDate:
        return Patients::tr("birth date");
    case PatientField::SaIdNumber:
        return Patients::tr("ID number");
    case PatientField::Passport:
        return Patients::tr("passport");
    case PatientField::Phone:
        return Patients::tr("phone");
    case PatientField::Email:
        return Patients::tr("e-mail");
    case PatientField::Language:
        return Patients::tr("language");
    case PatientField::ContactName:
        return Patients::tr("name");
    case PatientField::ContactPhone:
        return Patients::tr("phone");
    case PatientField::ContactSaIdNumber:
        return Patients::tr("ID number");
    }
    return {};
}

QString problemWords(const PatientProblem &problem)
{
    switch (problem.kind) {
    case PatientProblemKind::Missing:
        return Patients::tr("Still needed to register.");
    case PatientProblemKind::InFuture:
        return Patients::tr("This day has not come yet. Check the year.");
    case PatientProblemKind::TooLongAgo:
        return Patients::tr("More than 120 years ago. Check the year.");
    case PatientProblemKind::IdNotThirteenDigits:
        return Patients::tr("An ID number has 13 digits.");
    case PatientProblemKind::IdNoSuchBirthDate:
        return Patients::tr("The first six digits are not a birth date. Check them.");
    case PatientProblemKind::IdWrongCheckDigit:
        return Patients::tr("The last digit does not fit the others. Check each digit.");
    case PatientProblemKind::IdUnknownCitizenship:
        return Patients::tr("The eleventh digit is 0, 1 or 2. Check it.");
    case PatientProblemKind::IdBirthDateDiffers:
        return Patients::tr("The ID number says another birth date. Check both.");
    case PatientProblemKind::PhoneNotDigits:
        return Patients::tr("A phone number has only digits.");
    case PatientProblemKind::PhoneMissingZero:
        return Patients::tr("The 0 in front is missing.");
    case PatientProblemKind::PhoneWrongLength:
        return Patients::tr("A South African number has ten digits.");
    case PatientProblemKind::EmailMalformed:
        return Patients::tr("An e-mail address looks like name@example.co.za.");
    case PatientProblemKind::LanguageMalformed:
        return Patients::tr("Choose a language from the list.");
    }
    return {};
}

QString duplicateWords(DuplicateReason reason)
{
    switch (reason) {
    case DuplicateReason::SameIdNumber:
        return Patients::tr("same ID number");
    case DuplicateReason::SamePassport:
        return Patients::tr("same passport");
    case DuplicateReason::SameNameAndBirthDate:
        return Patients::tr("same name and birth date");
    case DuplicateReason::SwappedNamesAndBirthDate:
        return Patients::tr("names the other way round, same birth date");
    case DuplicateReason::SimilarNameAndBirthDate:
        return Patients::tr("similar name, same birth date");
    case DuplicateReason::SamePhone:
        return Patients::tr("same phone");
    }
    return {};
}

QString sexWords(Sex sex)
{
    switch (sex) {
    case Sex::NotRecorded:
        return Patients::tr("Not recorded");
    case Sex::Female:
        return Patients::tr("Female");
    case Sex::Male:
        return Patients::tr("Male");
    case Sex::Intersex:
        return Patients::tr("Intersex");
    }
    return {};
}

QString contactKindWords(ContactKind kind)
{
    return kind == ContactKind::Guardian ? Patients::tr("Guardian") : Patients::tr("Next of kin");
}

QDate dayFromText(const QString &text)
{
    static const QRegularExpression separators(u"[\\s./,-]+"_s);
    QString plain = text.trimmed();
    plain.replace(separators, u" "_s);
    for (const QString &format : {u"d MMM yyyy"_s, u"d MMMM yyyy"_s}) {
        if (const QDate day = QLocale(QLocale::English).toDate(plain, format); day.isValid())
            return day;
        if (const QDate day = QLocale().toDate(plain, format); day.isValid())
            return day;
    }
    for (const QString &format : {u"d M yyyy"_s, u"yyyy M d"_s, u"ddMMyyyy"_s}) {
        if (const QDate day = QDate::fromString(plain, format); day.isValid() && day.year() >= 1000)
            return day;
    }
    return {};
}

} // namespace dermis
