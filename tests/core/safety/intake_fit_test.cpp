#include "core/questionnaires/form_edit.h"
#include "core/safety/intake_fit.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "tests/support/must.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class FitFixture : public DatabaseFixture
{
public:
    FitFixture()
    {
        auto transaction = must(Transaction::begin(*database, Actor(), clock.now()));
        must(ensureShippedQuestionnaires(transaction));
        must(transaction.commit());
    }
    static QByteArray changed(const QByteArray &before, const QByteArray &after, const QByteArray &version = "1-p1")
    {
        QByteArray json = must(shippedQuestionnaire(intakeUrl())).json();
        REQUIRE(json.contains(before));
        json.replace(before, after);
        json.replace("\"version\": \"1\"", "\"version\": \"" + version + "\"");
        return json;
    }
    QStringList problems(const QByteArray &json) { return must(intakeProblems(*database, must(Questionnaire::fromJson(json)))); }
    QuestionnaireId import(const QByteArray &json) { return must(importQuestionnaire(*database, doctor, clock.now(), json)); }
    StoredQuestionnaire active() { return must(currentQuestionnaire(*database, intakeUrl())); }
    Result<QuestionnaireId> publish(const FormEdit &edit, QuestionnaireId activeBefore, const std::optional<DraftKey> &draft = {})
    {
        return publishQuestionnaire(*database, doctor, clock.now(), {edit.json(), activeBefore, draft});
    }
    FormEdit ownIntake(const QString &version = u"1-p1"_s)
    {
        FormEdit edit = must(FormEdit::fromJson(active().questionnaire.json()));
        edit.setVersion(version);
        return edit;
    }
};

} // namespace

TEST_CASE_METHOD(FitFixture, "the shipped intake fits, and so does one with other words", "[safety][library]")
{
    CHECK(problems(must(shippedQuestionnaire(intakeUrl())).json()) == QStringList());
    CHECK(problems(changed("Do you take isotretinoin?", "Do you take isotretinoin at present?")) == QStringList());
    const auto other = Questionnaire::fromJson(R"({"resourceType":"Questionnaire","url":"http://test/a","version":"1"})");
    CHECK(must(intakeProblems(*database, must(other))) == QStringList());
}

TEST_CASE_METHOD(FitFixture, "an intake that the rules cannot read is refused by question", "[safety][library]")
{
    const auto [before, after, expected] = GENERATE(table<QByteArray, QByteArray, QString>({
        {"\"linkId\": \"Q-KOEB\"", "\"linkId\": \"Q-OTHER\"", u"Q-KOEB is missing; MN-WND-09 reads it"_s},
        {"\"linkId\": \"X-AREA.papules\"", "\"linkId\": \"X-AREA.bumps\"", u"X-AREA.papules is missing; the safety check reads it"_s},
        {"\"linkId\": \"Q-LACT\"", "\"linkId\": \"Q-MILK\"", u"Q-LACT is missing; MN-ANA-17, MN-PRG-03 read it"_s},
        {"\"text\": \"Last INR\", \"type\": \"decimal\"", "\"text\": \"Last INR\", \"type\": \"integer\"",
         u"Q-INR must be of type decimal; MN-BLD-05 reads it"_s},
        {"\"code\": \"impetigo\"", "\"code\": \"crusts\"", u"X-AREA.findings lacks the answer \"impetigo\"; MN-INF-01 reads it"_s},
        {"\"code\": \"nipple\"", "\"code\": \"toe\"", u"X-AREA.zone offers \"toe\", which is no zone of the plan; the safety check reads it"_s},
    }));
    const QByteArray json = changed(before, after);
    const QStringList found = problems(json);
    INFO(found.join(u'\n').toStdString());
    CHECK(found.contains(expected));
    const auto refused = activateQuestionnaire(*database, doctor, clock.now(), import(json));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::InvalidInput);
    CHECK(refused.error().detail.contains(expected));
    CHECK(active().questionnaire.version() == u"1");
}

TEST_CASE_METHOD(FitFixture, "an answer of the doctor's alone, and an answer that excludes all others, stay so", "[safety][library]")
{
    const QByteArray json = changed(R"("valueCode": "dermatologist")", R"("valueCode": "nurse")");
    CHECK(problems(json).contains(u"Q-INR must stay the dermatologist's alone; MN-BLD-05 reads it"_s));
    const QByteArray other = changed(R"("valueBoolean": true)", R"("valueBoolean": false)");
    const QStringList found = problems(other);
    CHECK(std::ranges::any_of(found, [](const QString &one) { return one.startsWith(u"Q-DERM must keep \"none\""_s); }));
}

TEST_CASE("the rules that name an answer are said", "[safety][library]")
{
    CHECK(rulesNaming(*RuleSet::shipped(), u"Q-METAL"_s, u"jewellery"_s) == QStringList{u"MN-ALG-02"_s});
    CHECK(rulesNaming(*RuleSet::shipped(), u"Q-METAL"_s, u"nothing"_s).isEmpty());
    CHECK(rulesNaming(*RuleSet::shipped(), u"Q-NOBODY"_s, u"jewellery"_s).isEmpty());
}

TEST_CASE_METHOD(FitFixture, "an edited intake is kept and active at once, and the draft ends", "[safety][library]")
{
    const QuestionnaireId before = active().id;
    FormEdit edit = ownIntake();
    REQUIRE(edit.setText(u"Q-FEVER"_s, u"Are you ill today?"_s));
    const DraftKey key{0, u"questionnaire"_s, doctor.id};
    REQUIRE(saveDraft(*database, {key, edit.json(), clock.now(), before.value()}));
    const QuestionnaireId id = must(publish(edit, before, key));
    CHECK(active().id == id);
    CHECK(active().questionnaire.find(u"Q-FEVER"_s)->text == u"Are you ill today?");
    CHECK_FALSE(must(findDraft(*database, key)));
    CHECK(must(questionnaireVersion(*database, intakeUrl(), u"1"_s)).state == QuestionnaireState::Retired);
}

TEST_CASE_METHOD(FitFixture, "what was edited beside a version that is active by now is not published", "[safety][library]")
{
    const QuestionnaireId before = active().id;
    const FormEdit edit = ownIntake();
    must(publish(ownIntake(u"1-p9"_s), before));
    const auto late = publish(edit, before);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::Conflict);
    CHECK(late.error().detail.contains(u"1-p9"_s));
    CHECK(must(questionnaireVersions(*database)).size() == 2);
}

TEST_CASE_METHOD(FitFixture, "an edited intake that lost what a rule reads is not kept at all", "[safety][library]")
{
    FormEdit edit = ownIntake();
    const QList<EditableOption> options = edit.find(u"Q-METAL"_s).value().options;
    const auto jewellery = std::ranges::find(options, u"jewellery"_s, &EditableOption::code);
    REQUIRE(edit.removeOption(u"Q-METAL"_s, static_cast<int>(jewellery - options.begin())));
    const auto refused = publish(edit, active().id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.contains(u"Q-METAL lacks the answer \"jewellery\""_s));
    CHECK(must(questionnaireVersions(*database)).size() == 1);
}
