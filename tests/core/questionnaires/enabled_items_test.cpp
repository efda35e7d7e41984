#include "core/questionnaires/answer_set.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire twoConditions(const QByteArray &behavior)
{
    return form(R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean"},
        {"linkId":"c","type":"string","enableBehavior":")" +
                behavior + R"(","enableWhen":[
            {"question":"a","operator":"=","answerBoolean":true},
            {"question":"b","operator":"=","answerBoolean":true}]})");
}

Truth appliesAfter(const Questionnaire &questionnaire, std::optional<bool> a, std::optional<bool> b)
{
    Response response;
    if (a)
        response.setAnswer(questionnaire, {u"a"_s, {}}, Answer::of(*a));
    if (b)
        response.setAnswer(questionnaire, {u"b"_s, {}}, Answer::of(*b));
    return EnabledItems(questionnaire, response).applies(AnswerKey{u"c"_s, {}});
}

} // namespace

TEST_CASE("with all, every condition must hold", "[questionnaires]")
{
    const Questionnaire all = twoConditions("all");
    CHECK(appliesAfter(all, true, true) == Truth::True);
    CHECK(appliesAfter(all, true, false) == Truth::False);
    CHECK(appliesAfter(all, true, std::nullopt) == Truth::Unknown);
    CHECK(appliesAfter(all, std::nullopt, false) == Truth::False);
}

TEST_CASE("with any, one condition is enough", "[questionnaires]")
{
    const Questionnaire any = twoConditions("any");
    CHECK(appliesAfter(any, false, true) == Truth::True);
    CHECK(appliesAfter(any, true, std::nullopt) == Truth::True);
    CHECK(appliesAfter(any, false, false) == Truth::False);
    CHECK(appliesAfter(any, false, std::nullopt) == Truth::Unknown);
}

