#include "core/consents/questionnaire_sheet.h"
#include "core/consents/answer_space.h"
#include "core/consents/answer_words.h"
#include "core/consents/form_conditions.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/patient_repository.h"
#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/response_repository.h"
#include "tests/core/consents/generated_answers.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"
#include "tests/core/questionnaires/test_forms.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

#include <QDirIterator>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Letters, digits and signs alone: spaces, line ends and hyphens at a line's end are the page's.
QString squeezed(const QString &text)
{
    QString words;
    for (const QChar sign : plainWords(text)) {
        if (sign.isPrint() && !sign.isSpace() && sign != u'-' && sign != QChar::ObjectReplacementCharacter)
            words += sign;
    }
    return words.normalized(QString::NormalizationForm_KC);
}

/// Whether every line of the text is there; between them a page may end.
bool holds(const QString &page, const QString &text)
{
    const QStringList lines = plainWords(text).split(u'\n');
    return std::all_of(lines.begin(), lines.end(), [&](const QString &line) { return page.contains(squeezed(line)); });
}

QString bodyOf(const QByteArray &pdf)
{
    return squeezed(pagesOf(pdf).join(u' '));
}

QByteArray printed(const SheetContent &content)
{
    return must(sheetPdf(content));
}

QList<Questionnaire> handedForms()
{
    QList<Questionnaire> forms{intake()};
    QStringList files;
    for (QDirIterator at(QStringLiteral(DERMIS_TEST_DATA "/questionnaires/forms"), {u"*.json"_s}); at.hasNext();)
        files << at.next();
    files.sort();
    for (const QString &file : files) {
        if (const auto form = Questionnaire::fromJson(fileContent(file)))
            forms << *form;
    }
    return forms;
}

bool isHidden(const Questionnaire &form, const Item &item)
{
    for (const Item *at = &item; at; at = form.parentOf(*at)) {
        if (at->hidden)
            return true;
    }
    return false;
}

void checkBlank(const Questionnaire &form)
{
    const QByteArray pdf = printed(blankForm(form));
    const QStringList pages = pagesOf(pdf);
    const QString text = bodyOf(pdf);
    CHECK(pages.size() <= 2 + form.inOrder().size() / 2);
    for (qsizetype i = 0; i < pages.size(); ++i)
        CHECK(pages.at(i).contains(u"Page %1 of %2"_s.arg(i + 1).arg(pages.size())));
    for (const Item *item : form.inOrder()) {
        if (isHidden(form, *item))
            continue;
        INFO(item->linkId.toStdString() << ": " << item->text.toStdString());
        CHECK((holds(text, item->text) || item->text == item->writtenLinkId())); // which stands in where a form has no words
        CHECK(holds(text, item->help));
        if (item->readOnly || item->isCalculated() || item->options.size() > mostBoxes)
            continue;
        for (const Option &option : item->options) {
            INFO(option.label().toStdString());
            CHECK(holds(text, sheetWords(option).simplified()));
        }
    }
}

void checkFilled(const Questionnaire &form)
{
    const Response response = generatedAnswers(form);
    const QString text = bodyOf(printed(filledForm(form, response)));
    for (const AnswerKey &key : enabledItems(form, response)) {
        const Item &item = *form.find(key.linkId);
        if (isHidden(form, item))
            continue;
        INFO(key.toString().toStdString() << ": " << item.text.toStdString());
        CHECK((holds(text, item.text) || item.text == item.writtenLinkId()));
        for (const AnswerValue &value : response.answer(key).values)
            CHECK(holds(text, sheetWords(value, &item)));
    }
}

QString blankText(const QByteArray &items)
{
    return pagesOf(printed(blankForm(form(items)))).join(u'\n').simplified();
}

QString filledText(const Questionnaire &questions, const Response &response)
{
    return pagesOf(printed(filledForm(questions, response))).join(u'\n').simplified();
}

/// The condition in words of the last item of a form.
QString conditionOfLast(const QByteArray &items)
{
    const Questionnaire questions = form(items);
    return conditionWords(questions, FormNumbers(questions), *questions.inOrder().last());
}

