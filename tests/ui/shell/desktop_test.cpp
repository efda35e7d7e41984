#include "app/desktop/desktop.h"
#include "core/backup/backup.h"
#include "core/access/wrong_passwords.h"
#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "core/vault/vault_vfs.h"
#include "tests/support/encrypted_clinic.h"
#include "ui/questionnaires/patient_screen.h"
#include "ui/settings/backup_inside_view.h"
#include "ui/settings/backup_section.h"
#include "ui/settings/password_panel.h"
#include "ui/settings/recovery_key_section.h"
#include "ui/settings/people_section.h"
#include "ui/shell/lock_page.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/person_list.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int startPatience = 20'000; // milliseconds, for Argon2id under a sanitizer

template <typename Window>
Window *shown()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<Window *>(window); found != nullptr && found->isVisible())
            return found;
    }
    return nullptr;
}

template <typename Window>
Window *waitFor()
{
    REQUIRE(QTest::qWaitFor([] { return shown<Window>() != nullptr; }, startPatience));
    return shown<Window>();
}

struct DesktopFixture : test::EncryptedClinic
{
    DesktopFixture()
    {
        applyTheme(*qApp, Theme::Light);
        REQUIRE(desktop.start(path));
    }
    void type(const QString &typedName, const QString &typedPassword)
    {
        auto *page = waitFor<LockPage>();
        for (auto *line : page->findChildren<QLineEdit *>()) {
            if (line->accessibleName() == u"Your name"_s && line->isVisible())
                line->setText(typedName);
        }
        auto *line = page->findChild<PasswordLine *>();
        QTest::keyClicks(line, typedPassword);
        QTest::keyClick(line, Qt::Key_Return);
    }

    Desktop desktop;
};

} // namespace

TEST_CASE_METHOD(DesktopFixture, "a wrong password opens nothing", "[desktop][gui]")
{
    type(name, u"not the password"_s);
    const auto *banner = waitFor<LockPage>()->findChild<ErrorBanner *>();
    REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, startPatience));
    CHECK(banner->text().title == u"Name and password do not fit"_s);
    CHECK(offeredKey(path) == nullptr);
}

TEST_CASE_METHOD(DesktopFixture,
                 "Ctrl+L closes the clinic and wipes its key, and the password goes back to the same page",
                 "[desktop][gui]")
{
    type(name, password);
    auto *window = waitFor<MainWindow>();
    CHECK(offeredKey(path) != nullptr);
    window->goTo({.place = Place::Settings});
    window->lock();
    auto *page = waitFor<LockPage>();
    CHECK(shown<MainWindow>() == nullptr);
    CHECK(page->windowTitle() == u"Dermis – Marula Street Dermatology"_s);
    CHECK(QTest::qWaitFor([&] { return offeredKey(path) == nullptr; }, startPatience));
    type(name, password);
    CHECK(waitFor<MainWindow>()->destination().place == Place::Settings);
}

