#include "core/treatments/readiness_watch.h"

#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/adverse_event.h"
#include "core/safety/allergy.h"
#include "core/safety/rule_set.h"
#include "core/storage/transaction.h"
#include "core/treatments/intake.h"
#include "core/visits/visit_repository.h"
#include "tests/core/treatments/shelf_fixture.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// Nomvula, whose plan puts the serum on afterwards, and Thandi, whose plan does not; both were looked at once.
class WatchedPatients : public test::ShelfFixture
{
public:
    WatchedPatients()
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        REQUIRE(transaction->commit());
        Plan plan = **currentPlan(*database, nomvula);
        plan.products = {{serum, ProductPhase::After, serumLot}};
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        look();
        REQUIRE(changes().isEmpty());
        clock.advanceMilliseconds(60'000);
    }

    qint64 look() const
    {
        const auto looked = lookForChanges(*database, nurse, clock.now());
        REQUIRE(looked);
        return *looked;
    }
    QList<ReadinessChange> changes() const { return readinessChanges(*database, nurse, 10).value(); }
    void plan(const QDate &day, PatientId patient)
    {
        Plan kept = currentPlan(*database, patient)->value_or(Plan{});
        kept.date = day;
        REQUIRE(savePlan(*database, nurse, clock.now(), kept));
    }
    bool isDue() const { return isLookDue(*database, clock.today()).value(); }
};

bool has(const QList<ReadinessGap> &gaps, const QString &code)
{
    return std::any_of(gaps.begin(), gaps.end(), [&](const ReadinessGap &gap) { return gap.code == code; });
}

} // namespace

TEST_CASE_METHOD(WatchedPatients, "a recalled lot changes who is planned with it, and nobody else", "[treatments]")
{
    CHECK_FALSE(isDue());
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker"_s));
    CHECK(isDue());
    CHECK(look() == 1); // Thandi's plan does not name it
    CHECK_FALSE(isDue());
    const auto changed = changes();
    REQUIRE(changed.size() == 1);
    CHECK(changed.first().patient == nomvula);
    CHECK(changed.first().name == u"Nomvula Dlamini");
    CHECK(changed.first().since == clock.now());
    CHECK_FALSE(changed.first().isReady);
    CHECK(has(changed.first().appeared, u"products"_s));
    CHECK(has(changed.first().appeared, u"MN-DEV-05"_s));
    CHECK(changed.first().gone.isEmpty());
    CHECK(readinessChangeCount(*database).value() == 1);
}

TEST_CASE_METHOD(WatchedPatients, "what is as it was again is not told", "[treatments]")
{
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker"_s));
    look();
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Active, u"It was another lot"_s));
    look();
    CHECK(changes().isEmpty());
}

TEST_CASE_METHOD(WatchedPatients, "a change stays until somebody looked at it, and says since when", "[treatments]")
{
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker"_s));
    const QDateTime first = clock.now();
    look();
    clock.advanceMilliseconds(3'600'000);
    Allergy latex;
    latex.patientId = nomvula;
    latex.text = u"latex"_s;
    latex.reaction = Reaction::HivesOrSwelling;
    REQUIRE(addAllergy(*database, nurse, clock.now(), latex));
    CHECK(look() == 1); // only she is concerned
    REQUIRE(changes().size() == 1);
    CHECK(changes().first().since == first);
    CHECK(has(changes().first().appeared, u"MN-ALG-10"_s));

    CHECK(markReadinessSeen(*database, reception, clock.now(), nomvula).error().code == ErrorCode::NotAllowed);
    CHECK(changes().size() == 1);
    REQUIRE(markReadinessSeen(*database, nurse, clock.now(), nomvula));
    CHECK(changes().isEmpty());
    look();
    CHECK(changes().isEmpty());
    CHECK(database->integer(u"SELECT count(*) FROM readiness_known WHERE seen_by IS NOT NULL"_s).value() == 1);
}

TEST_CASE_METHOD(WatchedPatients, "each kind of change is noticed", "[treatments]")
{
    SECTION("the product's status")
    {
        StatusReview banned;
        banned.status = NeedlingStatus::Banned;
        banned.evidence = u"Three rashes in March"_s;
        REQUIRE(reviewProduct(*database, doctor, clock.now(), serum, banned, std::nullopt));
        look();
        REQUIRE(changes().size() == 1);
        CHECK(has(changes().first().appeared, u"products"_s));
    }
    SECTION("an ingredient that the patient reacts to")
    {
        Allergy nickel;
        nickel.patientId = nomvula;
        nickel.text = u"vitamin c"_s;
        nickel.reaction = Reaction::ContactDermatitis;
        REQUIRE(addAllergy(*database, nurse, clock.now(), nickel));
        look();
        REQUIRE(markReadinessSeen(*database, nurse, clock.now(), nomvula));
        Product changed = product(*database, serum).value();
        changed.label = u"Aqua, Ascorbic Acid"_s;
        REQUIRE(changeProduct(*database, nurse, clock.now(), changed, u"The label says so"_s));
        CHECK(look() == 1);
        REQUIRE(changes().size() == 1);
        CHECK(changes().first().patient == nomvula);
    }
    SECTION("the rules signed off")
    {
        REQUIRE(signOffRuleSet(*database, doctor, clock.now()));
        look();
        REQUIRE(changes().size() == 2);
        CHECK(has(changes().first().gone, u"rule-set"_s));
    }
    SECTION("an answer")
    {
        const StoredQuestionnaire form = currentQuestionnaire(*database, intakeUrl()).value();
        const auto latest = latestResponse(*database, thandi, intakeUrl()).value();
        Response response = latest->response;
        response.setAnswer(form.questionnaire, {u"Q-PREG"_s, {}}, Answer::of(Coding{{}, u"yes"_s, {}}));
        REQUIRE(keepIntake(*database, nurse, clock.now(), {thandi, form.id, latest->entry.id, u"She says otherwise now"_s}, response));
        CHECK(look() == 1);
        REQUIRE(changes().size() == 1);
        CHECK(changes().first().patient == thandi);
        CHECK(has(changes().first().appeared, u"MN-PRG-01"_s));
    }
}

