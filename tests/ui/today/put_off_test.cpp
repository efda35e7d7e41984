#include "core/visits/deferral.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/printing/sheet_pane.h"
#include "ui/today/booking_panel.h"
#include "ui/today/put_off_page.h"
#include "ui/today/task_list.h"
#include "ui/today/today_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"

#include <QLineEdit>
#include <QTableView>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class PutOffScreen : public test::ClinicScreen
{
public:
    PatientId putOffPerson(const QString &family, const QString &given, int days)
    {
        Deferral deferral;
        deferral.patient = person(family, given, QDate(1990, 5, 1), u"+27825550118"_s);
        deferral.until = clock.today().addDays(days);
        deferral.computed = deferral.until;
        deferral.reason = u"Strong sun on the holiday"_s;
        deferral.grounds = {{u"MN-SKN-09"_s, u"Strong sun in the last 14 days"_s, u"Because you had strong sun recently."_s,
                             u"MN-SKN-09, Strong sun in the last 14 days: “When last?” 25 Feb 2026 + 14 days (practice default) = 11 Mar 2026"_s}};
        REQUIRE(putOff(*database, doctor, clock.now(), deferral));
        return deferral.patient;
    }
    Deferral last(PatientId patient) { return deferralsOf(*database, patient)->first(); }
    static QString cell(const QTableView &table, int row, int column)
    {
        return table.model()->index(row, column).data().toString();
    }
};

} // namespace

TEST_CASE_METHOD(PutOffScreen, "who is put off is followed up by keys: contacted, booked, off the list", "[today][gui]")
{
    const PatientId later = putOffPerson(u"Dlamini"_s, u"Nomvula"_s, 20);
    const PatientId sooner = putOffPerson(u"Baloyi"_s, u"Vusi"_s, 9);
    clock.set(clock.now().addDays(10));
    PutOffPage page(context, std::shared_ptr<PrintServer>());
    show(page);
    auto *table = page.findChild<QTableView *>(u"putOff"_s);
    REQUIRE(table->hasFocus());
    REQUIRE(table->model()->rowCount() == 2);
    CHECK(cell(*table, 0, 0).startsWith(u"Vusi Baloyi"_s));
    CHECK(cell(*table, 0, 1).contains(u"Due since yesterday"_s));
    CHECK(cell(*table, 0, 2).contains(u"082 555 0118"_s));
    CHECK(cell(*table, 0, 3).contains(u" = 11 Mar 2026"_s));
    QTest::keyClick(table, Qt::Key_2);
    CHECK(last(sooner).state == DeferralState::Contacted);
    CHECK(cell(*table, 0, 4).startsWith(u"Contacted 12 Mar 2026"_s));
    CHECK(table->hasFocus());

    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_4);
    auto *note = page.findChild<QLineEdit *>(u"putOffNote"_s);
    CHECK(last(later).state == DeferralState::Waiting); // says first why
    REQUIRE(note->hasFocus());
    test::typeText(note, u"Moved to Durban"_s);
    QTest::keyClick(note, Qt::Key_Return);
    CHECK(last(later).note == u"Moved to Durban");
    CHECK(table->hasFocus());
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"put-off"_s);
}

TEST_CASE_METHOD(PutOffScreen, "B books the visit for the day, and the list says so", "[today][gui]")
{
    const PatientId patient = putOffPerson(u"Dlamini"_s, u"Nomvula"_s, 9);
    PutOffPage page(context, std::shared_ptr<PrintServer>());
    show(page);
    auto *table = page.findChild<QTableView *>(u"putOff"_s);
    QTest::keyClick(table, Qt::Key_B);
    auto *booking = page.findChild<BookingPanel *>();
    REQUIRE(booking->isVisible());
    Button *book = nullptr;
    for (Button *button : booking->findChildren<Button *>()) {
        if (button->text() == u"Book")
            book = button;
    }
    REQUIRE(book != nullptr);
    REQUIRE(QTest::qWaitFor([book] { return book->isEnabled(); }, 20'000));
    QTest::keyClick(book, Qt::Key_Return);
    CHECK(last(patient).state == DeferralState::Booked);
    CHECK(cell(*table, 0, 4).contains(u"Visit on 11 Mar 2026"_s));
}

TEST_CASE_METHOD(PutOffScreen, "the patient's note is shown as it prints, and Esc goes back", "[today][gui]")
{
    putOffPerson(u"Dlamini"_s, u"Nomvula"_s, 9);
    PutOffPage page(context, std::shared_ptr<PrintServer>());
    show(page);
    auto *table = page.findChild<QTableView *>(u"putOff"_s);
    QTest::keyClick(table, Qt::Key_P, Qt::ControlModifier);
    auto *sheet = page.findChild<SheetPane *>();
    REQUIRE(QTest::qWaitFor([sheet] { return sheet->isVisible(); }, 20'000)); // a button pressed by its key acts a moment later
    REQUIRE(QTest::qWaitFor([sheet] { return sheet->preview().pageCount() == 1; }, 20'000));
    test::saveScreenshot(page, u"put-off-note"_s);
    QTest::keyClick(sheet, Qt::Key_Escape);
    CHECK_FALSE(sheet->isVisible());
    CHECK(table->hasFocus());
}

TEST_CASE_METHOD(PutOffScreen, "reception sees whom to call and neither why nor the note", "[today][gui]")
{
    putOffPerson(u"Dlamini"_s, u"Nomvula"_s, 9);
    context.setActor(reception);
    PutOffPage page(context, std::shared_ptr<PrintServer>());
    show(page);
    auto *table = page.findChild<QTableView *>(u"putOff"_s);
    CHECK(table->isColumnHidden(3));
    CHECK(cell(*table, 0, 3).isEmpty());
    CHECK_FALSE(page.findChild<Button *>(u"putOffPrint"_s)->isVisible());
    QTest::keyClick(table, Qt::Key_2);
    CHECK(cell(*table, 0, 4).startsWith(u"Contacted"_s));
}

TEST_CASE_METHOD(PutOffScreen, "Today says when the date to come back is reached, and leads to the list", "[today][gui]")
{
    putOffPerson(u"Dlamini"_s, u"Nomvula"_s, 9);
    TodayPage page(context);
    show(page);
    auto *tasks = page.findChild<TaskList *>();
    CHECK(tasks->count() == 0);
    clock.set(clock.now().addDays(9));
    page.refresh();
    REQUIRE(tasks->count() == 1);
    CHECK(tasks->model()->index(0, 0).data().toString() == u"1 put-off treatment is due");
    const QSignalSpy spy(&page, &Page::goTo);
    tasks->setCurrentIndex(tasks->model()->index(0, 0));
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(spy.size() == 1);
    CHECK(spy.first().first().value<Destination>().place == Place::PutOff);
    QTest::keyClick(page.findChild<Button *>(u"putOffList"_s), Qt::Key_Return);
    CHECK(spy.last().first().value<Destination>().place == Place::PutOff);
}

TEST_CASE_METHOD(PutOffScreen, "nothing of the list is cut short in a language with longer words", "[today][gui]")
{
    const test::LongerWords longer;
    putOffPerson(u"Dlamini"_s, u"Nomvula"_s, 9);
    const QSize size = GENERATE(QSize(1290, 680), QSize(1028, 540), QSize(848, 430));
    PutOffPage page(context, std::shared_ptr<PrintServer>());
    show(page, {}, size);
    CHECK(test::clippedTexts(page) == QStringList());
    test::saveScreenshot(page, u"put-off-longer-%1"_s.arg(size.width()));
}