TEST_CASE_METHOD(DesktopFixture, "a screen turned to the patient comes back with a password only", "[desktop][gui][forms]")
{
    PatientId patient;
    {
        const SignedIn own = signIn();
        Patient registered;
        registered.familyName = u"Mokena"_s;
        registered.givenNames = u"Dineo"_s;
        registered.birthDate = QDate(1981, 9, 3);
        patient = registerPatient(*own.database, own.person.actor(), clock.now(), registered).value().id;
    }
    type(name, password);
    auto *window = waitFor<MainWindow>();
    window->goTo({.place = Place::Intake, .patient = patient});
    const auto press = [&window](const QString &text) {
        for (Button *button : window->findChildren<Button *>()) {
            if (button->text() == text && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        FAIL("no button " << text.toStdString());
    };
    press(u"Hand to patient…"_s);
    REQUIRE(QTest::qWaitFor([&] { return window->findChild<PatientScreen *>() != nullptr; }, startPatience));
    press(u"Give the screen back"_s);
    press(u"For the staff: sign in"_s);
    waitFor<LockPage>();
    CHECK(QTest::qWaitFor([&] { return shown<MainWindow>() == nullptr && offeredKey(path) == nullptr; }, startPatience));
    type(name, u"not the password"_s);
    REQUIRE(QTest::qWaitFor([] { return shown<LockPage>()->findChild<ErrorBanner *>()->isTelling(); }, startPatience));
    CHECK(shown<MainWindow>() == nullptr);
    type({}, password);
    CHECK(waitFor<MainWindow>()->destination().place == Place::Intake);
}

TEST_CASE_METHOD(DesktopFixture, "who opened a record is journalled, also when the window locks at once",
                 "[desktop][gui]")
{
    PatientId patient;
    {
        const SignedIn own = signIn();
        Patient registered;
        registered.familyName = u"Mokena"_s;
        registered.givenNames = u"Dineo"_s;
        registered.birthDate = QDate(1981, 9, 3);
        patient = registerPatient(*own.database, own.person.actor(), clock.now(), registered).value().id;
    }
    type(name, password);
    auto *window = waitFor<MainWindow>();
    window->goTo({.place = Place::Record, .patient = patient});
    window->goTo({.place = Place::Record, .patient = patient, .tab = RecordTab::History});
    window->lock();
    waitFor<LockPage>();
    REQUIRE(QTest::qWaitFor([&] { return offeredKey(path) == nullptr; }, startPatience));
    const SignedIn own = signIn();
    const auto accesses = recordAccesses(*own.database, own.person.actor(), {.patient = patient});
    REQUIRE(accesses);
    REQUIRE(accesses->size() == 1);
    CHECK(accesses->first().act == AccessAct::Opened);
    CHECK(accesses->first().staffName == name);
}

TEST_CASE_METHOD(DesktopFixture, "the recovery key opens the clinic and leads to a new password",
                 "[desktop][gui]")
{
    QString key;
    {
        const SignedIn own = signIn();
        key = makeRecoveryKey(*own.database, own.person.actor(), clock.now()).value().text();
    }
    auto *page = waitFor<LockPage>();
    for (Button *button : page->findChildren<Button *>()) {
        if (button->text() == u"Forgot password"_s)
            button->click();
    }
    type({}, key);
    auto *window = waitFor<MainWindow>();
    CHECK(window->destination().part == SettingsPart::People);
    auto *panel = window->findChild<PasswordPanel *>();
    REQUIRE(panel != nullptr);
    auto lines = panel->findChildren<PasswordLine *>();
    REQUIRE(lines.size() == 3);
    CHECK(lines.at(1)->isVisible()); // asked for at once
    CHECK_FALSE(lines.at(0)->isVisible()); // the present one is lost
    QTest::keyClicks(lines.at(1), u"other words of mine"_s);
    QTest::keyClicks(lines.at(2), u"other words of mine"_s);
    QTest::keyClick(lines.at(2), Qt::Key_Return);
    const auto *banner = panel->findChild<ErrorBanner *>();
    REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, startPatience));
    CHECK(banner->text().title == u"The password of Dr Ayanda Motau is set"_s);
    CHECK(dermis::signIn(path, name, u"other words of mine"_s, clock.now()));
}

