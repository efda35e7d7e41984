#include "core/consents/consent.h"
#include "core/safety/earliest_date.h"
#include "core/safety/sign_decision.h"
#include "core/treatments/readiness_watch.h"
#include "tests/support/accessibility.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/context/day_field.h"
#include "ui/printing/sheet_pane.h"
#include "ui/safety/decision_panel.h"
#include "ui/safety/finding_card.h"
#include "ui/safety/finding_words.h"
#include "ui/safety/findings_view.h"
#include "ui/safety/rule_set_bar.h"
#include "ui/safety/safety_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class SafetyFixture : public test::ClinicalPageFixture
{
public:
    void openPage(const Actor &actor, DemoStory story)
    {
        tell(story);
        context.setActor(actor);
        page = std::make_unique<SafetyPage>(context);
        page->open({Place::Record, patient, RecordTab::Safety, {}});
        show(*page);
        panel = page->findChild<DecisionPanel *>();
    }
    FindingCard *card(const QString &title) const
    {
        for (FindingCard *card : page->findChildren<FindingCard *>()) {
            if (card->content().title.contains(title))
                return card;
        }
        return nullptr;
    }
    Button *button(const QString &text) const
    {
        for (Button *button : page->findChildren<Button *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    QRadioButton *choice(int number) const { return panel->findChildren<QRadioButton *>().at(number - 1); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(page.get(), key, modifiers);
    }
    void decide(int number, const QString &reason) const
    {
        QTest::keyClick(choice(number), static_cast<Qt::Key>(Qt::Key_0 + number));
        QTest::keyClicks(panel->reasonEdit(), reason);
        sign();
    }
    /// Ctrl+Enter; a button pressed by its key acts a moment later.
    void sign() const
    {
        press(Qt::Key_Return, Qt::ControlModifier);
        QTest::qWait(150);
    }

    std::unique_ptr<SafetyPage> page;
    DecisionPanel *panel = nullptr;
};

const QString reason = u"No lesions today, tablets are not needed."_s;

} // namespace

TEST_CASE_METHOD(SafetyFixture, "only the dermatologist decides; a nurse reads the panel", "[safety][gui]")
{
    openPage(nurse, DemoStory::ColdSores);
    for (int number = 1; number <= 4; ++number)
        CHECK_FALSE(choice(number)->isEnabled());
    CHECK_FALSE(panel->reasonEdit()->isEnabled());
    CHECK(panel->missing().contains(u"Only the dermatologist decides"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(SafetyFixture, "a reasoned decision settles the relative finding and frees the sheet",
                 "[safety][gui]")
{
    openPage(doctor, DemoStory::ColdSores);
    CHECK(openForSheet(*database, clock.now(), patient).value() == QStringList{u"MN-INF-07"_s});
    CHECK(panel->missing().contains(u"1 to 4"_s));
    QTest::keyClick(choice(2), Qt::Key_1);
    QTest::keyClicks(panel->reasonEdit(), u"too short"_s);
    CHECK_FALSE(panel->missing().isEmpty());
    panel->reasonEdit()->clear();
    decide(1, reason);
    CHECK(openForSheet(*database, clock.now(), patient).value().isEmpty());
    REQUIRE(card(u"old sore"_s) != nullptr);
    CHECK(card(u"old sore"_s)->content().settled);
    CHECK(card(u"old sore"_s)->content().lines.join(u' ').contains(reason));
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(SafetyFixture, "a decision made by somebody else meanwhile is shown, and only then replaced", "[safety][gui]")
{
    openPage(doctor, DemoStory::ColdSores);
    QTest::keyClick(choice(1), Qt::Key_1);
    QTest::keyClicks(panel->reasonEdit(), reason);
    const auto other = secondConnection();
    const auto check = checkSafety(*other, patient, clock.today());
    REQUIRE(check);
    Choice theirs;
    theirs.verdict = Verdict::Refuse;
    theirs.reason = u"A sore was seen this morning"_s;
    REQUIRE(signDecision(*other, doctor, clock.now(), patient, *check, {{u"MN-INF-07"_s, {}}}, theirs));
    sign();
    const auto *banner = page->findChild<ErrorBanner *>();
    CHECK(banner->text().kind == BannerKind::Conflict);
    CHECK(banner->text().detail.contains(theirs.reason));
    CHECK(decisions(*database, patient)->first().choice.verdict == Verdict::Refuse);
    CHECK(panel->reasonEdit()->toPlainText() == reason);
}

TEST_CASE_METHOD(SafetyFixture, "treating with changes needs to say what changes", "[safety][gui]")
{
    openPage(doctor, DemoStory::ColdSores);
    decide(2, reason);
    CHECK(panel->missing() == u"say what changes");
    CHECK(safety().decisions.isEmpty());
}

TEST_CASE_METHOD(SafetyFixture, "deferring moves the visit and says until when", "[safety][gui]")
{
    openPage(doctor, DemoStory::IsotretinoinRecently);
    QTest::keyClick(choice(3), Qt::Key_3);
    CHECK(choice(3)->isChecked());
    const EarliestDate date = earliestDate(safety().assessment, {});
    const QDate earliest = date.earliest().value();
    CHECK(panel->typed().deferUntil == earliest);
    const auto *arithmetic = panel->findChild<QLabel *>(u"deferArithmetic"_s);
    REQUIRE(arithmetic->isVisible());
    CHECK(arithmetic->text().contains(u"MN-ISO-02"_s));
    CHECK(arithmetic->text().contains(u" + 6 months = "_s));
    QTest::keyClicks(panel->reasonEdit(), u"Isotretinoin stopped too short a time ago."_s);
    sign();
    CHECK(visitState() == VisitState::Deferred);
    CHECK(dermis::visit(*database, visit).value().deferredUntil == earliest);
    const auto kept = openDeferral(*database, doctor, patient).value();
    REQUIRE(kept);
    CHECK(kept->byDecision);
    CHECK(kept->until == earliest);
    CHECK(kept->computed == earliest);
    CHECK(kept->grounds == date.grounds);
}

TEST_CASE_METHOD(SafetyFixture, "the doctor moves the date and says what to do until then, and the note is offered", "[safety][gui]")
{
    openPage(doctor, DemoStory::IsotretinoinRecently);
    const QDate earliest = earliestDate(safety().assessment, {}).earliest().value();
    auto *note = page->findChild<Button *>(u"deferralNote"_s);
    CHECK(note->isHidden());
    QTest::keyClick(choice(3), Qt::Key_3);
    auto *until = panel->findChild<QLineEdit *>(u"deferUntil"_s);
    until->selectAll();
    QTest::keyClicks(until, dayToType(earliest.addDays(10)));
    auto *advice = panel->findChild<QPlainTextEdit *>(u"deferAdvice"_s);
    CHECK(advice->toPlainText().isEmpty()); // a relative rule's action is for the staff
    QTest::keyClicks(advice, u"Use sunscreen every day."_s);
    QTest::keyClicks(panel->reasonEdit(), u"Isotretinoin stopped too short a time ago."_s);
    sign();
    const auto kept = openDeferral(*database, doctor, patient).value();
    REQUIRE(kept);
    CHECK(kept->until == earliest.addDays(10));
    CHECK(kept->computed == earliest);
    CHECK(kept->advice == u"Use sunscreen every day.");
    const auto *banner = page->findChild<ErrorBanner *>();
    CHECK(banner->text().actions.size() == 1);
    CHECK_FALSE(note->isHidden());
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(SafetyFixture, "what has no date is named, no date is typed, and the absolute rule's action is offered for the note",
                 "[safety][gui]")
{
    openPage(doctor, DemoStory::Pregnant);
    QTest::keyClick(choice(3), Qt::Key_3);
    CHECK_FALSE(panel->typed().deferUntil.isValid());
    const auto *arithmetic = panel->findChild<QLabel *>(u"deferArithmetic"_s);
    CHECK(arithmetic->text().contains(u"MN-PRG-01"_s));
    CHECK(arithmetic->text().contains(u"No date can be computed: "_s));
    CHECK(panel->typed().advice.contains(u"Rebook after pregnancy and breastfeeding"_s));
    CHECK(panel->missing() == u"a date after today");
}

TEST_CASE_METHOD(SafetyFixture, "while an absolute finding is open, treating is closed and says why",
                 "[safety][gui]")
{
    openPage(doctor, DemoStory::Pregnant);
    CHECK_FALSE(choice(1)->isEnabled());
    CHECK_FALSE(choice(2)->isEnabled());
    CHECK(choice(3)->isEnabled());
    CHECK(choice(4)->isEnabled());
    REQUIRE(card(u"regnant"_s) != nullptr);
    CHECK(card(u"regnant"_s)->content().mark == SeverityMark::Absolute);
}

TEST_CASE_METHOD(SafetyFixture, "a nurse ticks a caution as seen", "[safety][gui]")
{
    openPage(nurse, DemoStory::Smoker);
    Button *seen = button(u"Seen"_s);
    REQUIRE(seen != nullptr);
    const auto before = safety().open().size();
    QTest::mouseClick(seen, Qt::LeftButton);
    CHECK(safety().open().size() == before - 1);
}

TEST_CASE_METHOD(SafetyFixture, "a question not asked is answered here with Y or N", "[safety][gui]")
{
    openPage(nurse, DemoStory::HalfAsked);
    FindingCard *open = nullptr;
    for (FindingCard *each : page->findChildren<FindingCard *>()) {
        if (!open && each->content().actions.contains(FindingAction::AnswerNo))
            open = each;
    }
    REQUIRE(open != nullptr);
    const QString question = open->content().title;
    open->firstControl()->setFocus();
    QTest::keyClick(open->firstControl(), Qt::Key_N);
    CHECK(card(question) == nullptr);
    CHECK(page->findChild<FindingsView *>()->isVisible());
    CHECK(page->findChild<FindingsView *>()->isAncestorOf(QApplication::focusWidget()));
}

TEST_CASE_METHOD(SafetyFixture, "the dermatologist signs the rules off after reading what is signed",
                 "[safety][gui]")
{
    openPage(doctor, DemoStory::Clear);
    QTest::mouseClick(button(u"Sign off…"_s), Qt::LeftButton);
    CHECK_FALSE(ruleSetInForce(*database).value().signedOff);
    QTest::mouseClick(button(u"Sign off"_s), Qt::LeftButton);
    CHECK(ruleSetInForce(*database).value().signedOff);
    CHECK(button(u"Sign off…"_s) == nullptr);
}

TEST_CASE_METHOD(SafetyFixture,
                 "at sign-off the doctor may set two rules to relative, and is told what was signed",
                 "[safety][gui]")
{
    openPage(doctor, DemoStory::Clear);
    QTest::mouseClick(button(u"Sign off…"_s), Qt::LeftButton);
    QStringList offered;
    QCheckBox *isotretinoin = nullptr;
    for (QCheckBox *box : page->findChild<RuleSetBar *>()->findChildren<QCheckBox *>()) {
        offered << box->text().section(u' ', 0, 0);
        isotretinoin = box->text().startsWith(u"MN-ISO-01"_s) ? box : isotretinoin;
    }
    offered.sort();
    CHECK(offered == QStringList{u"MN-ANA-18"_s, u"MN-ISO-01"_s});
    REQUIRE(isotretinoin != nullptr);
    isotretinoin->setChecked(true);
    CHECK(test::unnamedControls(page.get()) == QStringList());
    QTest::mouseClick(button(u"Sign off"_s), Qt::LeftButton);
    const RuleSetInForce signedSet = ruleSetInForce(*database).value();
    CHECK(signedSet.signedOff);
    CHECK(signedSet.adjustments == Adjustments{{u"MN-ISO-01"_s, Severity::Relative}});
    CHECK(page->findChild<ErrorBanner *>()->accessibleName().contains(u"Taking isotretinoin: Relative"_s));
}

TEST_CASE_METHOD(SafetyFixture, "antiviral tablets are marked started where they stop the sheet",
                 "[safety][gui]")
{
    openPage(doctor, DemoStory::ColdSores);
    Choice choice;
    choice.reason = reason;
    choice.antiviral =
        Antiviral{true, u"Aciclovir"_s, u"as prescribed"_s, clock.today(), {}, false, {}, false};
    const SafetyCheck before = safety();
    const QList<Finding> fired = before.assessment.withOutcome(Outcome::Fired);
    const auto coldSores = std::find_if(fired.begin(), fired.end(), [](const Finding &finding) {
        return finding.rule->code == u"MN-INF-07";
    });
    REQUIRE(coldSores != fired.end());
    REQUIRE(signDecision(*database, doctor, clock.now(), patient, before,
                         {{coldSores->rule->code, coldSores->zone}}, choice));
    context.setActor(nurse);
    page->refresh();
    REQUIRE(card(u"tablets not started"_s) != nullptr);
    CHECK(card(u"tablets not started"_s)->content().lines.join(u' ').contains(u"Aciclovir"_s));
    card(u"tablets not started"_s)->firstControl()->setFocus();
    QTest::keyClick(card(u"tablets not started"_s)->firstControl(), Qt::Key_Return);
    CHECK(card(u"tablets not started"_s) == nullptr);
    CHECK(openForSheet(*database, clock.now(), patient).value().isEmpty());
    CHECK(card(u"old sore"_s)->content().lines.join(u' ').contains(u"started as prescribed"_s));
}

TEST_CASE_METHOD(SafetyFixture, "a digit chooses while the keyboard is on a finding", "[safety][gui]")
{
    openPage(doctor, DemoStory::ColdSores);
    page->focusFirst();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_3);
    CHECK(choice(3)->isChecked());
}

TEST_CASE_METHOD(SafetyFixture, "findings read as sentences", "[safety][gui]")
{
    openPage(nurse, DemoStory::HalfAsked);
    for (const FindingCard *each : page->findChildren<FindingCard *>()) {
        INFO(each->accessibleName().toStdString());
        CHECK_FALSE(each->accessibleName().contains(u".."_s));
        CHECK_FALSE(each->accessibleName().contains(u"?."_s));
        CHECK_FALSE(each->content().title.startsWith(u"X-AREA"_s));
    }
    Evidence asked;
    asked.question = u"Have you had cold sores?"_s;
    asked.answer = u"yes"_s;
    asked.known = true;
    Evidence named = asked;
    named.question = u"A signed consent covers the session"_s;
    named.answer = u"no"_s;
    Finding finding;
    finding.evidence = {asked, named};
    CHECK(becauseOf(finding) ==
          u"“Have you had cold sores?” “yes”; a signed consent covers the session: “no”"_s);
}

TEST_CASE_METHOD(SafetyFixture, "a reason half written is there again", "[safety][gui]")
{
    openPage(doctor, DemoStory::ColdSores);
    QTest::keyClick(choice(1), Qt::Key_1);
    QTest::keyClicks(panel->reasonEdit(), u"No les"_s);
    page->keepDraft();
    page = std::make_unique<SafetyPage>(context);
    page->open({Place::Record, patient, RecordTab::Safety, {}});
    panel = page->findChild<DecisionPanel *>();
    CHECK(panel->typed().reason == u"No les");
    CHECK(choice(1)->isChecked());
}

TEST_CASE_METHOD(test::ClinicalPageFixture, "the safety page fits every size and both themes",
                 "[safety][gui]")
{
    const auto [name, size, theme, compact] = GENERATE(table<QString, QSize, Theme, bool>({
        {u"safety"_s, QSize(1290, 512), Theme::Light, false},
        {u"safety-dark"_s, QSize(1290, 512), Theme::Dark, false},
        {u"safety-1920"_s, QSize(1844, 820), Theme::Light, false},
        {u"safety-compact"_s, QSize(1041, 380), Theme::Light, true},
    }));
    const DemoStory story = GENERATE(DemoStory::ColdSores, DemoStory::HalfAsked,
                                     DemoStory::LatexAndUnknownCream, DemoStory::Warfarin);
    applyTheme(*qApp, theme);
    tell(story);
    context.setActor(doctor);
    SafetyPage page(context);
    page.setCompact(compact);
    page.open({Place::Record, patient, RecordTab::Safety, {}});
    show(page, size);
    auto *panel = page.findChild<DecisionPanel *>();
    QTest::keyClick(panel->findChildren<QRadioButton *>().at(1), Qt::Key_2);
    QTest::keyClicks(panel->reasonEdit(), u"No lesions today, antiviral started 1 Mar."_s);
    QTest::qWait(50);
    test::saveScreenshot(page, name + u'-' + QString::number(static_cast<int>(story)));
    CHECK(page.minimumSizeHint().width() <= size.width());
    applyTheme(*qApp, Theme::Light);
}

TEST_CASE_METHOD(SafetyFixture, "an answer that grew old is still so at one key", "[safety][gui]")
{
    openPage(nurse, DemoStory::ColdSores);
    const auto old = [this] {
        QList<FindingCard *> cards;
        for (FindingCard *one : page->findChildren<FindingCard *>()) {
            if (one->isVisible() && one->content().actions.contains(FindingAction::StillSo))
                cards << one;
        }
        return cards;
    };
    CHECK(old().isEmpty());
    clock.advanceMilliseconds(qint64(30) * 24 * 3600 * 1000);
    page->refresh();
    QCoreApplication::processEvents();
    const qsizetype before = old().size();
    REQUIRE(before > 1);
    test::saveScreenshot(*page, u"safety-still-so"_s);
    FindingCard *first = old().first();
    const QString title = first->content().title;
    QTest::keyClick(first->firstControl(), Qt::Key_S);
    QCoreApplication::processEvents();
    CHECK(old().size() == before - 1);
    for (const FindingCard *one : old())
        CHECK(one->content().title != title);
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(SafetyFixture, "R shows the whole report as it prints, and Esc gives the check back", "[safety][gui]")
{
    openPage(nurse, DemoStory::ColdSores);
    press(Qt::Key_R);
    auto *sheet = page->findChild<SheetPane *>();
    REQUIRE(sheet->isVisible());
    REQUIRE(QTest::qWaitFor([&] { return sheet->preview().pageCount() > 2; }, 20'000));
    QTest::keyClick(sheet, Qt::Key_Escape);
    CHECK_FALSE(sheet->isVisible());
    CHECK(QApplication::focusWidget() == button(u"Report…"_s));
}

TEST_CASE_METHOD(SafetyFixture, "a change of readiness is seen when its safety check is", "[safety][gui]")
{
    tell(DemoStory::Clear);
    REQUIRE(lookForChanges(*database, nurse, clock.now()));
    Allergy latex;
    latex.patientId = patient;
    latex.text = u"latex"_s;
    latex.reaction = Reaction::HivesOrSwelling;
    REQUIRE(addAllergy(*database, nurse, clock.now(), latex));
    REQUIRE(lookForChanges(*database, nurse, clock.now()));
    REQUIRE(readinessChangeCount(*database).value() == 1);
    context.setActor(nurse);
    page = std::make_unique<SafetyPage>(context);
    page->open({Place::Record, patient, RecordTab::Safety, {}});
    CHECK(readinessChangeCount(*database).value() == 1); // not yet on the screen
    show(*page);
    CHECK(readinessChangeCount(*database).value() == 0);
}
