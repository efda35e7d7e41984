#include "core/questionnaires/enabled_items.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QString remarksOf(const Questionnaire &form)
{
    QStringList lines;
    for (const Remark &remark : form.remarks())
        lines << remark.linkId + u": "_s + remark.what;
    return lines.join(u'\n');
}

/// Reads answers, writes them, and gives what is written without the head.
QByteArray roundTrip(const Questionnaire &form, const QByteArray &items)
{
    const QByteArray written = must(Response::fromDraft(form, responseJson(items))).toJson(form);
    const qsizetype from = written.indexOf("\"item\":");
    return written.mid(from + 7, written.indexOf(",\"questionnaire\"") - from - 7);
}

QString firstProblem(const Questionnaire &form, const QByteArray &items)
{
    const auto problems = answerProblems(form, must(Response::fromDraft(form, responseJson(items))), QDate(2026, 3, 2));
    return problems.isEmpty() ? QString() : problems.first().expected;
}

QByteArray hl7(const char *url, const char *value)
{
    return QByteArray(R"({"url":"http://hl7.org/fhir/StructureDefinition/)") + url + "\"," + value + "}";
}

} // namespace

TEST_CASE("answers of every type go round as they were written", "[questionnaires]")
{
    const Questionnaire read = form(R"({"linkId":"a","type":"decimal"},{"linkId":"b","type":"dateTime"},{"linkId":"c","type":"time"},
        {"linkId":"d","type":"url"},{"linkId":"e","type":"attachment"},{"linkId":"f","type":"reference"},{"linkId":"g","type":"quantity"},
        {"linkId":"h","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"x","display":"X"}}]})");
    const auto *items = GENERATE(
        R"([{"answer":[{"valueDecimal":1.50}],"linkId":"a"}])", R"([{"answer":[{"valueDecimal":12345678901234567890}],"linkId":"a"}])",
        R"([{"answer":[{"valueDateTime":"2026-03"}],"linkId":"b"}])", R"([{"answer":[{"valueDateTime":"2026-03-02T14:30:00+05:30"}],"linkId":"b"}])",
        R"([{"answer":[{"valueTime":"14:30:00.250"}],"linkId":"c"}])", R"([{"answer":[{"valueUri":"urn:oid:1.2.3"}],"linkId":"d"}])",
        R"([{"answer":[{"valueAttachment":{"contentType":"text/plain","creation":"2026","data":"aGVsbG8=","title":"Note"}}],"linkId":"e"}])",
        R"([{"answer":[{"valueReference":{"display":"Dr Motau","identifier":{"value":"7"},"reference":"Practitioner/1"}}],"linkId":"f"}])",
        R"([{"answer":[{"valueQuantity":{"code":"mg","system":"http://unitsofmeasure.org","unit":"mg","value":7.0}}],"linkId":"g"}])",
        R"([{"answer":[{"valueCoding":{"code":"x","display":"Another word","system":"s","version":"2"}}],"linkId":"h"}])",
        R"([{"answer":[{"extension":[{"url":"http://far/away","valueString":"kept"}],"valueDecimal":7.10}],"id":"i1","linkId":"a","text":"How much?"}])");
    const QByteArray list(items);
    CHECK(roundTrip(read, list.mid(1, list.size() - 2)) == list);
}

TEST_CASE("a changed answer loses what was written of the former, and no other does", "[questionnaires]")
{
    const Questionnaire read = form(R"({"linkId":"a","type":"decimal"},{"linkId":"b","type":"decimal"})");
    Response response = must(Response::fromDraft(read, responseJson(R"(
        {"linkId":"a","answer":[{"valueDecimal":7.10,"extension":[{"url":"http://far/away","valueString":"x"}]}]},
        {"linkId":"b","answer":[{"valueDecimal":7.10,"extension":[{"url":"http://far/away","valueString":"y"}]}]})")));
    response.setAnswer(read, {u"a"_s, {}}, Answer::of(decimal(u"8.00"_s)));
    const QByteArray written = response.toJson(read);
    CHECK(written.contains(R"({"valueDecimal":8.00})"));
    CHECK(written.contains(R"("valueString":"y")"));
    CHECK_FALSE(written.contains(R"("valueString":"x")"));
}

TEST_CASE("moments compare as the spans they mean, in the clinic's days", "[questionnaires]")
{
    const auto moment = [](const char *text) { return AnswerValue(*Moment::fromString(QString::fromLatin1(text))); };
    CHECK(compare(Operator::Less, moment("2026-03-01"), moment("2026-03-01T23:59:59Z")) == Truth::True); // already the second there
    CHECK(compare(Operator::Equal, moment("2026-03-02T12:00:00Z"), moment("2026-03-02T14:00:00+02:00")) == Truth::True);
    CHECK(compare(Operator::Greater, moment("2026-03"), moment("2026-03-15")) == Truth::Unknown);
    CHECK(compare(Operator::Greater, date(u"2026-04"_s), moment("2026-03-15T10:00:00Z")) == Truth::True);
    CHECK_FALSE(Moment::fromString(u"2026-03-02T14:30"_s));
    CHECK_FALSE(Moment::fromString(u"2026-02-30"_s));
    CHECK_FALSE(TimeOfDay::fromString(u"24:00:00"_s));
    CHECK(compare(Operator::Less, AnswerValue(*TimeOfDay::fromString(u"09:00:00"_s)), AnswerValue(*TimeOfDay::fromString(u"10:00:00"_s))) ==
          Truth::True);
}

TEST_CASE("what a form limits is looked for in the answers", "[questionnaires]")
{
    const QByteArray limits = hl7("minValue", R"("valueDecimal":1)") + "," + hl7("maxDecimalPlaces", R"("valueInteger":1)");
    const Questionnaire read = form(R"({"linkId":"n","type":"decimal","extension":[)" + limits + R"(]},
        {"linkId":"p","type":"string","extension":[)" + hl7("regex", R"("valueString":"[0-9]{4}")") + R"(]},
        {"linkId":"hostile","type":"string","extension":[)" + hl7("regex", R"("valueString":"(a+)+b")") + R"(]},
        {"linkId":"m","type":"string","repeats":true,"extension":[)" + hl7("questionnaire-maxOccurs", R"("valueInteger":2)") + R"(]},
        {"linkId":"q","type":"quantity","extension":[)" + hl7("questionnaire-unitOption", R"("valueCoding":{"code":"kg","display":"kg"})") + R"(]},
        {"linkId":"o","type":"integer","answerOption":[{"valueInteger":1},{"valueInteger":2}]})");
    CHECK(firstProblem(read, R"({"linkId":"n","answer":[{"valueDecimal":0.5}]})") == u"a number not below 1");
    CHECK(firstProblem(read, R"({"linkId":"n","answer":[{"valueDecimal":1.25}]})") == u"at most 1 places after the point");
    CHECK(firstProblem(read, R"({"linkId":"n","answer":[{"valueDecimal":1.5}]})").isEmpty());
    CHECK(firstProblem(read, R"({"linkId":"p","answer":[{"valueString":"80012"}]})") == u"text of the form [0-9]{4}");
    CHECK(firstProblem(read, R"({"linkId":"p","answer":[{"valueString":"8001"}]})").isEmpty());
    CHECK(firstProblem(read, R"({"linkId":"hostile","answer":[{"valueString":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]})") ==
          u"text of the form (a+)+b");
    CHECK(firstProblem(read, R"({"linkId":"m","answer":[{"valueString":"a"},{"valueString":"b"},{"valueString":"c"}]})") == u"at most 2 answers");
    CHECK(firstProblem(read, R"({"linkId":"q","answer":[{"valueQuantity":{"value":70,"unit":"lb"}}]})") == u"a number in kg");
    CHECK(firstProblem(read, R"({"linkId":"q","answer":[{"valueQuantity":{"value":70,"code":"kg","unit":"kilogram"}}]})").isEmpty());
    CHECK(firstProblem(read, R"({"linkId":"o","answer":[{"valueInteger":3}]})") == u"one of the options: 1, 2");
}

TEST_CASE("each answer of a question that repeats has follow-ups of its own", "[questionnaires]")
{
    const Questionnaire read = form(R"({"linkId":"m","type":"string","repeats":true,"item":[{"linkId":"since","type":"date"},
        {"linkId":"why","type":"string","enableWhen":[{"question":"since","operator":"exists","answerBoolean":true}]}]})");
    CHECK(read.find(u"m"_s)->isScope());
    Response response;
    Answer medicines = Answer::of(u"aspirin"_s);
    medicines.values << u"zinc"_s << u"iron"_s;
    response.setAnswer(read, {u"m"_s, {}}, medicines);
    CHECK(questionKeys(read, response).size() == 1 + 3 * 2);
    response.setAnswer(read, {u"since"_s, {2}}, Answer::of(date(u"2025"_s)));
    CHECK(EnabledItems(read, response).isEnabled({u"why"_s, {2}}));
    CHECK_FALSE(EnabledItems(read, response).isEnabled({u"why"_s, {0}}));
    const Response again = must(Response::fromJson(read, response.toJson(read)));
    CHECK(again == response);
    medicines.values.removeAt(1); // zinc: iron keeps its date
    response.setAnswer(read, {u"m"_s, {}}, medicines);
    CHECK(response.answer({u"since"_s, {1}}).values.value(0) == date(u"2025"_s));
    CHECK(response.answer({u"since"_s, {2}}).state == AnswerState::NotAsked);
    medicines.values[0] = u"aspirin 100 mg"_s; // typing on
    response.setAnswer(read, {u"m"_s, {}}, medicines);
    CHECK(response.answer({u"since"_s, {1}}).isAnswered());
    response.setAnswer(read, {u"m"_s, {}}, {});
    CHECK(response.answers().isEmpty());
}

TEST_CASE("answers that do not apply are kept, and left out of what others get", "[questionnaires]")
{
    const Questionnaire read = form(R"({"linkId":"a","type":"boolean"},
        {"linkId":"b","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]})");
    Response response;
    response.setAnswer(read, {u"a"_s, {}}, Answer::of(false));
    response.setAnswer(read, {u"b"_s, {}}, Answer::of(u"once"_s));
    CHECK(response.toJson(read).contains("once"));
    CHECK_FALSE(response.toFhir(read).contains("once"));
}

TEST_CASE("a form is read in one of its languages", "[questionnaires]")
{
    const QByteArray json = formJson(R"({"linkId":"a","type":"choice","text":"Colour?","_text":{"extension":[
        {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"af"},{"url":"content","valueString":"Kleur?"}]}]},
        "answerOption":[{"valueCoding":{"code":"r","display":"Red","_display":{"extension":[
        {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"af"},{"url":"content","valueString":"Rooi"}]}]}}}]})");
    const Questionnaire english = must(Questionnaire::fromJson(json));
    CHECK(english.languages() == QStringList{u""_s, u"af"_s});
    const Questionnaire afrikaans = must(Questionnaire::fromJson(json, u"af"_s));
    CHECK(afrikaans.find(u"a"_s)->text == u"Kleur?");
    CHECK(afrikaans.find(u"a"_s)->options.first().label() == u"Rooi");
    CHECK(must(Questionnaire::fromJson(json, u"xh"_s)).find(u"a"_s)->text == u"Colour?");
}