TEST_CASE_METHOD(DesktopFixture, "a backup takes the clinic's place from the window, and the file as it was is kept",
                 "[desktop][backup][gui]")
{
    QString backup;
    {
        const SignedIn own = signIn();
        REQUIRE(QDir().mkdir(folder.filePath(u"stick"_s)));
        backup = createBackup(*own.database, own.person.actor(), clock, folder.filePath(u"stick"_s)).value().path();
        Patient later;
        later.familyName = u"Mokena"_s;
        later.givenNames = u"Dineo"_s;
        later.birthDate = QDate(1981, 9, 3);
        REQUIRE(registerPatient(*own.database, own.person.actor(), clock.now(), later));
    }
    type(name, password);
    auto *window = waitFor<MainWindow>();
    window->goTo({.place = Place::Settings, .part = SettingsPart::Backup});
    auto *view = window->findChild<BackupInsideView *>();
    REQUIRE(view != nullptr);
    for (Button *button : window->findChild<BackupSection *>()->findChildren<Button *>()) {
        if (button->text() == u"Restore…"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    PasswordLine *line = nullptr;
    REQUIRE(QTest::qWaitFor(
        [&] {
            for (auto *candidate : view->findChildren<PasswordLine *>()) {
                if (candidate->isVisible())
                    line = candidate;
            }
            return line != nullptr;
        },
        startPatience));
    QTest::keyClicks(line, password);
    QTest::keyClick(line, Qt::Key_Return);
    auto *page = waitFor<LockPage>();
    const auto *banner = page->findChild<ErrorBanner *>();
    CHECK(banner->text().title.startsWith(u"The clinic is as of 2 Mar 2026"_s));
    const QStringList kept = QDir(folder.path()).entryList({u"clinic-before-restore-*.dermis"_s}, QDir::Files);
    REQUIRE(kept.size() == 1);
    const auto now = dermis::signIn(path, name, password, clock.now());
    CHECK(*patientCount(*now->database) == 0);
    const auto before = dermis::signIn(folder.filePath(kept.first()), name, password, clock.now());
    CHECK(*patientCount(*before->database) == 1);
}

TEST_CASE_METHOD(test::EncryptedClinic, "a wait after wrong passwords outlives a restart of the program", "[desktop][gui]")
{
    applyTheme(*qApp, Theme::Light);
    for (int i = 0; i < 4; ++i)
        REQUIRE(!tryPassword(path, name, u"a guess"_s, SystemClock().now()));
    Desktop desktop;
    REQUIRE(desktop.start(path));
    auto *page = waitFor<LockPage>();
    for (auto *line : page->findChildren<QLineEdit *>()) {
        if (line->accessibleName() == u"Your name"_s && line->isVisible())
            line->setText(name);
    }
    auto *line = page->findChild<PasswordLine *>();
    QTest::keyClicks(line, password);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(line->text() == password); // nothing was tried
    CHECK(shown<MainWindow>() == nullptr);
}

TEST_CASE_METHOD(DesktopFixture, "doctor and nurse take turns at one computer, and a typed draft waits for whoever typed it", "[desktop][gui]")
{
    const QString nurseName = u"Sr Lindiwe Zwane"_s;
    const QString nursePassword = u"her own four words"_s;
    {
        const SignedIn own = signIn();
        Staff nurse;
        nurse.name = nurseName;
        nurse.roles = Role::Nurse;
        nurse = saveStaff(*own.database, own.person.actor(), clock.now(), nurse).value();
        REQUIRE(givePassword(*own.database, own.person.actor(), clock.now(), nurse, nursePassword));
    }
    type(name, password);
    auto *window = waitFor<MainWindow>();
    window->goTo({.place = Place::Settings, .part = SettingsPart::People});
    auto *typed = window->findChild<PeopleSection *>()->findChild<QLineEdit *>(u"name"_s);
    REQUIRE(typed != nullptr);
    typed->setFocus();
    QTest::keyClicks(typed, u" Dube"_s);
    window->lock(); // at once: the draft has not had its second
    auto *page = waitFor<LockPage>();
    CHECK(QTest::qWaitFor([] { return shown<MainWindow>() == nullptr; }, startPatience));
    const auto *list = page->findChild<PersonList *>();
    CHECK(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"1 draft kept"_s));
    for (Button *button : page->findChildren<Button *>()) {
        if (button->text() == u"Sign in as someone else"_s)
            button->click();
    }
    type(nurseName, nursePassword);
    window = waitFor<MainWindow>();
    CHECK(window->destination().place == Place::Today);
    window->lock();
    waitFor<LockPage>();
    auto *back = shown<LockPage>();
    REQUIRE(QTest::qWaitFor([&] { return shown<MainWindow>() == nullptr; }, startPatience));
    QTest::keyClick(back->findChild<PersonList *>(), Qt::Key_Down); // nurse, doctor
    type({}, password);
    window = waitFor<MainWindow>();
    window->goTo({.place = Place::Settings, .part = SettingsPart::People});
    CHECK(window->findChild<PeopleSection *>()->findChild<QLineEdit *>(u"name"_s)->text() == name + u" Dube"_s);
}
