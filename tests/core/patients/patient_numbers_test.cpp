#include "core/patients/languages.h"
#include "core/patients/phone_number.h"
#include "core/patients/sa_id_number.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct SaIdVector {
    QString text;
    SaIdProblem problem;
    QList<QDate> birthDates;
    Sex sexRange = Sex::NotRecorded;
    Citizenship citizenship = Citizenship::Citizen;
};

// domain.md §7.7, numbered as there
const QList<SaIdVector> saIdVectors{
    {u"8001015009087"_s, SaIdProblem::None, {QDate(1980, 1, 1)}, Sex::Male},
    {u"9202204720083"_s, SaIdProblem::None, {QDate(1992, 2, 20)}, Sex::Female},
    {u"0002290034087"_s, SaIdProblem::None, {QDate(2000, 2, 29)}, Sex::Female},
    {u"1503045121086"_s, SaIdProblem::None, {QDate(1915, 3, 4), QDate(2015, 3, 4)}, Sex::Male},
    {u"7506150000189"_s, SaIdProblem::None, {QDate(1975, 6, 15)}, Sex::Female, Citizenship::PermanentResident},
    {u"0312319999099"_s, SaIdProblem::None, {QDate(2003, 12, 31)}, Sex::Male},
    {u"9905315000191"_s, SaIdProblem::None, {QDate(1999, 5, 31)}, Sex::Male, Citizenship::PermanentResident},
    {u"2601015000089"_s, SaIdProblem::None, {QDate(1926, 1, 1), QDate(2026, 1, 1)}, Sex::Male},
    {u"2002295000081"_s, SaIdProblem::None, {QDate(1920, 2, 29), QDate(2020, 2, 29)}, Sex::Male},
    {u"6208175120289"_s, SaIdProblem::None, {QDate(1962, 8, 17)}, Sex::Male, Citizenship::Refugee},
    {u"8001015009086"_s, SaIdProblem::WrongCheckDigit, {}},
    {u"0102291234080"_s, SaIdProblem::NoSuchBirthDate, {}},
    {u"8513015009081"_s, SaIdProblem::NoSuchBirthDate, {}},
    {u"7604310000080"_s, SaIdProblem::NoSuchBirthDate, {}},
    {u"800101500908"_s, SaIdProblem::NotThirteenDigits, {}},
    {u"8001O15009087"_s, SaIdProblem::NotThirteenDigits, {}},
    {u"800101 5009 087"_s, SaIdProblem::None, {QDate(1980, 1, 1)}, Sex::Male},
};

struct PhoneVector {
    QString typed;
    QString number;
    PhoneProblem problem = PhoneProblem::None;
    bool needsConfirmation = false;
    bool sms = false;
};

// domain.md §7.10
const QList<PhoneVector> phoneVectors{
    {u"082 123 4567"_s, u"+27821234567"_s, PhoneProblem::None, false, true},
    {u"+27 82 123 4567"_s, u"+27821234567"_s, PhoneProblem::None, false, true},
    {u"0027 82 123 4567"_s, u"+27821234567"_s, PhoneProblem::None, false, true},
    {u"+27 (0)82 123 4567"_s, u"+27821234567"_s, PhoneProblem::None, false, true},
    {u"27821234567"_s, u"+27821234567"_s, PhoneProblem::None, true, true},
    {u"011 123 4567"_s, u"+27111234567"_s, PhoneProblem::None, false, false},
    {u"821234567"_s, {}, PhoneProblem::MissingZero},
    {u"082 123 456"_s, {}, PhoneProblem::WrongLength},
    {u"+27 00 1234 5678"_s, {}, PhoneProblem::WrongLength}, // no number begins so after the trunk 0
    {u"060 345 6789"_s, u"+27603456789"_s, PhoneProblem::None, false, true},
    {u"0800 123 456"_s, u"+27800123456"_s, PhoneProblem::None, false, false},
    {u"+44 20 7946 0000"_s, u"+442079460000"_s, PhoneProblem::None, false, false},
    {u"+27 082 123 4567"_s, u"+27821234567"_s, PhoneProblem::None, true, true},
    {u"082-123-4567"_s, u"+27821234567"_s, PhoneProblem::None, false, true},
    {u"087 123 4567"_s, u"+27871234567"_s, PhoneProblem::None, false, false},
    {u"086 123 4567"_s, u"+27861234567"_s, PhoneProblem::None, false, false},
    {u""_s, {}, PhoneProblem::Empty},
    {u"ask her mother"_s, {}, PhoneProblem::NotDigits},
    {u"082 123 456x"_s, {}, PhoneProblem::NotDigits},
};

} // namespace

TEST_CASE("an ID number is read as the vectors say", "[patients]")
{
    for (const SaIdVector &vector : saIdVectors) {
        INFO(vector.text.toStdString());
        const SaIdCheck check = checkSaId(vector.text, QDate(2026, 1, 1));
        CHECK(check.problem == vector.problem);
        if (!check.isValid())
            continue;
        CHECK(check.birthDates == vector.birthDates);
        CHECK(check.sexRange == vector.sexRange);
        CHECK(check.citizenship == vector.citizenship);
        CHECK(check.warnings.contains(SaIdWarning::CenturyAmbiguous) == (vector.birthDates.size() > 1));
        CHECK(check.warnings.contains(SaIdWarning::RefugeeDigit) == (vector.citizenship == Citizenship::Refugee));
        CHECK_FALSE(check.warnings.contains(SaIdWarning::UnusualTwelfthDigit));
    }
}

TEST_CASE("an eleventh digit above 2 is no ID number and an old twelfth digit is a warning", "[patients]")
{
    CHECK(checkSaId(u"8001015009384"_s, QDate(2026, 1, 1)).problem == SaIdProblem::UnknownCitizenship);
    CHECK(checkSaId(u"8001015009004"_s, QDate(2026, 1, 1)).warnings.contains(SaIdWarning::UnusualTwelfthDigit));
}

TEST_CASE("an ID number is shown by its birth date only", "[patients]")
{
    CHECK(maskedSaId(u"8109035009087"_s) == u"810903 ••••"_s);
    CHECK(maskedSaId(QString()).isEmpty());
}

TEST_CASE("a telephone number is read as the vectors say", "[patients]")
{
    for (const PhoneVector &vector : phoneVectors) {
        INFO(vector.typed.toStdString());
        const PhoneCheck check = checkPhone(vector.typed);
        CHECK(check.number == vector.number);
        CHECK(check.problem == vector.problem);
        CHECK(check.needsConfirmation == vector.needsConfirmation);
        CHECK(canReceiveSms(check.number) == vector.sms);
    }
}

TEST_CASE("a telephone number is shown as people write it", "[patients]")
{
    CHECK(displayPhone(u"+27825550118"_s) == u"082 555 0118"_s);
    CHECK(displayPhone(u"+442079460000"_s) == u"+442079460000"_s);
}

TEST_CASE("the twelve official languages are offered", "[patients]")
{
    CHECK(officialLanguages().size() == 12);
    CHECK(languageName(u"zu-ZA"_s) == u"isiZulu"_s);
    CHECK(languageName(u"pt-MZ"_s) == u"pt-MZ"_s);
}
