#include "core/access/permissions.h"
#include "core/patients/patient_repository.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "core/storage/verification.h"
#include "core/visits/deferral.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class DeferralFixture : public test::DatabaseFixture
{
public:
    DeferralFixture() : patient(person(u"Jacobs"_s)) {}

    PatientId person(const QString &family)
    {
        Patient typed;
        typed.familyName = family;
        typed.givenNames = u"Chantelle"_s;
        typed.birthDate = QDate(1995, 2, 2);
        typed.phones << Phone{u"+27825550118"_s, {}};
        return registerPatient(*database, nurse, clock.now(), typed).value().id;
    }
    Visit visitToday()
    {
        Visit typed;
        typed.patientId = patient;
        typed.plannedOn = clock.today();
        typed.plannedAt = QTime(9, 30);
        return visit(*database, bookVisit(*database, nurse, clock.now(), typed).value()).value();
    }
    Deferral until(const QDate &day)
    {
        Deferral deferral;
        deferral.patient = patient;
        deferral.until = day;
        deferral.computed = QDate(2026, 3, 11);
        deferral.grounds = {{u"MN-SKN-09"_s, u"Strong sun"_s, u"Because you had strong sun"_s, u"25 Feb 2026 + 14 days"_s}};
        deferral.reason = u"Strong sun on the holiday"_s;
        deferral.advice = u"Stay out of the sun."_s;
        return deferral;
    }
    std::optional<Deferral> open() { return openDeferral(*database, nurse, patient).value(); }
    Deferral last() { return deferralsOf(*database, patient)->first(); }

    PatientId patient;
};

} // namespace

