#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/practice_rules.h"
#include "core/storage/transaction.h"
#include "tests/support/accessibility.h"
#include "tests/support/database_fixture.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/rules_section.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QListWidget>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QByteArray stricter = R"({"version": "1", "tighten": [
 {"code": "MN-ISO-02", "window": {"since": "Q-ISO-LAST", "lessThan": {"months": 12}}, "source": "[P]"}]})";
const QByteArray looser = R"({"version": "2", "tighten": [{"code": "MN-PRG-01", "severity": "relative", "source": "[P]"}]})";

struct RulesFixture : test::DatabaseFixture
{
    RulesFixture()
    {
        applyTheme(*qApp, Theme::Light);
        auto transaction = Transaction::begin(*database, doctor, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        REQUIRE(transaction->commit());
        context.setActor(doctor);
        section.resize(1000, 700);
        section.show();
        section.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&section));
        section.refresh();
    }
    Button *button(const QString &name)
    {
        for (Button *one : section.findChildren<Button *>()) {
            if (one->text() == name)
                return one;
        }
        FAIL("no button " << name.toStdString());
        return nullptr;
    }
    void press(const QString &name)
    {
        button(name)->setFocus();
        QTest::keyClick(button(name), Qt::Key_Space);
    }
    QString fileWith(const QByteArray &json)
    {
        QFile file(folder.filePath(u"own.json"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(json);
        return file.fileName();
    }
    QStringList changes()
    {
        QStringList lines;
        auto *list = section.findChild<QListWidget *>();
        for (int i = 0; i < list->count(); ++i)
            lines << list->item(i)->text();
        return lines;
    }

    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    RulesSection section{context};
};

} // namespace

TEST_CASE_METHOD(RulesFixture, "own rules are taken in, read rule by rule, and signed off by keyboard", "[settings][gui]")
{
    CHECK(test::unnamedControls(&section) == QStringList());
    REQUIRE(signOffRuleSet(*database, doctor, clock.now()));
    prompter.answer = fileWith(stricter);
    press(u"Take in a file…"_s);
    CHECK(ruleSetInForce(*database)->waiting);
    REQUIRE(changes().size() == 1);
    CHECK(changes().first().contains(u"less than 6 months → Q-ISO-NOW is no and time since Q-ISO-LAST less than 12 months"));
    press(u"Sign off"_s);
    const auto inForce = ruleSetInForce(*database);
    CHECK(inForce->rules->practiceVersion() == u"1"_s);
    CHECK_FALSE(inForce->waitsForSignOff());
    CHECK(button(u"Sign off"_s)->isHidden());
    CHECK(changes() == QStringList{u"No rule differs."_s});

    prompter.answer = folder.filePath(u"copy.json"_s);
    press(u"Save as…"_s);
    QFile copy(prompter.answer);
    REQUIRE(copy.open(QIODevice::ReadOnly));
    CHECK(copy.readAll() == stricter);
}

TEST_CASE_METHOD(RulesFixture, "own rules are compared with those of any time before", "[settings][gui]")
{
    for (const QByteArray &months : QByteArrayList{"12", "18"}) {
        QByteArray json = stricter;
        json.replace(R"("version": "1")", R"("version": ")" + months + '"');
        prompter.answer = fileWith(json.replace(R"("months": 12)", R"("months": )" + months));
        press(u"Take in a file…"_s);
    }
    auto *against = section.findChild<QComboBox *>();
    REQUIRE(against->count() == 3);
    CHECK(against->itemText(2).startsWith(u"Compared with own rules 12 of "));
    against->setFocus();
    QTest::keyClick(against, Qt::Key_End);
    REQUIRE(changes().size() == 1);
    CHECK(changes().first().contains(u"less than 12 months → "));
    CHECK(changes().first().contains(u"less than 18 months"));
}

TEST_CASE_METHOD(RulesFixture, "a bad file of own rules says what to do, and nothing is taken in", "[settings][gui]")
{
    prompter.answer = fileWith(looser);
    press(u"Take in a file…"_s);
    CHECK(practiceRules(*database)->isEmpty());
    const auto *banner = section.findChild<ErrorBanner *>();
    CHECK(banner->isTelling());
    CHECK(banner->text().detail.contains(u"MN-PRG-01: may not be made relative; it is shipped as absolute and can only become stricter"));
}

TEST_CASE_METHOD(RulesFixture, "only the dermatologist takes rules in and signs them off", "[settings][gui]")
{
    context.setActor(nurse);
    section.refresh();
    CHECK(button(u"Take in a file…"_s)->isHidden());
    CHECK(button(u"Sign off"_s)->isHidden());
}
