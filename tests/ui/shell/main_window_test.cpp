#include "core/access/practice.h"
#include "core/access/staff.h"
#include "tests/support/accessibility.h"
#include "tests/support/bare_connection.h"
#include "tests/support/database_fixture.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "tests/ui/shell/sample_page.h"
#include "ui/context/clinic_context.h"
#include "ui/shell/file_check.h"
#include "ui/shell/idle_lock.h"
#include "ui/shell/keys_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/rail.h"
#include "ui/shell/sign_in_page.h"
#include "ui/shell/status_line.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/find_patient.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct WindowFixture : test::DatabaseFixture
{
    WindowFixture()
    {
        applyTheme(*qApp, Theme::Light);
        const auto factory = [this](const QString &title, test::SamplePage *&place) {
            return [title, &place](ClinicContext &pageContext) -> Page * {
                return place = new test::SamplePage(pageContext, title);
            };
        };
        window.addRailPage(Place::Today, Icon::Today, u"Today"_s, factory(u"Today"_s, today));
        window.addRailPage(Place::Patients, Icon::Patients, u"Patients"_s, factory(u"Patients"_s, patients));
        window.addRailPage(Place::Settings, Icon::Settings, u"Settings"_s, factory(u"Settings"_s, settings));
        window.addPage(Place::Record, factory(u"Patient record"_s, record));
        window.resize(1366, 768);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void signIn() { key(Qt::Key_Return); }

    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    FocusRing ring;
    test::SamplePage *today = nullptr;
    test::SamplePage *patients = nullptr;
    test::SamplePage *settings = nullptr;
    test::SamplePage *record = nullptr;
    MainWindow window{context};
};

} // namespace

TEST_CASE_METHOD(WindowFixture, "the window begins by asking who is at the computer", "[shell][gui]")
{
    CHECK(window.windowTitle() == u"Dermis – Marula Street Dermatology"_s);
    CHECK_FALSE(context.isSignedIn());
    CHECK(window.currentPage() == nullptr);
    test::saveScreenshot(window, u"sign-in"_s);
    CHECK(test::unnamedControls(&window) == QStringList());
    key(Qt::Key_Down);
    signIn();
    CHECK(context.actor().name == nurse.name);
    CHECK(context.actor().roles == nurse.roles);
    REQUIRE(today != nullptr);
    CHECK(window.currentPage() == today);
    CHECK(today->first->hasFocus());
}

TEST_CASE_METHOD(WindowFixture,
                 "Ctrl and a number go along the rail, and pages are built when they are wanted",
                 "[shell][gui]")
{
    signIn();
    CHECK(patients == nullptr);
    key(Qt::Key_2, Qt::ControlModifier);
    REQUIRE(patients != nullptr);
    CHECK(window.currentPage() == patients);
    CHECK(today->draftsKept == 1);
    key(Qt::Key_3, Qt::ControlModifier);
    CHECK(window.currentPage() == settings);
    key(Qt::Key_6, Qt::ControlModifier);
    CHECK(window.currentPage() == settings);
}

TEST_CASE_METHOD(WindowFixture, "Ctrl+F finds a person from anywhere and opens the record", "[shell][gui]")
{
    signIn();
    QString asked;
    QObject::connect(window.finder(), &FindPatient::searchRequested, &window,
                     [&](const QString &text) { asked = text; });
    key(Qt::Key_F, Qt::ControlModifier);
    REQUIRE(window.finder()->hasFocus());
    QTest::keyClicks(window.finder(), u"mok"_s);
    CHECK(asked == u"mok"_s);
    window.finder()->setAnswer({u"mok"_s,
                                {{.id = 7,
                                  .group = u"Exact match"_s,
                                  .name = u"Mokena, Dineo"_s,
                                  .matched = {{0, 3}},
                                  .age = u"45 years"_s,
                                  .detail = u"MSD-00187 · ID 810903 •••• · 082 555 0142"_s},
                                 {.id = 8,
                                  .group = u"Similar spelling"_s,
                                  .name = u"Mokwena, Naledi"_s,
                                  .matched = {{0, 3}},
                                  .age = u"16 years"_s,
                                  .detail = u"MSD-00512 · ID 100611 •••• · 073 555 0166"_s,
                                  .note = u"today"_s,
                                  .isMinor = true}},
                                15041});
    test::saveScreenshot(window, u"find"_s);
    key(Qt::Key_Return);
    REQUIRE(record != nullptr);
    CHECK(window.currentPage() == record);
    CHECK(record->opened.last().patient == PatientId(7));
}

