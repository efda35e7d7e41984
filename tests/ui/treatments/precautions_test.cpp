#include "core/products/product_repository.h"
#include "core/treatments/session.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/ready_to_needle.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/safety/finding_card.h"
#include "ui/treatments/control_row.h"
#include "ui/treatments/precautions_view.h"
#include "ui/treatments/session_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// A healthy patient with a plan for today.
class PrecautionsScreen : public test::ClinicScreen
{
public:
    PrecautionsScreen()
    {
        patient = person(u"Dlamini"_s, u"Nomvula"_s);
        plan({});
        test::answerAsHealthy(*database, doctor, clock.now(), patient);
    }
    void plan(const QDate &day)
    {
        Plan typed = currentPlan(*database, patient).value().value_or(Plan());
        typed.patientId = patient;
        typed.date = day;
        typed.zones = {{u"chin"_s, Target::AcneScar, 1.0, {}}};
        REQUIRE(savePlan(*database, nurse, clock.now(), typed));
    }
    void open(const QSize &size = {1290, 560})
    {
        page = std::make_unique<SessionPage>(context);
        show(*page, {Place::Record, patient, RecordTab::Session, {}}, size);
    }
    QCheckBox *tick(const QString &code) const { return page->findChild<QCheckBox *>(u"tick-"_s + code); }
    QLineEdit *detail(const QString &code) const { return page->findChild<QLineEdit *>(u"detail-"_s + code); }
    FindingCard *flag(const QString &words) const
    {
        const auto cards = page->findChildren<FindingCard *>();
        const auto found = std::ranges::find_if(cards, [&](const FindingCard *card) { return card->content().title.contains(words); });
        return found == cards.end() ? nullptr : *found;
    }
    bool isShown(const QString &words) const
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }
    std::optional<Precaution> noted(const QString &code)
    {
        const auto all = precautionsOf(*database, patient).value();
        const auto found = std::ranges::find(all, code, &Precaution::code);
        return found == all.end() ? std::nullopt : std::optional(*found);
    }

    PatientId patient;
    std::unique_ptr<SessionPage> page;
};

} // namespace

TEST_CASE_METHOD(PrecautionsScreen, "process controls are ticked by key, with who and when, and taken back", "[treatments][gui]")
{
    open();
    REQUIRE(tick(u"IP-01"_s)->hasFocus());
    QTest::keyClick(tick(u"IP-01"_s), Qt::Key_Space);
    const auto kept = noted(u"IP-01"_s);
    REQUIRE(kept);
    CHECK(kept->byName == nurse.name);
    CHECK(tick(u"IP-01"_s)->isChecked());
    CHECK(tick(u"IP-01"_s)->hasFocus());
    CHECK(isShown(nurse.name));
    QTest::keyClick(tick(u"IP-01"_s), Qt::Key_Space);
    CHECK_FALSE(noted(u"IP-01"_s));
    CHECK_FALSE(tick(u"IP-01"_s)->isChecked());
    CHECK(test::unnamedControls(page.get()) == QStringList());
    test::saveScreenshot(*page, u"precautions"_s);
}

TEST_CASE_METHOD(PrecautionsScreen, "the Tab key goes through the precautions, top down, and then to the record", "[treatments][gui]")
{
    QWidget window;
    auto *rows = new QVBoxLayout(&window);
    auto *above = new QLineEdit;
    auto *below = new QLineEdit;
    page = std::make_unique<SessionPage>(context);
    rows->addWidget(above);
    rows->addWidget(page.get(), 1);
    rows->addWidget(below);
    QObject::connect(&context, &ClinicContext::dataChanged, page.get(), [this] { page->refresh(); });
    window.resize(1290, 760);
    window.show();
    page->open({Place::Record, patient, RecordTab::Session, {}});
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    const auto *view = page->findChild<PrecautionsView *>();
    const auto check = [&] {
        above->setFocus();
        QList<int> places;
        for (int presses = 0; presses < 60; ++presses) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            const QWidget *focused = QApplication::focusWidget();
            if (!view->isAncestorOf(focused))
                break;
            places << focused->mapTo(view->widget(), QPoint()).y();
        }
        CHECK(places.size() > 18);
        CHECK(std::ranges::is_sorted(places));
        CHECK(QApplication::focusWidget()->objectName() == u"treatedOn");
    };
    check();
    flag(u"clean water"_s)->firstControl()->setFocus();
    QTest::keyClick(flag(u"clean water"_s)->firstControl(), Qt::Key_N); // built anew
    CHECK(flag(u"clean water"_s)->firstControl()->hasFocus());
    check();
    page->setParent(nullptr); // the window goes first
}

