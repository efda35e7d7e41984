#include "core/backup/backup_round.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "tests/ui/shell/sample_page.h"
#include "ui/context/backup_runner.h"
#include "ui/context/clinic_context.h"
#include "ui/shell/leaving_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/status_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int proofPatience = 30'000; // milliseconds, for a proof under a sanitizer

/// A window on an encrypted clinic with a place for backups, and somebody signed in.
struct ClosingFixture : test::EncryptedClinic
{
    ClosingFixture()
    {
        applyTheme(*qApp, Theme::Light);
        REQUIRE(QDir().mkdir(stick));
        REQUIRE(
            saveBackupPlace(*own.database, own.person.actor(), clock.now(), {{}, 0, u"Stick"_s, stick, {}}));
        window.addRailPage(Place::Today, Icon::Today, u"Today"_s, [](ClinicContext &pageContext) {
            return new test::SamplePage(pageContext, u"Today"_s);
        });
        window.resize(1366, 768);
        window.show();
        window.signIn(own.person);
        QApplication::setQuitOnLastWindowClosed(false);
    }
    Button *button(const QString &text)
    {
        for (Button *candidate : leaving()->findChildren<Button *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    LeavingPage *leaving() { return window.findChild<LeavingPage *>(); }
    qsizetype made() const { return QDir(stick).entryList(QDir::Files).size(); }

    SignedIn own = signIn();
    QString stick = folder.filePath(u"stick"_s);
    test::ScriptedPrompter prompter;
    ClinicContext context{*own.database, clock, prompter};
    MainWindow window{context};
};

} // namespace

TEST_CASE_METHOD(ClosingFixture, "closing the window makes a backup first, and then closes by itself",
                 "[backup][gui]")
{
    window.close();
    CHECK(window.isVisible());
    CHECK(leaving()->isVisible());
    CHECK(test::unnamedControls(leaving()) == QStringList());
    test::saveScreenshot(window, u"closing"_s);
    REQUIRE(QTest::qWaitFor([&] { return !window.isVisible(); }, proofPatience));
    CHECK(made() == 1);
}

TEST_CASE_METHOD(ClosingFixture, "who does not want to wait closes without the backup", "[backup][gui]")
{
    window.close();
    SECTION("by the button")
    {
        QTest::mouseClick(button(u"Close without it"_s), Qt::LeftButton);
    }
    SECTION("by closing once more")
    {
        window.close();
    }
    CHECK_FALSE(window.isVisible());
}

TEST_CASE_METHOD(ClosingFixture, "Escape goes back to work, and the backup goes on", "[backup][gui]")
{
    window.close();
    QTest::keyClick(leaving(), Qt::Key_Escape);
    CHECK(window.isVisible());
    CHECK_FALSE(leaving()->isVisible());
    REQUIRE(QTest::qWaitFor([&] { return made() == 1 && !window.backups().isRunning(); }, proofPatience));
    CHECK(window.isVisible());
    window.close(); // nothing was written since
    CHECK_FALSE(window.isVisible());
}

TEST_CASE_METHOD(ClosingFixture, "a backup that cannot be made is told, and the window still closes",
                 "[backup][gui]")
{
    REQUIRE(QDir(stick).removeRecursively());
    window.close();
    const auto *banner = leaving()->findChild<ErrorBanner *>();
    REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, proofPatience));
    CHECK(banner->text().title == u"None of the disks for backups is here"_s);
    test::saveScreenshot(window, u"closing-without"_s);
    QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
    CHECK_FALSE(window.isVisible());
}

TEST_CASE_METHOD(ClosingFixture, "the foot of the window says where backups stand", "[backup][gui]")
{
    const auto *foot = window.findChild<StatusLine *>();
    CHECK(foot->accessibleDescription().contains(u"No backup proven yet"));
    window.backups().start(BackupCause::ByHand);
    REQUIRE(QTest::qWaitFor(
        [&] { return foot->accessibleDescription().contains(u"Backup proven today 10:0"); }, proofPatience));
}