TEST_CASE_METHOD(WindowFixture, "Ctrl+L locks at once and the same person comes back to the same page",
                 "[shell][gui]")
{
    signIn();
    key(Qt::Key_2, Qt::ControlModifier);
    const int kept = patients->draftsKept;
    key(Qt::Key_L, Qt::ControlModifier);
    CHECK_FALSE(context.isSignedIn());
    CHECK(patients->draftsKept == kept + 1);
    CHECK_FALSE(patients->isVisible());
    signIn();
    CHECK(window.currentPage() == patients);
    CHECK(patients->isVisible());
    key(Qt::Key_L, Qt::ControlModifier);
    key(Qt::Key_Down);
    signIn();
    CHECK(context.actor().name == nurse.name);
    CHECK(window.currentPage() == today);
}

TEST_CASE_METHOD(WindowFixture, "F6 steps through find box, rail and the page's parts", "[shell][gui]")
{
    signIn();
    key(Qt::Key_F6);
    CHECK(today->second->hasFocus());
    key(Qt::Key_F6);
    CHECK(window.finder()->hasFocus());
    key(Qt::Key_F6);
    key(Qt::Key_F6);
    CHECK(today->first->hasFocus());
    key(Qt::Key_F6, Qt::ShiftModifier);
    key(Qt::Key_F6, Qt::ShiftModifier);
    CHECK(window.finder()->hasFocus());
}

TEST_CASE_METHOD(WindowFixture, "F1 shows the keys of the page and Esc gives the keyboard back",
                 "[shell][gui]")
{
    signIn();
    key(Qt::Key_F1);
    const auto *panel = window.findChild<KeysPanel *>();
    REQUIRE(panel->isVisible());
    CHECK(panel->accessibleName().contains(u"F8: next gap"_s));
    test::saveScreenshot(window, u"keys"_s);
    key(Qt::Key_Escape);
    CHECK_FALSE(panel->isVisible());
    CHECK(today->first->hasFocus());
}

TEST_CASE_METHOD(WindowFixture, "below 1280 x 680 the compact layout starts", "[shell][gui]")
{
    signIn();
    const auto *rail = window.findChild<Rail *>();
    CHECK(rail->width() == 76);
    window.resize(1093, 614);
    CHECK(window.isCompact());
    CHECK(today->compact);
    CHECK(rail->width() == 52);
    key(Qt::Key_2, Qt::ControlModifier);
    CHECK(patients->compact);
    test::saveScreenshot(window, u"compact"_s);
    window.resize(1366, 768);
    CHECK_FALSE(window.isCompact());
    CHECK_FALSE(patients->compact);
}

TEST_CASE_METHOD(WindowFixture, "the status line says when work was kept, and a refresh follows every change",
                 "[shell][gui]")
{
    signIn();
    const auto *status = window.findChild<StatusLine *>();
    CHECK(status->savedWords() == u"All work saved"_s);
    const int before = today->refreshed;
    context.announceRecordChanged(PatientId(1));
    CHECK(status->savedWords() == u"All work saved at 10:00:00"_s);
    CHECK(today->refreshed == before + 1);
    CHECK(test::unnamedControls(&window) == QStringList());
}

TEST_CASE_METHOD(WindowFixture, "what another program commits beside the window is seen", "[shell][gui]")
{
    signIn();
    context.lookForForeignChanges();
    const int before = today->refreshed;
    context.lookForForeignChanges();
    CHECK(today->refreshed == before);
    const auto other = secondConnection();
    Practice details = *practice(*other);
    details.name = u"Baobab Skin Clinic"_s;
    REQUIRE(savePractice(*other, doctor, clock.now(), details));
    context.lookForForeignChanges();
    CHECK(today->refreshed == before + 1);
    CHECK(window.windowTitle() == u"Dermis – Baobab Skin Clinic"_s);
}

TEST_CASE_METHOD(WindowFixture, "an error is told in words and not in the log's English", "[shell][gui]")
{
    signIn();
    window.tell({ErrorCode::DiskFull, u"database or disk is full"_s});
    QStringList shown;
    for (const QLabel *label : window.findChildren<QLabel *>())
        shown << label->text();
    CHECK(shown.contains(u"The disk is full"_s));
    CHECK(shown.contains(u"Your last answer is kept. Free some space, then go on."_s));
    CHECK_FALSE(shown.contains(u"database or disk is full"_s));
}

TEST_CASE("a name with a title is shortened for the rail", "[shell]")
{
    CHECK(shortName(u"Sr Lindiwe Zwane"_s) == u"Sr Zwane"_s);
    CHECK(shortName(u"Kabelo Moagi"_s) == u"K. Moagi"_s);
    CHECK(shortName(u"Dr Zwane"_s) == u"Dr Zwane"_s);
}

TEST_CASE_METHOD(WindowFixture, "the window paints in dark as well", "[shell][gui]")
{
    applyTheme(*qApp, Theme::Dark);
    test::saveScreenshot(window, u"sign-in-dark"_s);
    signIn();
    today->path = {{u"Today"_s, {}}};
    Q_EMIT today->titleChanged();
    test::saveScreenshot(window, u"window-dark"_s);
    QCoreApplication::processEvents();
    const QImage picture = window.grab().toImage();
    CHECK(picture.pixelColor(picture.width() - 40, 300) == tokensOf(Theme::Dark).window);
    applyTheme(*qApp, Theme::Light);
}

