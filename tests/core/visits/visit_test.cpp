#include "core/access/permissions.h"
#include "core/patients/patient_repository.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "core/storage/verification.h"
#include "core/visits/deferral.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class VisitFixture : public test::DatabaseFixture
{
public:
    VisitFixture()
    {
        Patient typed;
        typed.familyName = u"Jacobs"_s;
        typed.givenNames = u"Chantelle"_s;
        typed.birthDate = QDate(1995, 2, 2);
        patient = registerPatient(*database, nurse, clock.now(), typed).value().id;
    }

    Visit visitAt(const QTime &time, const QDate &day = QDate(2026, 3, 2)) const
    {
        Visit visit;
        visit.patientId = patient;
        visit.plannedOn = day;
        visit.plannedAt = time;
        visit.reason = u"Acne scars"_s;
        return visit;
    }

    PatientId patient;
};

} // namespace

TEST_CASE_METHOD(VisitFixture, "a booked visit is expected, a walk-in has arrived", "[visits]")
{
    const auto booked = bookVisit(*database, reception, clock.now(), visitAt(QTime(9, 30)));
    REQUIRE(booked);
    CHECK(visit(*database, *booked)->state == VisitState::Expected);
    const auto walkIn = bookVisit(*database, reception, clock.now(), visitAt(QTime()));
    REQUIRE(walkIn);
    CHECK(visit(*database, *walkIn)->state == VisitState::Arrived);
    const auto day = visitsOn(*database, QDate(2026, 3, 2));
    REQUIRE(day);
    REQUIRE(day->size() == 2);
    CHECK(day->last().visit.plannedAt == QTime(9, 30));
    CHECK(day->last().familyName == u"Jacobs");
}

TEST_CASE_METHOD(VisitFixture, "a day that has passed cannot be booked", "[visits]")
{
    const auto booked = bookVisit(*database, nurse, clock.now(), visitAt(QTime(9, 0), QDate(2026, 3, 1)));
    REQUIRE_FALSE(booked);
    CHECK(booked.error().code == ErrorCode::InvalidInput);
    CHECK(visitsOf(*database, patient)->isEmpty());
}

TEST_CASE("a visit moves along the day and back one step", "[visits]")
{
    const auto [from, to, allowed] = GENERATE(table<VisitState, VisitState, bool>({
        {VisitState::Expected, VisitState::Arrived, true},
        {VisitState::Arrived, VisitState::ReadyForDoctor, true},
        {VisitState::ReadyForDoctor, VisitState::Intake, true},
        {VisitState::ReadyForDoctor, VisitState::Arrived, false},
        {VisitState::Expected, VisitState::DidNotCome, true},
        {VisitState::Arrived, VisitState::DidNotCome, false},
        {VisitState::DidNotCome, VisitState::Arrived, true},
        {VisitState::Consent, VisitState::Deferred, true},
        {VisitState::Deferred, VisitState::ReadyForDoctor, true},
        {VisitState::Deferred, VisitState::Expected, true},
        {VisitState::Deferred, VisitState::Done, false},
        {VisitState::Done, VisitState::Deferred, false},
        {VisitState::Done, VisitState::Done, false},
    }));
    CHECK(mayMove(from, to) == allowed);
}

TEST_CASE("every state has one spelling", "[visits]")
{
    for (const VisitState state : allVisitStates())
        CHECK(visitStateFromName(visitStateName(state)) == state);
    CHECK_FALSE(visitStateFromName(u"gone"_s));
}

TEST_CASE_METHOD(VisitFixture, "moving a visit is journalled and a stale move is a conflict", "[visits]")
{
    const Visit booked = visit(*database, bookVisit(*database, nurse, clock.now(), visitAt(QTime(9, 30))).value()).value();
    clock.advanceMilliseconds(60000);
    const auto arrived = moveVisit(*database, reception, clock.now(), booked, VisitState::Arrived);
    REQUIRE(arrived);
    CHECK(arrived->stateSince == clock.now());
    const auto again = moveVisit(*database, nurse, clock.now(), booked, VisitState::Arrived);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::Conflict);
    CHECK(historyOf(*database, u"visit"_s, booked.id.value())->size() == 2);
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(VisitFixture, "the current visit is today's that is not finished", "[visits]")
{
    REQUIRE(bookVisit(*database, nurse, clock.now(), visitAt(QTime(10, 0), QDate(2026, 3, 9))));
    CHECK(currentVisit(*database, patient, clock.today())->has_value() == false);
    const VisitId today = bookVisit(*database, nurse, clock.now(), visitAt(QTime())).value();
    CHECK(currentVisit(*database, patient, clock.today()).value()->id == today);
    REQUIRE(moveVisit(*database, nurse, clock.now(), visit(*database, today).value(), VisitState::Done));
    CHECK(currentVisit(*database, patient, clock.today())->has_value() == false);
}

TEST_CASE_METHOD(VisitFixture, "a deferral needs a later date and a reason, and both are kept", "[visits]")
{
    const Visit booked = visit(*database, bookVisit(*database, nurse, clock.now(), visitAt(QTime(9, 30))).value()).value();
    const auto defer = [&](const QDate &until, const QString &reason) {
        Deferral deferral;
        deferral.until = until;
        deferral.reason = reason;
        return deferVisit(*database, reception, clock.now(), booked, deferral);
    };
    const QString coldSore = u"cold sore on the upper lip"_s;
    for (const auto &refused : {defer(QDate(), coldSore), defer(booked.plannedOn, coldSore),
                                defer(QDate(2026, 3, 16), u"cold sore   "_s),
                                moveVisit(*database, reception, clock.now(), booked, VisitState::Deferred)}) {
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::InvalidInput);
    }
    const auto deferred = defer(QDate(2026, 3, 16), coldSore);
    REQUIRE(deferred);
    CHECK(deferred->state == VisitState::Deferred);
    CHECK(deferred->deferredUntil == QDate(2026, 3, 16));
    CHECK(historyOf(*database, u"visit"_s, booked.id.value())->last().reason == coldSore);
    const auto back = moveVisit(*database, reception, clock.now(), *deferred, VisitState::Expected);
    REQUIRE(back);
    CHECK_FALSE(back->deferredUntil.isValid());
}

TEST_CASE_METHOD(VisitFixture, "the last visits of many patients are read at once", "[visits]")
{
    Patient typed;
    typed.familyName = u"Nkosi"_s;
    typed.birthDate = QDate(1980, 5, 5);
    const PatientId other = registerPatient(*database, nurse, clock.now(), typed).value().id;
    auto transaction = Transaction::begin(*database, nurse, clock.now()).value();
    const auto came = [&](const QDate &day, VisitState state) {
        Visit visit = visitAt(QTime(9, 0), day);
        visit.state = state;
        REQUIRE(insertVisit(transaction, visit));
    };
    came(QDate(2026, 1, 5), VisitState::Done);
    came(QDate(2026, 2, 9), VisitState::Done);
    came(QDate(2026, 2, 23), VisitState::DidNotCome);
    came(QDate(2026, 3, 2), VisitState::Expected);
    came(QDate(2026, 4, 2), VisitState::Expected);
    REQUIRE(transaction.commit());
    const auto days = lastVisits(*database, {patient, other}, clock.today());
    REQUIRE(days);
    CHECK(*days == QHash<PatientId, QDate>{{patient, QDate(2026, 2, 9)}});
    CHECK(lastVisits(*database, {}, clock.today())->isEmpty());
}