TEST_CASE_METHOD(PrecautionsScreen, "what must be written beside a control is asked for, and proposed the next time", "[treatments][gui]")
{
    open();
    tick(u"IP-04"_s)->setFocus();
    QTest::keyClick(tick(u"IP-04"_s), Qt::Key_Space);
    CHECK_FALSE(noted(u"IP-04"_s));
    CHECK_FALSE(tick(u"IP-04"_s)->isChecked());
    REQUIRE(detail(u"IP-04"_s)->hasFocus());
    test::typeText(detail(u"IP-04"_s), u"Wipes, 2 minutes"_s);
    QTest::keyClick(detail(u"IP-04"_s), Qt::Key_Return);
    CHECK(noted(u"IP-04"_s)->detail == u"Wipes, 2 minutes");
    CHECK(isShown(u"“Wipes, 2 minutes”"_s));
    clock.set(clock.now().addDays(1));
    page->refresh();
    CHECK(detail(u"IP-04"_s)->text() == u"Wipes, 2 minutes");
    QTest::keyClick(tick(u"IP-04"_s), Qt::Key_Space);
    CHECK(noted(u"IP-04"_s)->day == clock.today());
    CHECK(detail(u"IP-14"_s)->text().contains(u" and "_s)); // the days of the follow-up
}

TEST_CASE_METHOD(PrecautionsScreen, "a damaged needle set is said by its link, with what was seen", "[treatments][gui]")
{
    open();
    auto *damaged = page->findChild<Button *>(u"no-IP-02"_s);
    damaged->click();
    CHECK_FALSE(noted(u"IP-02"_s));
    REQUIRE(detail(u"IP-02"_s)->hasFocus());
    test::typeText(detail(u"IP-02"_s), u"Seal torn"_s);
    damaged->click();
    REQUIRE(noted(u"IP-02"_s));
    CHECK_FALSE(noted(u"IP-02"_s)->yes);
    CHECK(isShown(u"Opened before, expired or damaged"_s));
    QTest::mouseClick(tick(u"IP-02"_s)->parentWidget(), Qt::LeftButton, {}, QPoint(60, 12)); // its words tick it
    CHECK(noted(u"IP-02"_s)->yes);
}

TEST_CASE_METHOD(PrecautionsScreen, "what is asked on the day is answered with Y and N, and can be put right", "[treatments][gui]")
{
    open();
    REQUIRE(flag(u"shaved in the last 24 hours"_s) != nullptr);
    QTest::keyClick(flag(u"shaved in the last 24 hours"_s), Qt::Key_N);
    CHECK_FALSE(noted(u"IF-11"_s)->yes);
    REQUIRE(flag(u"shaved in the last 24 hours"_s) != nullptr); // stands there still, answered
    QTest::keyClick(flag(u"shaved in the last 24 hours"_s), Qt::Key_Y);
    CHECK(noted(u"IF-11"_s)->yes);
}

TEST_CASE_METHOD(PrecautionsScreen, "what is typed stays while somebody else works in the record", "[treatments][gui]")
{
    open();
    test::typeText(detail(u"IP-05"_s), u"Antiseptic A"_s);
    page->refresh();
    CHECK(detail(u"IP-05"_s)->text() == u"Antiseptic A");
    REQUIRE(notePrecaution(*secondConnection(), doctor, clock.now(), [this] {
        Precaution one;
        one.patient = patient;
        one.code = u"IP-01"_s;
        return one;
    }()));
    page->refresh();
    CHECK(tick(u"IP-01"_s)->isChecked());
    CHECK(detail(u"IP-05"_s)->text() == u"Antiseptic A");
}

TEST_CASE_METHOD(PrecautionsScreen, "on another day than the session's, and without the role, it can only be read", "[treatments][gui]")
{
    SECTION("another day")
    {
        plan(clock.today().addDays(3));
        open();
        CHECK(isShown(u"Precautions are noted on that day"_s));
    }
    SECTION("another role")
    {
        context.setActor({doctor.id, doctor.name, Role::Owner});
        open();
    }
    for (const QCheckBox *each : page->findChildren<QCheckBox *>())
        CHECK_FALSE(each->isEnabled());
    CHECK(page->findChildren<Button *>(u"no-IP-02"_s).isEmpty());
    CHECK(isShown(u"not a validated risk score"_s));
}

TEST_CASE_METHOD(PrecautionsScreen, "a long list of precautions is whole at every size", "[treatments][gui]")
{
    const auto [size, compact] = GENERATE(table<QSize, bool>({{QSize(1290, 560), false}, {QSize(848, 380), true}}));
    page = std::make_unique<SessionPage>(context);
    page->setCompact(compact);
    show(*page, {Place::Record, patient, RecordTab::Session, {}}, size);
    CHECK(test::clippedTexts(*page) == QStringList());
}
