#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/shell/start_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("a new clinic needs the practice and the dermatologist, then a place for its file", "[shell][gui]")
{
    applyTheme(*qApp, Theme::Light);
    test::ScriptedPrompter prompter;
    StartPage page(prompter);
    page.resize(1366, 768);
    page.show();
    test::saveScreenshot(page, u"start"_s);
    CHECK(test::unnamedControls(&page) == QStringList());
    const QList<QLineEdit *> fields = page.findChildren<QLineEdit *>();
    REQUIRE(fields.size() == 4);
    QSignalSpy create(&page, &StartPage::createRequested);
    QTest::keyClicks(fields.at(0), u"Marula Street Dermatology"_s);
    QTest::keyClick(fields.at(0), Qt::Key_Return);
    CHECK(prompter.asked.isEmpty());
    QTest::keyClicks(fields.at(1), u"Dr Thandeka Mabuza"_s);
    prompter.answer = u"/clinics/marula.dermis"_s;
    QTest::keyClick(fields.at(1), Qt::Key_Return);
    CHECK(prompter.asked.isEmpty());
    QTest::keyClicks(fields.at(2), u"four words of mine"_s);
    QTest::keyClicks(fields.at(3), u"four words of min"_s);
    QTest::keyClick(fields.at(3), Qt::Key_Return);
    CHECK(prompter.asked.isEmpty());
    QTest::keyClicks(fields.at(3), u"e"_s);
    test::saveScreenshot(page, u"start-filled"_s);
    QTest::keyClick(fields.at(3), Qt::Key_Return);
    REQUIRE(create.count() == 1);
    CHECK(create.first() == QVariantList{u"/clinics/marula.dermis"_s, u"Marula Street Dermatology"_s,
                                         u"Dr Thandeka Mabuza"_s, u"four words of mine"_s});
    CHECK(fields.at(2)->text().isEmpty());
    CHECK(fields.at(3)->text().isEmpty());
}

TEST_CASE("while a clinic is made nothing can be typed, and the page says that it is at work", "[shell][gui]")
{
    test::ScriptedPrompter prompter;
    StartPage page(prompter);
    page.show();
    page.setBusy(true);
    CHECK_FALSE(page.isEnabled());
    const auto buttons = page.findChildren<Button *>();
    CHECK(buttons.last()->text() == u"Starting …"_s);
    page.setBusy(false);
    CHECK(page.isEnabled());
}

TEST_CASE("opening asks for a file, and what went wrong is told on the page", "[shell][gui]")
{
    test::ScriptedPrompter prompter;
    prompter.answer = u"/clinics/old.dermis"_s;
    StartPage page(prompter);
    page.show();
    QSignalSpy open(&page, &StartPage::openRequested);
    page.findChild<Button *>()->click();
    REQUIRE(open.count() == 1);
    CHECK(open.first().first().toString() == u"/clinics/old.dermis"_s);
    page.tell({ErrorCode::Damaged, u"file is not a database"_s});
    const auto *banner = page.findChild<ErrorBanner *>();
    CHECK(banner->isVisible());
    CHECK(banner->text().title == u"This file is damaged or is not a clinic file"_s);
}
