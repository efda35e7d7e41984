#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "tests/core/questionnaires/test_forms.h"

#include <functional>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Every question of the catalogue (domain.md §1.3) but those that are derived or stand in the patient's
/// registration.
const QStringList catalogue =
    u"Q-CAP Q-VOL Q-INTOX Q-ALG Q-ANAPH Q-LA-RXN Q-LA-CLS Q-METAL Q-LATEX Q-COSM Q-GRAN "
    "Q-HSV-HX Q-HSV-LAST Q-HSV-PERYR X-AREA Q-FEVER Q-IMM Q-BBV Q-IE Q-HOME Q-HOME-LAST "
    "Q-HOME-UNSAFE Q-BLD Q-PLT Q-PLT-DATE Q-ACO Q-INR Q-INR-DATE Q-APT Q-BLDSUP Q-KEL "
    "Q-SCARDATE Q-HEAL Q-EDS Q-SMOKE Q-ISO-NOW Q-ISO-LAST Q-RET Q-EXF Q-BLEACH Q-PHOTO "
    "Q-STER Q-IMMSUP Q-CHEMO Q-RADIO Q-MEDS Q-PREG Q-LMP Q-LACT Q-DM Q-HBA1C Q-CTD Q-CARD "
    "Q-HEP Q-METHB Q-G6PD Q-PCHE Q-SARC Q-EPI Q-VAG Q-BTX Q-FIL Q-THR Q-LAS Q-PEEL Q-DEP "
    "Q-SURG Q-SUN Q-FST Q-PIH Q-CA Q-EXP Q-BDD Q-EVENT Q-AFTER Q-DERM Q-KOEB Q-BOILS "
    "Q-LYMPH Q-GENO Q-FEAR Q-CRISIS"_s.split(u' ');

QStringList optionCodes(const Item &item)
{
    QStringList codes;
    for (const Option &option : item.options)
        codes << std::get<Coding>(option.value).code;
    return codes;
}

void forEachItem(const QList<Item> &items, const std::function<void(const Item &)> &visit)
{
    for (const Item &item : items) {
        visit(item);
        forEachItem(item.children, visit);
    }
}

} // namespace

TEST_CASE("the intake uses nothing that is not supported", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    CHECK(form.url() == intakeUrl());
    CHECK(form.version() == u"1");
    for (const Remark &remark : form.remarks())
        FAIL_CHECK((remark.linkId + u": "_s + remark.what).toStdString());
}

TEST_CASE("the intake covers every question of the catalogue", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    for (const QString &linkId : catalogue) {
        INFO(linkId.toStdString());
        CHECK(form.find(linkId));
    }
    for (const QString &registered : {u"Q-DOB"_s, u"Q-SEX"_s, u"Q-LANG"_s})
        CHECK_FALSE(form.find(registered));
}

TEST_CASE("examination findings and zones are complete", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    CHECK(optionCodes(*form.find(u"X-AREA.findings"_s)).size() == 30); // domain.md §1.3a
    CHECK(form.find(u"X-AREA.findings"_s)->repeats);
    CHECK(form.find(u"X-AREA.findings"_s)->options.first().exclusive);
    CHECK(optionCodes(*form.find(u"X-AREA.zone"_s)).contains(u"cheek-left"_s));
    CHECK(optionCodes(*form.find(u"Q-FST"_s)) == u"I II III IV V VI"_s.split(u' '));
    CHECK(optionCodes(*form.find(u"Q-PREG"_s)) == u"no yes possible not-applicable"_s.split(u' '));
    CHECK(optionCodes(*form.find(u"Q-LA-CLS"_s)) == u"amide ester both unknown"_s.split(u' '));
}

TEST_CASE("the dermatologist's questions are hers, the patient's are not asked of the nurse",
          "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    for (const QString &linkId :
         {u"Q-LA-CLS"_s, u"Q-PLT"_s, u"Q-PLT-DATE"_s, u"Q-INR"_s, u"Q-INR-DATE"_s, u"Q-FST"_s, u"Q-BDD"_s}) {
        INFO(linkId.toStdString());
        CHECK(form.find(linkId)->isDoctorsOnly());
        CHECK(form.parentOf(linkId)->linkId == u"S-DOCTOR");
    }
    CHECK(form.find(u"Q-CAP"_s)->answeredBy == (Answerer::Nurse | Answerer::Dermatologist));
    CHECK(form.find(u"Q-FEVER"_s)->answeredBy == Answerers(Answerer::Patient));
}

TEST_CASE("answers of the intake age as the catalogue says", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    const auto [linkId, life] =
        GENERATE(table<const char16_t *, const char16_t *>({{u"Q-PREG", u"session"},
                                                            {u"Q-ALG", u"session"},
                                                            {u"X-AREA.findings", u"session"},
                                                            {u"Q-METAL", u"12 months"},
                                                            {u"Q-IMM", u"6 months"},
                                                            {u"Q-DM", u"3 months"},
                                                            {u"Q-INR", u"7 days"},
                                                            {u"Q-GRAN", u"permanent"},
                                                            {u"Q-FST", u"permanent"}}));
    CHECK(form.find(QString::fromUtf16(linkId))->shelfLife.toString() == QString::fromUtf16(life));
}

