#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "tests/ui/questionnaires/form_on_screen.h"
#include "ui/questionnaires/date_input.h"
#include "ui/questionnaires/grid_row.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <ctime>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Questionnaire formOf(const QString &items)
{
    return Questionnaire::fromJson(uR"({"resourceType":"Questionnaire","status":"active","title":"A form","item":[%1]})"_s.arg(items).toUtf8()).value();
}

QString extensionOf(const QString &name, const QString &value)
{
    return uR"({"url":"http://hl7.org/fhir/StructureDefinition/%1",%2})"_s.arg(name, value);
}

QString control(const QString &code)
{
    return extensionOf(u"questionnaire-itemControl"_s, uR"("valueCodeableConcept":{"coding":[{"code":"%1"}]})"_s.arg(code));
}

/// The one question of a form, "q", with the keyboard in it.
class OneQuestion : public FormOnScreen
{
public:
    explicit OneQuestion(const QString &members, Prompter *asked = nullptr)
        : FormOnScreen(formOf(uR"({"linkId":"q","text":"A question",%1})"_s.arg(members)), asked)
    {
        go({u"q"_s, {}});
    }
    Answer answer() const { return form.response().answer(u"q"_s); }
    QString words() const
    {
        QStringList all;
        for (const AnswerValue &value : answer().values)
            all << toText(value);
        return all.join(u" | "_s);
    }
    /// Whether these words are on the screen.
    bool says(const QString &text) const
    {
        const QList<QLabel *> labels = view.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    template <typename T>
    T value() const
    {
        REQUIRE(answer().isAnswered());
        return std::get<T>(answer().values.first());
    }
    QLineEdit *line() const { return qobject_cast<QLineEdit *>(QApplication::focusWidget()); }
};

QString coded(const QString &codes)
{
    QStringList options;
    for (const QString &code : codes.split(u' '))
        options << uR"({"valueCoding":{"code":"%1","display":"%1"}})"_s.arg(code);
    return u"\"answerOption\":[%1]"_s.arg(options.join(u','));
}

} // namespace

TEST_CASE("times and moments are understood as people type them", "[questionnaires][forms]")
{
    const auto [typed, moment] = GENERATE(table<QString, QString>({
        {u"2 Mar 2026 14:30"_s, u"2026-03-02T14:30:00+02:00"_s},
        {u"2026-03-02 14:30"_s, u"2026-03-02T14:30:00+02:00"_s},
        {u"2026-03-02T14:30"_s, u"2026-03-02T14:30:00+02:00"_s},
        {u"2/3/2026 2:30 pm"_s, u"2026-03-02T14:30:00+02:00"_s},
        {u"today 9h05"_s, u"2026-11-30T09:05:00+02:00"_s},
        {u"2026-03-02T14:30:15Z"_s, u"2026-03-02T14:30:15Z"_s},
        {u"Mar 2026"_s, u"2026-03"_s},
        {u"2026"_s, u"2026"_s},
        {u"Mar 2026 14:30"_s, QString()}, // a time needs its day
        {u"2 Mar 2026 25:30"_s, QString()},
        {u"soon"_s, QString()},
    }));
    const auto read = momentFromTyping(typed, FormOnScreen::today());
    CHECK((read ? read->text : QString()) == moment);
    CHECK(timeFromTyping(u"1430"_s)->text == u"14:30:00");
    CHECK(timeFromTyping(u"12:05 am"_s)->text == u"00:05:00");
    CHECK_FALSE(timeFromTyping(u"24:00"_s));
    CHECK_FALSE(timeFromTyping(u"7"_s));
}

TEST_CASE("a moment from elsewhere stays as it was written, until it is typed anew", "[questionnaires][forms][gui]")
{
    OneQuestion one(uR"("type":"dateTime","initial":[{"valueDateTime":"2026-03-02T12:30:15.5Z"}])"_s);
    CHECK(one.line()->text() == u"2 Mar 2026 14:30");
    OneQuestion::press(Qt::Key_Return); // kept
    CHECK(one.value<Moment>().text == u"2026-03-02T12:30:15.5Z");
    CHECK(one.answer().answeredAt == OneQuestion::now());
    one.go({u"q"_s, {}});
    one.line()->selectAll();
    OneQuestion::type(u"3 Mar 2026 7:00"_s);
    CHECK(one.value<Moment>().text == u"2026-03-03T07:00:00+02:00");
    CHECK(one.says(u"Tuesday, 3 March 2026, 07:00"_s));
}