const QByteArray asked = R"(
    {"linkId":"yes","type":"boolean","text":"Does it hurt?"},
    {"linkId":"count","type":"integer","text":"How many?"},
    {"linkId":"weight","type":"quantity","text":"Weight"},
    {"linkId":"day","type":"date","text":"When?"},
    {"linkId":"time","type":"time","text":"At what time?"},
    {"linkId":"at","type":"dateTime","text":"At what moment?"},
    {"linkId":"words","type":"string","text":"Which?"},
    {"linkId":"one","type":"choice","text":"Where?","answerOption":[{"valueCoding":{"code":"f","display":"Face"}},{"valueCoding":{"code":"n","display":"Neck"}}]},
    {"linkId":"some","type":"choice","repeats":true,"text":"Where else?","answerOption":[{"valueCoding":{"code":"f","display":"Face"}},{"valueCoding":{"code":"n","display":"Neck"}}]},)";

QByteArray askedWhen(const QByteArray &conditions, const QByteArray &behavior = "all")
{
    return asked + R"({"linkId":"last","type":"string","text":"More","enableBehavior":")" + behavior + R"(","enableWhen":[)" + conditions + "]}";
}

} // namespace

TEST_CASE("every form that opens prints blank without a lost word", "[consents][forms]")
{
    const QList<Questionnaire> forms = handedForms();
    CHECK(forms.size() == 71);
    for (const Questionnaire &form : forms) {
        INFO(form.title().toStdString() << ' ' << form.url().toStdString());
        checkBlank(form);
    }
}

TEST_CASE("every form that opens prints filled with every answer", "[consents][forms]")
{
    for (const Questionnaire &form : handedForms()) {
        INFO(form.title().toStdString() << ' ' << form.url().toStdString());
        checkFilled(form);
    }
}

TEST_CASE("conditions are said in words", "[consents][forms]")
{
    const auto [when, words] = GENERATE(table<QByteArray, QString>({
        {R"({"question":"yes","operator":"=","answerBoolean":true})", u"If 1 is Yes:"_s},
        {R"({"question":"yes","operator":"!=","answerBoolean":true})", u"If 1 is not Yes:"_s},
        {R"({"question":"words","operator":"exists","answerBoolean":true})", u"If 7 is answered:"_s},
        {R"({"question":"words","operator":"exists","answerBoolean":false})", u"If 7 is not answered:"_s},
        {R"({"question":"count","operator":">","answerInteger":30})", u"If 2 is more than 30:"_s},
        {R"({"question":"count","operator":"<","answerInteger":30})", u"If 2 is less than 30:"_s},
        {R"({"question":"count","operator":">=","answerInteger":30})", u"If 2 is 30 or more:"_s},
        {R"({"question":"count","operator":"<=","answerInteger":30})", u"If 2 is 30 or less:"_s},
        {R"({"question":"weight","operator":">","answerQuantity":{"value":82.50,"unit":"kg"}})", u"If 3 is more than 82.50 kg:"_s},
        {R"({"question":"day","operator":">","answerDate":"2026-03-02"})", u"If 4 is after 2 Mar 2026:"_s},
        {R"({"question":"day","operator":"<","answerDate":"2026"})", u"If 4 is before 2026:"_s},
        {R"({"question":"day","operator":">=","answerDate":"2026-03"})", u"If 4 is Mar 2026 or later:"_s},
        {R"({"question":"time","operator":"<=","answerTime":"14:30:00"})", u"If 5 is 14:30 or earlier:"_s},
        {R"({"question":"at","operator":">","answerDateTime":"2026-03-02T12:00:00+02:00"})", u"If 6 is after 2 Mar 2026 12:00:"_s},
        {R"({"question":"words","operator":"=","answerString":"acid"})", u"If 7 is “acid”:"_s},
        {R"({"question":"one","operator":"=","answerCoding":{"code":"n"}})", u"If 8 is “Neck”:"_s},
        {R"({"question":"some","operator":"=","answerCoding":{"code":"n"}})", u"If 9 includes “Neck”:"_s},
        {R"({"question":"some","operator":"!=","answerCoding":{"code":"n"}})", u"If 9 does not include “Neck”:"_s},
    }));
    CHECK(conditionOfLast(askedWhen(when)).toStdString() == words.toStdString());
}

