#include "core/questionnaires/enabled_items.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

struct Sample
{
    Questionnaire form;
    Response response;
};

Sample read(const char *folder)
{
    const QByteArray name(folder);
    const Questionnaire form =
        must(Questionnaire::fromJson(sample((name + "/questionnaire.json").constData())));
    return {form, must(Response::fromJson(form, sample((name + "/response.json").constData())))};
}

} // namespace

TEST_CASE("a form of all item types names those that are still to come", "[questionnaires][samples]")
{
    const Questionnaire form = must(Questionnaire::fromJson(sample("refero-all-item-types.json")));
    QStringList types;
    for (const Unsupported &unsupported : form.unsupported())
        types << unsupported.feature;
    CHECK(types.contains(u"type time"_s));
    CHECK(types.contains(u"type dateTime"_s));
    CHECK(form.find(u"3"_s)->unit == u"kg");
}

TEST_CASE("a foreign response goes round without losing an answer", "[questionnaires][samples]")
{
    const auto *folder = GENERATE("refero-enable-when-all", "refero-enable-when-exists",
                                  "refero-nested-repeats", "refero-sync");
    INFO(folder);
    const Sample sample = read(folder);
    const QByteArray json = sample.response.toJson(sample.form);
    CHECK(must(Response::fromJson(sample.form, json)) == sample.response);
}

TEST_CASE("a foreign group of two conditions appears once both hold", "[questionnaires][samples]")
{
    Sample sample = read("refero-enable-when-all");
    sample.response.setAnswer(sample.form, {u"1.1"_s, {}}, Answer::of(true));
    sample.response.setAnswer(sample.form, {u"1.2"_s, {}}, Answer::of(false));
    CHECK_FALSE(EnabledItems(sample.form, sample.response).isEnabled({u"2.1"_s, {}}));
    sample.response.setAnswer(sample.form, {u"1.2"_s, {}}, Answer::of(true));
    CHECK(EnabledItems(sample.form, sample.response).isEnabled({u"2.1"_s, {}}));
}

TEST_CASE("answers that no longer fit their form are named", "[questionnaires][samples]")
{
    const Questionnaire form = must(Questionnaire::fromJson(sample("refero-sync/questionnaire.json")));
    const auto superfluous = Response::fromJson(form, sample("refero-sync/qr-superfluousTopLevelField.json"));
    REQUIRE_FALSE(superfluous);
    CHECK(superfluous.error().detail == u"0: expected a question of this form");
    CHECK_FALSE(Response::fromJson(form, sample("refero-sync/qr-typeChanged.json")));
}

TEST_CASE("what a larger foreign form needs and is not there yet is named", "[questionnaires][samples]")
{
    const auto *folder = GENERATE("android-fhir-sleep-study", "fhircore-covid19");
    INFO(folder);
    const auto form =
        Questionnaire::fromJson(sample((QByteArray(folder) + "/questionnaire.json").constData()));
    REQUIRE(form);
    CHECK_FALSE(form->unsupported().isEmpty());
    const auto answers =
        Response::fromJson(*form, sample((QByteArray(folder) + "/response.json").constData()));
    REQUIRE_FALSE(answers);
    CHECK(answers.error().code == ErrorCode::InvalidInput);
}