TEST_CASE("numbers stay as they were typed, with the unit that was chosen", "[questionnaires][forms][gui]")
{
    const QString units = extensionOf(u"questionnaire-unitOption"_s, uR"("valueCoding":{"system":"http://unitsofmeasure.org","code":"kg","display":"kg"})"_s) + u',' +
                          extensionOf(u"questionnaire-unitOption"_s, uR"("valueCoding":{"system":"http://unitsofmeasure.org","code":"[lb_av]","display":"lb"})"_s);
    OneQuestion one(u"\"type\":\"quantity\",\"extension\":[%1]"_s.arg(units));
    OneQuestion::type(u"71,50"_s);
    CHECK(one.value<Quantity>() == Quantity{*Decimal::fromString(u"71.50"_s), u"kg"_s, u"http://unitsofmeasure.org"_s, u"kg"_s});
    OneQuestion::press(Qt::Key_Tab);
    REQUIRE(qobject_cast<QComboBox *>(QApplication::focusWidget()));
    OneQuestion::press(Qt::Key_Down);
    CHECK(one.value<Quantity>().code == u"[lb_av]");
    CHECK(answerProblems(one.form.questionnaire(), one.form.response()).isEmpty());

    OneQuestion free(uR"("type":"quantity")"_s);
    OneQuestion::type(u"5 mg"_s);
    CHECK(free.value<Quantity>() == Quantity{*Decimal::fromString(u"5"_s), u"mg"_s});
}

TEST_CASE("what may be typed is said before, and what does not fit where it stands", "[questionnaires][forms][gui]")
{
    OneQuestion number(u"\"type\":\"decimal\",\"extension\":[%1,%2,%3]"_s.arg(
        extensionOf(u"minValue"_s, u"\"valueInteger\":0"_s), extensionOf(u"maxValue"_s, u"\"valueInteger\":80"_s), extensionOf(u"maxDecimalPlaces"_s, u"\"valueInteger\":1"_s)));
    CHECK(number.says(u"0 to 80 · at most 1 places after the point"_s));
    OneQuestion::type(u"81"_s);
    CHECK(number.says(u"From 0 to 80, is that right?"_s));
    CHECK(number.words() == u"81"); // kept: the person is told, nothing is lost
    number.line()->clear();
    OneQuestion::type(u"7.25"_s);
    CHECK(number.says(u"At most 1 places after the point."_s));
    number.line()->clear();
    OneQuestion::type(u"x"_s);
    CHECK(number.says(u"Type a number."_s));

    OneQuestion text(u"\"type\":\"string\",\"maxLength\":8,\"extension\":[%1]"_s.arg(extensionOf(u"regex"_s, u"\"valueString\":\"[a-z ]+\""_s)));
    CHECK(text.says(u"at most 8 characters"_s));
    OneQuestion::type(u"abc"_s);
    CHECK(text.says(u"5 characters left"_s));
    OneQuestion::type(u" defghi"_s);
    CHECK(text.words() == u"abc defghi"); // never cut
    CHECK(text.says(u"Too long: at most 8 characters."_s));
    text.line()->clear();
    OneQuestion::type(u"ABC"_s);
    CHECK(text.says(u"The form asks for text of another shape: [a-z ]+"_s));
}

TEST_CASE("addresses and records are told from words", "[questionnaires][forms][gui]")
{
    OneQuestion address(uR"("type":"url")"_s);
    OneQuestion::type(u"not an address"_s);
    CHECK(address.answer().state == AnswerState::NotAsked);
    address.line()->clear();
    OneQuestion::type(u"https://example.org"_s);
    CHECK(address.value<Uri>().text == u"https://example.org");

    OneQuestion record(uR"("type":"reference")"_s);
    OneQuestion::type(u"Practitioner/12"_s);
    CHECK(record.value<Reference>() == Reference{u"Practitioner/12"_s, {}});
    record.line()->clear();
    OneQuestion::type(u"Dr Dlamini"_s);
    CHECK(record.value<Reference>() == Reference{{}, u"Dr Dlamini"_s});
}

TEST_CASE("a scale has no answer until it is touched", "[questionnaires][forms][gui]")
{
    OneQuestion one(u"\"type\":\"integer\",\"extension\":[%1,%2,%3]"_s.arg(control(u"slider"_s), extensionOf(u"minValue"_s, u"\"valueInteger\":2"_s),
                                                                          extensionOf(u"maxValue"_s, u"\"valueInteger\":10"_s)));
    CHECK(one.answer().state == AnswerState::NotAsked);
    OneQuestion::press(Qt::Key_Right);
    CHECK(one.words() == u"2");
    OneQuestion::press(Qt::Key_Right);
    OneQuestion::press(Qt::Key_Right);
    OneQuestion::press(Qt::Key_Left);
    CHECK(one.words() == u"3");
    one.line()->selectAll();
    OneQuestion::type(u"9"_s);
    OneQuestion::press(Qt::Key_Right);
    OneQuestion::press(Qt::Key_Right); // no further
    CHECK(one.words() == u"10");
}

TEST_CASE("a file is kept with its bytes, and refused when it is of another kind", "[questionnaires][forms][gui]")
{
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return folder.filePath(name);
    };
    ScriptedPrompter prompter;
    OneQuestion one(u"\"type\":\"attachment\",\"extension\":[%1,%2]"_s.arg(extensionOf(u"mimeType"_s, u"\"valueCode\":\"application/pdf\""_s),
                                                                          extensionOf(u"maxSize"_s, u"\"valueDecimal\":0.00002"_s)),
                    &prompter);
    OneQuestion::press(Qt::Key_Space);
    CHECK(one.answer().state == AnswerState::NotAsked); // turned away
    prompter.path = write(u"words.txt"_s, "words");
    OneQuestion::press(Qt::Key_Space);
    CHECK(one.answer().state == AnswerState::NotAsked);
    CHECK(one.says(u"This file is of another kind. Asked for: PDF document."_s));
    prompter.path = write(u"large.pdf"_s, "%PDF-1.4\n and more than that");
    OneQuestion::press(Qt::Key_Space);
    CHECK(one.answer().state == AnswerState::NotAsked);
    prompter.path = write(u"scan.pdf"_s, "%PDF-1.4\n");
    OneQuestion::press(Qt::Key_Space);
    CHECK(one.value<Attachment>() == Attachment{u"scan.pdf"_s, u"application/pdf"_s, "%PDF-1.4\n", {}});
    QApplication::processEvents();
    const auto buttons = one.view.findChildren<Button *>();
    const auto remove = std::find_if(buttons.begin(), buttons.end(), [](const Button *button) { return button->text() == u"Remove" && button->isVisible(); });
    REQUIRE(remove != buttons.end());
    (*remove)->click();
    CHECK(one.answer().state == AnswerState::NotAsked);
}

TEST_CASE("a file of any kind of picture is taken where pictures are asked for", "[questionnaires][forms]")
{
    const Questionnaire form = formOf(uR"({"linkId":"q","text":"Q","type":"attachment","extension":[%1]})"_s.arg(extensionOf(u"mimeType"_s, u"\"valueCode\":\"image/*\""_s)));
    const Item &item = *form.find(u"q"_s);
    CHECK(entryHint(item) == u"any picture · at most 5.0 MB");
    CHECK_FALSE(faultOf(item, Answer::of(Attachment{u"a.png"_s, u"image/png"_s, "x", {}})));
    CHECK(faultOf(item, Answer::of(Attachment{u"a.pdf"_s, u"application/pdf"_s, "x", {}})) == AnswerFault::OtherFileType);
}

TEST_CASE("several values stand one below the other, and Enter in the last adds one", "[questionnaires][forms][gui]")
{
    OneQuestion one(u"\"type\":\"string\",\"repeats\":true,\"extension\":[%1]"_s.arg(extensionOf(u"questionnaire-maxOccurs"_s, u"\"valueInteger\":3"_s)));
    QSignalSpy left(&one.view, &SectionView::leftDownwards);
    OneQuestion::type(u"ab"_s);
    OneQuestion::press(Qt::Key_Return);
    OneQuestion::type(u"cd"_s);
    OneQuestion::press(Qt::Key_Return);
    OneQuestion::press(Qt::Key_Return); // the last is empty: on to what follows
    CHECK(left.count() == 1);
    CHECK(one.words() == u"ab | cd");
    OneQuestion::type(u"ab"_s);
    CHECK(one.says(u"The same answer stands here twice."_s));
    OneQuestion::type(u"c"_s);
    CHECK(one.words() == u"ab | cd | abc");
    OneQuestion::press(Qt::Key_Return); // no fourth
    CHECK(left.count() == 2);
    CHECK(one.view.currentQuestion() == AnswerKey{u"q"_s, {}}); // wherever in it the keyboard is
    const auto buttons = one.view.findChildren<Button *>();
    const auto remove = std::find_if(buttons.begin(), buttons.end(), [](const Button *button) { return button->accessibleName() == u"Remove cd"; });
    REQUIRE(remove != buttons.end());
    (*remove)->click();
    CHECK(one.words() == u"ab | abc");
}

TEST_CASE("each value has its own follow-ups, which stay while it is typed anew", "[questionnaires][forms][gui]")
{
    OneQuestion one(uR"("type":"string","repeats":true,"item":[{"linkId":"since","text":"Since when?","type":"string"}])"_s);
    OneQuestion::type(u"ab"_s);
    OneQuestion::press(Qt::Key_Return);
    OneQuestion::type(u"cd"_s);
    one.go({u"since"_s, {1}});
    OneQuestion::type(u"May"_s);
    CHECK(one.form.response().answer({u"since"_s, {1}}) .values == QList<AnswerValue>{u"May"_s});
    CHECK(one.says(u"cd"_s));
    one.go({u"q"_s, {}});
    OneQuestion::press(Qt::Key_Return);
    one.line()->selectAll();
    OneQuestion::press(Qt::Key_Backspace);
    OneQuestion::type(u"ef"_s);
    CHECK(one.words() == u"ab | ef");
    CHECK(one.form.response().answer({u"since"_s, {1}}).isAnswered());
    one.line()->selectAll();
    OneQuestion::press(Qt::Key_Backspace);
    OneQuestion::press(Qt::Key_Up); // leaving it empty takes it out
    CHECK(one.words() == u"ab");
    CHECK_FALSE(one.form.response().answer({u"since"_s, {1}}).isAnswered());
}

TEST_CASE("a choice whose options are elsewhere keeps the words", "[questionnaires][forms][gui]")
{
    OneQuestion one(uR"("type":"choice","answerValueSet":"http://example.org/elsewhere")"_s);
    OneQuestion::type(u"Nickel"_s);
    CHECK(one.value<Coding>() == Coding{{}, {}, u"Nickel"_s});
    CHECK(answerProblems(one.form.questionnaire(), one.form.response()).isEmpty());
}

TEST_CASE("an open choice shows its options, and takes one answer where one is asked", "[questionnaires][forms][gui]")
{
    OneQuestion one(u"\"type\":\"open-choice\",%1"_s.arg(coded(u"Ja Nei"_s)));
    OneQuestion::type(u"Nei"_s);
    OneQuestion::press(Qt::Key_Return);
    CHECK(one.value<Coding>().code == u"Nei");
    OneQuestion::type(u"perhaps"_s);
    CHECK(one.words() == u"perhaps");
    CHECK(answerProblems(one.form.questionnaire(), one.form.response()).isEmpty());
}

TEST_CASE("a drop-down drops down, a scale of digits takes the digit itself", "[questionnaires][forms][gui]")
{
    OneQuestion dropDown(u"\"type\":\"choice\",%1,\"extension\":[%2]"_s.arg(coded(u"a b c"_s), control(u"drop-down"_s)));
    CHECK(qobject_cast<QComboBox *>(QApplication::focusWidget()));
    OneQuestion::press(Qt::Key_Down);
    CHECK(dropDown.words() == u"a");
    OneQuestion scale(u"\"type\":\"choice\",%1,\"extension\":[%2]"_s.arg(coded(u"0 1 2 3 4 5 6 7 8 9 10"_s), control(u"radio-button"_s)));
    OneQuestion::press(Qt::Key_7);
    CHECK(scale.words() == u"7");
}

TEST_CASE("whole numbers may have options, which are shown as a choice", "[questionnaires][forms][gui]")
{
    OneQuestion one(uR"("type":"integer","answerOption":[{"valueInteger":10},{"valueInteger":20}])"_s);
    OneQuestion::press(Qt::Key_2);
    CHECK(one.words() == u"20");
    CHECK(answerProblems(one.form.questionnaire(), one.form.response()).isEmpty());
}

TEST_CASE("a table of questions is answered by keys and by clicks", "[questionnaires][forms][gui]")
{
    const QString row = uR"({"linkId":"r%1","text":"Row %1","type":"choice",%2})"_s;
    const QString options = coded(u"never sometimes always"_s);
    FormOnScreen screen(formOf(uR"({"linkId":"g","text":"How often?","type":"group","extension":[%1],"item":[%2,%3]})"_s.arg(
        control(u"gtable"_s), row.arg(1).arg(options), row.arg(2).arg(options))));
    auto *first = qobject_cast<GridRow *>(screen.go({u"r1"_s, {}}));
    REQUIRE(first);
    FormOnScreen::press(Qt::Key_2);
    CHECK(toText(screen.form.response().answer(u"r1"_s).values.value(0)) == u"sometimes");
    CHECK(screen.view.currentQuestion() == AnswerKey{u"r2"_s, {}});
    FormOnScreen::type(u"?"_s);
    CHECK(screen.form.response().answer(u"r2"_s).state == AnswerState::Unsure);
    QTest::mouseClick(first, Qt::LeftButton, {}, QPoint(first->width() - 16 - 64 - 30, first->height() / 2)); // the last option, before Unsure
    CHECK(toText(screen.form.response().answer(u"r1"_s).values.value(0)) == u"always");
    screen.view.resize(420, 600); // too narrow for columns: ordinary rows, the answers as they were
    QApplication::processEvents();
    CHECK_FALSE(qobject_cast<GridRow *>(screen.view.keyboardTarget({u"r1"_s, {}})));
}

TEST_CASE("sections are the groups, the pages, and what stands beside them", "[questionnaires][forms]")
{
    const auto titles = [](const QString &items) {
        const IntakeForm form(formOf(items), {}, {}, Actor{StaffId(1), {}, Role::Dermatologist}, FormOnScreen::today());
        QStringList all;
        for (const SectionProgress &section : form.sections())
            all << u"%1 %2"_s.arg(section.title).arg(section.asked);
        return all.join(u", "_s);
    };
    const QString question = uR"({"linkId":"%1","text":"Q","type":"string"})"_s;
    const QString group = uR"({"linkId":"%1","text":"%1","type":"group","item":[%2]%3})"_s;
    const QString text = uR"({"linkId":"%1","text":"T","type":"display"})"_s;
    CHECK(titles(question.arg(u"a"_s) + u',' + question.arg(u"b"_s)) == u"A form 2");
    CHECK(titles(question.arg(u"a"_s) + u',' + group.arg(u"G"_s, question.arg(u"b"_s), QString()) + u',' + question.arg(u"c"_s)) == u"A form 1, G 1, A form 1");
    CHECK(titles(text.arg(u"t"_s) + u',' + group.arg(u"G"_s, question.arg(u"b"_s), QString()) + u',' + text.arg(u"u"_s)) == u"G 1");
    const QString pages = group.arg(u"P1"_s, question.arg(u"a"_s), u",\"extension\":[%1]"_s.arg(control(u"page"_s))) + u',' +
                          group.arg(u"P2"_s, question.arg(u"b"_s) + u',' + question.arg(u"c"_s), u",\"extension\":[%1]"_s.arg(control(u"page"_s)));
    CHECK(titles(group.arg(u"All"_s, pages, QString())) == u"P1 1, P2 2");
    // One group around all: its groups are the sections.
    CHECK(titles(group.arg(u"All"_s, text.arg(u"t"_s) + u',' + group.arg(u"G1"_s, question.arg(u"a"_s), QString()) + u',' +
                                         group.arg(u"G2"_s, question.arg(u"b"_s) + u',' + question.arg(u"c"_s), QString()), QString())) == u"G1 1, G2 2");
    CHECK(titles(group.arg(u"All"_s, group.arg(u"G1"_s, question.arg(u"a"_s), QString()), QString())) == u"All 1");
    CHECK(titles(group.arg(u"H"_s, question.arg(u"a"_s), u",\"extension\":[%1]"_s.arg(extensionOf(u"questionnaire-hidden"_s, u"\"valueBoolean\":true"_s)))) == u"");
}

TEST_CASE("a form begins with its initial values, hidden ones too, and asks on", "[questionnaires][forms]")
{
    const Questionnaire questionnaire = formOf(uR"({"linkId":"a","text":"A","type":"integer","initial":[{"valueInteger":4}]},
        {"linkId":"h","text":"H","type":"string","initial":[{"valueString":"kept"}],"extension":[%1]},
        {"linkId":"g","text":"G","type":"group","repeats":true,"item":[{"linkId":"m","text":"M","type":"boolean","initial":[{"valueBoolean":true}]}]},
        {"linkId":"o","text":"O","type":"boolean","enableWhen":[{"question":"a","operator":"=","answerInteger":5}],"initial":[{"valueBoolean":true}]})"_s.arg(
        extensionOf(u"questionnaire-hidden"_s, u"\"valueBoolean\":true"_s)));
    const Actor doctor{StaffId(1), {}, Role::Dermatologist};
    IntakeForm form(questionnaire, {}, {}, doctor, FormOnScreen::today());
    CHECK(form.response().answer(u"a"_s).values == QList<AnswerValue>{qint64(4)});
    CHECK_FALSE(form.response().answer(u"a"_s).answeredAt.isValid()); // nobody's yet
    CHECK(form.response().answer(u"h"_s).isAnswered());
    CHECK(form.response().answer({u"m"_s, {0}}).isAnswered());
    const auto shows = [](const IntakeForm &one, const QString &linkId) {
        for (int section = 0; section < one.sections().size(); ++section) {
            for (const FormRow &row : one.rows(section)) {
                if (row.key.linkId == linkId)
                    return true;
            }
        }
        return false;
    };
    CHECK(shows(form, u"a"_s));
    CHECK_FALSE(shows(form, u"h"_s));
    CHECK_FALSE(shows(form, u"o"_s)); // what nobody answered is not shown as kept
    REQUIRE(form.answer({u"a"_s, {}}, Answer::of(qint64(5)), FormOnScreen::now()));
    CHECK(shows(form, u"o"_s));
    REQUIRE(form.addInstance({u"g"_s, {}}));
    CHECK(form.response().answer({u"m"_s, {1}}).isAnswered());

    Response given;
    given.setAnswer(questionnaire, {u"a"_s, {}}, Answer::of(qint64(9)));
    const IntakeForm again(questionnaire, given, given, doctor, FormOnScreen::today());
    CHECK(again.response().answer(u"h"_s).state == AnswerState::NotAsked); // not a form that is begun
}