TEST_CASE("several conditions are joined as the form joins them", "[consents][forms]")
{
    const QByteArray hurts = R"({"question":"yes","operator":"=","answerBoolean":true})";
    const QByteArray open = R"({"question":"yes","operator":"exists","answerBoolean":false})";
    const QByteArray exists = R"({"question":"yes","operator":"exists","answerBoolean":true})";
    const QByteArray many = R"({"question":"count","operator":">","answerInteger":30})";
    const QByteArray face = R"({"question":"one","operator":"=","answerCoding":{"code":"f"}})";
    const QByteArray neck = R"({"question":"one","operator":"=","answerCoding":{"code":"n"}})";
    const QByteArray noFace = R"({"question":"one","operator":"!=","answerCoding":{"code":"f"}})";
    const QByteArray noNeck = R"({"question":"one","operator":"!=","answerCoding":{"code":"n"}})";
    CHECK(conditionOfLast(askedWhen(hurts + ',' + many)) == u"If 1 is Yes and 2 is more than 30:"_s);
    CHECK(conditionOfLast(askedWhen(hurts + ',' + many, "any")) == u"If 1 is Yes or 2 is more than 30:"_s);
    CHECK(conditionOfLast(askedWhen(hurts + ',' + many + ',' + face, "any")) ==
          u"If any of these: 1 is Yes; 2 is more than 30; 8 is “Face”:"_s);
    CHECK(conditionOfLast(askedWhen(hurts + ',' + many + ',' + face)) == u"If all of these: 1 is Yes; 2 is more than 30; 8 is “Face”:"_s);
    CHECK(conditionOfLast(askedWhen(face + ',' + neck, "any")) == u"If 8 is “Face” or “Neck”:"_s);
    CHECK(conditionOfLast(askedWhen(noFace + ',' + noNeck)) == u"If 8 is none of “Face” and “Neck”:"_s);
    CHECK(conditionOfLast(askedWhen(open + ',' + hurts, "any")) == u"If 1 is Yes or is not answered:"_s);
    CHECK(conditionOfLast(askedWhen(exists + ',' + hurts)) == u"If 1 is Yes:"_s);
    CHECK(conditionOfLast(askedWhen({})).isEmpty());
}

TEST_CASE("a question is called by its number, or by its words where it has none of its own", "[consents][forms]")
{
    const QByteArray when = R"("enableWhen":[{"question":"a","operator":"=","answerBoolean":true}])";
    CHECK(conditionOfLast(R"({"linkId":"a","prefix":"24a.","type":"boolean","text":"A?"},{"linkId":"b","type":"string","text":"B",)" + when + '}') ==
          u"If 24a is Yes:"_s);
    CHECK(conditionOfLast(R"({"linkId":"a","type":"boolean","text":"A?"},{"linkId":"c","prefix":"1.","type":"string","text":"C"},{"linkId":"b","prefix":"2.","type":"string","text":"B",)" + when + '}') ==
          u"If “A?” is Yes:"_s);
    CHECK(conditionOfLast(R"({"linkId":"a","prefix":"Head","type":"boolean","text":"A?"},{"linkId":"b","type":"string","text":"B",)" + when + '}') ==
          u"If 1 is Yes:"_s);
    CHECK(conditionOfLast(R"({"linkId":"g","prefix":"2.","type":"group","item":[{"linkId":"a","type":"boolean","text":"A?"}]},{"linkId":"b","type":"string","text":"B",)" + when + '}') ==
          u"If 2.1 is Yes:"_s);
}

TEST_CASE("a group says its condition once and its questions theirs", "[consents][forms]")
{
    const QString text = blankText(R"({"linkId":"a","type":"boolean","text":"Smoke?"},
        {"linkId":"g","type":"group","text":"Smoking","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}],"item":[
            {"linkId":"b","type":"integer","text":"How many?"},
            {"linkId":"c","type":"string","text":"Which?","enableWhen":[{"question":"b","operator":">","answerInteger":20}]}]})");
    CHECK(text.count(u"If 1 is Yes:"_s) == 1);
    CHECK(text.contains(u"If 2 is more than 20: Which?"_s));
    CHECK(text.contains(u"What begins with “If …:” is answered only when that is so."_s));
}

