#include "core/safety/intake_fit.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"
#include "tests/support/accessibility.h"
#include "tests/support/database_fixture.h"
#include "tests/support/must.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/questionnaire_editor.h"
#include "ui/settings/questionnaire_outline.h"
#include "ui/settings/questionnaires_section.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray peel = R"({
  "resourceType": "Questionnaire", "status": "active", "url": "https://clinic.example/Questionnaire/peel", "version": "1", "title": "Before a peel",
  "item": [
    {"linkId": "sun", "prefix": "1", "text": "Have you been in the sun this week?", "type": "boolean"},
    {"linkId": "burn", "prefix": "2", "text": "Did it burn?", "type": "choice",
     "answerOption": [{"valueCoding": {"code": "no", "display": "No"}}, {"valueCoding": {"code": "a-little", "display": "A little"}}],
     "enableWhen": [{"question": "sun", "operator": "=", "answerBoolean": true}]},
    {"linkId": "pain", "prefix": "3", "text": "Is it sore?", "type": "string",
     "enableWhen": [{"question": "burn", "operator": "=", "answerCoding": {"code": "a-little"}}],
     "extension": [{"url": "http://example.org/strange", "valueBoolean": true}]}
  ]
})";
const QString peelUrl = u"https://clinic.example/Questionnaire/peel"_s;

/// The section in a window of its own, with the shipped intake.
struct LibraryScreen : test::DatabaseFixture
{
    LibraryScreen()
    {
        applyTheme(*qApp, Theme::Light);
        auto transaction = must(Transaction::begin(*database, Actor(), clock.now()));
        must(ensureShippedQuestionnaires(transaction));
        must(transaction.commit());
        context.setActor(doctor);
        section.resize(1094, 640);
        section.show();
        section.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&section));
        section.refresh();
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        prompter.answer = file.fileName();
    }
    template <typename Widget>
    Widget *named(const QString &name, QWidget *where = nullptr)
    {
        for (Widget *one : (where == nullptr ? &section : where)->template findChildren<Widget *>()) {
            if (one->accessibleName() == name && one->isVisible())
                return one;
        }
        FAIL("nothing is called " << name.toStdString());
        return nullptr;
    }
    Button *button(const QString &name)
    {
        for (Button *one : section.findChildren<Button *>()) {
            if ((one->text() == name || one->accessibleName() == name) && one->isVisible())
                return one;
        }
        return nullptr;
    }
    void press(const QString &name)
    {
        Button *one = button(name);
        if (one == nullptr || !one->isEnabled())
            FAIL("no button " << name.toStdString());
        one->setFocus();
        QTest::keyClick(one, Qt::Key_Space);
    }
    QTableWidget *table() { return named<QTableWidget>(u"Forms and their versions"_s); }
    QStringList rows()
    {
        QStringList lines;
        for (int row = 0; row < table()->rowCount(); ++row)
            lines << table()->item(row, 0)->text() + u' ' + table()->item(row, 1)->text() + u' ' + table()->item(row, 2)->text();
        return lines;
    }
    void chooseRow(int row)
    {
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Home, Qt::ControlModifier);
        for (int step = 0; step < row; ++step)
            QTest::keyClick(table(), Qt::Key_Down);
        REQUIRE(table()->currentRow() == row);
    }
    BannerText told()
    {
        for (ErrorBanner *one : section.findChildren<ErrorBanner *>()) {
            if (one->isVisible() && one->isTelling())
                return one->text();
        }
        return {};
    }
    void takeIn(const QByteArray &json)
    {
        write(u"form.json"_s, json);
        press(u"Take in a file…"_s);
        press(u"Keep the form that was read"_s);
    }
    QString asked(const QString &url)
    {
        const auto form = currentQuestionnaire(*database, url);
        return form ? form->questionnaire.version() : u"nothing"_s;
    }
    QTreeWidget *tree() { return named<QTreeWidget>(u"Items of the form"_s); }
    void chooseItem(const QString &words)
    {
        const auto found = tree()->findItems(words, Qt::MatchContains | Qt::MatchRecursive);
        REQUIRE(found.size() == 1);
        tree()->scrollToItem(found.first());
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualItemRect(found.first()).center());
        REQUIRE(tree()->currentItem() == found.first());
    }
    QPlainTextEdit *words() { return named<QPlainTextEdit>(u"Words"_s); }
    std::optional<Draft> draft(const QString &url) { return must(findDraft(*database, {0, questionnaireDraftForm(url), doctor.id})); }

    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    QuestionnairesSection section{context};
};

} // namespace