TEST_CASE("groups that repeat inside groups that repeat keep apart, as many as the form allows", "[questionnaires][forms]")
{
    const Questionnaire questionnaire = formOf(uR"({"linkId":"o","text":"O","type":"group","repeats":true,"extension":[%1],"item":[
        {"linkId":"i","text":"I","type":"group","repeats":true,"required":true,"item":[{"linkId":"q","text":"A long enough question to stand alone?","type":"string"}]}]})"_s.arg(
        extensionOf(u"questionnaire-maxOccurs"_s, u"\"valueInteger\":2"_s)));
    IntakeForm form(questionnaire, {}, {}, Actor{StaffId(1), {}, Role::Dermatologist}, FormOnScreen::today());
    CHECK(form.nextGap() == AnswerKey{u"q"_s, {0, 0}}); // on the screen, to be begun
    REQUIRE(form.answer({u"q"_s, {0, 0}}, Answer::of(u"a"_s), FormOnScreen::now()));
    REQUIRE(form.addInstance({u"i"_s, {0}}));
    CHECK(form.nextGap() == AnswerKey{u"q"_s, {0, 1}});
    REQUIRE(form.addInstance({u"o"_s, {}}));
    CHECK(form.response().instanceCount({u"i"_s, {1}}) == 1); // must be there
    const QList<FormRow> rows = form.rows(0);
    CHECK(std::none_of(rows.begin(), rows.end(), [](const FormRow &row) { return row.kind == FormRow::Kind::AddInstance && row.key.linkId == u"o"; }));
    REQUIRE(form.answer({u"q"_s, {1, 0}}, Answer::of(u"b"_s), FormOnScreen::now()));
    CHECK(form.complete().instanceCount({u"i"_s, {0}}) == 1); // the empty one goes
    CHECK(form.undo() == AnswerKey{u"q"_s, {1, 0}});
    CHECK(form.complete().instanceCount({u"o"_s, {}}) == 1);
}

