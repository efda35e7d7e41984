#include "core/products/lot.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/storage/transaction.h"
#include "core/treatments/readiness_watch.h"
#include "tests/core/treatments/shelf_fixture.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/shell/readiness_runner.h"

#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int runnerPatience = 20'000;

struct RunnerFixture : test::ShelfFixture
{
    RunnerFixture()
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        REQUIRE(transaction->commit());
        Plan plan = **currentPlan(*database, nomvula);
        plan.products = {{serum, ProductPhase::After, serumLot}};
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        REQUIRE(lookForChanges(*database, nurse, clock.now()));
    }
    bool waitForChanges(int count)
    {
        return QTest::qWaitFor([&] { return readinessChangeCount(*database).value() == count && !runner.isRunning(); }, runnerPatience);
    }
    /// As dermis-cli would, beside the window.
    void recallElsewhere()
    {
        const auto other = secondConnection();
        REQUIRE(setLotState(*other, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker"_s));
    }

    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    ReadinessRunner runner{context};
};

} // namespace

TEST_CASE_METHOD(RunnerFixture, "what another program changed is noticed, and the pages hear of it", "[shell][gui]")
{
    context.setActor(nurse);
    context.lookForForeignChanges();
    QSignalSpy told(&context, &ClinicContext::dataChanged);
    recallElsewhere();
    context.lookForForeignChanges();
    REQUIRE(waitForChanges(1));
    CHECK(told.count() >= 1);
    CHECK(readinessChanges(*database, nurse, 5)->first().patient == nomvula);
}

TEST_CASE_METHOD(RunnerFixture, "it waits until somebody who may read records is here", "[shell][gui]")
{
    recallElsewhere();
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning());
    context.setActor(reception);
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning());
    context.setActor(doctor);
    runner.lookForDue();
    CHECK(runner.isRunning());
    REQUIRE(waitForChanges(1));
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning()); // nothing changed since
}

TEST_CASE_METHOD(RunnerFixture, "put off, it begins again with the next person; a file that is only read is left alone", "[shell][gui]")
{
    context.setActor(nurse);
    recallElsewhere();
    runner.pause();
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning());
    context.setActor({});
    context.setActor(nurse);
    runner.lookForDue();
    CHECK(runner.isRunning());
    REQUIRE(waitForChanges(1));
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Active, u"It was another lot"_s));
    database->refuseWrites(Damage{u"file"_s, {}, 0, 0, u"page 7"_s});
    runner.lookForDue();
    CHECK_FALSE(runner.isRunning());
}
