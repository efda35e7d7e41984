#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/widgets/gallery.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/theme.h"
#include "ui/widgets/allergy_strip.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/readiness_bar.h"
#include "ui/widgets/section_rail.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/tab_strip.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("every control that takes the keyboard has a name", "[widgets][gui]")
{
    const FocusRing ring;
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(*qApp, theme);
        const auto gallery = test::makeGallery();
        gallery->resize(1366, 1560);
        gallery->show();
        test::saveScreenshot(*gallery, theme == Theme::Dark ? u"widgets-dark"_s : u"widgets-light"_s);
        CHECK(test::unnamedControls(gallery.get()) == QStringList());
    }
    applyTheme(*qApp, Theme::Light);
}

TEST_CASE("the strip says which allergies there are and when they were confirmed", "[widgets][gui]")
{
    AllergyStrip strip;
    strip.setContent({AllergyKnowledge::Listed,
                      {{1, u"Propylene glycol"_s, {}}, {2, u"Penicillin"_s, {}}},
                      u"Confirmed 12 November 2026"_s,
                      {}});
    CHECK(strip.accessibleName() == u"Allergies: Propylene glycol, Penicillin. Confirmed 12 November 2026"_s);
    strip.setContent({});
    CHECK(strip.accessibleName() == u"Allergies never asked. Ask before anything touches the skin."_s);
}

TEST_CASE("allergies that do not fit are counted and never cut", "[widgets][gui]")
{
    AllergyStrip strip;
    AllergyStripContent content;
    content.knowledge = AllergyKnowledge::Listed;
    for (int index = 1; index <= 12; ++index)
        content.entries << AllergyEntry{index, u"Substance number %1"_s.arg(index), u"contact dermatitis"_s};
    strip.setContent(content);
    strip.resize(700, 36);
    strip.show();
    int shown = 0;
    for (const AllergyChip *chip : strip.findChildren<AllergyChip *>()) {
        shown += chip->isVisible() ? 1 : 0;
        CHECK(chip->width() >= chip->sizeHint().width());
        if (chip->isVisible())
            CHECK(chip->geometry().right() < strip.width());
    }
    CHECK(shown > 0);
    CHECK(shown < 12);
    QStringList overflow;
    for (const QToolButton *button : strip.findChildren<QToolButton *>()) {
        if (button->isVisible() && button->text().startsWith(u'+'))
            overflow << button->text();
    }
    CHECK(overflow == QStringList{u"+%1"_s.arg(12 - shown)});
}

TEST_CASE("the action of the strip follows what is known", "[widgets][gui]")
{
    AllergyStrip strip;
    QSignalSpy ask(&strip, &AllergyStrip::askRequested);
    QSignalSpy match(&strip, &AllergyStrip::matchRequested);
    QSignalSpy confirm(&strip, &AllergyStrip::confirmRequested);
    auto *action = strip.findChild<Button *>();
    action->click();
    CHECK(ask.count() == 1);
    strip.setContent({AllergyKnowledge::NotConfirmed, {{7, u"blue tube cream"_s, {}, false}}, {}, {}});
    action->click();
    REQUIRE(match.count() == 1);
    CHECK(match.first().first().toLongLong() == 7);
    strip.setContent({AllergyKnowledge::TooOld, {}, {}, {}});
    action->click();
    CHECK(confirm.count() == 1);
}

TEST_CASE("a narrow readiness bar leaves out clear parts before any gap", "[widgets][gui]")
{
    ReadinessBar bar;
    bar.setReadiness({ReadinessState::NotReady,
                      {},
                      {{SeverityMark::Clear, u"Consent signed, valid to 14 May 2027"_s, u"consent"_s},
                       {SeverityMark::NotAsked, u"Checklist: 2 not asked"_s, u"safety"_s}},
                      u"Settle next"_s,
                      QKeySequence(Qt::Key_F8)});
    bar.resize(560, 38);
    bar.show();
    CHECK(bar.accessibleName() == u"Not ready: 1 to settle"_s);
    QStringList shown;
    for (const QToolButton *part : bar.findChildren<QToolButton *>()) {
        if (part->isVisible())
            shown << part->accessibleName();
    }
    CHECK(shown == QStringList{u"Not asked: Checklist: 2 not asked"_s});
    bar.resize(1200, 38);
    QSignalSpy activated(&bar, &ReadinessBar::partActivated);
    for (QToolButton *part : bar.findChildren<QToolButton *>()) {
        if (part->accessibleName().startsWith(u"Consent"_s)) {
            CHECK(part->isVisible());
            part->click();
        }
    }
    REQUIRE(activated.count() == 1);
    CHECK(activated.first().first().toString() == u"consent"_s);
}

