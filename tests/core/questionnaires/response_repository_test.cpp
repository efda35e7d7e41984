#include "core/questionnaires/given_response.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "tests/core/questionnaires/test_forms.h"
#include "tests/support/database_fixture.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// A clinic with the shipped intake and one patient.
class IntakeFixture : public DatabaseFixture
{
public:
    IntakeFixture()
    {
        auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
        must(ensureShippedQuestionnaires(transaction));
        patient = PatientId(must(transaction.insert(u"patient"_s, {{u"file_number"_s, u"MSD-00001"_s},
                                                                   {u"family_name"_s, u"Mokwena"_s},
                                                                   {u"birth_date"_s, u"1990-06-11"_s},
                                                                   {u"sex"_s, u"female"_s}})));
        must(transaction.commit());
        const StoredQuestionnaire stored = must(currentQuestionnaire(*database, intakeUrl()));
        formId = stored.id;
        form = stored.questionnaire;
    }

    void answer(Response &response, const QString &linkId, const Answer &given) const
    {
        response.setAnswer(form, {linkId, {}}, given);
    }
    Result<ResponseId> save(const Actor &actor, const Response &response, ResponseId basedOn = {},
                            const QString &reason = {})
    {
        return saveResponse(*database, actor, clock.now(), patient, formId, response, basedOn, reason);
    }
    SavedResponse latest() { return must(latestResponse(*database, patient, intakeUrl())).value(); }
    Response someAnswers() const
    {
        Response response;
        answer(response, u"Q-METAL"_s, Answer::of(code(u"jewellery"_s)));
        answer(response, u"Q-SMOKE"_s, Answer::of(qint64(12)));
        answer(response, u"Q-LACT"_s, Answer::unsure());
        answer(response, u"Q-ISO-NOW"_s, Answer::of(false));
        answer(response, u"Q-ISO-LAST"_s, Answer::of(date(u"2025-09"_s)));
        response.setAnswer(form, {u"X-AREA.zone"_s, {0}}, Answer::of(code(u"chin"_s)));
        return response;
    }

    PatientId patient;
    QuestionnaireId formId;
    Questionnaire form = intake();
};

} // namespace