TEST_CASE("what appears above the keyboard's row does not move it", "[questionnaires][forms][gui]")
{
    QString items;
    for (int number = 0; number < 30; ++number)
        items += uR"({"linkId":"b%1","text":"Before %1","type":"boolean"},)"_s.arg(number);
    items += uR"({"linkId":"c","text":"Conditional","type":"text","enableWhen":[{"question":"q","operator":"=","answerBoolean":true}]},
                 {"linkId":"q","text":"The question","type":"boolean"},{"linkId":"z","text":"The last","type":"text"})"_s;
    FormOnScreen screen(formOf(items), nullptr, {700, 400});
    QWidget *row = screen.go({u"q"_s, {}});
    QApplication::processEvents();
    const int before = row->mapTo(screen.view.viewport(), QPoint()).y();
    const auto moved = [&] { return row->mapTo(screen.view.viewport(), QPoint()).y() - before; };
    FormOnScreen::press(Qt::Key_Right);
    QApplication::processEvents();
    REQUIRE(screen.view.keyboardTarget({u"c"_s, {}}));
    CHECK(moved() == 0);
    FormOnScreen::press(Qt::Key_Right); // no: it goes again
    QApplication::processEvents();
    CHECK_FALSE(screen.view.keyboardTarget({u"c"_s, {}}));
    CHECK(moved() == 0);
}

