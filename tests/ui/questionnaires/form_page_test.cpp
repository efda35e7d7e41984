#include "core/storage/transaction.h"
#include "tests/support/accessibility.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/questionnaires/find_bar.h"
#include "ui/questionnaires/form_difference_view.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/safety_so_far.h"
#include "ui/questionnaires/section_view.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QString lifeUrl = u"http://test/life"_s;

QByteArray lifeForm(const QByteArray &version, const QByteArray &more = {}, const QByteArray &control = {})
{
    return R"({"resourceType":"Questionnaire","url":"http://test/life","version":")" + version +
           R"(","title":"Quality of life","language":"en","item":[
           {"linkId":"g1","type":"group","text":"Skin",)" +
           control + R"("item":[
             {"linkId":"a","prefix":"1","type":"boolean","text":"Does your skin itch?",
              "_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
                {"url":"lang","valueCode":"af"},{"url":"content","valueString":"Jeuk u vel?"}]}]}},
             {"linkId":"a1","prefix":"2","type":"string","text":"Where?",
              "enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
             {"linkId":"b","prefix":"3","type":"boolean","text":"Does it hurt?"}]},
           {"linkId":"g2","type":"group","text":"Sleep","item":[
             {"linkId":"c","prefix":"4","type":"boolean","text":"Do you sleep badly?"}]})" +
           more + "]}";
}

