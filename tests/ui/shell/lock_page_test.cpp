#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "ui/shell/lock_page.h"
#include "ui/shell/sign_in_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/person_list.h"
#include "ui/widgets/severity_tag.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QList<KnownPerson> people{{u"Sr Lindiwe Zwane"_s, u"Nurse"_s},
                                {u"Dr Thandeka Mabuza"_s, u"Dermatologist, owner"_s}};
const QDateTime lockedAt(QDate(2026, 3, 2), QTime(8, 51), Qt::UTC);

struct LockFixture
{
    LockFixture()
    {
        applyTheme(*qApp, Theme::Light);
        page.resize(1366, 768);
        page.show();
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
    }
    Button *button(const QString &text)
    {
        for (Button *candidate : page.findChildren<Button *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    bool says(const QString &text)
    {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    const BannerText &banner() { return page.findChild<ErrorBanner *>()->text(); }

    LockPage page;
    PasswordLine *password = page.findChild<PasswordLine *>();
    PersonList *list = page.findChild<PersonList *>();
    QSignalSpy unlock{&page, &LockPage::unlockRequested};
    QSignalSpy recovery{&page, &LockPage::recoveryRequested};
};

} // namespace

TEST_CASE_METHOD(LockFixture, "the list of people is as high as its rows on every screen", "[shell][gui]")
{
    for (const QSize &screen : {QSize(1366, 768), QSize(1920, 1080), QSize(900, 500)}) {
        page.resize(screen);
        for (const QDateTime &at : {lockedAt, QDateTime()}) {
            page.begin({people.first()}, people.first().name, at, 0);
            QTest::qWait(1);
            INFO(screen.width() << " wide");
            CHECK(list->height() == PersonList::rowHeight);
            CHECK(list->parentWidget()->height() <= list->height() + 2);
        }
    }
}

TEST_CASE_METHOD(LockFixture, "a locked clinic asks the last person for the password", "[shell][gui]")
{
    page.begin(people, u"Dr Thandeka Mabuza"_s, lockedAt, 5);
    CHECK(says(u"Locked at 10:51"_s));
    CHECK(says(u"Nobody typed for 5 minutes. Your work is where you left it."_s));
    CHECK(says(u"Password of Dr Thandeka Mabuza"_s));
    CHECK(password->accessibleName() == u"Password of Dr Thandeka Mabuza"_s);
    CHECK(test::unnamedControls(&page) == QStringList());
    REQUIRE(password->hasFocus());
    QTest::keyClick(password, Qt::Key_Return);
    CHECK(unlock.isEmpty());
    QTest::keyClicks(password, u"four words"_s);
    test::saveScreenshot(page, u"lock"_s);
    QTest::keyClick(password, Qt::Key_Return);
    REQUIRE(unlock.count() == 1);
    CHECK(unlock.first() == QVariantList{u"Dr Thandeka Mabuza"_s, u"four words"_s});
    CHECK(password->text().isEmpty());
}

TEST_CASE_METHOD(LockFixture, "another of the names is chosen with the arrows", "[shell][gui]")
{
    page.begin(people, u"Dr Thandeka Mabuza"_s, lockedAt, 0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Up);
    CHECK(says(u"Password of Sr Lindiwe Zwane"_s));
    QTest::keyClick(list, Qt::Key_Return);
    CHECK(password->hasFocus());
}

TEST_CASE_METHOD(LockFixture, "where nobody signed in before, and for somebody else, the name is typed",
                 "[shell][gui]")
{
    QSignalSpy other(&page, &LockPage::otherFileRequested);
    page.begin({}, {}, {}, 0);
    CHECK(says(u"Sign in"_s));
    CHECK_FALSE(list->isVisible());
    button(u"Open another clinic file"_s)->click();
    CHECK(other.count() == 1);
    test::saveScreenshot(page, u"lock-first"_s);

    page.begin(people, {}, {}, 0);
    button(u"Sign in as someone else"_s)->click();
    auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    REQUIRE(name != nullptr);
    CHECK(name->accessibleName() == u"Your name"_s);
    QTest::keyClicks(name, u"Kabelo Moagi"_s);
    QTest::keyClick(name, Qt::Key_Return);
    REQUIRE(password->hasFocus());
    QTest::keyClicks(password, u"four words"_s);
    button(u"Unlock"_s)->click();
    REQUIRE(unlock.count() == 1);
    CHECK(unlock.first() == QVariantList{u"Kabelo Moagi"_s, u"four words"_s});
    button(u"Back to the names"_s)->click();
    CHECK(list->isVisible());
}

TEST_CASE_METHOD(LockFixture, "a wrong password and a wrong recovery key are told in their own words",
                 "[shell][gui]")
{
    page.begin(people, {}, lockedAt, 0);
    page.setBusy(true);
    CHECK(button(u"Unlocking …"_s)->isEnabled() == false);
    page.setBusy(false);
    page.tell({ErrorCode::NotAllowed, u"the password is wrong"_s});
    CHECK(banner().title == u"Name and password do not fit"_s);
    CHECK(password->hasFocus());
    test::saveScreenshot(page, u"lock-wrong"_s);

    button(u"Forgot password"_s)->click();
    CHECK(banner().title == u"An owner can give you a new password"_s);
    CHECK(password->echoMode() == QLineEdit::Normal);
    QTest::keyClicks(password, u"7K2PM-"_s);
    QTest::keyClick(password, Qt::Key_Return);
    REQUIRE(recovery.count() == 1);
    CHECK(recovery.first().first().toString() == u"7K2PM-"_s);
    page.tell({ErrorCode::InvalidInput, u"group 2 is missing"_s});
    CHECK(banner().title == u"The recovery key has a slip"_s);
    CHECK(password->text() == u"7K2PM-"_s);
    test::saveScreenshot(page, u"lock-recovery"_s);
    button(u"Sign in with a password"_s)->click();
    CHECK(list->isVisible());
    CHECK(password->text().isEmpty());
    CHECK(password->echoMode() == QLineEdit::Password);
}

TEST_CASE_METHOD(LockFixture, "Caps Lock is noticed from the letters and put away by its key", "[shell][gui]")
{
    page.begin(people, {}, lockedAt, 0);
    const auto *notice = page.findChild<SeverityTag *>();
    QTest::sendKeyEvent(QTest::Click, password, Qt::Key_A, u"A"_s, Qt::ShiftModifier); // as it should be
    CHECK_FALSE(notice->isVisible());
    QTest::sendKeyEvent(QTest::Click, password, Qt::Key_B, u"B"_s, Qt::NoModifier);
    CHECK(notice->isVisible());
    test::saveScreenshot(page, u"lock-caps"_s);
    QTest::keyClick(password, Qt::Key_CapsLock);
    CHECK_FALSE(notice->isVisible());
    QTest::sendKeyEvent(QTest::Click, password, Qt::Key_C, u"c"_s, Qt::ShiftModifier);
    CHECK(notice->isVisible());
}

TEST_CASE("the locked page has room for longer words", "[shell][gui]")
{
    const test::LongerWords longer;
    LockFixture fixture;
    fixture.page.resize(GENERATE(QSize(1366, 768), QSize(911, 512)));
    fixture.page.begin(people, {}, {}, 5);
    QTest::qWait(1);
    CHECK(test::clippedTexts(fixture.page) == QStringList());
}

TEST_CASE_METHOD(LockFixture, "after several wrong passwords a person waits, sees how long, and a colleague does not", "[shell][gui]")
{
    std::chrono::seconds left(65);
    page.setWaits([&](const QString &name) { return name == people.first().name ? left : std::chrono::seconds(0); });
    page.begin(people, people.first().name, lockedAt, 0);
    CHECK(says(u"Several passwords did not fit. Sr Lindiwe Zwane can try again in 1:05."_s));
    CHECK_FALSE(button(u"Unlock"_s)->isEnabled());
    QTest::keyClicks(password, u"four words"_s);
    QTest::keyClick(password, Qt::Key_Return);
    CHECK(unlock.isEmpty());
    test::saveScreenshot(page, u"lock-wait"_s);

    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    CHECK(button(u"Unlock"_s)->isEnabled());
    QTest::keyClick(list, Qt::Key_Up);
    CHECK_FALSE(button(u"Unlock"_s)->isEnabled());
    left = std::chrono::seconds(0);
    CHECK(QTest::qWaitFor([&] { return button(u"Unlock"_s)->isEnabled(); }));
    password->setFocus();
    QTest::keyClick(password, Qt::Key_Return);
    CHECK(unlock.count() == 1);
}

TEST_CASE_METHOD(LockFixture, "a name on the locked page says how many drafts wait, and of whom it does not say", "[shell][gui]")
{
    QList<KnownPerson> waiting = people;
    waiting.first().note = draftsWords(1);
    waiting.last().note = draftsWords(3);
    page.begin(waiting, people.first().name, lockedAt, 0);
    const auto told = [&](int row) { return list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(); };
    CHECK(told(0).contains(u"1 draft kept"_s));
    CHECK(told(1).contains(u"3 drafts kept"_s));
    CHECK(draftsWords(0).isEmpty());
}