TEST_CASE("a blank form has room to answer and words for what is needed", "[consents][forms]")
{
    const QString text = blankText(R"({"linkId":"a","type":"boolean","text":"Smoke?","required":true},
        {"linkId":"b","type":"open-choice","text":"Area","repeats":true,"answerOption":[{"valueString":"Face"},{"valueString":"Neck"}]},
        {"linkId":"c","type":"integer","text":"A day","extension":[
            {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
            {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":80}]},
        {"linkId":"d","type":"date","text":"Since"},
        {"linkId":"e","type":"string","text":"Not on paper","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}]},
        {"linkId":"f","type":"string","text":"Skin type","extension":[{"url":"https://dermis.example/fhir/StructureDefinition/answerer","valueCode":"dermatologist"}]})");
    CHECK(text.contains(u"Smoke? required Yes No Unsure"_s));
    CHECK(text.contains(u"What says “required” has to be answered."_s));
    CHECK(text.contains(u"tick all that apply"_s));
    CHECK(text.contains(u"Other:"_s));
    CHECK(text.contains(u"0 to 80"_s));
    CHECK(squeezed(text).contains(u"ddmmyyyy"_s));
    CHECK_FALSE(text.contains(u"Not on paper"_s));
    CHECK(text.contains(u"For the dermatologist"_s));
    CHECK(text.contains(u"Name Born File"_s));
}

TEST_CASE("a long list of options is a line to write on", "[consents][forms]")
{
    QByteArray options;
    for (int i = 0; i < 30; ++i)
        options += (i > 0 ? "," : "") + QByteArray(R"({"valueString":"Country )") + QByteArray::number(i) + "\"}";
    const QString text = blankText(R"({"linkId":"a","type":"choice","text":"Country","answerOption":[)" + options + "]}");
    CHECK(text.contains(u"In the words of the practice's list “Country”, which has 30."_s));
    CHECK_FALSE(text.contains(u"Country 7"_s));
}

TEST_CASE("a group that repeats has room for three and says where more goes", "[consents][forms]")
{
    const QString table = blankText(R"({"linkId":"g","type":"group","repeats":true,"text":"Medicines","item":[
        {"linkId":"a","type":"string","text":"Name"},{"linkId":"b","type":"boolean","text":"Daily"}]})");
    CHECK(table.count(u"Name"_s) == 2); // with the line for the patient's
    CHECK(table.count(u"Yes"_s) == 3);
    CHECK(table.contains(u"If there is more, write it on a separate sheet."_s));
    const QString blocks = blankText(R"({"linkId":"g","type":"group","repeats":true,"text":"Medicines","item":[
        {"linkId":"a","type":"string","text":"Which one"},
        {"linkId":"b","type":"string","text":"Why","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}]}]})");
    CHECK(blocks.count(u"Which one"_s) == 3);
    CHECK(blocks.contains(u"No. 3"_s));
    CHECK_FALSE(blocks.contains(u"No. 4"_s));
}

TEST_CASE("a table that goes on has its head on each page", "[consents][forms]")
{
    const Questionnaire questions = form(R"({"linkId":"x","type":"string","text":"Before it"},{"linkId":"g","type":"group","repeats":true,"text":"Medicines",
        "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":10}],"item":[
        {"linkId":"a","type":"string","text":"Name of medicine"},
        {"linkId":"b","type":"choice","text":"When","answerOption":[{"valueString":"morning"},{"valueString":"noon"},{"valueString":"evening"},
            {"valueString":"night"},{"valueString":"weekly"},{"valueString":"monthly"},{"valueString":"yearly"}]}]})");
    const QStringList pages = pagesOf(printed(blankForm(questions)));
    REQUIRE(pages.size() == 2);
    for (const QString &page : pages)
        CHECK(page.count(u"Name of medicine"_s) == 1);
    CHECK(pages.join(u' ').count(u"noon"_s) == 10);
}

TEST_CASE("a filled form says what is not known, who answered, and follow-ups under their answer", "[consents][forms]")
{
    const Questionnaire questions = form(R"({"linkId":"a","type":"boolean","text":"Smoke?"},{"linkId":"b","type":"boolean","text":"Drink?"},
        {"linkId":"c","type":"string","text":"Needed","required":true},{"linkId":"d","type":"string","text":"Not needed"},
        {"linkId":"e","type":"string","text":"Only of smokers","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
        {"linkId":"m","type":"string","repeats":true,"text":"Medicines","item":[{"linkId":"dose","type":"quantity","text":"Dose"}]},
        {"linkId":"file","type":"attachment","text":"Picture"})");
    Response response;
    response.author = StaffId(1);
    response.authored = QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC);
    Answer unsure = Answer::unsure();
    response.setAnswer(questions, {u"a"_s, {}}, unsure);
    unsure.declined = true;
    response.setAnswer(questions, {u"b"_s, {}}, unsure);
    response.setAnswer(questions, {u"e"_s, {}}, Answer::of(u"Kept and not printed"_s));
    Answer medicines = Answer::of(u"Metformin"_s);
    medicines.values << AnswerValue(u"Warfarin"_s);
    medicines.answeredAt = QDateTime(QDate(2026, 2, 27), QTime(9, 30), Qt::UTC);
    medicines.answeredBy = StaffId(2);
    response.setAnswer(questions, {u"m"_s, {}}, medicines);
    response.setAnswer(questions, {u"dose"_s, {0}}, Answer::of(Quantity{Decimal{u"1.50"_s, 1.5}, u"g"_s}));
    response.setAnswer(questions, {u"dose"_s, {1}}, Answer::of(Quantity{Decimal{u"5"_s, 5}, u"mg"_s}));
    response.setAnswer(questions, {u"file"_s, {}}, Answer::of(Attachment{u"wound.png"_s, u"image/png"_s, QByteArray(12'345, 'x'), {}}));
    const QString text = filledText(questions, response);
    INFO(text.toStdString());
    CHECK(text.contains(u"Smoke? Unsure"_s));
    CHECK(text.contains(u"Drink? Would rather not say"_s));
    CHECK(text.contains(u"Needed Not answered"_s));
    CHECK(text.contains(u"Not needed –"_s));
    CHECK_FALSE(text.contains(u"smokers"_s));
    CHECK_FALSE(text.contains(u"Kept and not printed"_s));
    CHECK(text.contains(u"Dr Ayanda Motau, 27 Feb 2026 11:30"_s));
    CHECK(text.indexOf(u"Metformin"_s) < text.indexOf(u"1.50 g"_s));
    CHECK(text.indexOf(u"1.50 g"_s) < text.indexOf(u"Warfarin"_s));
    CHECK(text.indexOf(u"Warfarin"_s) < text.indexOf(u"5 mg"_s));
    CHECK(text.contains(u"wound.png, image/png, 12 kB"_s));
    CHECK(text.contains(u"Born 2 Feb 1995"_s));
}

TEST_CASE("answers that the form does not ask stand at the end", "[consents][forms]")
{
    const Questionnaire questions = form(R"({"linkId":"a","type":"boolean","text":"Smoke?"})");
    const Response response = must(Response::fromDraft(questions, responseJson(R"({"linkId":"a","answer":[{"valueBoolean":true}]},
        {"linkId":"old","text":"Height","answer":[{"valueDecimal":1.80}]},
        {"linkId":"og","text":"Old group","item":[{"linkId":"in","text":"Shoe size","answer":[{"valueInteger":43}]}]})")));
    const QString text = filledText(questions, response);
    INFO(text.toStdString());
    const qsizetype head = text.indexOf(u"Answers that this form does not ask"_s);
    REQUIRE(head > 0);
    CHECK(text.indexOf(u"Height 1.80"_s) > head);
    CHECK(text.indexOf(u"Shoe size 43"_s) > head);
}

TEST_CASE("a form prints in one of its languages", "[consents][forms]")
{
    const Questionnaire questions = must(Questionnaire::fromJson(R"({"resourceType":"Questionnaire","status":"active","language":"en","title":"Test","item":[
        {"linkId":"a","type":"boolean","text":"Smoke?","_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
            {"url":"lang","valueCode":"af"},{"url":"content","valueString":"Rook u?"}]}]}}]})"));
    const QString text = pagesOf(printed(blankForm(must(formInLanguage(questions, u"af"_s))))).join(u'\n');
    CHECK(text.contains(u"Rook u?"_s));
    CHECK_FALSE(text.contains(u"Smoke?"_s));
    const auto unknown = formInLanguage(questions, u"zu"_s);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::InvalidInput);
    CHECK(unknown.error().detail.contains(u"en, af"_s));
}

TEST_CASE("a form of 400 questions prints on numbered pages with the patient on each", "[consents][forms]")
{
    QByteArray items;
    for (int i = 0; i < 400; ++i)
        items += (i > 0 ? "," : "") + QByteArray(R"({"linkId":"q)") + QByteArray::number(i) + R"(","type":"boolean","text":"Question )" + QByteArray::number(i) + R"( of many"})";
    const QStringList pages = pagesOf(printed(blankFormOfPatient(form(items))));
    CHECK(pages.size() > 10);
    CHECK(pages.size() < 25);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        CHECK(pages.at(i).contains(u"Page %1 of %2"_s.arg(i + 1).arg(pages.size())));
        CHECK(pages.at(i).contains(u"MSD-00389"_s));
        CHECK(pages.at(i).contains(u"Born"_s));
        CHECK(pages.at(i).contains(u"http://test/form|1"_s));
    }
}

TEST_CASE("an answer of 30,000 letters goes over pages whole", "[consents][forms]")
{
    const Questionnaire questions = form(R"({"linkId":"a","type":"text","text":"History"},{"linkId":"b","type":"string","text":"After it"})");
    QStringList words;
    for (int i = 0; i < 3000; ++i)
        words << u"word%1"_s.arg(i, 5, 10, QChar(u'0'));
    Response response;
    response.setAnswer(questions, {u"a"_s, {}}, Answer::of(words.join(u' ')));
    const QStringList pages = pagesOf(printed(filledForm(questions, response)));
    CHECK(pages.size() > 5);
    CHECK(pages.first().contains(u"word00000"_s)); // begins under its question
    const QString text = pages.join(u'\n');
    CHECK(std::all_of(words.begin(), words.end(), [&](const QString &word) { return text.contains(word); }));
    CHECK(pages.last().contains(u"After it"_s));
}

TEST_CASE("no question is parted from its answer, no head from what follows", "[consents][forms]")
{
    for (const Questionnaire &form : handedForms()) {
        const QList<Piece> pieces = blankFormPieces(form);
        const QList<PlacedPage> pages = paginate(pieces);
        for (const PlacedPage &page : pages) {
            REQUIRE_FALSE(page.isEmpty());
            for (const PlacedPiece &placed : page)
                CHECK(placed.top + pieces.at(placed.piece).height <= page::bodyBottom + 1);
        }
        for (qsizetype i = 0; i + 1 < pages.size(); ++i) {
            INFO(form.title().toStdString() << ", page " << i + 1);
            CHECK_FALSE(pieces.at(pages.at(i).last().piece).keepWithNext);
        }
    }
}

TEST_CASE("the same form at the same time has the same bytes", "[consents][forms]")
{
    const Questionnaire questions = intake();
    CHECK(printed(blankForm(questions)) == printed(blankForm(questions)));
    const Response response = generatedAnswers(questions);
    CHECK(printed(filledForm(questions, response)) == printed(filledForm(questions, response)));
}

TEST_CASE_METHOD(test::DatabaseFixture, "saved answers print on the practice's paper for those who may read them", "[consents][forms]")
{
    Patient typed;
    typed.familyName = u"Kgošana"_s;
    typed.givenNames = u"Siobhán"_s;
    typed.birthDate = QDate(1990, 5, 6);
    const Patient patient = must(registerPatient(*database, nurse, clock.now(), typed));
    const Questionnaire questions = form(R"({"linkId":"a","type":"boolean","text":"Smoke?"})");
    Response response;
    response.setAnswer(questions, {u"a"_s, {}}, Answer::of(true));
    auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
    const QuestionnaireId formId = must(insertQuestionnaire(transaction, questions));
    REQUIRE(transaction.commit());
    const ResponseId saved = must(saveResponse(*database, nurse, clock.now(), patient.id, formId, response, {}));
    const SheetContent content = must(filledFormSheet(*database, nurse, clock.now(), saved));
    const QString text = pagesOf(printed(content)).join(u'\n').simplified();
    CHECK(text.contains(u"Siobhán Kgošana"_s));
    CHECK(text.contains(u"Smoke? Yes"_s));
    CHECK(text.contains(u"Sr Lindiwe Zwane, 2 Mar 2026 10:00"_s));
    CHECK(filledFormSheet(*database, reception, clock.now(), saved).error().code == ErrorCode::NotAllowed);
    CHECK(filledFormSheet(*database, nurse, clock.now(), saved, u"xx"_s).error().code == ErrorCode::InvalidInput);
    const SheetContent blank = must(blankFormSheet(*database, reception, clock.now(), questions, patient.id));
    CHECK(pagesOf(printed(blank)).first().contains(patient.fileNumber));
}