TEST_CASE("a banner says what happened and offers what can be done", "[widgets][gui]")
{
    QWidget page;
    ErrorBanner banner(&page);
    CHECK(banner.isHidden());
    QSignalSpy chosen(&banner, &ErrorBanner::actionChosen);
    banner.tell(
        {BannerKind::Stop, u"The disk is full"_s, u"Free some space."_s, {u"Try again"_s, u"Close"_s}});
    CHECK_FALSE(banner.isHidden());
    CHECK(banner.accessibleName() == u"The disk is full. Free some space."_s);
    banner.findChildren<Button *>().at(1)->click();
    REQUIRE(chosen.count() == 1);
    CHECK(chosen.first().first().toInt() == 1);
    banner.clear();
    CHECK(banner.isHidden());
}

TEST_CASE("a message in a narrow pane is as high as its words, and no higher in a tall one", "[widgets][gui]")
{
    QWidget pane;
    auto *rows = new QVBoxLayout(&pane);
    auto *banner = new ErrorBanner;
    rows->addWidget(banner);
    rows->addWidget(new QWidget);
    pane.resize(220, 600);
    pane.show();
    const auto fits = [banner](const QLabel *label) {
        return label->height() >= label->heightForWidth(label->width());
    };
    for (const int width : {220, 500, 180}) {
        pane.resize(width, 600);
        banner->tell({BannerKind::Stop,
                      u"The reception printer does not answer"_s,
                      u"The sheet is safe. Switch the printer on and try again, or save a PDF and print it later."_s,
                      {}});
        QTest::qWait(1);
        INFO("width " << width << ", height " << banner->height());
        for (const QLabel *label : banner->findChildren<QLabel *>())
            CHECK(fits(label));
        CHECK(banner->height() == banner->heightForWidth(banner->width()));
    }
}

TEST_CASE("Enter presses the button that has the keyboard, once, and none that cannot act", "[widgets][gui]")
{
    QWidget page;
    auto *column = new QVBoxLayout(&page);
    auto *button = new Button(u"Keep"_s, GENERATE(ButtonKind::Secondary, ButtonKind::Link));
    auto *other = new Button(u"Other"_s);
    column->addWidget(button);
    column->addWidget(other);
    page.show();
    page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&page));
    button->setFocus();
    QSignalSpy pressed(button, &Button::clicked);
    QSignalSpy otherPressed(other, &Button::clicked);
    QTest::keyClick(button, Qt::Key_Return);
    CHECK(pressed.count() == 1);
    QTest::keyClick(button, Qt::Key_Enter, Qt::KeypadModifier);
    CHECK(pressed.count() == 2);
    QTest::keyClick(button, Qt::Key_Space);
    CHECK(pressed.count() == 3);
    for (int i = 0; i < 5; ++i) { // held down
        QKeyEvent again(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QApplication::sendEvent(button, &again);
    }
    CHECK(pressed.count() == 3);
    QTest::keyClick(button, Qt::Key_Return, Qt::ControlModifier); // the page's own key
    CHECK(pressed.count() == 3);
    button->setEnabled(false);
    QTest::keyClick(button, Qt::Key_Return);
    CHECK(pressed.count() == 3);
    CHECK(otherPressed.count() == 0);
}

TEST_CASE("a button that writes stays closed in a file that is only read, and says why", "[widgets][gui]")
{
    QWidget page;
    Button reads(u"Print"_s, ButtonKind::Secondary, &page);
    Button writes(u"Keep"_s, ButtonKind::Secondary, &page);
    writes.setWrites();
    Button::refuseWritesIn(page, u"It is only read"_s);
    for (Button *button : {&reads, &writes}) {
        button->setEnabled(true); // as a page does on each change
        button->setToolTip(u"Keeps it"_s);
    }
    CHECK(reads.isEnabled());
    CHECK(reads.toolTip() == u"Keeps it"_s);
    CHECK_FALSE(writes.isEnabled());
    CHECK(writes.toolTip() == u"It is only read"_s);
    CHECK(writes.accessibleDescription() == u"It is only read"_s);
    page.show();
    auto *later = new Button(u"Sign"_s, ButtonKind::Secondary, &page); // as a list makes for each of its rows
    later->setWrites();
    later->show();
    CHECK_FALSE(later->isEnabled());
}

