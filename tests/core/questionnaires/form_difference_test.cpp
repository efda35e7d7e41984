#include "core/questionnaires/form_difference.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray firstVersion = R"(
    {"linkId":"1","prefix":"1","type":"string","text":"Work"},
    {"linkId":"2","prefix":"2","type":"integer","text":"Cigarettes a day"},
    {"linkId":"3","prefix":"3","type":"boolean","text":"Do you swim?"},
    {"linkId":"4","prefix":"4","type":"string","text":"Pets"},
    {"linkId":"5","prefix":"5","type":"string","text":"Creams"})";
const QByteArray secondVersion = R"(
    {"linkId":"1","prefix":"1","type":"string","text":"Work"},
    {"linkId":"2","prefix":"2","type":"boolean","text":"Do you smoke?"},
    {"linkId":"3","prefix":"3","type":"boolean","text":"Do you swim in the sea?"},
    {"linkId":"6","prefix":"4","type":"string","text":"Hobbies"},
    {"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"5","type":"string","text":"Creams"}]})";

} // namespace

TEST_CASE("answers to an older version: what is new, gone, no longer fits, or has other words", "[questionnaires]")
{
    const Questionnaire before = form(firstVersion);
    const Questionnaire now = form(secondVersion);
    const Response given = must(Response::fromDraft(before, responseJson(R"(
        {"linkId":"1","answer":[{"valueString":"Hairdresser"}]},
        {"linkId":"2","answer":[{"valueInteger":12}]},
        {"linkId":"3","answer":[{"valueBoolean":true}]},
        {"linkId":"4","answer":[{"valueString":"A cat"}]},
        {"linkId":"5","answer":[{"valueString":"Urea"}]},
        {"linkId":"old","answer":[{"valueString":"Left over"}]})")));
    const FormDifference difference = formDifference(before, given, now);
    CHECK(difference.added == QStringList{u"4 Hobbies"_s});
    REQUIRE(difference.gone.size() == 1);
    CHECK(difference.gone.first().question == u"4 Pets");
    CHECK(difference.gone.first().answer == u"A cat");
    REQUIRE(difference.unfit.size() == 2);
    CHECK(difference.unfit.first().question == u"2 Cigarettes a day");
    CHECK(difference.unfit.first().answer == u"12");
    CHECK(difference.unfit.first().detail == u"yes or no");
    CHECK(difference.unfit.last().question == u"5 Creams");
    REQUIRE(difference.reworded.size() == 1);
    CHECK(difference.reworded.first().answer == u"yes");
    CHECK(difference.reworded.first().detail == u"3 Do you swim in the sea?");
    REQUIRE(difference.misfits.size() == 1);
    CHECK(difference.misfits.first().question == u"old");
    CHECK(difference.misfits.first().answer == u"Left over");

    const Response start = carryOver(now, given); // what the difference says is what is done
    CHECK(start.answer(u"1"_s).isAnswered());
    CHECK(start.answer(u"3"_s).isAnswered());
    CHECK_FALSE(start.answer(u"2"_s).isAnswered());
    CHECK_FALSE(start.answers().contains({u"4"_s, {}}));
    CHECK_FALSE(start.answers().contains({u"5"_s, {}}));
    CHECK(start.misfits() == given.misfits());
}

TEST_CASE("the same version of a form differs in nothing", "[questionnaires]")
{
    const Questionnaire same = form(firstVersion);
    Response given;
    given.setAnswer(same, {u"4"_s, {}}, Answer::of(u"A cat"_s));
    given.setAnswer(same, {u"3"_s, {}}, Answer::unsure());
    CHECK(formDifference(same, given, same).isEmpty());
    CHECK(formDifference(same, {}, form(secondVersion)).gone.isEmpty());
}