TEST_CASE_METHOD(LibraryScreen, "a form is read, its remarks are shown, and only then is it kept, activated and retired", "[settings][gui][library]")
{
    CHECK(test::unnamedControls(&section) == QStringList());
    CHECK(rows() == QStringList{u"Microneedling intake 1 Active"_s});
    write(u"peel.json"_s, peel);
    press(u"Take in a file…"_s);
    auto *remarks = named<QListWidget>(u"What Dermis does not do of what the form asks for"_s);
    REQUIRE(remarks->count() == 1);
    CHECK(remarks->item(0)->text().contains(u"pain"_s));
    CHECK(remarks->item(0)->text().contains(u"http://example.org/strange"_s));
    CHECK(must(questionnaires(*database)).size() == 1);
    saveScreenshot(section, u"questionnaires-import"_s);
    press(u"Keep the form that was read"_s);
    CHECK(rows() == QStringList{u"Microneedling intake 1 Active"_s, u"Before a peel 1 Kept, not asked"_s});
    CHECK(table()->currentRow() == 1);
    press(u"Activate this version"_s);
    CHECK(asked(peelUrl) == u"1");
    CHECK(rows().last() == u"Before a peel 1 Active");

    press(u"Retire this version"_s);
    CHECK(told().title == u"Why is it retired?");
    auto *reason = named<QLineEdit>(u"Why it is retired"_s);
    CHECK(qApp->focusWidget() == reason);
    QTest::keyClicks(reason, u"We do no peels any more"_s);
    press(u"Retire this version"_s);
    CHECK(asked(peelUrl) == u"nothing");
    CHECK(rows().last() == u"Before a peel 1 Retired");
    chooseRow(0);
    CHECK(button(u"Retire this version"_s) == nullptr); // the intake is replaced, never retired
}

TEST_CASE_METHOD(LibraryScreen, "a file that is no form, or is kept already, is refused with the reason", "[settings][gui][library]")
{
    write(u"wrong.json"_s, R"({"resourceType": "Patient"})");
    press(u"Take in a file…"_s);
    CHECK(told().title == u"The form is not taken in");
    CHECK(told().detail.contains(u"resourceType"_s));
    CHECK(button(u"Keep the form that was read"_s) == nullptr);
    takeIn(peel);
    write(u"again.json"_s, peel);
    press(u"Take in a file…"_s);
    CHECK(told().detail.contains(u"kept already"_s));
    prompter.answer = folder.filePath(u"out.json"_s);
    chooseRow(1);
    press(u"Save as…"_s);
    QFile saved(prompter.answer);
    REQUIRE(saved.open(QIODevice::ReadOnly));
    CHECK(saved.readAll() == peel);
}

TEST_CASE_METHOD(LibraryScreen, "an intake that the rules cannot read is not activated, and the question is named", "[settings][gui][library]")
{
    takeIn(R"({"resourceType":"Questionnaire","url":"https://dermis.example/Questionnaire/microneedling-intake","version":"9","title":"Short",
               "item":[{"linkId":"Q-ALG","type":"boolean","text":"Any?"}]})");
    CHECK(rows() == QStringList{u"Short 9 Kept, not asked"_s, u"Microneedling intake 1 Active"_s});
    press(u"Activate this version"_s);
    CHECK(told().kind == BannerKind::Stop);
    CHECK(told().detail.contains(u"Q-ALG-ENTRY is missing"_s));
    CHECK(told().detail.contains(u"more"_s));
    CHECK(asked(intakeUrl()) == u"1");
}

