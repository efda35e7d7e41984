#include "core/treatments/day_sheets.h"
#include "core/consents/signature.h"
#include "core/visits/visit_repository.h"
#include "tests/core/consents/consent_fixture.h"

using namespace dermis;
using namespace dermis::test;

namespace {

struct DaySheetsFixture : ConsentFixture
{
    PatientId booked(int years, const QTime &at, bool planned = true)
    {
        const PatientId id = aged(years);
        if (planned) {
            Plan plan;
            plan.patientId = id;
            plan.zones = {{u"chin"_s, Target::AcneScar, 1.0, {}}};
            REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        }
        book(id, at);
        return id;
    }
    void book(PatientId patient, const QTime &at)
    {
        Visit visit;
        visit.patientId = patient;
        visit.plannedOn = day;
        visit.plannedAt = at;
        visit.reason = u"Microneedling"_s;
        REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
    }
    QList<DaySheet> sheets() { return daySheets(*database, nurse, clock.now(), day).value(); }
    Result<Consent> issueFor(PatientId patient) { return issueForDay(*database, nurse, clock.now(), patient, day); }

    QDate day = clock.today().addDays(1);
};

} // namespace

TEST_CASE_METHOD(DaySheetsFixture, "everybody booked on the day is listed once, in its order, with what may be printed", "[day-sheets]")
{
    const PatientId later = booked(30, QTime(11, 0));
    const PatientId minor = booked(15, QTime(9, 0));
    const PatientId unplanned = booked(40, QTime(10, 0), false);
    book(later, QTime(15, 0));
    const QList<DaySheet> all = sheets();
    REQUIRE(all.size() == 3);
    CHECK(all.at(0).patient == minor);
    CHECK(all.at(0).state == DaySheetState::Stopped);
    CHECK(all.at(0).why == QStringList{u"Under 18"_s});
    CHECK(all.at(1).patient == unplanned);
    CHECK(all.at(1).why == QStringList{u"no treatment is planned"_s});
    CHECK(all.at(2).patient == later);
    CHECK(all.at(2).state == DaySheetState::ToIssue);
    CHECK(all.at(2).at == QTime(11, 0));
    CHECK(daySheets(*database, reception, clock.now(), day).error().code == ErrorCode::NotAllowed);
    CHECK(daySheets(*database, nurse, clock.now(), day.addDays(1))->isEmpty());
    const auto visit = visitsOn(*database, day)->at(1).visit;
    REQUIRE(moveVisit(*database, nurse, clock.now(), visit, VisitState::DidNotCome));
    CHECK(sheets().size() == 2);
}

TEST_CASE_METHOD(DaySheetsFixture, "a sheet is issued once for a plan, and anew when the plan changes", "[day-sheets]")
{
    const PatientId patient = booked(30, QTime(9, 0));
    const auto issued = issueFor(patient);
    REQUIRE(issued);
    CHECK(sheets().first().state == DaySheetState::Issued);
    CHECK(sheets().first().shortCode == issued->shortCode);
    const QByteArray before = head();
    CHECK(issueFor(patient)->id == issued->id);
    CHECK(head() == before);
    Plan plan = **currentPlan(*database, patient);
    plan.zones << PlannedZone{u"nose"_s, Target::AcneScar, 0.5, {}};
    REQUIRE(savePlan(*database, nurse, clock.now(), plan));
    CHECK(sheets().first().state == DaySheetState::ToIssue);
    CHECK(sheets().first().why == QStringList{u"new area: Nose"_s});
    clock.advanceMilliseconds(1000);
    CHECK(issueFor(patient)->id != issued->id);
    CHECK(consent(*database, issued->id)->state == ConsentState::Superseded);
}

TEST_CASE_METHOD(DaySheetsFixture, "a sheet that waits in another language than the patient's is issued anew, one in theirs is not", "[day-sheets]")
{
    const PatientId patient = booked(30, QTime(9, 0));
    Patient whose = dermis::patient(*database, patient).value();
    whose.language = u"af-ZA"_s;
    REQUIRE(updatePatient(*database, nurse, clock.now(), whose, u"She speaks Afrikaans"_s));
    const Consent english = issueFor(patient).value();
    CHECK(english.language == u"en");
    CHECK(sheets().first().state == DaySheetState::Issued); // nobody has reviewed the Afrikaans text
    const auto draft = consentTemplate(*database, u"microneedling"_s, u"af"_s, clock.today());
    REQUIRE(draft);
    REQUIRE(publishForm(*database, doctor, clock.now(), draft->id, draft->revision, clock.today()));
    CHECK(sheets().first().state == DaySheetState::ToIssue);
    CHECK(sheets().first().why == QStringList{u"it is in English, not in Afrikaans"_s});
    clock.advanceMilliseconds(1000);
    const Consent afrikaans = issueFor(patient).value();
    CHECK(afrikaans.language == u"af");
    CHECK(consent(*database, english.id)->state == ConsentState::Superseded);
    CHECK(sheets().first().state == DaySheetState::Issued);
    CHECK(issueFor(patient)->id == afrikaans.id);
}

TEST_CASE_METHOD(DaySheetsFixture, "what is signed and covers the day is not issued again, until it covers it no more", "[day-sheets]")
{
    const PatientId patient = booked(30, QTime(9, 0));
    const Consent issued = issueFor(patient).value();
    REQUIRE(fileScan(*database, nurse, clock.now(), u"scan.pdf"_s, sheetBytes(*database, issued.id).value()));
    const Consent now = consent(*database, issued.id).value();
    REQUIRE(confirmSignatures(*database, nurse, clock.now(), now.id, now.revision,
                              {{1, {}, {}, clock.today(), {}, {}}, {4, {}, {}, clock.today(), {}, {}}}));
    CHECK(sheets().first().state == DaySheetState::Signed);
    CHECK(issueFor(patient).error().code == ErrorCode::InvalidInput);
    day = clock.today().addMonths(7);
    book(patient, QTime(9, 0));
    CHECK(sheets().first().state == DaySheetState::ToIssue);
}

TEST_CASE_METHOD(DaySheetsFixture, "a sheet that is stopped when its turn comes changes nothing", "[day-sheets]")
{
    const PatientId minor = booked(15, QTime(9, 0));
    const QByteArray before = head();
    CHECK(issueFor(minor).error().code == ErrorCode::NotReady);
    CHECK(issueForDay(*database, reception, clock.now(), minor, day).error().code == ErrorCode::NotAllowed);
    CHECK(head() == before);
    CHECK(consents(*database, minor)->isEmpty());
}