TEST_CASE_METHOD(DeferralFixture, "a deferral keeps until when, why and by whom, and today's visit goes with it", "[visits]")
{
    const Visit today = visitToday();
    const auto kept = putOff(*database, nurse, clock.now(), until(QDate(2026, 3, 16)));
    REQUIRE(kept);
    CHECK(kept->until == QDate(2026, 3, 16));
    CHECK(kept->computed == QDate(2026, 3, 11));
    CHECK(kept->grounds == until({}).grounds);
    CHECK(kept->byName == nurse.name);
    CHECK(kept->visit == today.id);
    CHECK(visit(*database, today.id)->state == VisitState::Deferred);
    CHECK(historyOf(*database, u"deferral"_s, kept->id.value())->size() == 1);
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(DeferralFixture, "a day that is not ahead or too short a reason changes nothing", "[visits]")
{
    visitToday();
    Deferral hasty = until(QDate(2026, 3, 16));
    hasty.reason = u"   too short    "_s;
    for (const Deferral &refused : {until({}), until(clock.today()), hasty}) {
        const auto kept = putOff(*database, nurse, clock.now(), refused);
        REQUIRE_FALSE(kept);
        CHECK(kept.error().code == ErrorCode::InvalidInput);
    }
    CHECK_FALSE(open());
    CHECK(currentVisit(*database, patient, clock.today())->has_value());
}

TEST_CASE_METHOD(DeferralFixture, "a patient has one open deferral: the new one replaces it", "[visits]")
{
    REQUIRE(putOff(*database, nurse, clock.now(), until(QDate(2026, 3, 16))));
    REQUIRE(putOff(*database, doctor, clock.now(), until(QDate(2026, 4, 1))));
    const auto all = deferralsOf(*database, patient);
    REQUIRE(all->size() == 2);
    CHECK(all->last().state == DeferralState::Replaced);
    CHECK(open()->until == QDate(2026, 4, 1));
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(DeferralFixture, "the list for recall is in order of date, with what to call and what is booked", "[visits]")
{
    REQUIRE(putOff(*database, nurse, clock.now(), until(QDate(2026, 3, 16))));
    Deferral sooner = until(QDate(2026, 3, 9));
    sooner.patient = person(u"Nkosi"_s);
    REQUIRE(putOff(*database, nurse, clock.now(), sooner));
    Visit ahead;
    ahead.patientId = patient;
    ahead.plannedOn = QDate(2026, 3, 20);
    ahead.plannedAt = QTime(10, 0);
    REQUIRE(bookVisit(*database, nurse, clock.now(), ahead));
    const auto list = deferredPatients(*database, nurse, clock.today());
    REQUIRE(list->size() == 2);
    CHECK(list->first().name == u"Chantelle Nkosi");
    CHECK(list->last().phones.first().number == u"+27825550118");
    CHECK(list->last().nextVisit == QDate(2026, 3, 20));
    CHECK(deferredPatients(*database, nurse, clock.today(), QDate(2026, 3, 9))->size() == 1);
    CHECK(deferralsDue(*database, QDate(2026, 3, 8)) == 0);
    CHECK(deferralsDue(*database, QDate(2026, 3, 9)) == 1);
    CHECK(deferralsDue(*database, QDate(2026, 3, 16)) == 2);
}

TEST_CASE_METHOD(DeferralFixture, "who may not read records sees whom to call, not why", "[visits]")
{
    REQUIRE(putOff(*database, nurse, clock.now(), until(QDate(2026, 3, 16))));
    const Deferral seen = deferredPatients(*database, reception, clock.today())->first().deferral;
    CHECK(seen.until == QDate(2026, 3, 16));
    CHECK(seen.reason.isEmpty());
    CHECK(seen.grounds.isEmpty());
    CHECK(seen.advice.isEmpty());
    CHECK_FALSE(seen.computed.isValid());
    REQUIRE(setDeferralState(*database, reception, clock.now(), seen, DeferralState::Contacted, u"Calls back"_s));
    CHECK(open()->reason == u"Strong sun on the holiday"); // what was not seen is not lost
    CHECK(open()->state == DeferralState::Contacted);
    CHECK(open()->stateByName == reception.name);
    CHECK(open()->note == u"Calls back");
}

TEST_CASE_METHOD(DeferralFixture, "taking a patient off the list needs a note, and what has ended stays ended", "[visits]")
{
    REQUIRE(putOff(*database, nurse, clock.now(), until(QDate(2026, 3, 16))));
    const auto set = [&](DeferralState state, const std::optional<QString> &note) {
        return setDeferralState(*database, nurse, clock.now(), last(), state, note);
    };
    CHECK(set(DeferralState::Withdrawn, u" "_s).error().code == ErrorCode::InvalidInput);
    CHECK(set(DeferralState::Treated, u"done"_s).error().code == ErrorCode::InvalidInput);
    const Deferral old = last();
    REQUIRE(set(DeferralState::Booked, std::nullopt));
    CHECK(setDeferralState(*database, nurse, clock.now(), old, DeferralState::Contacted, {}).error().code ==
          ErrorCode::Conflict);
    REQUIRE(set(DeferralState::Withdrawn, u"Moved to Durban"_s));
    CHECK_FALSE(open());
    CHECK(set(DeferralState::Waiting, {}).error().code == ErrorCode::Conflict);
    CHECK(deferredPatients(*database, nurse, clock.today())->isEmpty());
}

TEST_CASE_METHOD(DeferralFixture, "a visit taken up again withdraws its deferral, one done after its session ends it", "[visits]")
{
    Visit today = visitToday();
    today = deferVisit(*database, nurse, clock.now(), today, until(QDate(2026, 3, 16))).value();
    today = moveVisit(*database, nurse, clock.now(), today, VisitState::Expected).value();
    CHECK(last().state == DeferralState::Withdrawn);

    REQUIRE(deferVisit(*database, nurse, clock.now(), today, until(QDate(2026, 3, 16))));
    clock.set(QDateTime(QDate(2026, 3, 16), QTime(8, 0), Qt::UTC));
    Visit back = visitToday();
    CHECK(open());
    back = moveVisit(*database, nurse, clock.now(), back, VisitState::InSession).value();
    REQUIRE(moveVisit(*database, nurse, clock.now(), back, VisitState::Done));
    CHECK(last().state == DeferralState::Treated);
    CHECK(verify(*database)->isWhole());
}
