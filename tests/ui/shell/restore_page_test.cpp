#include "ui/shell/restore_page.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000; // milliseconds, for Argon2id and a proof under a sanitizer

/// A backup on a stick, and a computer whose clinic is gone.
struct BareComputer : test::EncryptedClinic
{
    BareComputer()
    {
        applyTheme(*qApp, Theme::Light);
        REQUIRE(QDir().mkdir(folder.filePath(u"stick"_s)));
        {
            const SignedIn own = signIn();
            recoveryKey = makeRecoveryKey(*own.database, own.person.actor(), clock.now()).value().text();
            backup = createBackup(*own.database, own.person.actor(), clock, folder.filePath(u"stick"_s)).value().path();
        }
        REQUIRE(QFile::remove(path));
        prompter.answer = folder.filePath(u"again.dermis"_s);
        page.resize(1366, 768);
        page.show();
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
        page.begin(backup);
    }
    void click(const QString &text)
    {
        for (Button *candidate : page.findChildren<Button *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return QTest::mouseClick(candidate, Qt::LeftButton);
        }
        FAIL("no button " << text.toStdString());
    }
    bool says(const QString &text)
    {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    void restoreFound()
    {
        REQUIRE(QTest::qWaitFor([&] { return says(u"Marula Street Dermatology"_s); }, patience));
        QTest::qWait(50); // until the page is laid out
        test::saveScreenshot(page, u"restore-found"_s);
        QSignalSpy restored(&page, &RestorePage::restored);
        click(u"Restore it to a clinic file…"_s);
        REQUIRE(QTest::qWaitFor([&] { return restored.size() == 1; }, patience));
        CHECK(restored.first().first().toString() == prompter.answer);
        CHECK(dermis::signIn(prompter.answer, name, password, clock.now()));
    }

    QString backup;
    QString recoveryKey;
    test::ScriptedPrompter prompter;
    RestorePage page{prompter};
};

} // namespace

TEST_CASE_METHOD(BareComputer, "on a bare computer a password of its day opens a backup and restores it", "[backup][gui]")
{
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"restore"_s);
    QTest::keyClicks(QApplication::focusWidget(), name);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClicks(page.findChild<PasswordLine *>(), password);
    QTest::keyClick(page.findChild<PasswordLine *>(), Qt::Key_Return);
    restoreFound();
}

TEST_CASE_METHOD(BareComputer, "on a bare computer the recovery key opens a backup and restores it", "[backup][gui]")
{
    click(u"Use the recovery key"_s);
    QTest::keyClicks(page.findChild<PasswordLine *>(), recoveryKey);
    QTest::keyClick(page.findChild<PasswordLine *>(), Qt::Key_Return);
    restoreFound();
}

TEST_CASE_METHOD(BareComputer, "a wrong password, a slip in the key and a file that is taken are told", "[backup][gui]")
{
    const auto *banner = page.findChild<ErrorBanner *>();
    const auto told = [&] {
        CHECK(QTest::qWaitFor([&] { return banner->isTelling(); }, patience));
        return banner->text().title;
    };
    QTest::keyClicks(QApplication::focusWidget(), name);
    QTest::keyClicks(page.findChild<PasswordLine *>(), u"not this one"_s);
    QTest::keyClick(page.findChild<PasswordLine *>(), Qt::Key_Return);
    CHECK(told() == u"Name and password do not fit this backup"_s);
    click(u"Use the recovery key"_s);
    QTest::keyClicks(page.findChild<PasswordLine *>(), u"ABCDE-12345"_s);
    QTest::keyClick(page.findChild<PasswordLine *>(), Qt::Key_Return);
    CHECK_FALSE(told().isEmpty());
    click(u"Use a password"_s);
    QTest::keyClicks(page.findChild<PasswordLine *>(), password);
    QTest::keyClick(page.findChild<PasswordLine *>(), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return says(u"Marula Street Dermatology"_s); }, patience));
    prompter.answer = backup;
    click(u"Restore it to a clinic file…"_s);
    CHECK(told() == u"This cannot be kept as it stands"_s);
    CHECK(QFile::exists(backup));
}