TEST_CASE_METHOD(IntakeFixture, "the shipped form is kept once", "[questionnaires]")
{
    auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
    must(ensureShippedQuestionnaires(transaction));
    must(transaction.commit());
    const auto kept = must(questionnaires(*database));
    REQUIRE(kept.size() == 1);
    CHECK(kept.first().url == intakeUrl());
    CHECK(must(questionnaire(*database, kept.first().id)).json() == intake().json());
    CHECK(questionnaire(*database, QuestionnaireId(99)).error().code == ErrorCode::NotFound);
    CHECK(currentQuestionnaire(*database, u"http://nowhere"_s).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(IntakeFixture, "another content under the same version is refused", "[questionnaires]")
{
    auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
    must(insertQuestionnaire(transaction, form));
    REQUIRE(insertQuestionnaire(transaction, test::form(R"({"linkId":"a","type":"string"})")));
    const auto other = insertQuestionnaire(transaction, test::form(R"({"linkId":"b","type":"string"})"));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::Conflict);
}

TEST_CASE_METHOD(IntakeFixture, "a saved response is read back with who and when", "[questionnaires]")
{
    const ResponseId id = must(save(nurse, someAnswers()));
    const SavedResponse saved = latest();
    CHECK(saved.entry.id == id);
    CHECK(saved.entry.author == nurse.id);
    CHECK(saved.entry.version == u"1");
    CHECK(saved.response.answer(u"Q-SMOKE"_s).values.first() == AnswerValue(qint64(12)));
    CHECK(saved.response.answer(u"Q-SMOKE"_s).answeredAt == clock.now());
    CHECK(saved.response.answer(u"Q-SMOKE"_s).answeredBy == nurse.id);
    CHECK(saved.response.answer(u"Q-LACT"_s).state == AnswerState::Unsure);
    CHECK(toText(saved.response.answer(u"Q-METAL"_s).values.first()) == u"Rash from jewellery or buttons");
    CHECK(must(responses(*database, patient)).size() == 1);
    CHECK_FALSE(must(latestResponse(*database, patient, u"http://other"_s)));
    CHECK(response(*database, ResponseId(99)).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(IntakeFixture, "answers carried over keep their own time and author", "[questionnaires]")
{
    const QDateTime first = clock.now();
    const ResponseId base = must(save(nurse, someAnswers()));
    clock.advanceMilliseconds(86'400'000);
    Response next = carryOver(form, latest().response);
    answer(next, u"Q-FST"_s, Answer::of(code(u"V"_s)));
    answer(next, u"Q-SMOKE"_s, Answer::of(qint64(0)));
    REQUIRE(save(doctor, next, base, u"stopped smoking"_s));
    const Response saved = latest().response;
    CHECK(saved.answer(u"Q-METAL"_s).answeredAt == first);
    CHECK(saved.answer(u"Q-METAL"_s).answeredBy == nurse.id);
    CHECK(saved.answer(u"Q-SMOKE"_s).answeredAt == clock.now());
    CHECK(saved.answer(u"Q-SMOKE"_s).answeredBy == doctor.id);
    CHECK(latest().entry.basedOn == base);
    CHECK(must(historyOf(*database, u"response"_s, latest().entry.id.value())).first().reason ==
          u"stopped smoking");
}

TEST_CASE_METHOD(IntakeFixture, "saving over a newer response is a conflict", "[questionnaires]")
{
    const ResponseId base = must(save(nurse, someAnswers()));
    CHECK(save(nurse, someAnswers()).error().code == ErrorCode::Conflict);
    REQUIRE(save(nurse, someAnswers(), base));
    CHECK(save(nurse, someAnswers(), base).error().code == ErrorCode::Conflict);
}

TEST_CASE_METHOD(IntakeFixture, "who may not answer is told who may", "[questionnaires]")
{
    CHECK(save(reception, someAnswers()).error().code == ErrorCode::NotAllowed);
    Response response = someAnswers();
    answer(response, u"Q-FST"_s, Answer::of(code(u"V"_s)));
    const auto refused = save(nurse, response);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::NotAllowed, u"Q-FST is answered by: dermatologist"_s});
    CHECK(must(responses(*database, patient)).isEmpty());

    const ResponseId base = must(save(doctor, response));
    Response kept = carryOver(form, latest().response);
    answer(kept, u"Q-SMOKE"_s, Answer::of(qint64(1)));
    const ResponseId second = must(save(nurse, kept, base)); // the doctor's answer stands untouched
    Response taken = carryOver(form, latest().response);
    answer(taken, u"Q-FST"_s, {});
    CHECK(save(nurse, taken, second).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(IntakeFixture, "nothing is kept of a response with a wrong answer", "[questionnaires]")
{
    Response future = someAnswers();
    answer(future, u"Q-ISO-LAST"_s, Answer::of(date(u"2026-03-03"_s)));
    CHECK(save(nurse, future).error() ==
          Error{ErrorCode::InvalidInput, u"Q-ISO-LAST: expected a date that is not in the future"_s});
    Response range = someAnswers();
    answer(range, u"Q-SMOKE"_s, Answer::of(qint64(900)));
    CHECK(save(nurse, range).error().code == ErrorCode::InvalidInput);
    Response unknown = someAnswers();
    answer(unknown, u"Q-NONSENSE"_s, Answer::of(true));
    CHECK(save(nurse, unknown).error() ==
          Error{ErrorCode::InvalidInput, u"Q-NONSENSE: expected a question of this form"_s});
    Response early = someAnswers();
    Answer tomorrow = Answer::of(qint64(3));
    tomorrow.answeredAt = clock.now().addDays(1);
    answer(early, u"Q-SMOKE"_s, tomorrow);
    CHECK(save(nurse, early).error().code == ErrorCode::InvalidInput);
    CHECK(must(database->integer(u"SELECT count(*) FROM response"_s)) == 0);
    CHECK(must(database->integer(u"SELECT count(*) FROM answer"_s)) == 0);
}

TEST_CASE_METHOD(IntakeFixture, "a draft is read back, and saving ends it", "[questionnaires]")
{
    const Response typed = someAnswers();
    const Draft draft{intakeDraftKey(patient, nurse.id), draftBody(form, typed), clock.now(), 0};
    must(saveDraft(*database, draft));
    const auto found = must(findDraft(*database, intakeDraftKey(patient, nurse.id)));
    REQUIRE(found);
    const Response read = must(responseFromDraft(form, *found));
    CHECK(read.answer(u"Q-SMOKE"_s).values.first() == AnswerValue(qint64(12)));
    CHECK_FALSE(read.answer(u"Q-SMOKE"_s).answeredAt.isValid());
    REQUIRE(save(nurse, read));
    CHECK_FALSE(must(findDraft(*database, intakeDraftKey(patient, nurse.id))));
}

TEST_CASE_METHOD(IntakeFixture, "saving a response ends the draft of that form and no other", "[questionnaires]")
{
    const Questionnaire other = dermis::test::form(R"({"linkId":"1","type":"string","text":"Sport"})");
    auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
    const QuestionnaireId otherId = must(insertQuestionnaire(transaction, other));
    must(transaction.commit());
    const DraftKey intakeKey = formDraftKey(patient, intakeUrl(), nurse.id);
    const DraftKey otherKey = formDraftKey(patient, other.url(), nurse.id);
    CHECK(intakeKey == intakeDraftKey(patient, nurse.id));
    CHECK(urlOfDraft(intakeKey.form) == intakeUrl());
    CHECK(urlOfDraft(otherKey.form) == other.url());
    CHECK_FALSE(urlOfDraft(u"note"_s));
    for (const DraftKey &key : {intakeKey, otherKey})
        must(saveDraft(*database, {key, "{}", clock.now(), 0}));

    Response runs;
    runs.setAnswer(other, {u"1"_s, {}}, Answer::of(u"Running"_s));
    must(saveResponse(*database, nurse, clock.now(), patient, otherId, runs, {}));
    CHECK(must(findDraft(*database, intakeKey)));
    CHECK_FALSE(must(findDraft(*database, otherKey)));
}

TEST_CASE_METHOD(IntakeFixture, "what does not fit the form is saved with the answers", "[questionnaires]")
{
    const Response given = must(Response::fromDraft(
        form, R"({"resourceType":"QuestionnaireResponse","item":[{"linkId":"Q-OLD","answer":[{"valueString":"Roaccutane"}]}]})"));
    REQUIRE(given.misfits().size() == 1);
    must(save(nurse, given));
    REQUIRE(latest().response.misfits().size() == 1);
    CHECK(latest().response.misfits().first().words() == QStringList{u"Roaccutane"_s});
    CHECK_FALSE(must(checkAnswers(*database)));
}

TEST_CASE_METHOD(IntakeFixture, "typed rows are what the frozen response says", "[questionnaires]")
{
    must(save(nurse, someAnswers()));
    const auto rows = rebuildAnswers(form, latest().response);
    CHECK(must(database->integer(u"SELECT count(*) FROM answer"_s)) == rows.size());
    CHECK(must(database->integer(
              u"SELECT count(*) FROM answer WHERE link_id = 'Q-METAL' AND code = 'jewellery'"_s)) == 1);
    CHECK(must(database->integer(
              u"SELECT count(*) FROM answer WHERE link_id = 'Q-SMOKE' AND number = 12"_s)) == 1);
    CHECK(must(database->integer(
              u"SELECT count(*) FROM answer WHERE link_id = 'Q-ISO-LAST' AND date = '2025-09'"_s)) == 1);
    CHECK(must(database->integer(u"SELECT count(*) FROM answer WHERE state = 'unsure' AND type = ''"_s)) ==
          1);
    CHECK(must(database->integer(
              u"SELECT count(*) FROM answer WHERE link_id = 'X-AREA.zone' AND instances = '0'"_s)) == 1);
    CHECK(must(verify(*database, {checkAnswers})).isWhole());
}

TEST_CASE_METHOD(IntakeFixture, "an altered answer is found and its row named", "[questionnaires]")
{
    must(save(nurse, someAnswers()));
    const auto *change = GENERATE("UPDATE answer SET code = 'none', text = 'No' WHERE link_id = 'Q-METAL'",
                                  "UPDATE answer SET number = 13 WHERE link_id = 'Q-SMOKE'",
                                  "UPDATE answer SET state = 'declined' WHERE link_id = 'Q-LACT'");
    const qint64 row = must(database->integer(u"SELECT id FROM answer WHERE link_id = '%1'"_s.arg(
        QString::fromLatin1(change).section(u'\'', -2, -2))));
    must(database->run(QString::fromLatin1(change)));
    const auto report = must(verify(*database, {checkAnswers}));
    REQUIRE(report.firstDamage);
    CHECK(report.firstDamage->table == u"answer");
    CHECK(report.firstDamage->row == row);
}

TEST_CASE_METHOD(IntakeFixture, "missing typed answers and an altered response are found", "[questionnaires]")
{
    const ResponseId id = must(save(nurse, someAnswers()));
    SECTION("a row taken out")
    {
        must(database->run(u"DELETE FROM answer WHERE position = (SELECT max(position) FROM answer)"_s));
        const auto report = must(verify(*database, {checkAnswers}));
        REQUIRE(report.firstDamage);
        CHECK(report.firstDamage->row == id.value());
        CHECK(report.firstDamage->what == u"answers");
    }
    SECTION("the response changed behind its trigger")
    {
        CHECK_FALSE(database->run(u"UPDATE response SET content = replace(content, 'jewellery', 'none')"_s));
        must(database->run(u"DROP TRIGGER response_is_frozen"_s));
        must(database->run(u"UPDATE response SET content = replace(content, 'jewellery', 'none')"_s));
        const auto report = must(verify(*database, {checkAnswers}));
        REQUIRE(report.firstDamage);
        CHECK(report.firstDamage->table == u"response");
        CHECK(report.firstDamage->row == id.value());
    }
}

TEST_CASE_METHOD(IntakeFixture, "answers from elsewhere are kept as they were given, but not in the intake", "[questionnaires]")
{
    auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
    const Questionnaire other = dermis::test::form(R"({"linkId":"a","type":"choice","answerOption":[{"valueCoding":{"code":"x"}}]})");
    const QuestionnaireId id = must(insertQuestionnaire(transaction, other));
    must(transaction.commit());
    const Response given = must(Response::fromDraft(other, responseJson(R"({"linkId":"a","answer":[{"valueCoding":{"code":"y"}}]},
        {"linkId":"b","answer":[{"valueString":"nobody asks"}]})")));
    CHECK_FALSE(saveResponse(*database, nurse, clock.now(), patient, id, given, {}));
    const ResponseId kept = must(saveGivenResponse(*database, nurse, clock.now(), patient, id, given, {}));
    const SavedResponse saved = must(response(*database, kept));
    CHECK(saved.response.answer(u"a"_s).values.value(0) == code(u"y"_s));
    CHECK(saved.response.misfits().size() == 1);
    CHECK(answerProblems(other, saved.response).size() == 1);
    CHECK(saveGivenResponse(*database, nurse, clock.now(), patient, formId, someAnswers(), {}).error().code == ErrorCode::NotAllowed);
}
