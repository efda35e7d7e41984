#include "core/access/practice.h"
#include "core/access/staff.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "tests/support/accessibility.h"
#include "tests/support/database_fixture.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/computer_section.h"
#include "ui/settings/logo_field.h"
#include "ui/settings/people_section.h"
#include "ui/settings/practice_form.h"
#include "ui/settings/practice_section.h"
#include "ui/settings/preferences.h"
#include "ui/settings/scan_folder_card.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct SettingsFixture : test::DatabaseFixture
{
    SettingsFixture()
    {
        applyTheme(*qApp, Theme::Light);
        context.setActor(doctor);
        window.addRailPage(Place::Settings, Icon::Settings, u"Settings"_s,
                           [](ClinicContext &pageContext) { return new SettingsPage(pageContext); });
        window.resize(1366, 768);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        window.goTo({.place = Place::Settings});
    }
    QWidget *page() { return window.currentPage(); }
    void showSection(int row)
    {
        auto *list = page()->findChild<QListView *>();
        list->setCurrentIndex(list->model()->index(row, 0));
    }
    PracticeSection *practiceSection() { return page()->findChild<PracticeSection *>(); }
    PeopleSection *people() { return page()->findChild<PeopleSection *>(); }
    static Button *button(QWidget *section, const QString &text)
    {
        for (Button *candidate : section->findChildren<Button *>()) {
            if (candidate->text() == text && !candidate->isHidden())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    QLineEdit *field(const QString &name) { return practiceSection()->findChild<QLineEdit *>(name); }
    void type(QLineEdit *line, const QString &text)
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    std::optional<Draft> kept(const QString &form)
    {
        return findDraft(*database, {0, form, doctor.id}).value();
    }

    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    MainWindow window{context};
};

} // namespace

TEST_CASE_METHOD(SettingsFixture, "practice details are kept by one named act, and typing is a draft before",
                 "[settings][gui]")
{
    CHECK(field(u"name"_s)->text() == u"Marula Street Dermatology"_s);
    CHECK_FALSE(button(practiceSection(), u"Keep changes"_s)->isEnabled());
    type(field(u"phone"_s), u"012 555 0177"_s);
    test::saveScreenshot(window, u"settings-practice"_s);
    CHECK(practice(*database)->phone == u"012 555 0100"_s);
    REQUIRE(QTest::qWaitFor([&] { return kept(u"practice"_s).has_value(); }, 20'000));
    button(practiceSection(), u"Keep changes"_s)->click();
    CHECK(practice(*database)->phone == u"012 555 0177"_s);
    CHECK_FALSE(kept(u"practice"_s).has_value());
    CHECK_FALSE(button(practiceSection(), u"Keep changes"_s)->isEnabled());
}

TEST_CASE_METHOD(SettingsFixture, "a draft that was kept is offered and never applied by itself",
                 "[settings][gui]")
{
    type(field(u"email"_s), u"desk@marula.example"_s);
    window.lock();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    SettingsPage again(context);
    again.refresh();
    const auto *banner = again.findChild<PracticeSection *>()->findChild<ErrorBanner *>();
    REQUIRE(banner->isTelling());
    CHECK(banner->text().actions == QStringList{u"Use the draft"_s, u"Put it aside"_s});
    auto *email = again.findChild<QLineEdit *>(u"email"_s);
    CHECK(email->text().isEmpty());
    button(again.findChild<PracticeSection *>(), u"Use the draft"_s)->click();
    CHECK(email->text() == u"desk@marula.example"_s);
    CHECK(practice(*database)->email.isEmpty());
}

TEST_CASE_METHOD(SettingsFixture, "two people changing the practice are asked whose to keep",
                 "[settings][gui]")
{
    type(field(u"phone"_s), u"012 555 0177"_s);
    Practice theirs = *practice(*database);
    theirs.phone = u"012 555 0188"_s;
    REQUIRE(savePractice(*database, doctor, clock.now(), theirs));
    button(practiceSection(), u"Keep changes"_s)->click();
    const auto *banner = practiceSection()->findChild<ErrorBanner *>();
    REQUIRE(banner->text().kind == BannerKind::Conflict);
    CHECK(practice(*database)->phone == u"012 555 0188"_s);
    SECTION("mine")
    {
        button(practiceSection(), u"Keep mine"_s)->click();
        CHECK(practice(*database)->phone == u"012 555 0177"_s);
    }
    SECTION("theirs")
    {
        button(practiceSection(), u"Keep theirs"_s)->click();
        CHECK(practice(*database)->phone == u"012 555 0188"_s);
        CHECK(field(u"phone"_s)->text() == u"012 555 0188"_s);
    }
    CHECK_FALSE(banner->isTelling());
}

TEST_CASE_METHOD(SettingsFixture,
                 "a logo is kept with the details, and a file that is no picture is refused in words",
                 "[settings][gui]")
{
    prompter.answer = folder.filePath(u"notes.png"_s);
    QFile notes(prompter.answer);
    REQUIRE(notes.open(QIODevice::WriteOnly));
    notes.write("not a picture");
    notes.close();
    button(practiceSection(), u"Choose a picture"_s)->click();
    CHECK(practiceSection()->findChild<LogoField *>()->logo().isEmpty());
    QImage picture(40, 20, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    prompter.answer = folder.filePath(u"logo.png"_s);
    REQUIRE(picture.save(prompter.answer));
    button(practiceSection(), u"Choose a picture"_s)->click();
    const QByteArray chosen = practiceSection()->findChild<LogoField *>()->logo();
    REQUIRE(QTest::qWaitFor([&] { return kept(u"practice"_s).has_value(); }, 20'000));
    SettingsPage again(context);
    again.refresh();
    button(again.findChild<PracticeSection *>(), u"Use the draft"_s)->click();
    CHECK(again.findChild<LogoField *>()->logo() == chosen);
    button(practiceSection(), u"Keep changes"_s)->click();
    const QString digest = practice(*database)->logoDigest;
    REQUIRE_FALSE(digest.isEmpty());
    CHECK(document(*database, digest)->startsWith("\x89PNG"));
}

TEST_CASE_METHOD(SettingsFixture, "only the owner changes the practice and the people", "[settings][gui]")
{
    context.setActor(nurse);
    CHECK(field(u"name"_s)->isReadOnly());
    showSection(1);
    CHECK_FALSE(button(people(), u"Add a person"_s)->isEnabled());
}

TEST_CASE_METHOD(SettingsFixture, "a person is added with a role and then works here", "[settings][gui]")
{
    showSection(1);
    button(people(), u"Add a person"_s)->click();
    auto *name = people()->findChild<QLineEdit *>(u"name"_s);
    type(name, u"Sr Thandi O'Brien"_s);
    CHECK_FALSE(button(people(), u"Keep changes"_s)->isEnabled());
    for (QCheckBox *box : people()->findChildren<QCheckBox *>()) {
        if (box->text() == u"Nurse"_s)
            box->click();
    }
    test::saveScreenshot(window, u"settings-people"_s);
    button(people(), u"Keep changes"_s)->click();
    const auto added = staffNamed(*database, u"Sr Thandi O'Brien"_s);
    REQUIRE(added);
    CHECK(added->roles == Role::Nurse);
    CHECK(test::unnamedControls(page()) == QStringList());
}

TEST_CASE_METHOD(SettingsFixture, "two people changing one person are shown both, and asked whose to keep", "[settings][gui]")
{
    showSection(1);
    auto *name = people()->findChild<QLineEdit *>(u"name"_s);
    type(name, u"Dr Ayanda Motau-Nkosi"_s);
    const auto other = secondConnection();
    Staff theirs = *staffMember(*other, doctor.id);
    theirs.hpcsaNumber = u"MP0000001"_s;
    REQUIRE(saveStaff(*other, doctor, clock.now(), theirs));
    QTest::keyClick(button(people(), u"Keep changes"_s), Qt::Key_Space);
    const auto *banner = people()->findChild<ErrorBanner *>();
    REQUIRE(banner->text().kind == BannerKind::Conflict);
    CHECK(banner->text().detail.contains(u"Motau-Nkosi"_s));
    CHECK(staffMember(*database, doctor.id)->name == u"Dr Ayanda Motau"_s);
    SECTION("mine")
    {
        QTest::keyClick(button(people(), u"Keep mine"_s), Qt::Key_Space);
        CHECK(staffMember(*database, doctor.id)->name == u"Dr Ayanda Motau-Nkosi"_s);
    }
    SECTION("theirs")
    {
        QTest::keyClick(button(people(), u"Keep theirs"_s), Qt::Key_Space);
        CHECK(staffMember(*database, doctor.id)->hpcsaNumber == u"MP0000001"_s);
        CHECK(name->text() == u"Dr Ayanda Motau"_s);
    }
}

TEST_CASE_METHOD(SettingsFixture, "the last owner stays, and the page says why", "[settings][gui]")
{
    showSection(1);
    for (QCheckBox *box : people()->findChildren<QCheckBox *>()) {
        if (box->text() == u"Owner"_s)
            box->click();
    }
    button(people(), u"Keep changes"_s)->click();
    CHECK(people()->findChild<ErrorBanner *>()->text().title == u"The practice needs an owner"_s);
    CHECK(staffMember(*database, doctor.id)->roles.testFlag(Role::Owner));
}

TEST_CASE_METHOD(SettingsFixture, "dark is chosen here and remembered by this computer", "[settings][gui]")
{
    showSection(2);
    const auto choices = page()->findChild<ComputerSection *>()->findChildren<QRadioButton *>();
    choices.at(1)->click();
    CHECK(currentTheme() == Theme::Dark);
    CHECK(loadPreferences().theme == Theme::Dark);
    showSection(0);
    test::saveScreenshot(window, u"settings-dark"_s);
    showSection(2);
    choices.at(0)->click();
    CHECK(currentTheme() == Theme::Light);
    CHECK(test::unnamedControls(page()) == QStringList());
}

TEST_CASE_METHOD(SettingsFixture, "when to lock is chosen here, told at once and remembered",
                 "[settings][gui]")
{
    showSection(2);
    QSignalSpy told(static_cast<SettingsPage *>(page()), &SettingsPage::lockAfterChanged);
    auto *choice = page()->findChild<ComputerSection *>()->findChild<QComboBox *>();
    CHECK(choice->currentText() == u"after 5 minutes"_s);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_End);
    CHECK(loadPreferences().lockAfterMinutes == 0);
    QTest::keyClick(choice, Qt::Key_Home);
    QTest::keyClick(choice, Qt::Key_Down);
    CHECK(loadPreferences().lockAfterMinutes == 5);
    CHECK(told.last().first().toInt() == 5);
}

TEST_CASE_METHOD(SettingsFixture, "the scanner's folder is chosen, said what happens in it, and forgotten by key", "[settings][gui]")
{
    const QString scans = folder.filePath(u"scans"_s);
    REQUIRE(QDir().mkpath(scans));
    showSection(2);
    QSignalSpy told(static_cast<SettingsPage *>(page()), &SettingsPage::scanFolderChanged);
    auto *card = page()->findChild<ScanFolderCard *>();
    auto *choose = card->findChild<Button *>(u"chooseScanFolder"_s);
    auto *forget = card->findChild<Button *>(u"forgetScanFolder"_s);
    auto *deletes = card->findChild<QRadioButton *>(u"deleteScans"_s);
    CHECK_FALSE(forget->isVisible());
    CHECK_FALSE(deletes->isVisible());
    prompter.answer = folder.path(); // the clinic file lies there
    QTest::keyClick(choose, Qt::Key_Return);
    CHECK(card->findChild<ErrorBanner *>()->text().detail.contains(u"The clinic file lies in"_s));
    CHECK(rememberedInbox(path).folder.isEmpty());
    CHECK(told.isEmpty());
    prompter.answer = scans;
    QTest::keyClick(choose, Qt::Key_Return);
    CHECK(rememberedInbox(path).folder == scans);
    CHECK_FALSE(rememberedInbox(path).deletes);
    CHECK(told.size() == 1);
    REQUIRE(deletes->isVisible());
    test::saveScreenshot(window, u"settings-scans"_s);
    QTest::keyClick(deletes, Qt::Key_Space);
    CHECK(rememberedInbox(path).deletes);
    CHECK(test::unnamedControls(page()) == QStringList());
    QTest::keyClick(forget, Qt::Key_Return);
    CHECK(rememberedInbox(path).folder.isEmpty());
    CHECK(choose->hasFocus());
    CHECK(told.size() == 3);
}

TEST_CASE("a practice's details survive the way through a draft", "[settings]")
{
    Practice details;
    details.name = u"Marula Street Dermatology"_s;
    details.address = u"12 Marula Street\nDemo Park 0001"_s;
    details.revision = 4;
    Practice other = details;
    other.phone = u"012 555 0100"_s;
    const PracticeDraft read = practiceFromDraft(practiceDraft({other, "picture"}), {details, {}});
    CHECK(sameDetails(read.details, other));
    CHECK(read.details.revision == 4);
    CHECK(read.logo == "picture");
    CHECK_FALSE(sameDetails(details, other));
}

TEST_CASE("no part of the settings is cut short in a language with longer words", "[settings][gui]")
{
    const test::LongerWords longer;
    SettingsFixture clinic;
    const QSize size = GENERATE(QSize(1366, 768), QSize(1093, 614), QSize(911, 512));
    clinic.window.resize(size);
    for (const int section : {0, 1, 2}) {
        clinic.showSection(section);
        QTest::qWait(1);
        INFO("section " << section << ", width " << size.width());
        CHECK(test::clippedTexts(clinic.window) == QStringList());
        test::saveScreenshot(clinic.window, u"settings-longer-%1-%2"_s.arg(section).arg(size.width()));
    }
}
