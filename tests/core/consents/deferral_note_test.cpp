#include "core/access/practice.h"
#include "core/consents/deferral_note.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/patient_repository.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class DeferralNoteFixture : public test::DatabaseFixture
{
public:
    DeferralNoteFixture()
    {
        Patient typed;
        typed.familyName = u"O'Brien-Kgošana"_s;
        typed.givenNames = u"Siobhán"_s;
        typed.birthDate = QDate(1990, 5, 6);
        patient = registerPatient(*database, nurse, clock.now(), typed).value().id;
        Practice practice = dermis::practice(*database).value();
        practice.name = u"Vaal Skin"_s;
        practice.phone = u"016 555 0118"_s;
        REQUIRE(savePractice(*database, doctor, clock.now(), practice));
        deferral.patient = patient;
        deferral.until = QDate(2026, 3, 11);
        deferral.reason = u"Kept for the record alone"_s;
        deferral.advice = u"Stay out of the sun, *always*."_s;
        deferral.grounds = {{u"MN-SKN-09"_s, u"Strong sun"_s, u"Because you had strong sun recently."_s, u"arithmetic"_s},
                            {u"MN-CAP-07"_s, u"Pressed by somebody"_s, {}, {}}};
    }
    QString printed()
    {
        REQUIRE(putOff(*database, doctor, clock.now(), deferral));
        const auto sheet = deferralNote(*database, nurse, clock.now(), patient);
        REQUIRE(sheet);
        const QStringList pages = test::pagesOf(sheetPdf(*sheet).value());
        CHECK(pages.size() == 1);
        return pages.join(u'\n').simplified();
    }

    PatientId patient;
    Deferral deferral;
};

} // namespace

TEST_CASE_METHOD(DeferralNoteFixture, "the patient's page says why, from when to come back, what to do until then, and whom to call",
                 "[consents]")
{
    const QString text = printed();
    for (const QString &part : {u"Your treatment is put off"_s, u"Siobhán O'Brien-Kgošana"_s, u"Because you had strong sun recently."_s,
                                u"Wednesday, 11 March 2026"_s, u"016 555 0118"_s, u"Stay out of the sun, *always*."_s, doctor.name}) {
        INFO(part.toStdString());
        CHECK(text.contains(part));
    }
    CHECK_FALSE(text.contains(u"Pressed"_s));       // for the doctor's ear alone
    CHECK_FALSE(text.contains(deferral.reason)); // what is for the record is not for the street
}

TEST_CASE_METHOD(DeferralNoteFixture, "without a finding the reason stands there, without advice nothing is advised", "[consents]")
{
    deferral.grounds.clear();
    deferral.advice.clear();
    deferral.reason = u"The doctor is ill today"_s;
    const QString text = printed();
    CHECK(text.contains(deferral.reason));
    CHECK_FALSE(text.contains(u"Until then"_s));
}

TEST_CASE_METHOD(DeferralNoteFixture, "there is no page where nothing is put off, nor for those who may not read", "[consents]")
{
    CHECK(deferralNote(*database, nurse, clock.now(), patient).error().code == ErrorCode::Conflict);
    REQUIRE(putOff(*database, doctor, clock.now(), deferral));
    CHECK(deferralNote(*database, reception, clock.now(), patient).error().code == ErrorCode::NotAllowed);
}