class FormPageFixture : public test::ClinicalPageFixture
{
public:
    FormPageFixture()
    {
        QSettings().remove(u"readPaged"_s);
        first = keepForm(lifeForm("1"));
        openPage();
    }
    QuestionnaireId keepForm(const QByteArray &json)
    {
        life = Questionnaire::fromJson(json).value();
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        const QuestionnaireId id = insertQuestionnaire(*transaction, life).value();
        REQUIRE(transaction->commit());
        return id;
    }
    void openPage()
    {
        page = std::make_unique<FormPage>(context);
        page->open({.place = Place::Form, .patient = patient, .form = lifeUrl});
        show(*page);
        view = page->findChild<SectionView *>();
        banner = page->findChild<ErrorBanner *>();
    }
    QWidget *at(const QString &linkId) const { return view->keyboardTarget({linkId, {}}); }
    AnswerRow *row(const QString &linkId) const { return qobject_cast<AnswerRow *>(at(linkId)); }
    DraftKey key() const { return formDraftKey(patient, lifeUrl, context.actor().id); }
    std::optional<Draft> draft() const { return findDraft(*database, key()).value(); }
    Response answering(const QString &linkId, const Answer &answer) const
    {
        Response response;
        response.setAnswer(life, {linkId, {}}, answer);
        return response;
    }
    Draft draftBy(const Actor &author, const Response &answers) const
    {
        return {formDraftKey(patient, lifeUrl, author.id), draftBody(life, answers), clock.now(), 0};
    }
    void save(QuestionnaireId form, const Response &answers)
    {
        REQUIRE(saveResponse(*database, nurse, clock.now(), patient, form, answers, {}));
    }
    void choose(const QString &action) const
    {
        for (QAbstractButton *button : banner->findChildren<QAbstractButton *>()) {
            if (button->text() == action && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        FAIL("no action " << action.toStdString());
    }
    void goTo(const QString &linkId)
    {
        page->open({.place = Place::Form, .patient = patient, .text = linkId, .form = lifeUrl});
        page->focusFirst();
        REQUIRE(at(linkId) != nullptr);
    }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    bool comesTo(const QString &linkId) const
    {
        return QTest::qWaitFor([&] { return at(linkId) && QApplication::focusWidget() == at(linkId); }, 20'000);
    }

    Questionnaire life;
    QuestionnaireId first;
    std::unique_ptr<FormPage> page;
    SectionView *view = nullptr;
    ErrorBanner *banner = nullptr;
};

} // namespace

TEST_CASE_METHOD(FormPageFixture, "any form of the clinic is filled in, kept as a draft and then in the record", "[forms][gui]")
{
    CHECK(page->title() == u"Quality of life");
    CHECK_FALSE(page->findChild<SafetySoFar *>()->isVisible());
    CHECK(QApplication::focusWidget() == at(u"a"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
    REQUIRE(saveDraft(*database, {intakeDraftKey(patient, nurse.id), "{}", clock.now(), 0}));
    press(Qt::Key_Y);
    CHECK(QApplication::focusWidget() == at(u"a1"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"Both arms"_s);
    CHECK(QTest::qWaitFor([&] { return draft().has_value(); }, 20'000));
    page.reset();
    openPage(); // as after a kill
    CHECK(qobject_cast<QLineEdit *>(at(u"a1"_s))->text() == u"Both arms");
    const QSignalSpy gone(page.get(), &Page::goTo);
    press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return gone.count() == 1; }, 20'000));
    CHECK(gone.first().first().value<Destination>() == Destination{Place::Record, patient, RecordTab::Forms, {}});
    CHECK_FALSE(draft());
    CHECK(findDraft(*database, intakeDraftKey(patient, nurse.id)).value());
    const auto saved = latestResponse(*database, patient, lifeUrl).value();
    REQUIRE(saved);
    CHECK(saved->response.answer(u"a1"_s).values == QList<AnswerValue>{u"Both arms"_s});
    CHECK(visitState() == VisitState::Arrived);
}

TEST_CASE_METHOD(FormPageFixture, "F8, the search and undo work in any form", "[forms][gui]")
{
    press(Qt::Key_N);
    CHECK(QApplication::focusWidget() == at(u"b"_s));
    press(Qt::Key_F8);
    CHECK(comesTo(u"c"_s));
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto *bar = page->findChild<FindBar *>();
    REQUIRE(QTest::qWaitFor([&] { return bar->isVisible(); }, 20'000));
    QTest::keyClicks(QApplication::focusWidget(), u"hurt"_s);
    press(Qt::Key_Escape);
    CHECK(comesTo(u"b"_s));
    QTest::keyClick(page.get(), Qt::Key_Z, Qt::ControlModifier);
    CHECK(comesTo(u"a"_s));
    CHECK(row(u"a"_s)->answer() == YesNoAnswer::NotAsked);
}

TEST_CASE_METHOD(FormPageFixture, "a draft that another window changed is never overwritten without a word", "[forms][gui]")
{
    press(Qt::Key_N);
    page->keepDraft();
    clock.advanceMilliseconds(60'000);
    const Draft theirs = draftBy(nurse, answering(u"b"_s, Answer::of(true)));
    const auto other = secondConnection();
    REQUIRE(saveDraft(*other, theirs));

    SECTION("typing on")
    {
        press(Qt::Key_N); // question 3
        page->keepDraft();
    }
    SECTION("looking again before anything is typed")
    {
        page->refresh();
    }
    REQUIRE(banner->isTelling());
    CHECK(banner->text().kind == BannerKind::Conflict);
    CHECK(draft() == theirs);
    CHECK_FALSE(row(u"b"_s)->isEditable());
    choose(u"Compare"_s);
    applyTheme(*qApp, Theme::Dark);
    test::saveScreenshot(*page, u"form-changed-elsewhere-dark"_s);
    applyTheme(*qApp, Theme::Light);
    CHECK(draft() == theirs);
    const bool keepsOwn = GENERATE(true, false);
    choose(keepsOwn ? u"Keep what is here"_s : u"Take what is there"_s);
    CHECK_FALSE(banner->isTelling());
    goTo(u"a"_s);
    CHECK(row(u"a"_s)->answer() == (keepsOwn ? YesNoAnswer::No : YesNoAnswer::NotAsked));
    CHECK(row(u"b"_s)->isEditable());
    const Response kept = responseFromDraft(life, *draft()).value();
    CHECK(kept.answer(u"a"_s).isAnswered() == keepsOwn);
    CHECK(kept.answer(u"b"_s).values != QList<AnswerValue>{keepsOwn});
    press(Qt::Key_Y); // and typing goes on
    page->keepDraft();
    CHECK_FALSE(banner->isTelling());
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(FormPageFixture, "keeping the answers does not end what another window wrote", "[forms][gui]")
{
    press(Qt::Key_N);
    page->keepDraft();
    clock.advanceMilliseconds(60'000);
    const Draft theirs = draftBy(nurse, answering(u"b"_s, Answer::of(true)));
    REQUIRE(saveDraft(*secondConnection(), theirs));
    press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, 20'000));
    CHECK(draft() == theirs);
    CHECK_FALSE(latestResponse(*database, patient, lifeUrl).value());
}

TEST_CASE_METHOD(FormPageFixture, "a colleague's draft asks, and is gone on from only by word", "[forms][gui]")
{
    REQUIRE(saveDraft(*database, draftBy(doctor, answering(u"b"_s, Answer::of(true)))));
    openPage();
    REQUIRE(banner->isTelling());
    CHECK(banner->text().title.contains(doctor.name));
    CHECK(row(u"b"_s)->answer() == YesNoAnswer::NotAsked);
    const bool takes = GENERATE(true, false);
    choose(takes ? u"Go on from it"_s : u"Leave it"_s);
    CHECK(row(u"b"_s)->answer() == (takes ? YesNoAnswer::Yes : YesNoAnswer::NotAsked));
    CHECK(row(u"b"_s)->isEditable());
    CHECK(draft().has_value() == takes);
    CHECK(findDraft(*database, formDraftKey(patient, lifeUrl, doctor.id)).value().has_value() != takes);
}

TEST_CASE_METHOD(FormPageFixture, "a draft from before the saved answers asks, in any form", "[forms][gui]")
{
    press(Qt::Key_Y);
    page->keepDraft();
    REQUIRE(saveResponse(*database, doctor, clock.now(), patient, first, answering(u"a"_s, Answer::of(false)), {}));
    openPage();
    REQUIRE(banner->isTelling());
    CHECK(row(u"a"_s)->answer() == YesNoAnswer::No);
    choose(u"Use the draft"_s);
    CHECK(row(u"a"_s)->answer() == YesNoAnswer::Yes);
}

TEST_CASE_METHOD(FormPageFixture, "what a new version of the form changes is shown before going on", "[forms][gui]")
{
    save(first, answering(u"b"_s, Answer::of(true)));
    keepForm(QByteArray(lifeForm("2", R"(,{"linkId":"g3","type":"group","text":"More","item":[
        {"linkId":"d","prefix":"5","type":"string","text":"Anything else?"}]})"))
                 .replace(R"("type":"boolean","text":"Does it hurt?")", R"("type":"integer","text":"How much does it hurt?")"));
    openPage();
    auto *difference = page->findChild<FormDifferenceView *>();
    REQUIRE(difference->isVisible());
    QStringList texts;
    for (const TextLabel *label : difference->findChildren<TextLabel *>())
        texts << label->text();
    CHECK(texts.contains(u"5 Anything else?"_s));
    CHECK(texts.contains(u"3 Does it hurt?"_s));
    CHECK(texts.contains(u"Expected now: a whole number"_s));
    test::saveScreenshot(*page, u"form-new-version"_s);
    CHECK(test::unnamedControls(page.get()) == QStringList());
    CHECK_FALSE(draft());
    choose(u"Go on"_s);
    CHECK_FALSE(difference->isVisible());
    CHECK(row(u"a"_s)->isEditable());
    CHECK(QApplication::focusWidget() == at(u"a"_s));
    press(Qt::Key_Y);
    page->keepDraft();
    openPage(); // once seen and gone on with, it is not told again
    CHECK_FALSE(banner->isTelling());
}

TEST_CASE_METHOD(FormPageFixture, "a draft of an earlier version loses nothing and says what changed", "[forms][gui]")
{
    REQUIRE(saveDraft(*database, draftBy(nurse, answering(u"c"_s, Answer::of(true)))));
    keepForm(QByteArray(lifeForm("2")).replace(R"("linkId":"c")", R"("linkId":"c2")"));
    openPage();
    REQUIRE(banner->isTelling());
    choose(u"Go on"_s);
    press(Qt::Key_N);
    page->keepDraft();
    const Response kept = responseFromDraft(life, *draft()).value();
    REQUIRE(kept.misfits().size() == 1);
    CHECK(kept.misfits().first().linkId() == u"c");
}

TEST_CASE_METHOD(FormPageFixture, "page by page: one question with its follow-ups at a time, and the choice is remembered",
                 "[forms][gui]")
{
    for (QAbstractButton *button : page->findChildren<QAbstractButton *>()) {
        if (button->text() == u"Page by page")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    CHECK(at(u"a"_s) != nullptr);
    CHECK(at(u"b"_s) == nullptr);
    view->focusFirst();
    press(Qt::Key_Y);
    CHECK(comesTo(u"a1"_s)); // its follow-up stands on the same page
    press(Qt::Key_PageDown, Qt::ControlModifier);
    CHECK(comesTo(u"b"_s));
    CHECK(at(u"a"_s) == nullptr);
    test::saveScreenshot(*page, u"form-paged"_s);
    press(Qt::Key_PageDown, Qt::ControlModifier);
    CHECK(comesTo(u"c"_s));
    press(Qt::Key_PageUp, Qt::ControlModifier);
    CHECK(comesTo(u"b"_s));
    press(Qt::Key_F8);
    CHECK(comesTo(u"c"_s));
    openPage();
    CHECK(at(u"a1"_s) != nullptr);
    CHECK(at(u"b"_s) == nullptr);
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(FormPageFixture, "a form of pages begins page by page", "[forms][gui]")
{
    keepForm(lifeForm("3", {}, R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/questionnaire-item-control","code":"page"}]}}],)"));
    openPage();
    CHECK(at(u"a"_s) != nullptr);
    CHECK(at(u"b"_s) != nullptr); // the whole group is the page
    press(Qt::Key_PageDown, Qt::ControlModifier);
    CHECK(comesTo(u"c"_s));
}

TEST_CASE_METHOD(FormPageFixture, "the language changes the words; answers and place stay", "[forms][gui]")
{
    auto *language = page->findChild<QComboBox *>();
    REQUIRE(language->isVisible());
    REQUIRE(language->count() == 2);
    press(Qt::Key_N);
    language->setFocus();
    QTest::keyClick(language, Qt::Key_Down);
    REQUIRE(QTest::qWaitFor([&] { return row(u"a"_s)->content().question == u"Jeuk u vel?"; }, 20'000));
    CHECK(row(u"a"_s)->answer() == YesNoAnswer::No);
    CHECK(QApplication::focusWidget() == language);
    test::saveScreenshot(*page, u"form-language"_s);
    page->keepDraft();
    CHECK(responseFromDraft(life, *draft()).value().answer(u"a"_s).isAnswered());
    CHECK(test::unnamedControls(page.get()) == QStringList());
}
