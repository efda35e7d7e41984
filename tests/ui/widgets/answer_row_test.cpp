#include "ui/theme/theme.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/choice_button.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct RowFixture
{
    RowFixture()
    {
        applyTheme(*qApp, Theme::Light);
        row.setContent({.number = u"17"_s, .question = u"Earrings, belt buckles or other metal?"_s});
        row.show();
        row.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&row));
        row.setFocus();
    }
    AnswerRow row;
    QSignalSpy changed{&row, &AnswerRow::answerChanged};
    QSignalSpy next{&row, &AnswerRow::nextRequested};
    QSignalSpy previous{&row, &AnswerRow::previousRequested};
};

} // namespace

TEST_CASE_METHOD(RowFixture, "Y, N and ? answer the question and go on", "[widgets][gui]")
{
    struct Case
    {
        char key;
        YesNoAnswer answer;
    };
    const auto given =
        GENERATE(Case{'y', YesNoAnswer::Yes}, Case{'n', YesNoAnswer::No}, Case{'?', YesNoAnswer::Unsure},
                 Case{'/', YesNoAnswer::Unsure}, Case{'Y', YesNoAnswer::Yes});
    QTest::keyClick(&row, given.key);
    CHECK(row.answer() == given.answer);
    CHECK(changed.count() == 1);
    CHECK(next.count() == 1);
}

TEST_CASE_METHOD(RowFixture, "Space never changes an answer", "[widgets][gui]")
{
    row.setAnswer(YesNoAnswer::Yes);
    QTest::keyClick(&row, Qt::Key_Space);
    CHECK(row.answer() == YesNoAnswer::Yes);
    CHECK(changed.count() == 0);
}

TEST_CASE_METHOD(RowFixture, "Backspace makes a question not asked again", "[widgets][gui]")
{
    row.setAnswer(YesNoAnswer::No);
    QTest::keyClick(&row, Qt::Key_Backspace);
    CHECK(row.answer() == YesNoAnswer::NotAsked);
    CHECK(changed.count() == 1);
}

TEST_CASE_METHOD(RowFixture, "Left and Right move the choice without leaving the row", "[widgets][gui]")
{
    QTest::keyClick(&row, Qt::Key_Left);
    CHECK(row.answer() == YesNoAnswer::NotAsked);
    QTest::keyClick(&row, Qt::Key_Right);
    CHECK(row.answer() == YesNoAnswer::Yes);
    QTest::keyClick(&row, Qt::Key_Right);
    QTest::keyClick(&row, Qt::Key_Right);
    QTest::keyClick(&row, Qt::Key_Right);
    CHECK(row.answer() == YesNoAnswer::Unsure);
    QTest::keyClick(&row, Qt::Key_Left);
    CHECK(row.answer() == YesNoAnswer::No);
    CHECK(next.count() == 0);
}

TEST_CASE_METHOD(RowFixture, "Enter, Down and Up move between questions", "[widgets][gui]")
{
    QTest::keyClick(&row, Qt::Key_Return);
    QTest::keyClick(&row, Qt::Key_Down);
    QTest::keyClick(&row, Qt::Key_Up);
    CHECK(next.count() == 2);
    CHECK(previous.count() == 1);
    CHECK(changed.count() == 0);
}

TEST_CASE_METHOD(RowFixture, "Enter keeps an answer of last time", "[widgets][gui]")
{
    AnswerRowContent content = row.content();
    content.answer = YesNoAnswer::No;
    content.source = AnswerOrigin::LastTime;
    row.setContent(content);
    QTest::keyClick(&row, Qt::Key_Enter);
    CHECK(changed.count() == 1);
    CHECK(row.content().source == AnswerOrigin::Here);
}

TEST_CASE_METHOD(RowFixture, "a hidden or read-only question keeps its answer", "[widgets][gui]")
{
    AnswerRowContent content = row.content();
    content.answer = YesNoAnswer::No;
    content.applies = GENERATE(true, false);
    content.readOnly = content.applies;
    row.setContent(content);
    for (const char key : {'y', '?'})
        QTest::keyClick(&row, key);
    QTest::keyClick(&row, Qt::Key_Backspace);
    QTest::keyClick(&row, Qt::Key_Right);
    CHECK(row.answer() == YesNoAnswer::No);
    CHECK(changed.count() == 0);
}

TEST_CASE_METHOD(RowFixture, "a click on a choice answers and setting an answer is silent", "[widgets][gui]")
{
    QTest::mouseClick(row.findChildren<ChoiceButton *>().at(1), Qt::LeftButton);
    CHECK(row.answer() == YesNoAnswer::No);
    CHECK(changed.count() == 1);
    row.setAnswer(YesNoAnswer::Yes);
    CHECK(changed.count() == 1);
    CHECK(row.accessibleName() == u"Question 17. Earrings, belt buckles or other metal? Yes"_s);
}

TEST_CASE_METHOD(RowFixture, "letters with Ctrl or Alt are left to the window", "[widgets][gui]")
{
    QTest::keyClick(&row, 'n', Qt::ControlModifier);
    QTest::keyClick(&row, 'y', Qt::AltModifier);
    CHECK(row.answer() == YesNoAnswer::NotAsked);
}

TEST_CASE("a long question makes its row higher", "[widgets][gui]")
{
    AnswerRow row({.number = u"14"_s, .question = u"Short?"_s});
    const int low = row.heightForWidth(700);
    row.setContent({.number = u"14"_s,
                    .question =
                        u"Has a cream, medicine, food or material ever caused a rash, swelling or trouble "
                        "breathing, now or as a child, at home or at work?"_s,
                    .note = u"Answer of 7 May 2026, still valid. Press Enter to keep it."_s});
    CHECK(row.heightForWidth(700) > low);
}
