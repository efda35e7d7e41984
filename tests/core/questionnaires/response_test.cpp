#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 3, 2);

/// One question of each type, a repeating group, and a question inside a question.
Questionnaire everyType()
{
    return form(R"(
        {"linkId":"yes","type":"boolean","item":[{"linkId":"why","type":"string","maxLength":5}]},
        {"linkId":"count","type":"integer","extension":[
            {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
            {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":80}]},
        {"linkId":"number","type":"decimal"},
        {"linkId":"last","type":"date","extension":[
            {"url":"https://dermis.example/fhir/StructureDefinition/not-in-future","valueBoolean":true}]},
        {"linkId":"text","type":"text"},
        {"linkId":"one","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"x","display":"X"}},{"valueCoding":{"system":"s","code":"y"}}]},
        {"linkId":"many","type":"open-choice","repeats":true,"answerOption":[
            {"valueCoding":{"system":"s","code":"none","display":"None"},
             "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}]},
            {"valueCoding":{"system":"s","code":"aspirin","display":"Aspirin"}}]},
        {"linkId":"dose","type":"quantity"},
        {"linkId":"area","type":"group","repeats":true,"item":[{"linkId":"zone","type":"string"}]},
        {"linkId":"later","type":"time"})");
}

QString responseErrorOf(const QByteArray &items)
{
    const auto read = Response::fromJson(everyType(), responseJson(items));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::InvalidInput);
    return read.error().detail;
}

} // namespace

TEST_CASE("answers of every type go out as FHIR and come back unchanged", "[questionnaires]")
{
    const Questionnaire questionnaire = everyType();
    Response response;
    response.authored = QDateTime(today, QTime(8, 0), Qt::UTC);
    response.author = StaffId(2);
    const auto set = [&](const AnswerKey &key, QList<AnswerValue> values) {
        Answer answer{AnswerState::Answered, false,      std::move(values),
                      response.authored,     StaffId(2), AnswerSource::Patient};
        response.setAnswer(questionnaire, key, answer);
    };
    set({u"yes"_s, {}}, {true});
    set({u"why"_s, {}}, {u"so"_s});
    set({u"count"_s, {}}, {qint64(7)});
    set({u"number"_s, {}}, {decimal(u"7.50"_s)});
    set({u"last"_s, {}}, {date(u"2025-09"_s)});
    set({u"one"_s, {}}, {Coding{u"s"_s, u"x"_s, u"X"_s}});
    set({u"many"_s, {}}, {Coding{u"s"_s, u"aspirin"_s, u"Aspirin"_s}, u"some herb"_s});
    set({u"dose"_s, {}}, {Quantity{*Decimal::fromString(u"2.0"_s), u"mg"_s}});
    set({u"zone"_s, {0}}, {u"chin"_s});
    set({u"zone"_s, {2}}, {u"cheek"_s});
    Answer declined{AnswerState::Unsure,           true,       {},
                    response.authored.addDays(-1), StaffId(3), AnswerSource::Nurse};
    response.setAnswer(questionnaire, {u"text"_s, {}}, declined);

    const QByteArray json = response.toJson(questionnaire);
    const auto read = Response::fromJson(questionnaire, json);
    REQUIRE(read);
    CHECK(*read == response);
    CHECK(read->toJson(questionnaire) == json);
    CHECK(read->instanceCount({u"area"_s, {}}) == 3); // the one without an answer, too
    CHECK(json.contains(R"("valueDecimal":7.50)"));
    CHECK(json.contains("asked-declined"));
}

TEST_CASE("an answer that says neither when nor by whom takes the document's", "[questionnaires]")
{
    const auto read = Response::fromJson(everyType(), R"({"resourceType":"QuestionnaireResponse",
        "authored":"2026-03-02T10:00:00+02:00","author":{"reference":"Practitioner/2"},
        "item":[{"linkId":"yes","answer":[{"valueBoolean":true}]}]})");
    REQUIRE(read);
    CHECK(read->answer(u"yes"_s).answeredAt == QDateTime(today, QTime(8, 0), Qt::UTC));
    CHECK(read->answer(u"yes"_s).answeredBy == StaffId(2));
}

TEST_CASE("unsure is read from the answer and from its value", "[questionnaires]")
{
    const QByteArray reason =
        R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-unknown"}]})";
    const QByteArray entry = GENERATE_COPY(QByteArray(reason), "{\"_valueBoolean\":" + reason + "}");
    const auto read =
        Response::fromJson(everyType(), responseJson(R"({"linkId":"yes","answer":[)" + entry + "]}"));
    REQUIRE(read);
    CHECK(read->answer(u"yes"_s).state == AnswerState::Unsure);
    CHECK_FALSE(read->answer(u"yes"_s).declined);
    CHECK(read->answer(u"count"_s).state == AnswerState::NotAsked);
}

TEST_CASE("a code without its system and words is completed from the form", "[questionnaires]")
{
    const auto read = Response::fromJson(
        everyType(), responseJson(R"({"linkId":"one","answer":[{"valueCoding":{"code":"x"}}]})"));
    REQUIRE(read);
    CHECK(read->answer(u"one"_s).values.first() == AnswerValue(Coding{u"s"_s, u"x"_s, u"X"_s}));
}

TEST_CASE("an answer that does not fit is refused, naming the question and what was expected",
          "[questionnaires]")
{
    CHECK(responseErrorOf(R"({"linkId":"nonsense","answer":[{"valueBoolean":true}]})") ==
          u"nonsense: expected a question of this form");
    CHECK(responseErrorOf(R"({"answer":[{"valueBoolean":true}]})") ==
          u"an item without linkId: expected a question of this form");
    CHECK(responseErrorOf(R"({"linkId":"yes","answer":[{"valueString":"yes"}]})") ==
          u"yes: expected valueBoolean, not valueString");
    CHECK(responseErrorOf(R"({"linkId":"yes","answer":[{"valueBoolean":"true"}]})") ==
          u"yes: expected true or false");
    CHECK(responseErrorOf(R"({"linkId":"yes","answer":[{"valueBoolean":true},{"valueBoolean":false}]})") ==
          u"yes: expected only one answer");
    CHECK(responseErrorOf(R"({"linkId":"yes"},{"linkId":"yes"})") == u"yes: expected this item only once");
    CHECK(responseErrorOf(R"({"linkId":"count","answer":[{"valueInteger":81}]})") ==
          u"count: expected a whole number from 0 to 80");
    CHECK(responseErrorOf(R"({"linkId":"count","answer":[{"valueInteger":1.5}]})") ==
          u"count: expected a whole number");
    CHECK(responseErrorOf(R"({"linkId":"last","answer":[{"valueDate":"2025-02-29"}]})") ==
          u"last: expected a real date (2025, 2025-09 or 2025-09-02)");
    CHECK(responseErrorOf(R"({"linkId":"one","answer":[{"valueCoding":{"code":"z"}}]})") ==
          u"one: expected one of the options: x, y");
    CHECK(responseErrorOf(R"({"linkId":"one","answer":[{"valueString":"x"}]})") ==
          u"one: expected valueCoding, not valueString");
    CHECK(
        responseErrorOf(
            R"({"linkId":"many","answer":[{"valueCoding":{"code":"none"}},{"valueCoding":{"code":"aspirin"}}]})") ==
        u"many: expected no other answer beside \"None\"");
    CHECK(responseErrorOf(R"({"linkId":"many","answer":[{"valueString":"a"},{"valueString":"a"}]})") ==
          u"many: expected each answer only once");
    CHECK(responseErrorOf(R"({"linkId":"text","answer":[{"valueString":""}]})") == u"text: expected text");
    CHECK(responseErrorOf(R"({"linkId":"text","answer":[{"valueString":"a\u0000b"}]})") ==
          u"text: expected readable text");
    CHECK(
        responseErrorOf(
            R"({"linkId":"yes","answer":[{"valueBoolean":true,"item":[{"linkId":"why","answer":[{"valueString":"because"}]}]}]})") ==
        u"why: expected at most 5 characters");
    CHECK(responseErrorOf(R"({"linkId":"zone","answer":[{"valueString":"chin"}]})") ==
          u"zone: expected it inside area");
    CHECK(responseErrorOf(R"({"linkId":"area","item":[{"linkId":"count"}]})") ==
          u"count: expected it at the top of the form");
    CHECK(responseErrorOf(R"({"linkId":"area","answer":[{"valueString":"chin"}]})") ==
          u"area: expected items, for it is a group");
    CHECK(responseErrorOf(R"({"linkId":"later","answer":[{"valueTime":"08:00"}]})") ==
          u"later: expected a time (14:30:00)");
    CHECK(responseErrorOf(R"({"linkId":"dose","answer":[{"valueQuantity":{"unit":"mg"}}]})") ==
          u"dose: expected a number with a unit");
    CHECK(responseErrorOf(R"({"linkId":"yes","answer":[{"valueBoolean":true,"extension":[
            {"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-unknown"}]}]})") ==
          u"yes: expected either a value or the reason why there is none");
}

