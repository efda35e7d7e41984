#include "core/storage/transaction.h"
#include "tests/support/accessibility.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/patient_screen.h"
#include "ui/questionnaires/section_view.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QByteArray mixedForm = R"({"resourceType":"Questionnaire","url":"http://test/mixed","version":"1","title":"How are you?","item":[
    {"linkId":"g1","type":"group","text":"About you","item":[
      {"linkId":"a","prefix":"1","type":"boolean","text":"Does your skin itch?"},
      {"linkId":"w","prefix":"2","type":"string","text":"Where?"},
      {"linkId":"f","prefix":"3","type":"attachment","text":"A picture of it"}]},
    {"linkId":"g2","type":"group","text":"Examination","item":[
      {"linkId":"n","prefix":"4","type":"boolean","text":"Is the skin broken?","extension":[
        {"url":"https://dermis.example/fhir/StructureDefinition/answerer","valueCode":"nurse"}]}]},
    {"linkId":"g3","type":"group","text":"At the end","item":[
      {"linkId":"z","prefix":"5","type":"boolean","text":"May we phone you?"}]}]})";

class PatientScreenFixture : public test::ClinicalPageFixture
{
public:
    PatientScreenFixture()
    {
        mixed = Questionnaire::fromJson(mixedForm).value();
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        REQUIRE(insertQuestionnaire(*transaction, mixed));
        REQUIRE(transaction->commit());
    }
    void turn(const QSize &size = {1366, 768})
    {
        screen = std::make_unique<PatientScreen>(context, destination());
        screen->resize(size);
        screen->show();
        screen->activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(screen.get()));
        screen->focusFirst();
        view = screen->findChild<SectionView *>();
    }
    Destination destination() const { return {.place = Place::Form, .patient = patient, .form = mixed.url()}; }
    QWidget *at(const QString &linkId) const { return view->keyboardTarget({linkId, {}}); }
    std::optional<Draft> draft() const { return findDraft(*database, formDraftKey(patient, mixed.url(), nurse.id)).value(); }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    Button *button(const QString &text) const
    {
        for (Button *found : screen->findChildren<Button *>()) {
            if (found->text() == text && found->isVisible())
                return found;
        }
        return nullptr;
    }

    Questionnaire mixed;
    std::unique_ptr<PatientScreen> screen;
    SectionView *view = nullptr;
};

} // namespace

TEST_CASE_METHOD(PatientScreenFixture, "on the screen turned to them, a patient answers their own questions and no others", "[forms][gui]")
{
    REQUIRE(mixed.find(u"n"_s)->answeredBy == Answerers(Answerer::Nurse));
    turn();
    CHECK(QApplication::focusWidget() == at(u"a"_s));
    CHECK(at(u"f"_s) == nullptr); // would open this computer's files
    CHECK(test::unnamedControls(screen.get()) == QStringList());
    test::saveScreenshot(*screen, u"patient-screen"_s);
    press(Qt::Key_Y);
    QTest::keyClicks(QApplication::focusWidget(), u"Both arms"_s);
    press(Qt::Key_Return); // past the last question
    CHECK(QApplication::focusWidget() == button(u"Next"_s));
    press(Qt::Key_Space);
    CHECK(QApplication::focusWidget() == at(u"z"_s)); // the examination is not theirs
    CHECK(at(u"n"_s) == nullptr);
    press(Qt::Key_N);
    QTest::mouseClick(button(u"I have finished"_s), Qt::LeftButton);
    test::saveScreenshot(*screen, u"patient-screen-end"_s);
    const QSignalSpy back(screen.get(), &TurnedScreen::handedBack);
    press(Qt::Key_Space);
    CHECK(back.count() == 1);
    REQUIRE(draft());
    const Response kept = responseFromDraft(mixed, *draft()).value();
    CHECK(kept.answer(u"a"_s).source == AnswerSource::Patient);
    CHECK(kept.answer(u"a"_s).answeredBy == nurse.id);
    CHECK(kept.answer(u"w"_s).values == QList<AnswerValue>{u"Both arms"_s});
    CHECK_FALSE(latestResponse(*database, patient, mixed.url()).value()); // a draft until the staff keeps it
}

TEST_CASE_METHOD(PatientScreenFixture, "what a patient typed is there after a kill, and the nurse goes on from it", "[forms][gui]")
{
    turn();
    press(Qt::Key_Y);
    QTest::keyClicks(QApplication::focusWidget(), u"Both arms"_s);
    REQUIRE(QTest::qWaitFor([&] { return draft().has_value(); }, 20'000));
    REQUIRE(QTest::qWaitFor(
        [&] { return responseFromDraft(mixed, *draft()).value().answer(u"w"_s).values == QList<AnswerValue>{u"Both arms"_s}; },
        20'000));
    FormPage page(context); // nothing was flushed by hand
    page.open(destination());
    show(page);
    auto *line = qobject_cast<QLineEdit *>(page.findChild<SectionView *>()->keyboardTarget({u"w"_s, {}}));
    REQUIRE(line != nullptr);
    CHECK(line->text() == u"Both arms");
}

TEST_CASE_METHOD(PatientScreenFixture, "the type is larger while the screen is turned, and as before afterwards", "[forms][gui]")
{
    const qreal usual = font(TypeStyle::Body).pointSizeF();
    turn();
    CHECK(font(TypeStyle::Body).pointSizeF() > usual * 1.2);
    QTest::keyClicks(at(u"w"_s), u"x"_s);
    CHECK(at(u"w"_s)->font().pointSizeF() > usual * 1.2);
    screen.reset();
    CHECK(font(TypeStyle::Body).pointSizeF() == usual);
}

TEST_CASE_METHOD(PatientScreenFixture, "where a draft waits for a choice, the patient is shown nothing", "[forms][gui]")
{
    REQUIRE(saveDraft(*database, {formDraftKey(patient, mixed.url(), nurse.id), draftBody(mixed, {}), clock.now(), 77}));
    turn();
    CHECK(QApplication::focusWidget() == button(u"For the staff: sign in"_s));
    CHECK_FALSE(view->isVisible());
}

TEST_CASE_METHOD(PatientScreenFixture, "the turned screen in the dark and in a small window", "[forms][gui]")
{
    applyTheme(*qApp, Theme::Dark);
    turn({1041, 560});
    test::saveScreenshot(*screen, u"patient-screen-dark"_s);
    CHECK(screen->minimumSizeHint().width() <= 1041);
    applyTheme(*qApp, Theme::Light);
}
