#include "core/patients/patient_repository.h"
#include "core/safety/rule_set.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/context/clinic_context.h"
#include "ui/safety/decision_panel.h"
#include "ui/safety/rule_set_bar.h"
#include "ui/safety/safety_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; // milliseconds, for Argon2id under a sanitizer

} // namespace

TEST_CASE("a decision is ready to sign once the password is typed, where one is asked for", "[safety][gui]")
{
    applyTheme(*qApp, Theme::Light);
    DecisionPanel panel;
    DecisionSetting setting;
    setting.mayDecide = true;
    setting.possible = {Verdict::Proceed, Verdict::Refuse};
    setting.covered = 1;
    setting.asksPassword = GENERATE(true, false);
    panel.setSetting(setting);
    panel.resize(478, 520);
    panel.show();
    CHECK(test::unnamedControls(&panel) == QStringList());
    QSignalSpy sign(&panel, &DecisionPanel::signRequested);
    panel.findChildren<QRadioButton *>().at(3)->click();
    QTest::keyClicks(panel.reasonEdit(), u"The patient asked to wait until summer."_s);
    auto *password = panel.findChild<PasswordLine *>();
    CHECK(password->isVisible() == setting.asksPassword);
    if (setting.asksPassword) {
        CHECK(panel.missing() == u"your password"_s);
        QTest::keyClicks(password, u"four words of mine"_s);
        QTest::keyClick(password, Qt::Key_Return);
        REQUIRE(sign.count() == 1);
        CHECK(sign.first().at(1).toString() == u"four words of mine"_s);
        CHECK(password->text().isEmpty());
    } else {
        panel.findChild<Button *>()->click();
        REQUIRE(sign.count() == 1);
        CHECK(sign.first().at(1).toString().isEmpty());
    }
}

TEST_CASE("in an encrypted clinic the rules are signed off with the password, and with no other",
          "[safety][gui]")
{
    const test::EncryptedClinic clinic;
    const SignedIn own = clinic.signIn();
    test::ScriptedPrompter prompter;
    ClinicContext context(*own.database, clinic.clock, prompter);
    context.setActor(own.person.actor());
    Patient person;
    person.familyName = u"Mokena"_s;
    person.givenNames = u"Dineo"_s;
    person.birthDate = QDate(1981, 9, 3);
    person = registerPatient(*own.database, context.actor(), clinic.clock.now(), person).value();
    SafetyPage page(context);
    page.open({.place = Place::Record, .patient = person.id, .tab = RecordTab::Safety});
    page.resize(1290, 600);
    page.setVisible(true);
    auto *bar = page.findChild<RuleSetBar *>();
    auto *password = bar->findChild<PasswordLine *>();
    CHECK_FALSE(password->isVisible());
    bar->findChild<Button *>()->click();
    REQUIRE(password->isVisible());
    const auto *banner = page.findChild<ErrorBanner *>();
    QTest::keyClick(password, Qt::Key_Return); // nothing typed
    QTest::keyClicks(password, u"not the password"_s);
    QTest::keyClick(password, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, patience));
    CHECK(banner->text().title == u"This is not your password"_s);
    CHECK_FALSE(ruleSetInForce(*own.database).value().signedOff);
    QTest::keyClicks(password, clinic.password);
    QTest::keyClick(password, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return ruleSetInForce(*own.database).value().signedOff; }, patience));
}