TEST_CASE_METHOD(LibraryScreen, "the outline shows number, words, answers and conditions", "[settings][gui][library]")
{
    takeIn(peel);
    press(u"Preview"_s);
    const QString text = named<QTextBrowser>(u"The form as it is asked"_s)->toPlainText();
    INFO(text.toStdString());
    CHECK(text.contains(u"1 Have you been in the sun this week?"_s));
    CHECK(text.contains(u"yes or no"_s));
    CHECK(text.contains(u"Answers: No · A little"_s));
    CHECK(text.contains(u"Asked only if “1 Have you been in the sun this week?” is yes."_s));
    CHECK(text.contains(u"Asked only if “2 Did it burn?” is A little."_s));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Escape);
    CHECK(qApp->focusWidget() == table());
    QSignalSpy asks(&section, &QuestionnairesSection::previewRequested);
    press(u"Preview"_s);
    CHECK(asks.size() == 1);
    CHECK(table()->isVisible()); // somebody else shows it
}

TEST_CASE_METHOD(LibraryScreen, "words, order and answers are edited by keyboard, kept while typed, and published", "[settings][gui][library]")
{
    takeIn(peel);
    press(u"Activate this version"_s);
    press(u"Edit"_s);
    CHECK(test::unnamedControls(&section) == QStringList());
    CHECK(qApp->focusWidget() == tree());
    CHECK(named<QLineEdit>(u"New version"_s)->text() == u"2");
    CHECK_FALSE(draft(peelUrl));

    QTest::keyClick(tree(), Qt::Key_Return); // to the words
    CHECK(qApp->focusWidget() == words());
    QTest::keyClick(words(), Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(words(), u" Or on a sunbed?"_s);
    CHECK(tree()->currentItem()->text(0).endsWith(u"Or on a sunbed?"_s));
    REQUIRE(QTest::qWaitFor([this] { return draft(peelUrl).has_value(); }));
    CHECK(draft(peelUrl)->body.contains("Or on a sunbed?"));
    CHECK(asked(peelUrl) == u"1");

    chooseItem(u"Did it burn?"_s);
    QTest::keyClick(tree(), Qt::Key_Up, Qt::AltModifier);
    CHECK(tree()->topLevelItem(0)->text(0).contains(u"Did it burn?"_s));
    CHECK(tree()->currentItem() == tree()->topLevelItem(0));
    auto *answers = named<QListWidget>(u"Answers offered"_s);
    press(u"Add an answer"_s);
    auto *typing = qobject_cast<QLineEdit *>(qApp->focusWidget());
    REQUIRE(typing != nullptr);
    QTest::keyClicks(typing, u"A lot"_s);
    QTest::keyClick(typing, Qt::Key_Return);
    REQUIRE(answers->count() == 3);
    REQUIRE(QTest::qWaitFor([answers] { return answers->item(2)->text() == u"A lot"; })); // Qt takes the words over a moment later
    answers->setFocus();
    QTest::keyClick(answers, Qt::Key_Up, Qt::AltModifier);
    CHECK(answers->item(1)->text() == u"A lot");
    CHECK(answers->currentRow() == 1);

    answers->setCurrentRow(2);
    press(u"Take the answer out"_s);
    CHECK(told().title == u"This answer stays");
    CHECK(told().detail.contains(u"pain"_s));
    CHECK(answers->count() == 3);
    auto *required = section.findChild<QCheckBox *>();
    QTest::keyClick(required, Qt::Key_Space);
    auto *life = named<QComboBox>(u"How long the answer holds"_s);
    life->setFocus();
    QTest::keyClick(life, Qt::Key_Down);
    saveScreenshot(section, u"questionnaire-editor"_s);

    press(u"Publish the new version"_s);
    CHECK(told().title == u"Version 2 is published");
    CHECK(asked(peelUrl) == u"2");
    CHECK_FALSE(draft(peelUrl));
    const Questionnaire form = must(currentQuestionnaire(*database, peelUrl)).questionnaire;
    CHECK(form.items().first().linkId == u"burn");
    CHECK(form.items().first().required);
    CHECK(form.items().first().shelfLife.kind == ShelfLife::Kind::Session);
    CHECK(form.find(u"sun"_s)->text == u"Have you been in the sun this week? Or on a sunbed?");
    CHECK(rows() == QStringList{u"Microneedling intake 1 Active"_s, u"Before a peel 2 Active"_s, u"Before a peel 1 Retired"_s});
}

TEST_CASE_METHOD(LibraryScreen, "an answer that a safety rule reads is not taken out of the intake", "[settings][gui][library]")
{
    press(u"Edit"_s);
    CHECK(named<QLineEdit>(u"New version"_s)->text() == u"1-p1");
    chooseItem(u"Does metal cause you trouble?"_s);
    auto *answers = named<QListWidget>(u"Answers offered"_s);
    const auto found = answers->findItems(u"jewellery"_s, Qt::MatchContains);
    REQUIRE(found.size() == 1);
    answers->setFocus();
    answers->setCurrentItem(found.first());
    QTest::keyClick(answers, Qt::Key_Delete);
    CHECK(told().detail.contains(u"MN-ALG-02"_s));
    QTest::keyClick(answers, Qt::Key_Escape);
    CHECK(table()->isVisible());
}

TEST_CASE_METHOD(LibraryScreen, "a draft is gone on with, or put aside", "[settings][gui][library]")
{
    press(u"Edit"_s);
    chooseItem(u"Why you came"_s);
    QTest::keyClick(tree(), Qt::Key_Return);
    QTest::keyClicks(words(), u"x"_s);
    QTest::keyClick(words(), Qt::Key_Escape); // back to the list, and kept
    REQUIRE(draft(intakeUrl()));
    section.goOn(intakeUrl());
    CHECK(told().title == u"A draft of this form was kept");
    CHECK(tree()->topLevelItem(0)->text(0).startsWith(u'x'));
    press(u"Put the draft aside"_s);
    CHECK_FALSE(draft(intakeUrl()));
    press(u"Edit"_s);
    CHECK(tree()->topLevelItem(0)->text(0) == u"Why you came");
    CHECK_FALSE(button(u"Put the draft aside"_s)->isEnabled());
}

TEST_CASE_METHOD(LibraryScreen, "the same draft in another window is noticed, and neither is lost unasked", "[settings][gui][library]")
{
    press(u"Edit"_s);
    chooseItem(u"Why you came"_s);
    QTest::keyClick(tree(), Qt::Key_Return);
    QTest::keyClicks(words(), u"mine "_s);
    section.keepDraft();
    const Draft before = *draft(intakeUrl());
    Draft theirs = before;
    theirs.body.replace("mine ", "theirs ");
    REQUIRE(saveDraft(*database, theirs));

    QTest::keyClicks(words(), u"too "_s);
    CHECK(told().title == u"This draft was changed in another window");
    section.keepDraft();
    CHECK(draft(intakeUrl())->body == theirs.body);
    SECTION("theirs")
    {
        press(u"Take theirs"_s);
        CHECK(words()->toPlainText().startsWith(u"theirs "_s));
    }
    SECTION("mine")
    {
        press(u"Keep mine"_s);
        section.keepDraft();
        CHECK(draft(intakeUrl())->body.contains("mine too "));
    }
}

TEST_CASE_METHOD(LibraryScreen, "who signs in next does not type into the draft of who was there before", "[settings][gui][library]")
{
    press(u"Edit"_s);
    chooseItem(u"Why you came"_s);
    QTest::keyClick(tree(), Qt::Key_Return);
    QTest::keyClicks(words(), u"mine "_s);
    context.setActor(nurse);
    section.refresh();
    CHECK(table()->isVisible());
    CHECK(draft(intakeUrl())->body.contains("mine "));
}

TEST_CASE_METHOD(LibraryScreen, "a version that became active since the draft was begun is told before anything is published", "[settings][gui][library]")
{
    press(u"Edit"_s);
    chooseItem(u"Why you came"_s);
    QTest::keyClick(tree(), Qt::Key_Return);
    QTest::keyClicks(words(), u"mine "_s);
    section.keepDraft();
    const StoredQuestionnaire active = must(currentQuestionnaire(*database, intakeUrl()));
    FormEdit other = must(FormEdit::fromJson(active.questionnaire.json()));
    other.setVersion(u"1-p1"_s);
    must(publishQuestionnaire(*database, doctor, clock.now(), {other.json(), active.id, {}}));
    press(u"Publish the new version"_s);
    CHECK(told().title == u"Another version became active since this draft was begun");
    CHECK(asked(intakeUrl()) == u"1-p1");

    press(u"Back to the list"_s); // and it is told when it is gone on with another day
    press(u"Edit"_s);
    CHECK(told().title == u"Another version became active since this draft was begun");
    press(u"Go on with mine"_s);
    CHECK(named<QLineEdit>(u"New version"_s)->text() == u"1-p2");
    press(u"Publish the new version"_s);
    CHECK(asked(intakeUrl()) == u"1-p2");
    CHECK(must(currentQuestionnaire(*database, intakeUrl())).questionnaire.items().first().text.startsWith(u"mine "_s));
}

TEST_CASE_METHOD(LibraryScreen, "who may not publish sees the forms and changes none", "[settings][gui][library]")
{
    context.setActor(nurse);
    section.refresh();
    for (const QString &name : {u"Take in a file…"_s, u"Edit"_s, u"Activate this version"_s, u"Retire this version"_s}) {
        INFO(name.toStdString());
        CHECK(button(name) == nullptr);
    }
    CHECK(button(u"Preview"_s)->isEnabled());
}

TEST_CASE("the page of questionnaires and its editor are drawn in both themes", "[settings][gui][library]")
{
    const auto theme = GENERATE(Theme::Light, Theme::Dark);
    LibraryScreen screen;
    const QString name = theme == Theme::Dark ? u"-dark"_s : QString();
    applyTheme(*qApp, theme);
    screen.takeIn(peel);
    MainWindow window(screen.context);
    window.addRailPage(Place::Settings, Icon::Settings, u"Settings"_s, [](ClinicContext &context) { return new SettingsPage(context); });
    window.resize(1366, 768);
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    window.goTo({.place = Place::Settings, .part = SettingsPart::Questionnaires});
    auto *section = window.findChild<QuestionnairesSection *>();
    REQUIRE(section != nullptr);
    CHECK(section->isVisible());
    saveScreenshot(window, u"questionnaires"_s + name);
    window.goTo({.place = Place::Settings, .text = intakeUrl(), .part = SettingsPart::Questionnaires});
    CHECK(window.findChild<QuestionnaireEditor *>()->isVisible());
    auto *tree = window.findChild<QTreeWidget *>();
    tree->setCurrentItem(tree->findItems(u"Does metal"_s, Qt::MatchContains | Qt::MatchRecursive).value(0));
    saveScreenshot(window, u"questionnaires-editor"_s + name);
    QTest::keyClick(tree, Qt::Key_Escape);
    for (Button *one : section->findChildren<Button *>()) {
        if (one->text() == u"Preview")
            one->click();
    }
    saveScreenshot(window, u"questionnaires-preview"_s + name);
    CHECK(window.findChild<QuestionnaireOutline *>()->isVisible());
    CHECK(section->width() <= 1366 - 76);
}
