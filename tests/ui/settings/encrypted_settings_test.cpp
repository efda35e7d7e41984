#include "core/vault/vault.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/password_panel.h"
#include "ui/settings/recovery_key_section.h"
#include "ui/settings/recovery_key_view.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"

#include <QApplication>
#include <QLabel>
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
    SettingsPage page{context};
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
    CHECK(toldBy(banner) == u"This is not your present password"_s);
    CHECK(unlock(path, name, password));
    banner->clear();
    fill(password);
    CHECK(toldBy(banner) == u"The password of Dr Ayanda Motau is set"_s);
    CHECK(unlock(path, name, u"other words of mine"_s));
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
    button(section, u"Make the key"_s)->click();
    const QString key = madeKey();
    CHECK(key.split(u' ').size() == 8);
    test::saveScreenshot(page, u"settings-recovery-key"_s);
    CHECK(test::unnamedControls(section) == QStringList());
    button(section, u"I wrote it down twice"_s)->click();
    CHECK(page.findChild<RecoveryKeyView *>()->accessibleName().isEmpty());
    CHECK(says(section, u"Made on 2 Mar 2026, 10:00."_s));

    auto *typed = section->findChild<QLineEdit *>();
    auto *checked = section->findChildren<ErrorBanner *>().last();
    REQUIRE(typed->hasFocus());
    QTest::keyClicks(typed, key.toLower());
    QTest::keyClick(typed, Qt::Key_Return);
    CHECK(toldBy(checked) == u"This is the key"_s);
    QTest::keyClicks(typed, key.left(40));
    QTest::keyClick(typed, Qt::Key_Return);
    CHECK(toldBy(checked) == u"The key has a slip"_s);

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
