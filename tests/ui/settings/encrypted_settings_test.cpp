#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "core/vault/vault.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/printing/sheet_pane.h"
#include "ui/settings/access_section.h"
#include "ui/settings/password_panel.h"
#include "ui/settings/questionnaire_editor.h"
#include "ui/settings/questionnaires_section.h"
#include "ui/settings/recovery_key_section.h"
#include "ui/settings/recovery_key_view.h"
#include "ui/settings/section_list.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/print_preview.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; // milliseconds, for Argon2id under a sanitizer

struct EncryptedSettings : test::EncryptedClinic
{
    EncryptedSettings()
    {
        applyTheme(*qApp, Theme::Light);
        context.setActor(own.person.actor());
        page.resize(1290, 700);
        page.show();
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
    }
    void show(SettingsPart part) { page.open({.place = Place::Settings, .part = part}); }
    Button *button(QWidget *in, const QString &text)
    {
        for (Button *candidate : in->findChildren<Button *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    bool says(QWidget *in, const QString &text)
    {
        const auto labels = in->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QString toldBy(ErrorBanner *banner)
    {
        CHECK(QTest::qWaitFor([&] { return banner->isTelling(); }, patience));
        return banner->text().title;
    }
    QString madeKey()
    {
        auto *view = page.findChild<RecoveryKeyView *>();
        REQUIRE(QTest::qWaitFor([&] { return view->isVisible(); }, patience));
        return view->accessibleName().section(u": "_s, 1);
    }

    SignedIn own = signIn();
    test::ScriptedPrompter prompter;
    ClinicContext context{*own.database, clock, prompter};
    SettingsPage page{context, std::shared_ptr<PrintServer>()};
};

} // namespace

TEST_CASE_METHOD(EncryptedSettings, "one's own password asks for the present one first", "[settings][gui]")
{
    show(SettingsPart::People);
    auto *panel = page.findChild<PasswordPanel *>();
    REQUIRE(panel->isVisible());
    CHECK(says(panel, u"Set on 2 Mar 2026, 10:00."_s));
    button(panel, u"Another password…"_s)->click();
    test::saveScreenshot(page, u"settings-password"_s);
    CHECK(test::unnamedControls(panel) == QStringList());
    const auto lines = panel->findChildren<PasswordLine *>();
    REQUIRE(lines.at(0)->hasFocus());
    const auto fill = [&](const QString &present) {
        QTest::keyClicks(lines.at(0), present);
        QTest::keyClicks(lines.at(1), u"other words of mine"_s);
        QTest::keyClicks(lines.at(2), u"other words of mine"_s);
        QTest::keyClick(lines.at(2), Qt::Key_Return);
    };
    auto *banner = panel->findChild<ErrorBanner *>();
    fill(u"not the password"_s);
    CHECK(toldBy(banner) == u"This is not your password"_s);
    CHECK(unlock(path, name, password));
    banner->clear();
    fill(password);
    CHECK(toldBy(banner) == u"The password of Dr Ayanda Motau is set"_s);
    CHECK(unlock(path, name, u"other words of mine"_s));
}

TEST_CASE_METHOD(EncryptedSettings, "a new version of the intake is published with one's own password, and with no other",
                 "[settings][gui][library]")
{
    show(SettingsPart::Questionnaires);
    auto *section = page.findChild<QuestionnairesSection *>();
    auto *editor = page.findChild<QuestionnaireEditor *>();
    button(section, u"Edit"_s)->click();
    REQUIRE(editor->isVisible());
    auto *line = editor->findChild<PasswordLine *>();
    button(editor, u"Publish"_s)->click();
    CHECK(line->hasFocus()); // it is asked for first
    const auto asked = [this] { return currentQuestionnaire(*own.database, intakeUrl())->questionnaire.version(); };
    QTest::keyClicks(line, u"not the password"_s);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(toldBy(editor->findChild<ErrorBanner *>()) == u"This is not your password"_s);
    CHECK(asked() == u"1");
    CHECK(line->hasFocus());
    QTest::keyClicks(line, password);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(QTest::qWaitFor([&] { return asked() == u"1-p1"; }, patience));
}

TEST_CASE_METHOD(EncryptedSettings, "a new person is asked for a password once kept, and may do without",
                 "[settings][gui]")
{
    Staff nurse;
    nurse.name = u"Sr Lindiwe Zwane"_s;
    nurse.roles = Role::Nurse;
    nurse = saveStaff(*own.database, context.actor(), clock.now(), nurse).value();
    auto *panel = page.findChild<PasswordPanel *>();
    show(SettingsPart::People);
    panel->setPerson(nurse);
    CHECK(says(panel, u"No password yet: Sr Lindiwe Zwane cannot sign in."_s));
    button(panel, u"Set a password…"_s)->click();
    const auto lines = panel->findChildren<PasswordLine *>();
    CHECK_FALSE(lines.at(0)->isVisible());
    QTest::keyClicks(lines.at(1), u"words for the nurse"_s);
    QTest::keyClicks(lines.at(2), u"words for the nurse"_s);
    button(panel, u"Set the password"_s)->click();
    CHECK(toldBy(panel->findChild<ErrorBanner *>()) == u"The password of Sr Lindiwe Zwane is set"_s);
    CHECK(unlock(path, nurse.name, u"words for the nurse"_s));
    context.setActor(nurse.actor());
    panel->setPerson(own.person);
    CHECK_FALSE(panel->findChild<Button *>()->isVisible()); // somebody else's is for the owner
}

TEST_CASE_METHOD(EncryptedSettings, "a recovery key is made, shown once and checked", "[settings][gui]")
{
    show(SettingsPart::RecoveryKey);
    auto *section = page.findChild<RecoveryKeySection *>();
    CHECK(says(section, u"No key was made yet."_s));
    auto *proof = section->findChild<PasswordLine *>();
    auto *banner = section->findChild<ErrorBanner *>();
    CHECK_FALSE(button(section, u"Make the key"_s)->isEnabled());
    QTest::keyClicks(proof, u"not the password"_s);
    button(section, u"Make the key"_s)->click();
    CHECK(toldBy(banner) == u"This is not your password"_s);
    CHECK_FALSE(hasRecoveryKey(path).value());
    REQUIRE(proof->hasFocus());
    CHECK(proof->text().isEmpty());
    QTest::keyClicks(proof, password);
    QTest::keyClick(proof, Qt::Key_Return);
    const QString key = madeKey();
    CHECK(key.split(u' ').size() == 8);
    test::saveScreenshot(page, u"settings-recovery-key"_s);
    CHECK(test::unnamedControls(section) == QStringList());
    button(section, u"Print the sheet"_s)->click();
    auto *sheet = section->findChild<SheetPane *>();
    REQUIRE(QTest::qWaitFor([&] { return sheet->preview().pageCount() == 1; }, patience));
    test::saveScreenshot(page, u"settings-recovery-key-sheet"_s);
    CHECK_FALSE(proof->isVisible()); // one thing at a time
    for (const Button *candidate : sheet->findChildren<Button *>())
        CHECK((candidate->text() != u"Save PDF"_s || candidate->isHidden())); // paper only
    CHECK_FALSE(button(section, u"Print"_s)->isEnabled()); // no printer here
    QTest::keyClick(sheet, Qt::Key_Escape);
    CHECK(sheet->preview().pageCount() == 0);
    button(section, u"It is on paper twice"_s)->click();
    CHECK(page.findChild<RecoveryKeyView *>()->accessibleName().isEmpty());
    CHECK(says(section, u"Made on 2 Mar 2026, 10:00."_s));

    auto *typed = section->findChild<QLineEdit *>(u"typedKey"_s);
    auto *checked = section->findChild<ErrorBanner *>(u"checked"_s);
    REQUIRE(typed->hasFocus());
    QTest::keyClicks(typed, key.toLower());
    QTest::keyClick(typed, Qt::Key_Return);
    CHECK(toldBy(checked) == u"This is the key"_s);
    CHECK(says(section, u"Checked on 2 Mar 2026."_s));
    QTest::keyClicks(typed, key.left(40));
    QTest::keyClick(typed, Qt::Key_Return);
    CHECK(toldBy(checked) == u"The key has a slip"_s);

    QTest::keyClicks(proof, password);
    button(section, u"Make a new key…"_s)->click();
    button(section, u"Make a new key"_s)->click();
    REQUIRE(madeKey() != key);
    typed->setText(key);
    QTest::keyClick(typed, Qt::Key_Return);
    CHECK(toldBy(checked) == u"This key does not open the clinic"_s);
}

TEST_CASE("passwords and the recovery key have room for longer words", "[settings][gui]")
{
    const test::LongerWords longer;
    EncryptedSettings clinic;
    clinic.page.resize(GENERATE(QSize(1290, 700), QSize(835, 440)));
    clinic.show(SettingsPart::People);
    clinic.page.findChild<PasswordPanel *>()->ask();
    QTest::qWait(1);
    CHECK(test::clippedTexts(clinic.page) == QStringList());
    clinic.show(SettingsPart::RecoveryKey);
    QTest::qWait(1);
    CHECK(test::clippedTexts(clinic.page) == QStringList());
}

TEST_CASE_METHOD(EncryptedSettings, "who opened records is searched by patient, and one patient's list goes to paper", "[settings][gui]")
{
    Patient person;
    person.familyName = u"Mokena"_s;
    person.givenNames = u"Dineo"_s;
    person.birthDate = QDate(1981, 9, 3);
    const Patient mokena = registerPatient(*own.database, context.actor(), clock.now(), person).value();
    person.givenNames = u"Lerato"_s;
    const Patient other = registerPatient(*own.database, context.actor(), clock.now(), person).value();
    for (const PatientId patient : {mokena.id, other.id, mokena.id})
        REQUIRE(recordAccess(*own.database, context.actor(), clock.now(), patient, AccessAct::Opened));
    auto *section = page.findChild<AccessSection *>();
    auto *list = page.findChild<SectionList *>();
    const auto found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, u"Who opened records"_s);
    REQUIRE(found.size() == 1);
    list->setCurrentIndex(found.first());
    REQUIRE(section->isVisible());
    CHECK(test::unnamedControls(section) == QStringList());
    const auto *table = section->findChild<QTableView *>();
    CHECK(table->model()->rowCount() == 3);
    CHECK_FALSE(button(section, u"For the patient…"_s)->isEnabled());
    test::saveScreenshot(page, u"settings-accesses"_s);

    auto *number = section->findChild<QLineEdit *>(u"fileNumber"_s);
    QTest::keyClicks(number, mokena.fileNumber);
    QTest::keyClick(number, Qt::Key_Return);
    CHECK(table->model()->rowCount() == 2);
    CHECK(table->model()->index(0, 3).data().toString().contains(u"Dineo Mokena"_s));
    prompter.answer = folder.filePath(u"accesses.pdf"_s);
    button(section, u"For the patient…"_s)->click();
    auto *sheet = section->findChild<SheetPane *>();
    REQUIRE(QTest::qWaitFor([&] { return sheet->preview().pageCount() == 1; }, patience));
    test::saveScreenshot(page, u"settings-accesses-sheet"_s);
    button(section, u"Save PDF"_s)->click();
    CHECK(QFile::exists(folder.filePath(u"accesses.pdf"_s)));
    CHECK(recordAccesses(*own.database, context.actor(), {.patient = mokena.id})->first().act == AccessAct::Printed);
    QTest::keyClick(sheet, Qt::Key_Escape);
    CHECK(table->model()->rowCount() == 3); // and the printing

    context.setActor({own.person.id, own.person.name, Role::Reception});
    CHECK(table->model()->rowCount() == 0);
    CHECK(toldBy(section->findChild<ErrorBanner *>()) != QString());
}
