#include "core/consents/form_check.h"
#include "core/storage/transaction.h"
#include "tests/support/accessibility.h"
#include "tests/support/database_fixture.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/settings/forms_section.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct FormsFixture : test::DatabaseFixture
{
    explicit FormsFixture(const Actor &who = {})
    {
        applyTheme(*qApp, Theme::Light);
        auto transaction = Transaction::begin(*database, doctor, clock.now());
        REQUIRE(ensureShippedTemplates(*transaction));
        REQUIRE(transaction->commit());
        context.setActor(who.id.isNull() ? doctor : who);
        section.resize(1060, 640);
        section.show();
        section.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&section));
        afterCheck([this] { section.refresh(); });
    }
    template <typename Act>
    void afterCheck(Act act)
    {
        QSignalSpy checked(&section, &FormsSection::checked);
        act();
        for (int waited = 0; checked.isEmpty() && waited < 300; ++waited)
            QTest::qWait(100);
        REQUIRE_FALSE(checked.isEmpty());
    }
    template <typename Widget>
    Widget *named(const QString &name)
    {
        for (Widget *one : section.findChildren<Widget *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        FAIL("nothing is called " << name.toStdString());
        return nullptr;
    }
    QPlainTextEdit *text() { return named<QPlainTextEdit>(u"Text of the form"_s); }
    void press(const QString &name)
    {
        for (Button *one : section.findChildren<Button *>()) {
            if ((one->text() == name || one->accessibleName() == name) && one->isVisible()) {
                one->setFocus();
                QTest::keyClick(one, Qt::Key_Space);
                return;
            }
        }
        FAIL("no button " << name.toStdString());
    }
    void choose(const QString &form)
    {
        auto *box = named<QComboBox>(u"Form and language"_s);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        while (box->currentText() != form && box->currentIndex() + 1 < box->count())
            afterCheck([&] { QTest::keyClick(box, Qt::Key_Down); });
        REQUIRE(box->currentText() == form);
    }
    QStringList problems()
    {
        QStringList lines;
        auto *list = named<QListWidget>(u"What to mend in the text"_s);
        for (int i = 0; i < list->count(); ++i)
            lines << list->item(i)->text();
        return lines;
    }
    ConsentTemplate offered(const QString &form, const QString &language = u"en"_s)
    {
        const auto found = consentTemplate(*database, form, language, clock.today());
        REQUIRE(found);
        return *found;
    }

    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    FormsSection section{context};
};

} // namespace

TEST_CASE_METHOD(FormsFixture, "a new version is written, checked as it is typed, and published by keyboard", "[settings][gui]")
{
    CHECK(test::unnamedControls(&section) == QStringList());
    choose(u"Leaflet, English"_s);
    const ConsentTemplate before = offered(u"leaflet"_s);
    CHECK(text()->isReadOnly());
    afterCheck([this] { press(u"Write a new version"_s); });
    CHECK(qApp->focusWidget() == text());

    QTest::keyClick(text(), Qt::Key_End, Qt::ControlModifier);
    afterCheck([this] { QTest::keyClicks(text(), u"Ask {{nobody}}."_s); });
    REQUIRE(problems().size() == 1);
    CHECK(problems().first().contains(u"{{nobody}}"_s));
    CHECK_FALSE(named<Button>(u"Publish this version"_s)->isEnabled());
    auto *list = named<QListWidget>(u"What to mend in the text"_s);
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Return);
    CHECK(text()->textCursor().selectedText() == u"Ask {{nobody}}."_s);

    afterCheck([this] { QTest::keyClicks(text(), u"Ask us."_s); });
    CHECK(problems().isEmpty());
    press(u"Publish this version"_s);
    const ConsentTemplate now = offered(u"leaflet"_s);
    CHECK(now.version == before.version + 1);
    CHECK(now.text == before.text + u"Ask us."_s); // and what is not to be broken over lines is not
    CHECK(text()->isReadOnly());
}

TEST_CASE_METHOD(FormsFixture, "what is typed is kept as a draft without being asked for", "[settings][gui]")
{
    choose(u"Leaflet, English"_s);
    afterCheck([this] { press(u"Write a new version"_s); });
    QTest::keyClicks(text(), u"x"_s);
    section.keepDraft();
    const auto all = consentTemplates(*database);
    REQUIRE(all);
    CHECK(std::ranges::any_of(*all, [](const ConsentTemplate &one) { return one.state == FormState::Draft && !one.isShipped && one.text.startsWith(u'x'); }));
    CHECK(offered(u"leaflet"_s).version == 1);
}

TEST_CASE_METHOD(FormsFixture, "a text that came unreviewed is published, or retired with a reason", "[settings][gui]")
{
    choose(u"Leaflet, Afrikaans"_s);
    const QList<QLabel *> labels = section.findChildren<QLabel *>();
    CHECK(std::ranges::any_of(labels, [](const QLabel *label) { return label->text().contains(u"the words around it: labels, boxes to sign"_s); }));
    const QString tomorrow = dayToType(clock.today().addDays(1));
    auto *from = named<QLineEdit>(u"In force from"_s);
    from->setFocus();
    from->selectAll();
    QTest::keyClicks(from, tomorrow);
    press(u"Publish this version"_s);
    const ConsentTemplate published = *consentTemplate(*database, u"leaflet"_s, u"af"_s, clock.today().addDays(1));
    CHECK(published.state == FormState::Published);
    CHECK(published.effectiveFrom == clock.today().addDays(1));

    press(u"Retire this version"_s);
    CHECK(section.findChild<ErrorBanner *>()->isVisible());
    auto *reason = named<QLineEdit>(u"Why it is retired"_s);
    CHECK(qApp->focusWidget() == reason);
    QTest::keyClicks(reason, u"Part 4 reads wrongly in Afrikaans"_s);
    press(u"Retire this version"_s);
    CHECK(consentTemplate(*database, published.id)->state == FormState::Retired);
}

TEST_CASE_METHOD(FormsFixture, "a nurse drafts but does not publish", "[settings][gui]")
{
    context.setActor(nurse);
    afterCheck([this] { section.refresh(); });
    afterCheck([this] { press(u"Write a new version"_s); });
    CHECK_FALSE(text()->isReadOnly());
    CHECK_FALSE(named<Button>(u"Publish this version"_s)->isVisible());
}