TEST_CASE("value sets are found in the form and beside it", "[questionnaires]")
{
    const QByteArray bundle = R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Questionnaire","status":"active","url":"http://test/b","item":[{"linkId":"a","type":"choice","answerValueSet":"http://test/vs"}]}},
        {"resource":{"resourceType":"ValueSet","url":"http://test/vs","compose":{"include":[{"system":"http://test/cs"},{"system":"s","concept":[{"code":"y","display":"Y"}]}]}}},
        {"resource":{"resourceType":"CodeSystem","url":"http://test/cs","concept":[{"code":"x","display":"X","concept":[{"code":"x1","display":"X one"}]}]}}]})";
    const Questionnaire read = must(Questionnaire::fromJson(bundle));
    QStringList labels;
    for (const Option &option : read.find(u"a"_s)->options)
        labels << option.label();
    CHECK(labels == QStringList{u"X"_s, u"X one"_s, u"Y"_s});
    CHECK(read.resourceJson().startsWith(R"({"item":)"));
    CHECK(remarksOf(read) == u"a: a question without text");
}

TEST_CASE("a form of another version of FHIR is refused by its name", "[questionnaires]")
{
    const auto errorOf = [](const QByteArray &items) { return Questionnaire::fromJson(formJson(items)).error().detail; };
    CHECK(errorOf(R"({"linkId":"a","type":"coding"})").contains(u"FHIR R5"));
    CHECK(errorOf(R"({"linkId":"a","type":"choice","option":[{"valueString":"x"}]})").contains(u"FHIR STU3"));
    CHECK(errorOf(R"({"linkId":"a","type":"group","item":[{"linkId":"b","type":"string","enableWhen":[{"question":"a","hasAnswer":true}]}]})").contains(u"item b"));
}

