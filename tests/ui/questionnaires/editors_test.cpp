#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/questionnaires/suggestion_list.h"
#include "ui/questionnaires/suggestions.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// An editor of one question of the shipped intake, shown, with the last answer it gave.
class EditorFixture : public test::TreatmentFixture
{
public:
    AnswerEditor &edit(const QString &linkId)
    {
        const Item *item = form.questionnaire.find(linkId);
        REQUIRE(item != nullptr);
        editor.reset(makeAnswerEditor(
            *item, {clock.today(), &suggestionsFor, EditorSize::Full, QDate(1990, 6, 1)}, nullptr));
        QObject::connect(editor.get(), &AnswerEditor::answerChanged, editor.get(),
                         [this](const Answer &answer) { last = answer; });
        editor->show();
        return *editor;
    }
    void type(const QString &text) { QTest::keyClicks(editor->keyboardTarget(), text); }
    void press(Qt::Key key) { QTest::keyClick(editor->keyboardTarget(), key); }
    QString words() const
    {
        QStringList all;
        for (const AnswerValue &value : last.values)
            all << toText(value);
        return all.join(u", "_s);
    }

    std::unique_ptr<AnswerEditor> editor;
    Answer last;
};

} // namespace

TEST_CASE_METHOD(EditorFixture, "a digit chooses one of the buttons and goes on", "[questionnaires][gui]")
{
    edit(u"Q-LATEX"_s);
    QSignalSpy next(editor.get(), &AnswerEditor::nextRequested);
    press(Qt::Key_2);
    CHECK(words() == u"Rash");
    CHECK(next.count() == 1);
    press(Qt::Key_Right);
    CHECK(words() == u"Hives or trouble breathing");
    press(Qt::Key_Space);
    CHECK(words() == u"Hives or trouble breathing");
    press(Qt::Key_Backspace);
    CHECK(last.state == AnswerState::NotAsked);
}

TEST_CASE_METHOD(EditorFixture, "none of these stands alone", "[questionnaires][gui]")
{
    edit(u"Q-BLDSUP"_s);
    press(Qt::Key_3);
    press(Qt::Key_4);
    CHECK(words() == u"Fish oil, Vitamin E");
    press(Qt::Key_1);
    CHECK(words() == u"None of these");
    press(Qt::Key_5);
    CHECK(words() == u"Ginkgo");
}

TEST_CASE_METHOD(EditorFixture, "words complete to an option, or stay as they were said",
                 "[questionnaires][gui]")
{
    edit(u"Q-PHOTO"_s);
    type(u"doxy"_s);
    CHECK(words() == u"doxy"); // counts before it is complete, so that it is never lost
    press(Qt::Key_Return);
    CHECK(words() == u"Doxycycline");
    CHECK(std::holds_alternative<Coding>(last.values.first()));
    type(u"blue sun pill"_s);
    press(Qt::Key_Return);
    CHECK(words() == u"Doxycycline, blue sun pill");
    press(Qt::Key_Backspace);
    CHECK(words() == u"Doxycycline");
}

TEST_CASE_METHOD(EditorFixture, "a substance is found by what people call it", "[questionnaires][gui]")
{
    edit(u"Q-ALG.what"_s);
    type(u"lignoc"_s);
    const QSignalSpy next(editor.get(), &AnswerEditor::nextRequested);
    press(Qt::Key_Return);
    CHECK(words() == u"Lidocaine");
    CHECK(next.count() == 1);
}

TEST_CASE_METHOD(EditorFixture, "a substance we do not know is kept as it was said, with what follows",
                 "[questionnaires][gui]")
{
    edit(u"Q-ALG.what"_s);
    type(u"blue tube cream"_s);
    const auto *list = editor->findChild<SuggestionList *>();
    REQUIRE(list->count() == 1);
    CHECK(list->item(0)->text().contains(u"Keep “blue tube cream”"_s));
    const QSignalSpy next(editor.get(), &AnswerEditor::nextRequested);
    press(Qt::Key_Return);
    CHECK(words() == u"blue tube cream");
    CHECK(next.count() == 1);
}

TEST_CASE_METHOD(EditorFixture, "a date that has not come yet is not taken", "[questionnaires][gui]")
{
    edit(u"Q-HSV-LAST"_s);
    type(u"2027"_s);
    CHECK(last.state == AnswerState::NotAsked);
    static_cast<QLineEdit *>(editor->keyboardTarget())->clear();
    type(u"Sep 2025"_s);
    CHECK(words() == u"2025-09");
}

TEST_CASE_METHOD(EditorFixture, "a date before the patient was born is not taken", "[questionnaires][gui]")
{
    edit(u"Q-HSV-LAST"_s);
    type(u"1411"_s);
    CHECK(last.state == AnswerState::NotAsked);
    static_cast<QLineEdit *>(editor->keyboardTarget())->clear();
    type(u"1990"_s); // the year of birth may be meant
    CHECK(words() == u"1990");
}

TEST_CASE_METHOD(EditorFixture, "numbers take a comma or a point", "[questionnaires][gui]")
{
    edit(u"Q-STER"_s);
    type(u"7,5"_s);
    REQUIRE(last.isAnswered());
    CHECK(numberOf(last.values.first()) == 7.5);
}

TEST_CASE_METHOD(EditorFixture, "setting an answer is silent and leaves equal typing alone",
                 "[questionnaires][gui]")
{
    edit(u"Q-HSV-LAST"_s);
    type(u"9/2025"_s);
    const QSignalSpy changed(editor.get(), &AnswerEditor::answerChanged);
    editor->setAnswer(Answer::of(*PartialDate::fromString(u"2025-09"_s)));
    CHECK(static_cast<QLineEdit *>(editor->keyboardTarget())->text() == u"9/2025");
    editor->setAnswer(Answer{});
    CHECK(changed.isEmpty());
    CHECK_FALSE(editor->answer().isAnswered());
}