TEST_CASE_METHOD(WindowFixture, "without input the window locks by itself and says so", "[shell][gui]")
{
    window.setLockAfter(5);
    signIn();
    REQUIRE(context.isSignedIn());
    Q_EMIT window.findChild<IdleLock *>()->idle();
    CHECK_FALSE(context.isSignedIn());
    const auto labels = window.signInPage()->findChildren<QLabel *>();
    CHECK(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text() == u"Nobody typed for 5 minutes. Your work is where you left it."_s;
    }));
}

TEST_CASE("input puts the lock off, and none brings it", "[shell][gui]")
{
    using namespace std::chrono_literals;
    IdleLock lock;
    const QSignalSpy idle(&lock, &IdleLock::idle);
    QWidget typed;
    lock.setTime(400ms);
    lock.start();
    for (int i = 0; i < 6; ++i) {
        QTest::qWait(100);
        QTest::keyClick(&typed, Qt::Key_A);
    }
    CHECK(idle.isEmpty());
    CHECK(QTest::qWaitFor([&] { return !idle.isEmpty(); }, 20'000));
    lock.setTime(0ms);
    lock.start();
    QTest::qWait(50);
    CHECK(idle.size() == 1);
}

namespace {

ErrorBanner *damageBanner(const MainWindow &window)
{
    for (ErrorBanner *banner : window.findChildren<ErrorBanner *>()) {
        if (banner->isTelling())
            return banner;
    }
    return nullptr;
}

} // namespace

TEST_CASE_METHOD(WindowFixture, "after sign-in the file is checked in the background, and the foot says what was found",
                 "[shell][gui]")
{
    signIn();
    REQUIRE(QTest::qWaitFor([&] { return !window.fileCheck()->isRunning(); }, 20'000));
    CHECK(window.fileCheck()->words().startsWith(u"File checked at"_s));
    CHECK(window.findChild<StatusLine *>()->accessibleDescription().contains(u"whole"_s));
    CHECK(damageBanner(window) == nullptr);

    window.fileCheck()->start(); // only the quick one is due again
    REQUIRE(QTest::qWaitFor([&] { return !window.fileCheck()->isRunning(); }, 20'000));
    CHECK(window.fileCheck()->words().startsWith(u"File checked at"_s));
    CHECK_FALSE(window.fileCheck()->words().contains(u"whole"_s));
}

TEST_CASE_METHOD(WindowFixture, "damage makes the window read only at once, says what is damaged, and shows the way out",
                 "[shell][gui]")
{
    REQUIRE(secondConnection()->run(u"UPDATE staff SET name = 'Somebody' WHERE id = 2"_s));
    signIn();
    REQUIRE(QTest::qWaitFor([&] { return damageBanner(window) != nullptr; }, 20'000));
    const BannerText text = damageBanner(window)->text();
    CHECK(text.kind == BannerKind::Stop);
    CHECK(text.detail.contains(u"table staff, row 2"_s));
    CHECK(database->isReadOnly());
    CHECK(window.findChild<StatusLine *>()->accessibleDescription().contains(u"views are not recorded"_s));
    CHECK(test::unnamedControls(&window) == QStringList());
    test::saveScreenshot(window, u"damaged"_s);
    QSignalSpy recovery(&window, &MainWindow::recoveryRequested);
    QTest::keyClick(damageBanner(window)->findChildren<Button *>().first(), Qt::Key_Space);
    CHECK(recovery.count() == 1);
}

TEST_CASE_METHOD(WindowFixture, "a file that is whole after all can be opened for work again", "[shell][gui]")
{
    REQUIRE(secondConnection()->run(u"UPDATE staff SET name = 'Somebody' WHERE id = 2"_s));
    signIn();
    REQUIRE(QTest::qWaitFor([&] { return damageBanner(window) != nullptr; }, 20'000));
    {
        test::BareConnection other(path, nullptr);
        other.run((u"UPDATE staff SET name = '%1' WHERE id = 2"_s.arg(nurse.name)).toUtf8());
    }
    QSignalSpy reopen(&window, &MainWindow::reopenRequested);
    QTest::keyClick(damageBanner(window)->findChildren<Button *>().last(), Qt::Key_Space);
    REQUIRE(QTest::qWaitFor([&] { return damageBanner(window)->text().kind == BannerKind::Done; }, 20'000));
    QTest::keyClick(damageBanner(window)->findChildren<Button *>().last(), Qt::Key_Space);
    CHECK(reopen.count() == 1);
}

TEST_CASE_METHOD(WindowFixture, "locking stops the check of the file at once", "[shell][gui]")
{
    signIn();
    key(Qt::Key_L, Qt::ControlModifier);
    CHECK_FALSE(window.fileCheck()->isRunning());
    CHECK_FALSE(context.isSignedIn());
}
