// Expressions as forms in the field write them (SOURCES.md of the samples: fhircore, android-fhir, SDC's own
// examples).
#include "core/questionnaires/fhir_path_functions.h"
#include "tests/core/questionnaires/test_forms.h"

#include <QRegularExpression>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// One form's answers and variables, and what its expressions give.
class FormAnswers
{
public:
    explicit FormAnswers(const QByteArray &items) : m_response(must(Json::parse(responseJson(items))))
    {
        m_context.resource = &m_response;
        m_context.today = QDate(2024, 3, 15);
        m_context.now = QDateTime(QDate(2024, 3, 15), QTime(10, 30), Qt::OffsetFromUTC, 2 * 60 * 60);
    }
    FormAnswers(const FormAnswers &) = delete;
    FormAnswers &operator=(const FormAnswers &) = delete;

    /// A variable of the form, as the extension `variable` defines one by an expression.
    void define(const QString &name, const QString &expression)
    {
        m_context.variables.insert(name, values(expression));
        m_known << name;
    }
    QString text(const QString &expression)
    {
        QStringList texts;
        for (const PathValue &value : values(expression))
            texts << textOf(value).value_or(QString::fromUtf8(jsonOf(value).toBytes()));
        return texts.join(u" | "_s);
    }
    QString condition(const QString &expression)
    {
        return truthName(must(must(FhirPath::parse(expression, m_known)).test(m_context)));
    }

private:
    PathValues values(const QString &expression)
    {
        const FhirPath path = must(FhirPath::parse(expression, m_known));
        CHECK(path.unsupported().isEmpty());
        return must(path.evaluate(m_context));
    }

    Json m_response;
    PathContext m_context;
    QSet<QString> m_known;
};

} // namespace

TEST_CASE("vaccines are asked for by what was given before", "[questionnaires][fhirpath]")
{
    FormAnswers form(R"({"linkId":"vaccines","answer":[
        {"valueCoding":{"code":"1","display":"OPV 1"}},{"valueCoding":{"code":"2","display":"Yellow Fever"}}]})");
    const QString asked =
        u"%resource.descendants().where(linkId='vaccines').answer.value.where(display.lower().contains('%1')).exists()"_s;
    CHECK(form.condition(asked.arg(u"opv 1"_s)) == u"true");
    CHECK(form.condition(asked.arg(u"yellow fever"_s)) == u"true");
    CHECK(form.condition(asked.arg(u"bcg"_s)) == u"false");
}

TEST_CASE("variables with dashes choose the next dose", "[questionnaires][fhirpath]")
{
    FormAnswers form(R"(
        {"linkId":"previous_vaccine","answer":[{"valueCoding":{"code":"moderna","display":"Moderna 1"}}]},
        {"linkId":"patient_birthdate","answer":[{"valueDate":"2010-06-01"}]},
        {"linkId":"vaccine_selector_list","answer":[{"valueCoding":{"code":"m","display":"Moderna"}},
                                                    {"valueCoding":{"code":"j","display":"Johnson & Johnson"}}]},
        {"linkId":"dose_number_selector_list","answer":[{"valueCoding":{"code":"1","display":"Dose 1"}},
            {"valueCoding":{"code":"2","display":"Dose 2"}},{"valueCoding":{"code":"9999","display":"Fully"}}]})");
    form.define(u"LAST-VACCINE"_s,
                u"%resource.descendants().where(linkId='previous_vaccine').answer.value.last()"_s);
    form.define(
        u"LAST-VACCINE-CODE"_s,
        u"%resource.descendants().where(linkId='vaccine_selector_list').answer.value.where(%LAST-VACCINE.display.contains($this.display))"_s);
    form.define(u"CURRENT-DOSE"_s,
                u"%resource.descendants().where(linkId='dose_number_selector_list').answer.select( "
                u"iif(%LAST-VACCINE.display.empty(), "
                "value.where(code='1'), iif(%LAST-VACCINE.display.contains('Johnson & Johnson') or "
                "%resource.descendants().where(linkId='previous_vaccine').answer.value.display.last()."
                "endsWith('1').not(), "
                "value.where(code='9999'), value.where(code='2') ) ))"_s);
    CHECK(
        form.text(
            u"%resource.descendants().where(linkId='previous_vaccine').answer.value.display.toString()"_s) ==
        u"Moderna 1");
    CHECK(
        form.text(
            u"iif(%resource.item.where(linkId='vaccine_selector').answer.value.empty(), %LAST-VACCINE-CODE, "
            "%resource.item.where(linkId='vaccine_selector').answer.value)"_s) ==
        uR"({"code":"m","display":"Moderna"})");
    CHECK(form.text(u"%CURRENT-DOSE"_s) == uR"({"code":"2","display":"Dose 2"})");
    CHECK(form.condition(
              u"%resource.descendants().where(linkId='previous_vaccine').answer.empty().not()"_s) == u"true");
    CHECK(
        form.condition(
            u"%resource.descendants().where(linkId='previous_vaccine').answer.empty() and "
            "%resource.descendants().where(linkId='patient_birthdate').answer.value >= today()-17 'years'"_s) ==
        u"false");
    CHECK(
        form.condition(
            u"%resource.descendants().where(linkId='patient_birthdate').answer.value >= today()-17 'years'"_s) ==
        u"true");
}