TEST_CASE("answers to another form are refused", "[questionnaires]")
{
    const auto read = Response::fromJson(
        everyType(), R"({"resourceType":"QuestionnaireResponse","questionnaire":"http://other|1"})");
    REQUIRE_FALSE(read);
    CHECK(read.error().detail == u"these answers belong to the form http://other");
    CHECK_FALSE(Response::fromJson(everyType(), R"({"resourceType":"Patient"})"));
}

TEST_CASE("a date of something past is not in the future, as far as its precision says", "[questionnaires]")
{
    const Questionnaire questionnaire = everyType();
    const auto problemsOf = [&](const QString &text) {
        Response response;
        response.setAnswer(questionnaire, {u"last"_s, {}}, Answer::of(date(text)));
        return answerProblems(questionnaire, response, today).size();
    };
    CHECK(problemsOf(u"2026-03-02"_s) == 0);
    CHECK(problemsOf(u"2026-03-03"_s) == 1);
    CHECK(problemsOf(u"2026-03"_s) == 0);
    CHECK(problemsOf(u"2026-04"_s) == 1);
    CHECK(problemsOf(u"2026"_s) == 0);
}

TEST_CASE("a draft keeps what is still out of range", "[questionnaires]")
{
    const Questionnaire questionnaire = everyType();
    Response response;
    response.setAnswer(questionnaire, {u"count"_s, {}}, Answer::of(qint64(800)));
    const QByteArray body = response.toJson(questionnaire);
    CHECK_FALSE(Response::fromJson(questionnaire, body));
    const auto draft = Response::fromDraft(questionnaire, body);
    REQUIRE(draft);
    CHECK(draft->answer(u"count"_s).values.first() == AnswerValue(qint64(800)));
}

TEST_CASE("an instance taken out takes its answers with it and the later ones move up", "[questionnaires]")
{
    const Questionnaire questionnaire = everyType();
    Response response;
    const AnswerKey group{u"area"_s, {}};
    for (const QString &zone : {u"chin"_s, u"cheek"_s, u"nose"_s}) {
        const int instance = response.addInstance(group);
        response.setAnswer(questionnaire, {u"zone"_s, {instance}}, Answer::of(zone));
    }
    response.removeInstance(questionnaire, group, 1);
    CHECK(response.instanceCount(group) == 2);
    CHECK(toText(response.answer({u"zone"_s, {0}}).values.first()) == u"chin");
    CHECK(toText(response.answer({u"zone"_s, {1}}).values.first()) == u"nose");
    CHECK_FALSE(response.answer({u"zone"_s, {2}}).isAnswered());
    response.removeInstance(questionnaire, group, 7);
    CHECK(response.instanceCount(group) == 2);
}

TEST_CASE("newer answers laid over older ones replace a repeating group as a whole", "[questionnaires]")
{
    const Questionnaire questionnaire = everyType();
    Response older;
    older.setAnswer(questionnaire, {u"yes"_s, {}}, Answer::of(true));
    older.setAnswer(questionnaire, {u"count"_s, {}}, Answer::of(qint64(1)));
    older.setAnswer(questionnaire, {u"zone"_s, {0}}, Answer::of(u"chin"_s));
    older.setAnswer(questionnaire, {u"zone"_s, {1}}, Answer::of(u"cheek"_s));
    Response newer;
    newer.setAnswer(questionnaire, {u"count"_s, {}}, Answer::of(qint64(2)));
    newer.setAnswer(questionnaire, {u"zone"_s, {0}}, Answer::of(u"nose"_s));
    older.merge(questionnaire, newer);
    CHECK(older.answer(u"yes"_s).isAnswered());
    CHECK(older.answer(u"count"_s).values.first() == AnswerValue(qint64(2)));
    CHECK(older.instanceCount({u"area"_s, {}}) == 1);
    CHECK(toText(older.answer({u"zone"_s, {0}}).values.first()) == u"nose");
}

TEST_CASE("a new response starts from what the form still asks", "[questionnaires]")
{
    const Questionnaire questionnaire = everyType();
    Response previous;
    previous.authored = QDateTime(today, QTime(8, 0), Qt::UTC);
    Answer answer = Answer::of(true);
    answer.answeredAt = previous.authored;
    previous.setAnswer(questionnaire, {u"yes"_s, {}}, answer);
    previous.setAnswer(questionnaire, {u"gone"_s, {}}, answer);
    previous.setAnswer(questionnaire, {u"count"_s, {}}, answer); // once a yes or no, now a number
    const Response start = carryOver(questionnaire, previous);
    CHECK(start.answers().size() == 1);
    CHECK(start.answer(u"yes"_s).answeredAt == previous.authored);
    CHECK_FALSE(start.authored.isValid());
}