TEST_CASE_METHOD(WatchedPatients, "a new day alone is not told, but a lot that expires is", "[treatments]")
{
    REQUIRE(confirmNoneKnown(*database, nurse, clock.now(), thandi));
    look();
    REQUIRE(markReadinessSeen(*database, nurse, clock.now(), thandi));
    clock.advanceMilliseconds(86'400'000);
    CHECK(isDue());
    CHECK(look() == 2);
    CHECK(changes().isEmpty()); // Thandi's allergies are to be confirmed again: nothing changed but the day

    SECTION("what changed overnight is told as that")
    {
        clock.advanceMilliseconds(86'400'000);
        REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Withdrawn, u"Smells odd to us"_s));
        look();
        REQUIRE(changes().size() == 1);
        CHECK_FALSE(has(changes().first().appeared, u"allergies"_s));
    }
    SECTION("the lot expires after thirty days")
    {
        clock.advanceMilliseconds(qint64(30) * 86'400'000);
        look();
        REQUIRE(changes().size() == 1);
        CHECK(changes().first().patient == nomvula);
        CHECK(has(changes().first().appeared, u"products"_s));
    }
}

TEST_CASE_METHOD(WatchedPatients, "only those planned are looked at", "[treatments]")
{
    plan(clock.today().addDays(-1), nomvula);
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker"_s));
    CHECK(look() == 0);
    CHECK(changes().isEmpty());
    Visit visit;
    visit.patientId = nomvula;
    visit.plannedOn = clock.today().addDays(5);
    visit.plannedAt = QTime(9, 0);
    REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
    CHECK(look() == 1); // anew: where she stands now is where she stood
    CHECK(changes().isEmpty());
}

TEST_CASE_METHOD(WatchedPatients, "a look that was stopped goes on where it was", "[treatments]")
{
    for (int n = 0; n < 450; ++n)
        person(u"Nomsa %1"_s.arg(n));
    REQUIRE(setLotState(*database, nurse, clock.now(), serumLot, SupplyState::Recalled, u"Letter of the maker"_s));
    const auto stopped = lookForChanges(*database, nurse, clock.now(), [](qint64 done, qint64 all) {
        CHECK(all == 451);
        return done < 200;
    });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(database->integer(u"SELECT count(*) FROM readiness_known WHERE checked > 0"_s).value() == 201);
    CHECK(changes().size() == 1);
    CHECK(isDue());
    CHECK(look() == 251);
    CHECK_FALSE(isDue());
}

TEST_CASE_METHOD(WatchedPatients, "who may not read records looks at nobody, and a file that is only read stays as it is", "[treatments]")
{
    CHECK(lookForChanges(*database, reception, clock.now()).error().code == ErrorCode::NotAllowed);
    CHECK(readinessChanges(*database, reception, 10).error().code == ErrorCode::NotAllowed);
    database->refuseWrites(Damage{u"file"_s, {}, 0, 0, u"page 7"_s});
    CHECK(lookForChanges(*database, nurse, clock.now()).error().code == ErrorCode::Damaged);
}

TEST_CASE_METHOD(WatchedPatients, "other rules shipped with the program have everybody looked at again", "[treatments]")
{
    REQUIRE(database->run(u"UPDATE readiness_watch SET shipped = 'others'"_s));
    CHECK(isDue());
    CHECK(look() == 2);
    CHECK(look() == 0);
}

TEST_CASE_METHOD(WatchedPatients, "a session on record is noticed: the next one may be too soon after it", "[treatments]")
{
    plan(clock.today().addDays(7), thandi);
    look();
    clock.advanceMilliseconds(60'000);
    REQUIRE(record(thandi, {of(needleLot)}, {}, u"Came earlier than planned"_s));
    CHECK(isDue());
    CHECK(look() >= 1);
    const auto all = changes();
    const bool isTold = std::any_of(all.begin(), all.end(), [this](const ReadinessChange &change) {
        return change.patient == thandi && has(change.appeared, u"MN-PRO-09"_s);
    });
    CHECK(isTold);
}

TEST_CASE_METHOD(WatchedPatients, "a reaction that is recorded, and one that has cleared, is noticed", "[treatments]")
{
    AdverseEvent event;
    event.patient = nomvula;
    event.noticed = clock.today();
    event.words = u"Hives on arms and face"_s;
    const auto kept = recordAdverseEvent(*database, nurse, clock.now(), event);
    REQUIRE(kept);
    CHECK(isDue());
    CHECK(look() == 1);
    REQUIRE(changes().size() == 1);
    CHECK(has(changes().first().appeared, u"MN-PRO-11"_s));
    REQUIRE(clearAdverseEvent(*database, doctor, clock.now(), kept->id, kept->revision, u"Gone without a trace"_s));
    CHECK(isDue());
    look();
    CHECK(changes().isEmpty());
}