TEST_CASE("a banner between bars keeps its distance, and an empty one takes no room", "[widgets][gui]")
{
    QWidget page;
    auto *column = new QVBoxLayout(&page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *banner = new ErrorBanner;
    banner->setGaps(8, 6);
    auto *below = new QWidget;
    column->addWidget(banner);
    column->addWidget(below, 1);
    page.resize(600, 300);
    page.show();
    QTest::qWait(1);
    CHECK(below->y() == 0);
    ErrorBanner plain;
    plain.resize(600, 40);
    for (ErrorBanner *telling : {banner, &plain})
        telling->tell({BannerKind::Stop, u"The printer does not answer"_s, u"The sheet is safe."_s, {}});
    QTest::qWait(1);
    CHECK(below->y() == plain.heightForWidth(600) + 14);
    const QImage picture = page.grab().toImage();
    CHECK(picture.pixelColor(300, 3) == picture.pixelColor(300, below->y() + 3));
    CHECK(picture.pixelColor(300, below->y() - 3) == picture.pixelColor(300, below->y() + 3));
    CHECK(picture.pixelColor(300, 12) != picture.pixelColor(300, below->y() + 3));
}

TEST_CASE("a banner that tells one line and then two is as high as both", "[widgets][gui]")
{
    QWidget page;
    auto *column = new QVBoxLayout(&page);
    auto *banner = new ErrorBanner;
    column->addWidget(banner);
    column->addWidget(new QWidget, 1);
    page.resize(600, 300);
    page.show();
    banner->tell({BannerKind::Done, u"Pages filed: 6"_s, {}, {}});
    QTest::qWait(1);
    const int oneLine = banner->height();
    banner->tell({BannerKind::Done, u"The consent is signed"_s, u"Confirmed by Sr Lindiwe Zwane."_s, {}});
    QTest::qWait(1);
    CHECK(banner->height() > oneLine + 10);
}

TEST_CASE("the section rail tells choices by the person only", "[widgets][gui]")
{
    SectionRail rail;
    QSignalSpy chosen(&rail, &SectionRail::sectionChosen);
    rail.setSections({{u"1"_s, u"About"_s, 9, 9, false}, {u"3"_s, u"Allergies"_s, 3, 7, true}});
    rail.setCurrentSection(1);
    CHECK(chosen.count() == 0);
    CHECK(rail.currentIndex().data(Qt::AccessibleTextRole).toString() ==
          u"3 Allergies, 3 of 7 answered, has a finding"_s);
    CHECK(rail.currentIndex().data(Qt::ToolTipRole) == rail.currentIndex().data(Qt::AccessibleTextRole));
    rail.show();
    QTest::keyClick(&rail, Qt::Key_Up);
    REQUIRE(chosen.count() == 1);
    CHECK(chosen.first().first().toInt() == 0);
}

TEST_CASE("Alt and a number choose among the tabs that are shown", "[widgets][gui]")
{
    TabStrip tabs(u"Record"_s);
    for (const QString &title : {u"Summary"_s, u"History"_s, u"Safety"_s})
        tabs.addTab({title, 0, {}});
    tabs.setTabVisible(1, false);
    tabs.show();
    tabs.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&tabs));
    QTest::keyClick(&tabs, Qt::Key_2, Qt::AltModifier);
    CHECK(tabs.currentIndex() == 2);
}

TEST_CASE("a segment chosen by the person is told, one set from code is not", "[widgets][gui]")
{
    SegmentedControl control(u"Whose"_s, {u"Everyone"_s, u"Nurse"_s});
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.setCurrent(1);
    CHECK(chosen.count() == 0);
    control.show();
    QTest::mouseClick(control.findChildren<QAbstractButton *>().first(), Qt::LeftButton);
    CHECK(chosen.count() == 1);
    CHECK(control.current() == 0);
}

TEST_CASE("initials leave titles out", "[widgets]")
{
    CHECK(initials(u"Sr Lindiwe Zwane"_s) == u"LZ"_s);
    CHECK(initials(u"Dr. Thandeka Mabuza"_s) == u"TM"_s);
    CHECK(initials(u"Kabelo"_s) == u"K"_s);
    CHECK(initials(u""_s).isEmpty());
}

TEST_CASE("a progress panel shows itself after a second only", "[widgets][gui]")
{
    QWidget page;
    ProgressPanel panel(&page);
    page.show();
    panel.begin(u"Backing up"_s);
    panel.end();
    QTest::qWait(1100);
    CHECK(panel.isHidden());
    panel.begin(u"Backing up"_s);
    CHECK(panel.isHidden());
    CHECK(QTest::qWaitFor([&] { return panel.isVisible(); }, 20'000));
}

TEST_CASE("a background job answers on the receiver's thread, and never a receiver that is gone", "[widgets]")
{
    QObject receiver;
    int answer = 0;
    runInBackground(
        &receiver, [] { return 42; }, [&](int value) { answer = value; });
    CHECK(QTest::qWaitFor([&] { return answer == 42; }));
    auto *gone = new QObject;
    runInBackground(
        gone, [] { return 7; }, [&](int value) { answer = value; });
    delete gone;
    QTest::qWait(100);
    CHECK(answer == 42);
}
