#include "core/safety/allergy.h"
#include "core/storage/journal.h"
#include "core/storage/verification.h"
#include "core/visits/visit_repository.h"
#include "core/safety/safety_check.h"
#include "tests/core/treatments/treatment_fixture.h"

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(test::TreatmentFixture, "no to allergies confirms none known on that day", "[treatments]")
{
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-ALG"_s, Answer::of(false))));
    const AllergyState state = allergyState(*database, patient).value();
    CHECK(state.asked == AllergyAsked::NoneKnown);
    CHECK(state.confirmedOn == clock.today());
}

TEST_CASE_METHOD(test::TreatmentFixture, "an older answer about allergies confirms nothing again", "[treatments]")
{
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-ALG"_s, Answer::of(false))));
    clock.advanceMilliseconds(qint64(30) * 24 * 3600 * 1000);
    Response next = carryOver(form.questionnaire, latestResponse(*database, patient, intakeUrl()).value()->response);
    next.setAnswer(form.questionnaire, {u"Q-FEVER"_s, {}}, Answer::of(false));
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), next));
    CHECK(allergyState(*database, patient)->confirmedOn == QDate(2026, 3, 2));
}

TEST_CASE_METHOD(test::TreatmentFixture, "named allergies join the list once, unsure is asked and unknown", "[treatments]")
{
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-ALG"_s, Answer::unsure())));
    CHECK(allergyState(*database, patient)->asked == AllergyAsked::AskedUnknown);
    Response named = responseWith(u"Q-ALG"_s, Answer::of(true));
    named.addInstance({u"Q-ALG-ENTRY"_s, {}});
    named.setAnswer(form.questionnaire, {u"Q-ALG.what"_s, {0}}, Answer::of(u"blue tube cream"_s));
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), named));
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), named));
    const auto listed = allergies(*database, patient).value();
    REQUIRE(listed.size() == 1);
    CHECK(listed.first().isUnmatched());
    CHECK(allergyState(*database, patient)->asked == AllergyAsked::Listed);
}

TEST_CASE_METHOD(test::TreatmentFixture, "handing over ends the draft and moves today's visit to the doctor", "[treatments]")
{
    Visit visit;
    visit.patientId = patient;
    visit.plannedOn = clock.today();
    REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
    const DraftKey key = intakeDraftKey(patient, nurse.id);
    REQUIRE(saveDraft(*database, {key, "{}", clock.now(), 0}));
    REQUIRE(handOver(*database, nurse, clock.now(), intake(), responseWith(u"Q-FEVER"_s, Answer::of(false))));
    CHECK(currentVisit(*database, patient, clock.today()).value()->state == VisitState::ReadyForDoctor);
    CHECK_FALSE(findDraft(*database, key)->has_value());
    CHECK(verify(*database, {checkAnswers})->isWhole());
}

TEST_CASE_METHOD(test::TreatmentFixture, "what is refused changes nothing", "[treatments]")
{
    const Response doctors = responseWith(u"Q-FST"_s, Answer::of(form.questionnaire.find(u"Q-FST"_s)->options.first().value));
    CHECK(keepIntake(*database, nurse, clock.now(), intake(), doctors).error().code == ErrorCode::NotAllowed);
    CHECK(keepIntake(*database, reception, clock.now(), intake(), Response()).error().code == ErrorCode::NotAllowed);
    CHECK_FALSE(latestResponse(*database, patient, intakeUrl())->has_value());
    REQUIRE(keepIntake(*database, doctor, clock.now(), intake(), doctors));
    const IntakeToKeep stale{patient, form.id, {}, {}};
    CHECK(keepIntake(*database, doctor, clock.now(), stale, doctors).error().code == ErrorCode::Conflict);
}

TEST_CASE_METHOD(test::TreatmentFixture, "replacing an answer that is still fresh needs a reason, and both stay readable", "[treatments]")
{
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-FEVER"_s, Answer::of(false))));
    const Response other = responseWith(u"Q-FEVER"_s, Answer::of(true));
    CHECK(keepIntake(*database, nurse, clock.now(), intake(), other).error().code == ErrorCode::InvalidInput);
    CHECK(keepIntake(*database, nurse, clock.now(), intake(), Response()).error().code == ErrorCode::InvalidInput); // taken back
    IntakeToKeep why = intake();
    why.reason = u"written down wrongly"_s;
    const ResponseId id = keepIntake(*database, nurse, clock.now(), why, other).value();
    CHECK(historyOf(*database, u"response"_s, id.value())->first().reason == u"written down wrongly"_s);
    CHECK(responses(*database, patient)->size() == 2);
}

TEST_CASE_METHOD(test::TreatmentFixture, "a question asked again because its answer grew old, or answered for the first time, needs none",
                 "[treatments]")
{
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-FEVER"_s, Answer::unsure())));
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-FEVER"_s, Answer::of(false))));
    clock.advanceMilliseconds(qint64(30) * 24 * 3600 * 1000); // asked anew at each session
    CHECK(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-FEVER"_s, Answer::of(true))));
}

TEST_CASE_METHOD(test::TreatmentFixture, "an answer that grew old is still so, by whom and when, and the old one stays readable",
                 "[treatments]")
{
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-FEVER"_s, Answer::of(false))));
    const QDateTime first = clock.now();
    clock.advanceMilliseconds(qint64(30) * 24 * 3600 * 1000);
    const auto outcome = [&] { return checkSafety(*database, patient, clock.today())->assessment.find(u"MN-INF-06"_s)->outcome; };
    CHECK(outcome() == Outcome::OutOfDate);
    CHECK(confirmStillSo(*database, reception, clock.now(), patient, {u"Q-FEVER"_s}).error().code == ErrorCode::NotAllowed);
    CHECK(confirmStillSo(*database, doctor, clock.now(), patient, {u"Q-FEVER"_s, u"Q-IE"_s}).error().code == ErrorCode::NotFound);
    CHECK(responses(*database, patient)->size() == 1);
    const ResponseId id = confirmStillSo(*database, doctor, clock.now(), patient, {u"Q-FEVER"_s}).value();
    CHECK(outcome() == Outcome::Clear);
    const Answer now = response(*database, id)->response.answer(u"Q-FEVER"_s);
    CHECK(now.answeredAt == clock.now());
    CHECK(now.answeredBy == doctor.id);
    const auto kept = responses(*database, patient).value();
    REQUIRE(kept.size() == 2);
    CHECK(kept.first().basedOn == kept.last().id);
    CHECK(response(*database, kept.last().id)->response.answer(u"Q-FEVER"_s).answeredAt == first);
    CHECK_FALSE(historyOf(*database, u"response"_s, id.value())->isEmpty());
    CHECK(verify(*database, {checkAnswers})->isWhole());
}