TEST_CASE("the Tab key goes through a section as it stands, also where questions came between", "[questionnaires][forms][gui]")
{
    FormOnScreen screen(formOf(uR"({"linkId":"q","text":"Q","type":"boolean"},
        {"linkId":"c","text":"C","type":"string","enableWhen":[{"question":"q","operator":"=","answerBoolean":true}]},
        {"linkId":"n","text":"N","type":"integer"},{"linkId":"z","text":"Z","type":"string"})"_s));
    screen.go({u"q"_s, {}});
    FormOnScreen::press(Qt::Key_Right);
    for (const QString &linkId : {u"c"_s, u"n"_s, u"z"_s}) {
        FormOnScreen::press(Qt::Key_Tab);
        CHECK(screen.view.currentQuestion() == AnswerKey{linkId, {}});
    }
}

TEST_CASE("a section of a thousand questions opens piece by piece, and at once where it is asked for", "[questionnaires][forms][gui]")
{
    QString items;
    for (int number = 0; number < 1000; ++number)
        items += uR"(%1{"linkId":"q%2","text":"Question %2","type":"integer"})"_s.arg(number ? u","_s : QString()).arg(number);
    FormOnScreen screen(formOf(items));
    screen.open(0);
    const auto lines = [&] { return screen.view.findChildren<QLineEdit *>().size(); };
    CHECK(lines() < 100);
    QWidget *last = screen.go({u"q999"_s, {}});
    REQUIRE(last);
    CHECK(last->hasFocus());
    CHECK(lines() >= 1000);
    FormOnScreen::type(u"5"_s);
    CHECK(screen.form.nextGap(AnswerKey{u"q998"_s, {}}) == AnswerKey{u"q0"_s, {}});
    screen.open(0);
    REQUIRE(QTest::qWaitFor([&] { return lines() >= 1000; }, 20000));
}

TEST_CASE("how long a form of a thousand items takes", "[.measure]")
{
    QString items;
    for (int number = 0; number < 1000; ++number)
        items += uR"(%1{"linkId":"q%2","text":"Question %2","type":"integer"%3})"_s.arg(number ? u","_s : QString()).arg(number).arg(
            number % 3 == 2 ? uR"(,"enableWhen":[{"question":"q%1","operator":">","answerInteger":3}])"_s.arg(number - 1) : QString());
    FormOnScreen screen(formOf(items));
    const auto measure = [](const char *what, auto act) {
        const std::clock_t begin = std::clock();
        act();
        WARN(what << ": " << 1000 * (std::clock() - begin) / CLOCKS_PER_SEC << " ms of the processor");
    };
    screen.go({u"q999"_s, {}});
    measure("open", [&] { screen.open(0); });
    measure("all rows", [&] { screen.go({u"q999"_s, {}}); });
    screen.go({u"q4"_s, {}});
    measure("100 answers", [&] {
        for (int number = 0; number < 100; ++number)
            screen.form.answer({u"q4"_s, {}}, Answer::of(qint64(number)), FormOnScreen::now());
    });
    measure("100 answers with rows and gap", [&] {
        for (int number = 0; number < 100; ++number) {
            screen.form.answer({u"q4"_s, {}}, Answer::of(qint64(number)), FormOnScreen::now());
            screen.form.rows(0);
            screen.form.nextGap();
            screen.form.sections();
        }
    });
    measure("10 keys", [&] { FormOnScreen::type(u"1234567890"_s); });
}