TEST_CASE("a form that is not valid R4 opens where its meaning is plain", "[questionnaires]")
{
    const Questionnaire read = form(R"({"linkId":"d","type":"display","text":"Above","item":[{"linkId":"in","type":"string","text":"Inside"}]},
        {"linkId":"g","type":"group","text":"Nothing in it"},
        {"linkId":"one","type":"group","text":"One","item":[{"linkId":"phone","type":"string","required":"true"}]},
        {"linkId":"two","type":"group","text":"Two","item":[{"linkId":"phone","type":"string","initial":{"valueString":"012"}}]})");
    const QString remarks = remarksOf(read);
    for (const auto *words : {"d: a display with items (que-1)", "g: a group without items (que-1)", "phone: required in quotation marks",
                              "initial is no list", "phone: this linkId stands twice (que-2)"}) {
        INFO(words);
        CHECK(remarks.contains(QLatin1StringView(words)));
    }
    CHECK(read.items().at(1).linkId == u"in");
    // Two groups with a question of one linkId: each answer goes back to its own.
    const QByteArray items = R"([{"item":[{"answer":[{"valueString":"1"}],"linkId":"phone"}],"linkId":"one"},{"item":[{"answer":[{"valueString":"2"}],"linkId":"phone"}],"linkId":"two"}])";
    CHECK(roundTrip(read, items.mid(1, items.size() - 2)) == items);
}

TEST_CASE("items may be nested so deep and no deeper", "[questionnaires]")
{
    const auto nested = [](int depth) {
        QByteArray json = R"({"linkId":"q","type":"string"})";
        for (int level = 1; level < depth; ++level)
            json = R"({"linkId":"g)" + QByteArray::number(level) + R"(","type":"group","item":[)" + json + "]}";
        return Questionnaire::fromJson(formJson(json));
    };
    CHECK(nested(Questionnaire::maximumDepth));
    CHECK(nested(Questionnaire::maximumDepth + 1).error().detail.contains(u"nested more than 100 deep"));
}
