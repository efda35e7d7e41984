#include "core/questionnaires/patient_forms.h"
#include "core/storage/transaction.h"
#include "tests/core/questionnaires/test_forms.h"
#include "tests/support/database_fixture.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire formNamed(const QByteArray &url, const QByteArray &version, const QByteArray &title)
{
    return must(Questionnaire::fromJson(R"({"resourceType":"Questionnaire","url":")" + url + R"(","version":")" + version +
                                        R"(","title":")" + title +
                                        R"(","item":[{"linkId":"1","type":"string","text":"Sport"}]})"));
}

} // namespace

TEST_CASE_METHOD(DatabaseFixture, "a patient's forms are listed by title with what was answered and begun", "[questionnaires]")
{
    auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
    must(ensureShippedQuestionnaires(transaction));
    const PatientId patient(must(transaction.insert(u"patient"_s, {{u"file_number"_s, u"MSD-00001"_s},
                                                                  {u"family_name"_s, u"Mokwena"_s},
                                                                  {u"birth_date"_s, u"1990-06-11"_s},
                                                                  {u"sex"_s, u"female"_s}})));
    const Questionnaire life = formNamed("http://test/life", "1", "Quality of life");
    const QuestionnaireId first = must(insertQuestionnaire(transaction, life));
    const QuestionnaireId second = must(insertQuestionnaire(transaction, formNamed("http://test/life", "2", "Quality of life")));
    must(insertQuestionnaire(transaction, formNamed("http://test/itch", "1", "Itch")));
    must(transaction.commit());
    Response runs;
    runs.setAnswer(life, {u"1"_s, {}}, Answer::of(u"Running"_s));
    const ResponseId saved = must(saveResponse(*database, nurse, clock.now(), patient, first, runs, {}));
    must(saveDraft(*database, {formDraftKey(patient, u"http://test/gone"_s, nurse.id), "{}", clock.now(), 0}));
    must(saveDraft(*database, {intakeDraftKey(patient, nurse.id), "{}", clock.now(), 0}));

    const QList<FormOfPatient> forms = must(patientForms(*database, patient));
    QStringList titles;
    for (const FormOfPatient &form : forms)
        titles << form.title;
    REQUIRE(titles == QStringList{u"http://test/gone"_s, u"Itch"_s, u"Quality of life"_s});
    CHECK(forms.at(0).asked.isNull());
    CHECK(forms.at(0).drafts.size() == 1);
    CHECK(forms.at(1).responses.isEmpty());
    CHECK(forms.at(2).asked == second);
    REQUIRE(forms.at(2).responses.size() == 1);
    CHECK(forms.at(2).responses.first().id == saved);
    CHECK(forms.at(2).drafts.isEmpty());
}