TEST_CASE("a blood-borne virus is never a required answer, what rules read is", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    CHECK_FALSE(form.find(u"Q-BBV"_s)->required);
    const QStringList optional{u"Q-BBV"_s, u"Q-LMP"_s, u"Q-HSV-LAST"_s,
                               u"Q-HSV-PERYR"_s}; // no rule reads them
    for (const QString &linkId : catalogue) {
        INFO(linkId.toStdString());
        CHECK(form.find(linkId)->required != optional.contains(linkId));
    }
}

TEST_CASE("questions of the intake have text, a number and a size a person can read",
          "[questionnaires][intake]")
{
    QSet<QString> numbers;
    forEachItem(intake().items(), [&](const Item &item) {
        INFO(item.linkId.toStdString());
        CHECK_FALSE(item.text.isEmpty());
        CHECK(item.text.size() <= 120);
        if (!item.isQuestion())
            return;
        CHECK_FALSE(item.prefix.isEmpty());
        CHECK_FALSE(numbers.contains(item.prefix));
        numbers.insert(item.prefix);
    });
}

TEST_CASE("a date after a yes or no stays open until the answer is no", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    Response response;
    const auto applies = [&](const QString &linkId) {
        return EnabledItems(form, response).applies(AnswerKey{linkId, {}});
    };
    CHECK(applies(u"Q-ISO-LAST"_s) == Truth::Unknown);
    response.setAnswer(form, {u"Q-ISO-NOW"_s, {}}, Answer::of(true));
    CHECK(applies(u"Q-ISO-LAST"_s) == Truth::False);
    response.setAnswer(form, {u"Q-ISO-NOW"_s, {}}, Answer::of(false));
    CHECK(applies(u"Q-ISO-LAST"_s) == Truth::True);
    response.setAnswer(form, {u"Q-ISO-EVER"_s, {}}, Answer::of(false));
    CHECK(applies(u"Q-ISO-LAST"_s) == Truth::False);
    CHECK(applies(u"Q-RET"_s) == Truth::True);
}

TEST_CASE("follow-ups of the intake are asked only when they matter", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    Response response;
    response.setAnswer(form, {u"Q-ACO"_s, {}}, Answer::of(code(u"none"_s)));
    CHECK(EnabledItems(form, response).applies(AnswerKey{u"Q-INR"_s, {}}) == Truth::False);
    response.setAnswer(form, {u"Q-ACO"_s, {}}, Answer::of(code(u"warfarin"_s)));
    CHECK(EnabledItems(form, response).isEnabled({u"Q-INR"_s, {}}));
    response.setAnswer(form, {u"Q-DERM"_s, {}}, Answer::of(code(u"none"_s)));
    CHECK(EnabledItems(form, response).applies(AnswerKey{u"Q-KOEB"_s, {}}) == Truth::False);
    response.setAnswer(form, {u"Q-LA-RXN"_s, {}}, Answer::of(code(u"unsure"_s)));
    CHECK(EnabledItems(form, response).isEnabled({u"Q-LA-CLS"_s, {}}));
}

TEST_CASE("every question of the intake can be answered and goes round as FHIR", "[questionnaires][intake]")
{
    const Questionnaire form = intake();
    Response response;
    response.addInstance({u"Q-ALG-ENTRY"_s, {}});
    response.addInstance({u"X-AREA"_s, {}});
    response.addInstance({u"X-AREA"_s, {}});
    for (const AnswerKey &key : questionKeys(form, response)) {
        const Item &item = *form.find(key.linkId);
        Answer answer;
        switch (item.type) {
        case ItemType::Boolean:
            answer = Answer::of(true);
            break;
        case ItemType::Integer:
            answer = Answer::of(qint64(3));
            break;
        case ItemType::Decimal:
            answer = Answer::of(decimal(u"5.60"_s));
            break;
        case ItemType::Date:
            answer = Answer::of(date(u"2025-09"_s));
            break;
        case ItemType::String:
        case ItemType::Text:
            answer = Answer::of(u"in her own words: ʼn bietjie"_s);
            break;
        default:
            answer = Answer::of(item.options.last().value);
        }
        answer.source = item.answeredBy.testFlag(Answerer::Patient) ? AnswerSource::Patient
                        : item.answeredBy.testFlag(Answerer::Nurse) ? AnswerSource::Nurse
                                                                    : AnswerSource::Dermatologist;
        response.setAnswer(form, key, answer);
    }
    CHECK(answerProblems(form, response, QDate(2026, 3, 2)).isEmpty());
    const auto read = Response::fromJson(form, response.toJson(form));
    REQUIRE(read);
    CHECK(*read == response);
}
