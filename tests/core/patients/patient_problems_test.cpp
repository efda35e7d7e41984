#include "core/patients/patient_problems.h"
#include "tests/core/patients/sample_patients.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 3, 2);

Patient valid()
{
    Patient patient = test::person(u"Anne-Marié"_s, u"O'Brien-Kgošana"_s, QDate(1980, 1, 1), u"082 123 4567"_s);
    patient.saIdNumber = u"800101 5009 087"_s;
    patient.email = u"anne.marie@example.co.za"_s;
    patient.language = u"nso-ZA"_s;
    patient.contacts << Contact{ContactKind::Guardian, u"Mary O'Brien"_s, u"mother"_s, u"011 123 4567"_s, {}};
    return patient;
}

PatientProblem problem(PatientField field, PatientProblemKind kind, int index = 0)
{
    return {field, kind, index};
}

} // namespace

TEST_CASE("a patient typed with care has no problems", "[patients]")
{
    CHECK(problems(valid(), today).isEmpty());
}

TEST_CASE("a birth date on 29 February is accepted", "[patients]")
{
    CHECK(problems(test::person(u"Neo"_s, u"Tau"_s, QDate(2024, 2, 29)), today).isEmpty());
    CHECK(problems(test::person(u"Neo"_s, u"Tau"_s, QDate(1906, 3, 2)), today).isEmpty());
}

TEST_CASE("each problem names its field", "[patients]")
{
    Patient patient = valid();
    PatientProblem expected;
    SECTION("family name of spaces")
    {
        patient.familyName = u"  "_s;
        expected = problem(PatientField::FamilyName, PatientProblemKind::Missing);
    }
    SECTION("no birth date")
    {
        patient.birthDate = {};
        expected = problem(PatientField::BirthDate, PatientProblemKind::Missing);
    }
    SECTION("born tomorrow")
    {
        patient.saIdNumber.clear();
        patient.birthDate = today.addDays(1);
        expected = problem(PatientField::BirthDate, PatientProblemKind::InFuture);
    }
    SECTION("born before all living people")
    {
        patient.saIdNumber.clear();
        patient.birthDate = QDate(1906, 3, 1);
        expected = problem(PatientField::BirthDate, PatientProblemKind::TooLongAgo);
    }
    SECTION("wrong check digit")
    {
        patient.saIdNumber = u"8001015009086"_s;
        expected = problem(PatientField::SaIdNumber, PatientProblemKind::IdWrongCheckDigit);
    }
    SECTION("twelve digits")
    {
        patient.saIdNumber = u"800101500908"_s;
        expected = problem(PatientField::SaIdNumber, PatientProblemKind::IdNotThirteenDigits);
    }
    SECTION("month 13")
    {
        patient.saIdNumber = u"8513015009081"_s;
        expected = problem(PatientField::SaIdNumber, PatientProblemKind::IdNoSuchBirthDate);
    }
    SECTION("ID number of another birth date")
    {
        patient.birthDate = QDate(1980, 1, 2);
        expected = problem(PatientField::SaIdNumber, PatientProblemKind::IdBirthDateDiffers);
    }
    SECTION("second phone without its zero")
    {
        patient.phones << Phone{u"821234567"_s, {}};
        expected = problem(PatientField::Phone, PatientProblemKind::PhoneMissingZero, 1);
    }
    SECTION("e-mail without a dot")
    {
        patient.email = u"anne@example"_s;
        expected = problem(PatientField::Email, PatientProblemKind::EmailMalformed);
    }
    SECTION("language in words")
    {
        patient.language = u"Zulu"_s;
        expected = problem(PatientField::Language, PatientProblemKind::LanguageMalformed);
    }
    SECTION("guardian's phone too short")
    {
        patient.contacts.first().phone = u"011 123"_s;
        expected = problem(PatientField::ContactPhone, PatientProblemKind::PhoneWrongLength);
    }
    SECTION("guardian without a name")
    {
        patient.contacts.first().name.clear();
        expected = problem(PatientField::ContactName, PatientProblemKind::Missing);
    }
    CHECK(problems(patient, today) == QList<PatientProblem>{expected});
    CHECK(problemSentence(expected).startsWith(u"the "));
}

TEST_CASE("an age of up to 120 and either century suit an ambiguous ID number", "[patients]")
{
    Patient patient = valid();
    patient.saIdNumber = u"1503045121086"_s;
    for (const QDate &birthDate : {QDate(1915, 3, 4), QDate(2015, 3, 4)}) {
        patient.birthDate = birthDate;
        CHECK(problems(patient, today).isEmpty());
    }
}

TEST_CASE("sentences say what to do in plain words", "[patients]")
{
    CHECK(problemSentence({PatientField::Phone, PatientProblemKind::PhoneMissingZero, 1})
          == u"the phone 2 has no leading 0; write 0 or +27 first"_s);
    CHECK(problemSentence({PatientField::FamilyName, PatientProblemKind::Missing, 0}) == u"the family name is missing"_s);
}

TEST_CASE("a patient survives JSON unchanged", "[patients]")
{
    Patient patient = valid();
    patient.sex = Sex::Intersex;
    patient.interpreterNeeded = true;
    patient.medicalAid = {u"Demo Health"_s, u"Classic"_s, u"0001234"_s};
    CHECK(patientFromJson(toJson(patient)) == patient);
    CHECK(patientFromJson({}) == Patient{});
}

TEST_CASE("a patient is called by the preferred name, else by the first given name", "[patients]")
{
    Patient patient = test::person(u"Nomvula Grace"_s, u"Dlamini"_s, QDate(1992, 3, 14));
    CHECK(patient.fullName() == u"Nomvula Grace Dlamini"_s);
    CHECK(patient.callName() == u"Nomvula"_s);
    patient.preferredName = u"Vula"_s;
    CHECK(patient.callName() == u"Vula"_s);
    CHECK(test::person({}, u"Dlamini"_s, QDate(1992, 3, 14)).callName() == u"Dlamini"_s);
}
