#include "tests/support/accessibility.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/questionnaires/find_bar.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/question_row.h"
#include "ui/questionnaires/section_view.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class IntakeFixture : public test::ClinicalPageFixture
{
public:
    IntakeFixture() { openPage(); }
    void openPage()
    {
        page = std::make_unique<FormPage>(context);
        page->open({Place::Intake, patient, {}, {}});
        show(*page);
        view = page->findChild<SectionView *>();
    }
    QWidget *at(const QString &linkId) const { return view->keyboardTarget({linkId, {}}); }
    AnswerRow *row(const QString &linkId) const { return qobject_cast<AnswerRow *>(at(linkId)); }
    void goTo(const QString &linkId)
    {
        page->open({Place::Intake, patient, {}, linkId});
        page->focusFirst();
        REQUIRE(at(linkId) != nullptr);
    }
    std::optional<Draft> draft() const
    {
        return findDraft(*database, intakeDraftKey(patient, context.actor().id)).value();
    }
    Answer drafted(const QString &linkId) const
    {
        return draft() ? responseFromDraft(form.questionnaire, *draft()).value().answer(linkId) : Answer{};
    }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }

    std::unique_ptr<FormPage> page;
    SectionView *view = nullptr;
};

} // namespace

TEST_CASE_METHOD(IntakeFixture, "the intake opens at the first question not asked", "[intake][gui]")
{
    CHECK(QApplication::focusWidget() == at(u"Q-WISH"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(IntakeFixture, "a letter answers and goes on, and the draft is kept without being asked for",
                 "[intake][gui]")
{
    goTo(u"Q-SCAR"_s);
    QTest::keyClick(row(u"Q-SCAR"_s), Qt::Key_Y);
    CHECK(QApplication::focusWidget() == at(u"Q-SCARDATE"_s)); // the follow-up that Yes opens
    CHECK(QTest::qWaitFor([&] { return drafted(u"Q-SCAR"_s).isAnswered(); }, 20'000));
}

TEST_CASE_METHOD(IntakeFixture, "typing survives when the page goes away", "[intake][gui]")
{
    QTest::keyClicks(QApplication::focusWidget(), u"Scars on both cheeks"_s);
    page.reset();
    openPage();
    const auto *wish = qobject_cast<QPlainTextEdit *>(at(u"Q-WISH"_s));
    REQUIRE(wish != nullptr);
    CHECK(wish->toPlainText() == u"Scars on both cheeks");
    CHECK(QApplication::focusWidget() == at(u"Q-SCAR"_s));
}

TEST_CASE_METHOD(IntakeFixture, "an answer that no longer applies is kept and greyed", "[intake][gui]")
{
    goTo(u"Q-HSV-HX"_s);
    QTest::keyClick(row(u"Q-HSV-HX"_s), Qt::Key_Y);
    QTest::keyClicks(at(u"Q-HSV-LAST"_s), u"2025"_s);
    view->focusQuestion({u"Q-HSV-HX"_s, {}});
    QTest::keyClick(row(u"Q-HSV-HX"_s), Qt::Key_N);
    REQUIRE(at(u"Q-HSV-LAST"_s) != nullptr);
    CHECK(qobject_cast<QLineEdit *>(at(u"Q-HSV-LAST"_s))->isReadOnly());
    CHECK(qobject_cast<QLineEdit *>(at(u"Q-HSV-LAST"_s))->text() == u"2025");
    CHECK_FALSE(at(u"Q-HSV-LAST"_s)->isEnabled());
    CHECK(at(u"Q-HSV-LAST"_s)->accessibleDescription().contains(u"question 14 is “no”"_s));
    view->focusQuestion({u"Q-HSV-HX"_s, {}});
    press(Qt::Key_Down); // what is not used is stepped over
    CHECK(QApplication::focusWidget() == at(u"Q-KEL"_s));
    page->keepDraft();
    CHECK(drafted(u"Q-HSV-LAST"_s).isAnswered());
}

TEST_CASE_METHOD(IntakeFixture, "Ctrl+Z takes the last answer back", "[intake][gui]")
{
    goTo(u"Q-SCAR"_s);
    QTest::keyClick(row(u"Q-SCAR"_s), Qt::Key_N);
    CHECK(row(u"Q-SCAR"_s)->answer() == YesNoAnswer::No);
    QTest::keyClick(page.get(), Qt::Key_Z, Qt::ControlModifier);
    CHECK(row(u"Q-SCAR"_s)->answer() == YesNoAnswer::NotAsked);
    CHECK(QApplication::focusWidget() == at(u"Q-SCAR"_s));
}

TEST_CASE_METHOD(IntakeFixture, "Ctrl+Down and Ctrl+Up turn the sections, F8 goes to the next gap",
                 "[intake][gui]")
{
    const auto isAt = [this](const QString &linkId) {
        return QTest::qWaitFor([&] { return at(linkId) && QApplication::focusWidget() == at(linkId); }, 20'000);
    };
    press(Qt::Key_Down, Qt::ControlModifier);
    CHECK(isAt(u"Q-ALG"_s));
    press(Qt::Key_Up, Qt::ControlModifier);
    CHECK(isAt(u"Q-WISH"_s));
    press(Qt::Key_F8);
    CHECK(QApplication::focusWidget() == at(u"Q-SCAR"_s));
}

TEST_CASE_METHOD(IntakeFixture, "Ctrl+Shift+F finds questions by word, and Esc goes to the match",
                 "[intake][gui]")
{
    auto *bar = page->findChild<FindBar *>();
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(QTest::qWaitFor([&] { return bar->isVisible(); }, 20'000));
    QWidget *line = QApplication::focusWidget();
    QTest::keyClicks(line, u"warfarin"_s); // an option of one question
    CHECK(at(u"Q-ACO"_s) != nullptr);
    CHECK(QApplication::focusWidget() == line);
    CHECK(line->accessibleDescription() == u"1 of 1");
    qobject_cast<QLineEdit *>(line)->clear();
    QTest::keyClicks(line, u"cold sore"_s);
    CHECK(at(u"Q-HSV-HX"_s) != nullptr);
    qobject_cast<QLineEdit *>(line)->clear();
    QTest::keyClicks(line, u"last month"_s);
    CHECK(line->accessibleDescription().startsWith(u"1 of "_s));
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(line->accessibleDescription().startsWith(u"2 of "_s));
    QTest::keyClick(line, Qt::Key_Escape);
    CHECK_FALSE(bar->isVisible());
    CHECK(view->isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(QTest::qWaitFor([&] { return bar->isVisible(); }, 20'000));
    QTest::keyClicks(QApplication::focusWidget(), u"zebra"_s);
    CHECK(line->accessibleDescription() == u"Not in this form");
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(IntakeFixture, "allergies are entered one below the other and can be taken out",
                 "[intake][gui]")
{
    goTo(u"Q-ALG"_s);
    QTest::keyClick(row(u"Q-ALG"_s), Qt::Key_Y);
    const AnswerKey first{u"Q-ALG.what"_s, {0}};
    REQUIRE(view->keyboardTarget(first) != nullptr);
    CHECK(QApplication::focusWidget() == view->keyboardTarget(first));
    QTest::keyClicks(view->keyboardTarget(first), u"lignoc"_s);
    QTest::keyClick(view->keyboardTarget(first), Qt::Key_Return);
    Q_EMIT view->addRequested({u"Q-ALG-ENTRY"_s, {}});
    const AnswerKey second{u"Q-ALG.what"_s, {1}};
    REQUIRE(view->keyboardTarget(second) != nullptr);
    QTest::keyClicks(view->keyboardTarget(second), u"blue tube cream"_s);
    Q_EMIT view->removeRequested({u"Q-ALG-ENTRY"_s, {}}, 0);
    CHECK(qobject_cast<QLineEdit *>(view->keyboardTarget(first))->text() == u"blue tube cream");
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(IntakeFixture, "a nurse reads what only the dermatologist answers", "[intake][gui]")
{
    goTo(u"Q-FST"_s);
    QTest::keyClick(at(u"Q-FST"_s), Qt::Key_3);
    page->keepDraft();
    CHECK_FALSE(drafted(u"Q-FST"_s).isAnswered());
    CHECK(at(u"Q-FST"_s)->accessibleDescription().contains(u"dermatologist"_s));
}

TEST_CASE_METHOD(IntakeFixture, "handing over makes the draft part of the record and moves the visit",
                 "[intake][gui]")
{
    goTo(u"Q-SCAR"_s);
    QTest::keyClick(row(u"Q-SCAR"_s), Qt::Key_N);
    const QSignalSpy gone(page.get(), &Page::goTo);
    press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return gone.count() == 1; }, 20'000));
    CHECK(visitState() == VisitState::ReadyForDoctor);
    CHECK_FALSE(draft());
    const auto saved = latestResponse(*database, patient, intakeUrl()).value();
    REQUIRE(saved);
    CHECK(saved->response.answer(u"Q-SCAR"_s).values == QList<AnswerValue>{false});
}

TEST_CASE_METHOD(IntakeFixture, "a draft from before the saved form waits for the person's word",
                 "[intake][gui]")
{
    goTo(u"Q-SCAR"_s);
    QTest::keyClick(row(u"Q-SCAR"_s), Qt::Key_Y);
    page->keepDraft();
    REQUIRE(
        keepIntake(*database, doctor, clock.now(), intake(), responseWith(u"Q-SCAR"_s, Answer::of(false))));
    openPage();
    auto *banner = page->findChild<ErrorBanner *>();
    REQUIRE(banner->isTelling());
    CHECK(row(u"Q-SCAR"_s)->answer() == YesNoAnswer::No);
    CHECK_FALSE(row(u"Q-SCAR"_s)->isEditable());

    SECTION("using it lays it over what is saved")
    {
        Q_EMIT banner->actionChosen(1);
        CHECK(row(u"Q-SCAR"_s)->answer() == YesNoAnswer::Yes);
        CHECK(draft().has_value());
    }
    SECTION("putting it aside keeps what is saved")
    {
        Q_EMIT banner->actionChosen(2);
        CHECK(row(u"Q-SCAR"_s)->answer() == YesNoAnswer::No);
        CHECK_FALSE(draft());
    }
    CHECK(row(u"Q-SCAR"_s)->isEditable());
    CHECK_FALSE(banner->isTelling());
}

TEST_CASE_METHOD(IntakeFixture,
                 "an answer of last time is marked and kept with Enter; one too old is asked again",
                 "[intake][gui]")
{
    page.reset();
    tell(DemoStory::Clear);
    clock.advanceMilliseconds(qint64(40) * 24 * 3600 * 1000);
    openPage();
    goTo(u"Q-GRAN"_s);
    CHECK(row(u"Q-GRAN"_s)->content().source == AnswerOrigin::LastTime);
    QTest::keyClick(row(u"Q-GRAN"_s), Qt::Key_Return);
    page->keepDraft();
    CHECK(drafted(u"Q-GRAN"_s).answeredAt == clock.now());
    goTo(u"Q-LACT"_s);
    CHECK(row(u"Q-LACT"_s)->answer() == YesNoAnswer::NotAsked);
    CHECK(row(u"Q-LACT"_s)->content().note.contains(u"no"_s));
}

TEST_CASE_METHOD(IntakeFixture, "S says that an answer too old is still so, today and to whom, and goes on", "[intake][gui]")
{
    page.reset();
    tell(DemoStory::Clear);
    Response told = latestResponse(*database, patient, intakeUrl()).value()->response;
    told.setAnswer(form.questionnaire, {u"Q-WISH"_s, {}}, Answer::of(u"Fewer scars"_s));
    REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), told));
    clock.advanceMilliseconds(qint64(40) * 24 * 3600 * 1000);
    openPage();
    const auto stillSo = [](QWidget *question) {
        for (QWidget *at = question; at != nullptr; at = at->parentWidget()) {
            for (QAbstractButton *button : at->findChildren<QAbstractButton *>()) {
                if (button->text() == u"Still so" && button->isVisible())
                    return button;
            }
            if (qobject_cast<QuestionRow *>(at) != nullptr)
                break;
        }
        return static_cast<QAbstractButton *>(nullptr);
    };

    SECTION("a yes or no")
    {
        goTo(u"Q-LACT"_s);
        CHECK(row(u"Q-LACT"_s)->offersStillSo());
        REQUIRE(stillSo(at(u"Q-LACT"_s)) != nullptr);
        CHECK(stillSo(at(u"Q-LACT"_s))->accessibleName().startsWith(u"Still so: "_s));
        test::saveScreenshot(*page, u"intake-still-so"_s);
        QTest::keyClick(row(u"Q-LACT"_s), Qt::Key_S);
        CHECK(row(u"Q-LACT"_s)->answer() == YesNoAnswer::No);
        CHECK(row(u"Q-LACT"_s)->content().note.contains(nurse.name));
        CHECK(QApplication::focusWidget() != at(u"Q-LACT"_s));
        CHECK(stillSo(at(u"Q-LACT"_s)) == nullptr);
        page->keepDraft();
        CHECK(drafted(u"Q-LACT"_s).answeredAt == clock.now());
        CHECK(drafted(u"Q-LACT"_s).answeredBy == nurse.id);
        view->focusQuestion({u"Q-LACT"_s, {}});
        QTest::keyClick(row(u"Q-LACT"_s), Qt::Key_S); // once said, S is no key any more
        CHECK(row(u"Q-LACT"_s)->answer() == YesNoAnswer::No);
    }
    SECTION("a choice")
    {
        goTo(u"Q-PREG"_s);
        const Answer before = latestResponse(*database, patient, intakeUrl()).value()->response.answer(u"Q-PREG"_s);
        REQUIRE(before.isAnswered());
        CHECK(stillSo(at(u"Q-PREG"_s)) != nullptr);
        QTest::keyClick(at(u"Q-PREG"_s), Qt::Key_S);
        page->keepDraft();
        CHECK(drafted(u"Q-PREG"_s).saysTheSameAs(before));
        CHECK(drafted(u"Q-PREG"_s).answeredAt == clock.now());
        CHECK(QApplication::focusWidget() != at(u"Q-PREG"_s));
        QTest::keyClick(page.get(), Qt::Key_Z, Qt::ControlModifier);
        page->keepDraft();
        CHECK(drafted(u"Q-PREG"_s) == before);
    }
    SECTION("one that is typed, by Alt+S")
    {
        goTo(u"Q-WISH"_s);
        const Answer before = latestResponse(*database, patient, intakeUrl()).value()->response.answer(u"Q-WISH"_s);
        REQUIRE(before.isAnswered());
        press(Qt::Key_S, Qt::AltModifier);
        REQUIRE(QTest::qWaitFor([&] { return QApplication::focusWidget() != at(u"Q-WISH"_s); }, 20'000));
        page->keepDraft();
        CHECK(drafted(u"Q-WISH"_s).saysTheSameAs(before));
        CHECK(drafted(u"Q-WISH"_s).answeredAt == clock.now());
    }
    SECTION("not in a file that is only read")
    {
        database->refuseWrites(Damage{u"file"_s, {}, 0, 0, u"page 7"_s});
        openPage();
        goTo(u"Q-LACT"_s);
        CHECK_FALSE(row(u"Q-LACT"_s)->offersStillSo());
        QTest::keyClick(row(u"Q-LACT"_s), Qt::Key_S);
        QTest::keyClick(row(u"Q-LACT"_s), Qt::Key_Y);
        CHECK(row(u"Q-LACT"_s)->answer() == YesNoAnswer::NotAsked);
    }
    CHECK(test::unnamedControls(page.get()) == QStringList());
}