TEST_CASE("an age is computed from the year and month of birth", "[questionnaires][fhirpath]")
{
    FormAnswers form(R"({"linkId":"dob","answer":[{"valueDate":"1998-07-20"}]},{"linkId":"known","answer":[
        {"valueCoding":{"code":"yes"}}]})");
    const QString dob = u"%resource.descendants().where(linkId='dob').answer.value.toString()"_s;
    form.define(u"calc-curr-year"_s, u"today().toString().substring(0, 4).toInteger()"_s);
    form.define(u"calc-curr-month"_s, u"today().toString().substring(5, 2).toInteger()"_s);
    form.define(u"calc-dob-year"_s, dob + u".substring(0, 4).toInteger()"_s);
    form.define(u"calc-dob-month"_s, dob + u".substring(5, 2).toInteger()"_s);
    CHECK(form.text(u"iif(%calc-dob-month > %calc-curr-month, (%calc-curr-year - 1) - %calc-dob-year, "
                    u"%calc-curr-year - "
                    "%calc-dob-year)"_s) == u"25");
    form.define(u"calc-year"_s, u"25"_s);
    form.define(u"calc-month"_s, u"8"_s);
    CHECK(form.text(u"(((%calc-year * 365.25) + (%calc-month * 365.25 / 12)) / "
                    "365.25).toString().replaceMatches('[.]+[0-9]+', '').toInteger()"_s) == u"25");
    CHECK(form.condition(
              u"(((%resource.descendants().where(linkId='unknown').answer.value.code.exists().not()) and "
              "(%resource.descendants().where(linkId='calculated-year').answer.value < 17)) or "
              "(%resource.descendants().where(linkId='age').answer.value < 17))"_s) == u"unknown");
}

TEST_CASE("a label follows an answer", "[questionnaires][fhirpath]")
{
    FormAnswers form(
        R"({"linkId":"d1","answer":[{"valueReference":{"reference":"Location/9","display":"uMkhanyakude"}}]})");
    form.define(u"province-id"_s, u"%resource.descendants().where(linkId='d1').answer.value.reference"_s);
    CHECK(form.text(u"%province-id"_s) == u"Location/9");
    CHECK(form.text(u"iif(%province-id.exists(), \"District: \" + "
                    "%resource.descendants().where(linkId='d1').answer.value.display, 'District')"_s) ==
          u"District: uMkhanyakude");
}

TEST_CASE("a score is the sum of what the chosen options weigh", "[questionnaires][fhirpath]")
{
    const QByteArray chosen = R"({"linkId":"%1","answer":[{"valueCoding":{"code":"x","extension":[
        {"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":%2}]}}]})";
    FormAnswers form(R"({"linkId":"1.0","item":[)" +
                     QByteArray(chosen).replace("%1", "1.1").replace("%2", "2") + ',' +
                     QByteArray(chosen).replace("%1", "1.2").replace("%2", "3") + "]}");
    CHECK(
        form.text(
            u"%resource.repeat(item).where(linkId='1.0').item.answer.ordinalValue().aggregate($this + $total, 0)"_s) ==
        u"5");
    CHECK(form.text(u"%resource.item.item.answer.value.ordinal().sum()"_s) == u"5");
}

TEST_CASE("a body mass index is rounded from exact numbers", "[questionnaires][fhirpath]")
{
    FormAnswers form(
        R"({"linkId":"w","answer":[{"valueDecimal":70.5}]},{"linkId":"h","answer":[{"valueQuantity":
        {"value":1.75,"unit":"m"}}]})");
    form.define(u"weight"_s, u"%resource.item.where(linkId='w').answer.value"_s);
    form.define(u"height"_s, u"%resource.item.where(linkId='h').answer.value.value"_s);
    CHECK(form.text(u"(%weight/(%height.power(2))).round(1)"_s) == u"23.0");
}

TEST_CASE("the page for form authors lists the functions there are", "[questionnaires][fhirpath]")
{
    const QString page =
        QString::fromUtf8(fileContent(QStringLiteral(DERMIS_SOURCE_DIR "/docs/fhirpath.md")));
    const auto functionsIn = [&](const QString &heading) {
        static const QRegularExpression function(u"`(\\w+)\\(\\)`"_s);
        const qsizetype from = page.indexOf(heading);
        REQUIRE(from >= 0);
        QSet<QString> names;
        for (auto found = function.globalMatch(page.mid(from, page.indexOf(u"\n## "_s, from + 1) - from));
             found.hasNext();)
            names << found.next().captured(1);
        return names;
    };
    QSet<QString> have;
    for (const auto functions :
         {collectionFunctions(), conversionFunctions(), textFunctions(), numberFunctions()}) {
        for (const PathFunction &function : functions)
            have << function.name;
    }
    CHECK((have - functionsIn(u"\n## Functions"_s)).values() == QStringList());
    CHECK((functionsIn(u"\n## Functions"_s) - have).values() == QStringList());
    const QSet<QString> missing =
        functionsIn(u"\n## What is not"_s) - QSet<QString>{u"toQuantity"_s, u"toDate"_s};
    CHECK(missing.size() > 10);
    CHECK_FALSE(missing.intersects(have));
}