TEST_CASE("what stands in a group that does not apply does not apply, nor does what depends on it",
          "[questionnaires]")
{
    const Questionnaire nested = form(R"({"linkId":"a","type":"boolean"},
        {"linkId":"g","type":"group","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}],
         "item":[{"linkId":"b","type":"boolean","required":true}]},
        {"linkId":"c","type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]},
        {"linkId":"d","type":"string","enableWhen":[{"question":"b","operator":"exists","answerBoolean":false}]})");
    Response response;
    response.setAnswer(nested, {u"a"_s, {}}, Answer::of(false));
    response.setAnswer(nested, {u"b"_s, {}}, Answer::of(true));
    const EnabledItems enabled(nested, response);
    CHECK(enabled.applies(AnswerKey{u"b"_s, {}}) == Truth::False);
    CHECK(enabled.applies(AnswerKey{u"c"_s, {}}) == Truth::False);
    CHECK(enabled.isEnabled({u"d"_s, {}}));
    CHECK(response.answer(u"b"_s).isAnswered()); // kept, though it does not count
    CHECK(missingRequired(nested, response).isEmpty());
    response.setAnswer(nested, {u"a"_s, {}}, Answer::of(true));
    response.setAnswer(nested, {u"b"_s, {}}, Answer::unsure());
    CHECK(missingRequired(nested, response) == QList<AnswerKey>{{u"b"_s, {}}});
}

TEST_CASE("a condition inside a repeating group looks at its own instance", "[questionnaires]")
{
    const Questionnaire areas = form(R"({"linkId":"g","type":"group","repeats":true,"item":[
        {"linkId":"a","type":"boolean"},
        {"linkId":"b","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]}]},
        {"linkId":"c","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]})");
    Response response;
    response.setAnswer(areas, {u"a"_s, {0}}, Answer::of(false));
    response.setAnswer(areas, {u"a"_s, {1}}, Answer::of(true));
    const EnabledItems enabled(areas, response);
    CHECK(enabled.applies(AnswerKey{u"b"_s, {0}}) == Truth::False);
    CHECK(enabled.isEnabled({u"b"_s, {1}}));
    CHECK(enabled.isEnabled({u"c"_s, {}})); // from outside, any instance counts
    CHECK(enabledItems(areas, response) ==
          QList<AnswerKey>{{u"a"_s, {0}}, {u"a"_s, {1}}, {u"b"_s, {1}}, {u"c"_s, {}}});
}

TEST_CASE("progress counts what is asked, section by section", "[questionnaires]")
{
    const Questionnaire sections = form(R"({"linkId":"s1","text":"One","type":"group","item":[
        {"linkId":"a","type":"boolean","required":true},
        {"linkId":"b","type":"string","required":true,"enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
        {"linkId":"c","type":"string"}]},{"linkId":"s2","text":"Two","type":"group","item":[{"linkId":"d","type":"date"}]})");
    Response response;
    response.setAnswer(sections, {u"a"_s, {}}, Answer::of(true));
    response.setAnswer(sections, {u"b"_s, {}}, Answer::unsure());
    const auto progress = sectionProgress(sections, response);
    REQUIRE(progress.size() == 2);
    CHECK(progress.first().title == u"One");
    CHECK(progress.first().asked == 3);
    CHECK(progress.first().answered == 2);
    CHECK(progress.first().unsure == 1);
    CHECK(progress.first().required == 1);
    CHECK(progress.last().asked == 1);
    CHECK(progress.last().answered == 0);
}

TEST_CASE("rules tell does not apply, not asked, unsure and answered apart", "[questionnaires]")
{
    const Questionnaire questionnaire = intake();
    Response response;
    const auto set = [&](const QString &linkId, const Answer &answer) {
        response.setAnswer(questionnaire, {linkId, {}}, answer);
    };
    set(u"Q-HSV-HX"_s, Answer::of(false));
    set(u"Q-LACT"_s, Answer::unsure());
    set(u"Q-APT"_s, Answer::of(code(u"none"_s)));
    set(u"Q-METAL"_s, Answer::of(code(u"none"_s)));
    set(u"Q-SMOKE"_s, Answer::of(qint64(12)));
    const AnswerSet facts(questionnaire, response);
    CHECK(facts.fact(u"Q-HSV-HX"_s).yesNo() == false);
    CHECK(facts.fact(u"Q-HSV-LAST"_s).state == Fact::State::NotApplicable);
    CHECK(facts.fact(u"Q-HSV-LAST"_s).matches(Operator::Less, date(u"2026"_s)) == Truth::False);
    CHECK(facts.fact(u"Q-LACT"_s).state == Fact::State::Unsure);
    CHECK(facts.fact(u"Q-LACT"_s).matches(Operator::Equal, true) == Truth::Unknown);
    CHECK(facts.fact(u"Q-PREG"_s).state == Fact::State::NotAsked);
    CHECK(facts.fact(u"Q-ISO-LAST"_s).state == Fact::State::NotAsked); // whether it applies is not known yet
    CHECK(facts.fact(u"Q-APT"_s).isKnown());
    CHECK(facts.fact(u"Q-APT"_s).values.isEmpty());
    CHECK(facts.fact(u"Q-METAL"_s).code() == u"none");
    CHECK(facts.fact(u"Q-SMOKE"_s).number() == 12.0);
}

TEST_CASE("each treatment area is its own map of facts", "[questionnaires]")
{
    const Questionnaire questionnaire = intake();
    Response response;
    Answer findings = Answer::of(code(u"acne"_s));
    findings.values << code(u"wart"_s);
    response.setAnswer(questionnaire, {u"X-AREA.zone"_s, {0}}, Answer::of(code(u"chin"_s)));
    response.setAnswer(questionnaire, {u"X-AREA.findings"_s, {0}}, findings);
    response.setAnswer(questionnaire, {u"X-AREA.zone"_s, {1}}, Answer::of(code(u"cheek-left"_s)));
    response.setAnswer(questionnaire, {u"X-AREA.findings"_s, {1}}, Answer::of(code(u"clear"_s)));
    const AnswerSet facts(questionnaire, response);
    const auto areas = facts.group(u"X-AREA"_s);
    REQUIRE(areas.size() == 2);
    CHECK(areas.first().value(u"X-AREA.zone"_s).code() == u"chin");
    CHECK(areas.first().value(u"X-AREA.findings"_s).codes() == QStringList{u"acne"_s, u"wart"_s});
    CHECK(areas.first().value(u"X-AREA.nodules"_s).state == Fact::State::NotAsked);
    CHECK(areas.last().value(u"X-AREA.nodules"_s).state == Fact::State::NotApplicable);
}
