#include "core/consents/screen_signature.h"
#include "core/patients/patient_repository.h"
#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/consents/consent_page.h"
#include "ui/printing/print_server.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/signature_pad.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QThreadPool>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// A pen that feels how hard it is pressed.
const QPointingDevice &pen()
{
    static const QPointingDevice device(u"Pen"_s, 77, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
                                        QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 1);
    return device;
}

QPoint placeOn(const QWidget &pad, int step, int wave)
{
    return {pad.width() / 6 + step * pad.width() / 40, pad.height() / 2 + (step % 2 == 0 ? wave : -wave)};
}

void signWithMouse(QWidget &pad, int wave)
{
    QTest::mousePress(&pad, Qt::LeftButton, {}, placeOn(pad, 0, wave));
    for (int step = 1; step < 20; ++step)
        QTest::mouseMove(&pad, placeOn(pad, step, wave));
    QTest::mouseRelease(&pad, Qt::LeftButton, {}, placeOn(pad, 20, wave));
}

void sendPen(QWidget &pad, QEvent::Type type, const QPoint &place, qreal pressure)
{
    const Qt::MouseButton button = type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton;
    QTabletEvent event(type, &pen(), place, pad.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, {}, button,
                       type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
    QCoreApplication::sendEvent(&pad, &event);
    CHECK(event.isAccepted());
}

void signWithPen(QWidget &pad, int wave)
{
    sendPen(pad, QEvent::TabletPress, placeOn(pad, 0, wave), 0.1);
    for (int step = 1; step < 20; ++step) {
        sendPen(pad, QEvent::TabletMove, placeOn(pad, step, wave), step / 25.0);
        const QPointF place = placeOn(pad, step, wave * 2); // what a system makes of the same pen
        QMouseEvent copy(QEvent::MouseMove, place, place, pad.mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {}, Qt::MouseEventSynthesizedBySystem);
        QCoreApplication::sendEvent(&pad, &copy);
    }
    sendPen(pad, QEvent::TabletRelease, placeOn(pad, 20, wave), 0);
}

class ScreenSigningFixture : public test::ClinicalPageFixture
{
public:
    ScreenSigningFixture()
    {
        tell(DemoStory::Clear);
        page = std::make_unique<ConsentPage>(context, std::shared_ptr<PrintServer>());
        issued = issueConsent(*database, nurse, clock.now(), {patient, u"microneedling"_s, u"en"_s}).value();
        clock.advanceMilliseconds(60'000);
        page->open({Place::Record, patient, RecordTab::Consent, {}});
        show(*page);
        waitForButton();
    }
    ~ScreenSigningFixture()
    {
        page.reset();
        QThreadPool::globalInstance()->waitForDone(); // workers have the file open
    }
    Button *button(const QString &name) const { return page->findChild<Button *>(name); }
    SignaturePad *pad(int number) const { return page->findChild<SignaturePad *>(u"pad-%1"_s.arg(number)); }
    void waitForButton() const
    {
        REQUIRE(QTest::qWaitFor([&] { return button(u"signOnScreen"_s)->isVisible() && button(u"signOnScreen"_s)->isEnabled(); }, 20'000));
    }
    void start(int number)
    {
        QTest::keyClick(page.get(), Qt::Key_G, Qt::ControlModifier);
        REQUIRE(QTest::qWaitFor([&] { return pad(number) != nullptr && pad(number)->isVisible(); }, 20'000));
        QTest::qWait(50);
    }
    void press(const QString &name) const
    {
        REQUIRE(button(name)->isVisible());
        REQUIRE(button(name)->isEnabled());
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    void actAs(const Actor &actor)
    {
        context.setActor(actor);
        page->refresh();
        waitForButton();
    }
    bool hasLabel(const QString &part) const
    {
        const QList<QLabel *> labels = page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(part); });
    }
    bool isLeft() const { return !button(u"finishScreen"_s)->isVisible(); }
    ConsentState state() const { return consent(*database, issued.id)->state; }

    std::unique_ptr<ConsentPage> page;
    Consent issued;
};

} // namespace

TEST_CASE_METHOD(ScreenSigningFixture, "the patient signs with the mouse, the nurse keeps it, and the dermatologist signs with a pen and finishes",
                 "[consents][gui]")
{
    start(1);
    CHECK(pad(1)->hasFocus());
    CHECK_FALSE(pad(4)->isVisible());
    CHECK_FALSE(button(u"done-1"_s)->isEnabled());
    CHECK(hasLabel(u"Still needed: the signature"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
    signWithMouse(*pad(1), 30);
    CHECK(button(u"done-1"_s)->isEnabled());
    press(u"clear-1"_s);
    CHECK(pad(1)->isEmpty());
    CHECK_FALSE(button(u"done-1"_s)->isEnabled());
    signWithMouse(*pad(1), 20);
    test::saveScreenshot(*page, u"screen-signing"_s);
    press(u"done-1"_s);
    CHECK_FALSE(pad(1)->isVisible());
    CHECK(pad(3)->isVisible());
    CHECK_FALSE(button(u"finishScreen"_s)->isEnabled());
    press(u"nobody-3"_s);
    QTest::keyClicks(page->findChild<QLineEdit *>(u"screenName-5"_s), u"Themba Ndlovu"_s);
    signWithMouse(*pad(5), 12);
    press(u"done-5"_s);
    CHECK_FALSE(pad(4)->isVisible()); // not the nurse's
    CHECK(button(u"finishScreen"_s)->text() == u"Keep for the dermatologist");
    CHECK(screenSignatures(*database, issued.id)->isEmpty());
    QTest::keyClick(page.get(), Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return isLeft(); }, 20'000));
    CHECK(state() == ConsentState::Issued);
    REQUIRE(screenSignatures(*database, issued.id)->size() == 2);
    REQUIRE(QTest::qWaitFor([&] { return hasLabel(u"The signatures are kept"_s); }, 20'000));

    actAs(doctor);
    start(4);
    CHECK_FALSE(pad(1)->isVisible());
    signWithPen(*pad(4), 25);
    press(u"done-4"_s);
    CHECK(button(u"finishScreen"_s)->hasFocus());
    QTest::keyClick(button(u"finishScreen"_s), Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return isLeft(); }, 20'000));
    CHECK(state() == ConsentState::Signed);
    CHECK(signedSheetBytes(*database, issued.id)->has_value());
    const auto signatures = screenSignatures(*database, issued.id).value();
    REQUIRE(signatures.size() == 3);
    const Stroke stroke = signatures.at(1).ink.first();
    CHECK(signatures.at(1).capacity == u"Dermatologist");
    CHECK(signatures.at(1).ink.size() == 1);
    REQUIRE(stroke.size() == 20); // the system's copies of the pen left out
    CHECK(stroke.at(10).pressure == 0.4);
    CHECK_FALSE(signatures.at(0).ink.first().first().pressure);
    CHECK(page->findChild<ErrorBanner *>()->text().title == u"The consent is signed");
    const PrintPreview &preview = page->preview();
    CHECK(QTest::qWaitFor([&] { return preview.pageCount() > 0 && preview.pageText(preview.pageCount() - 1).contains(u"on screen, "_s); }, 20'000));
    CHECK(hasLabel(u"As signed on the screen"_s));
}

TEST_CASE_METHOD(ScreenSigningFixture, "what was drawn is thrown away when it is asked for, and nothing is kept", "[consents][gui]")
{
    start(1);
    press(u"leaveScreen"_s); // no stroke, no question
    CHECK(isLeft());
    start(1);
    signWithMouse(*pad(1), 20);
    press(u"done-1"_s);
    press(u"again-1"_s);
    CHECK(pad(1)->isVisible());
    CHECK(pad(1)->isEmpty());
    signWithMouse(*pad(1), 20);
    press(u"leaveScreen"_s);
    CHECK_FALSE(isLeft());
    CHECK(hasLabel(u"What was drawn here is thrown away"_s));
    const QList<Button *> buttons = page->findChildren<Button *>();
    const auto chosen = std::ranges::find_if(buttons, [](const Button *each) { return each->isVisible() && each->text() == u"Throw away"; });
    REQUIRE(chosen != buttons.end());
    QTest::mouseClick(*chosen, Qt::LeftButton);
    CHECK(isLeft());
    CHECK(screenSignatures(*database, issued.id)->isEmpty());
    CHECK(state() == ConsentState::Issued);
}

TEST_CASE_METHOD(ScreenSigningFixture, "what is drawn for one sheet is never kept on the one that replaced it meanwhile", "[consents][gui]")
{
    start(1);
    signWithMouse(*pad(1), 20);
    press(u"done-1"_s);
    const Consent other = issueConsent(*database, nurse, clock.now(), {patient, u"microneedling"_s, u"en"_s}).value();
    page->refresh(); // as when another program wrote
    CHECK(isLeft());
    CHECK(hasLabel(u"This sheet is not the one to sign any more"_s));
    CHECK(screenSignatures(*database, issued.id)->isEmpty());
    CHECK(screenSignatures(*database, other.id)->isEmpty());
}

TEST_CASE_METHOD(ScreenSigningFixture, "a finger draws, and a second one beside it does not", "[consents][gui]")
{
    start(1);
    std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    SignaturePad &paper = *pad(1);
    QTest::touchEvent(page.get(), screen.get()).press(0, placeOn(paper, 0, 20), &paper);
    for (int step = 1; step < 10; ++step)
        QTest::touchEvent(page.get(), screen.get()).move(0, placeOn(paper, step, 20), &paper);
    QTest::touchEvent(page.get(), screen.get()).stationary(0).press(1, QPoint(5, 5), &paper);
    QTest::touchEvent(page.get(), screen.get()).stationary(0).move(1, QPoint(90, 5), &paper);
    QTest::touchEvent(page.get(), screen.get()).release(0, placeOn(paper, 9, 20), &paper).release(1, QPoint(90, 5), &paper);
    REQUIRE(paper.ink().size() == 1);
    CHECK(paper.ink().first().size() == 10);
    CHECK(paper.isSigned());
    QTest::keyClick(&paper, Qt::Key_Delete);
    CHECK(paper.isEmpty());
}

TEST_CASE_METHOD(ScreenSigningFixture, "a minor's sheet is signed in ink, and the page says so", "[consents][gui]")
{
    Patient person = dermis::patient(*database, patient).value();
    person.saIdNumber.clear();
    person.birthDate = clock.today().addYears(-16);
    REQUIRE(updatePatient(*database, nurse, clock.now(), person, u"born later than was told"_s));
    page->refresh();
    REQUIRE(QTest::qWaitFor([&] { return hasLabel(u"sign on paper, in ink"_s); }, 20'000));
    CHECK_FALSE(button(u"signOnScreen"_s)->isEnabled());
    QTest::keyClick(page.get(), Qt::Key_G, Qt::ControlModifier);
    QTest::qWait(100);
    CHECK(isLeft());
}

TEST_CASE_METHOD(ScreenSigningFixture, "signing on the screen fits every size and both themes", "[consents][gui]")
{
    const auto [name, size, theme, compact] = GENERATE(table<QString, QSize, Theme, bool>({
        {u"screen"_s, QSize(1290, 512), Theme::Light, false},
        {u"screen-dark"_s, QSize(1290, 512), Theme::Dark, false},
        {u"screen-1920"_s, QSize(1844, 820), Theme::Light, false},
        {u"screen-compact"_s, QSize(1041, 380), Theme::Light, true},
    }));
    applyTheme(*qApp, theme);
    context.setActor(doctor);
    page->setCompact(compact);
    page->resize(size);
    page->refresh();
    waitForButton();
    test::saveScreenshot(*page, name + u"-before"_s);
    start(1);
    signWithPen(*pad(1), 20);
    press(u"done-1"_s);
    QTest::qWait(300);
    test::saveScreenshot(*page, name);
    press(u"nobody-3"_s);
    press(u"nobody-5"_s);
    signWithPen(*pad(4), 14);
    QTest::qWait(50);
    test::saveScreenshot(*page, name + u"-last"_s);
    CHECK(page->minimumSizeHint().width() <= size.width());
    applyTheme(*qApp, Theme::Light);
}
