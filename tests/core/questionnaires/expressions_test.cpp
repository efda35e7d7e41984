#include "core/questionnaires/expressions.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray sdc(const char *name, const char *expression)
{
    return R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)" + QByteArray(name) +
           R"(","valueExpression":{"language":"text/fhirpath","expression":")" + expression + "\"}}]";
}

const QDate thatDay(2026, 3, 2);

/// The answers after everything is computed.
Response computed(const Questionnaire &form, Response response)
{
    for (int round = 0; round < 10; ++round) {
        for (const CalculatedAnswer &change : calculatedAnswers(form, response, thatDay)) {
            Answer answer;
            answer.state = change.values.isEmpty() ? AnswerState::NotAsked : AnswerState::Answered;
            answer.values = change.values;
            response.setAnswer(form, change.key, answer);
        }
    }
    return response;
}

} // namespace

TEST_CASE("a body mass index is computed from its two answers", "[questionnaires][fhirpath]")
{
    const Questionnaire read = form(R"({"linkId":"kg","type":"decimal"},{"linkId":"m","type":"decimal"},{"linkId":"bmi","type":"decimal",)" +
        sdc("calculatedExpression", "(%resource.item.where(linkId='kg').answer.value / %resource.item.where(linkId='m').answer.value.power(2)).round(1)") + "}");
    CHECK(read.find(u"bmi"_s)->isCalculated());
    Response response;
    CHECK(calculatedAnswers(read, response, thatDay).isEmpty());
    response.setAnswer(read, {u"kg"_s, {}}, Answer::of(decimal(u"70.5"_s)));
    response.setAnswer(read, {u"m"_s, {}}, Answer::of(decimal(u"1.75"_s)));
    response = computed(read, response);
    CHECK(toText(response.answer(u"bmi"_s).values.value(0)) == u"23.0");
    response.setAnswer(read, {u"m"_s, {}}, {});
    CHECK(computed(read, response).answer(u"bmi"_s).state == AnswerState::NotAsked);
}

TEST_CASE("scores of options add up, and what follows from the sum follows", "[questionnaires][fhirpath]")
{
    const QByteArray options = R"("answerOption":[{"valueCoding":{"system":"s","code":"none"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}]},
        {"valueCoding":{"system":"s","code":"much"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":3}]}])";
    const Questionnaire read = form(R"({"linkId":"a","type":"choice",)" + options + R"(},{"linkId":"b","type":"choice",)" + options + R"(},
        {"linkId":"sum","type":"integer",)" + sdc("calculatedExpression", "%resource.item.answer.value.ordinal().sum()") + R"(},
        {"linkId":"why","type":"string",)" + sdc("enableWhenExpression", "%resource.item.where(linkId='sum').answer.value > 4") + "}");
    Response response;
    response.setAnswer(read, {u"a"_s, {}}, Answer::of(Coding{u"s"_s, u"much"_s, {}}));
    response = computed(read, response);
    CHECK(response.answer(u"sum"_s).values.value(0) == AnswerValue(qint64(3)));
    CHECK_FALSE(EnabledItems(read, response).isEnabled({u"why"_s, {}}));
    response.setAnswer(read, {u"b"_s, {}}, Answer::of(Coding{u"s"_s, u"much"_s, {}}));
    response = computed(read, response);
    CHECK(response.answer(u"sum"_s).values.value(0) == AnswerValue(qint64(6)));
    CHECK(EnabledItems(read, response).isEnabled({u"why"_s, {}}));
}

TEST_CASE("an expression reads no answer that does not apply, and today is the day given", "[questionnaires][fhirpath]")
{
    const Questionnaire read = form(R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
        {"linkId":"c","type":"string",)" + sdc("enableWhenExpression", "%resource.item.where(linkId='b').answer.exists()") + R"(},
        {"linkId":"d","type":"date",)" + sdc("calculatedExpression", "today() - 1 month") + "}");
    Response response;
    response.setAnswer(read, {u"a"_s, {}}, Answer::of(false));
    response.setAnswer(read, {u"b"_s, {}}, Answer::of(u"kept"_s));
    CHECK_FALSE(EnabledItems(read, response).isEnabled({u"c"_s, {}}));
    response.setAnswer(read, {u"a"_s, {}}, Answer::of(true));
    CHECK(EnabledItems(read, response).isEnabled({u"c"_s, {}}));
    CHECK(computed(read, response).answer(u"d"_s).values.value(0) == date(u"2026-02-02"_s));
}

TEST_CASE("what cannot be evaluated is named, typed and asked", "[questionnaires][fhirpath]")
{
    const Questionnaire read = form(R"({"linkId":"a","type":"string",)" + sdc("calculatedExpression", "%patient.name.given") + R"(},
        {"linkId":"b","type":"string",)" + sdc("enableWhenExpression", "%resource.memberOf('x')") + R"(},
        {"linkId":"c","type":"string",)" + sdc("enableWhenExpression", "1 +") + "}");
    CHECK_FALSE(read.find(u"a"_s)->isCalculated());
    QStringList meanings;
    for (const Remark &remark : read.remarks().mid(4)) // after the missing status and texts
        meanings << remark.linkId + u' ' + remark.meaning;
    CHECK(meanings == QStringList{u"a the answer is typed"_s, u"b it is always asked"_s, u"c it is always asked"_s});
    for (const auto *linkId : {"b", "c"})
        CHECK(EnabledItems(read, Response()).isEnabled({QString::fromLatin1(linkId), {}}));
}
