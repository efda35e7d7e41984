#include "core/consents/consent_template.h"
#include "core/storage/documents.h"
#include "core/treatments/day_sheets.h"
#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/printing/print_panel.h"
#include "ui/today/day_sheets_page.h"
#include "ui/today/today_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include <mutex>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int batchPatience = 40'000;

/// A printer that keeps its jobs until it is told that they are done.
class SlowPrinter : public PrintServer
{
public:
    Result<QList<PrintQueue>> queues() override { return QList<PrintQueue>{{u"reception"_s, u"Reception"_s, QueueState::Ready, true, true}}; }
    Result<int> print(const PrintOrder &order, const PrintableSheet &sheet) override
    {
        const std::scoped_lock lock(mutex);
        if (onPrint)
            onPrint(static_cast<int>(printed.size()));
        if (printed.size() >= paper)
            return fail(ErrorCode::Io, u"the printer does not answer"_s);
        orders << order;
        printed << sheet.pdf;
        return 100 + static_cast<int>(printed.size());
    }
    Result<JobState> state(const QString &, int job) override
    {
        const std::scoped_lock lock(mutex);
        return states.value(job, JobState::Printing);
    }
    void set(int job, JobState state)
    {
        const std::scoped_lock lock(mutex);
        states.insert(job, state);
    }

    std::mutex mutex;
    qsizetype paper = 99;
    std::function<void(int)> onPrint;
    QList<PrintOrder> orders;
    QList<QByteArray> printed;
    QHash<int, JobState> states;
};

class DaySheetsScreen : public test::ClinicalPageFixture
{
public:
    DaySheetsScreen()
    {
        tell(DemoStory::Clear);
        book(patient, QTime(9, 0));
        for (int i = 0; i < 2; ++i)
            others << clearPatient(u"Nkosi%1"_s.arg(i), QTime(10 + i, 0));
        stopped = person(u"Khumalo"_s);
        book(stopped, QTime(12, 0));
    }
    ~DaySheetsScreen()
    {
        page.reset();
        QThreadPool::globalInstance()->waitForDone(); // workers have the file open
    }
    PatientId person(const QString &family)
    {
        Patient typed;
        typed.familyName = family;
        typed.givenNames = u"Thandi"_s;
        typed.birthDate = QDate(1990, 5, 1);
        return registerPatient(*database, nurse, clock.now(), typed).value().id;
    }
    PatientId clearPatient(const QString &family, const QTime &at)
    {
        const PatientId first = std::exchange(patient, person(family));
        tell(DemoStory::Clear);
        book(patient, at);
        return std::exchange(patient, first);
    }
    void book(PatientId whom, const QTime &at)
    {
        Visit booked;
        booked.patientId = whom;
        booked.plannedOn = clock.today().addDays(1);
        booked.plannedAt = at;
        booked.reason = u"Microneedling"_s;
        REQUIRE(bookVisit(*database, nurse, clock.now(), booked));
    }
    void answerAnew(PatientId whom, DemoStory story)
    {
        DemoRandom random(7);
        const Response response =
            demoIntake(random, story, form.questionnaire, dermis::patient(*database, whom).value(), **currentPlan(*database, whom), clock.today());
        const ResponseId before = latestResponse(*database, whom, intakeUrl()).value()->entry.id;
        REQUIRE(keepIntake(*database, doctor, clock.now(), {whom, form.id, before, u"Asked anew for this session"_s}, response));
    }
    void openPage(bool hasPrinter = true)
    {
        page = std::make_unique<DaySheetsPage>(context, hasPrinter ? printer : nullptr);
        page->open({.place = Place::DaySheets});
        show(*page);
        auto *queues = page->findChild<PrintPanel *>()->findChild<QComboBox *>();
        REQUIRE(QTest::qWaitFor([&] { return queues->count() == (hasPrinter ? 1 : 0); }, batchPatience));
    }
    QString fileNumber(PatientId whom) const { return dermis::patient(*database, whom)->fileNumber; }
    QCheckBox *tick(PatientId whom) const { return page->findChild<QCheckBox *>(u"print-"_s + fileNumber(whom)); }
    QString outcome(PatientId whom) const { return page->findChild<TextLabel *>(u"outcome-"_s + fileNumber(whom))->text(); }
    Button *button(const QString &text) const
    {
        for (Button *one : page->findChildren<Button *>()) {
            if (one->text() == text && one->isVisible())
                return one;
        }
        return nullptr;
    }
    void run(const QString &act)
    {
        QSignalSpy ended(page.get(), &DaySheetsPage::ended);
        REQUIRE(button(act) != nullptr);
        QTest::keyClick(button(act), Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return !ended.isEmpty(); }, batchPatience));
    }
    bool waitForOutcome(PatientId whom, const QString &words) const
    {
        return QTest::qWaitFor([&] { return outcome(whom) == words; }, batchPatience);
    }
    QList<Consent> sheetsOf(PatientId whom) const { return consents(*database, whom).value(); }

    std::shared_ptr<SlowPrinter> printer = std::make_shared<SlowPrinter>();
    QList<PatientId> others;
    PatientId stopped;
    std::unique_ptr<DaySheetsPage> page;
};

} // namespace

TEST_CASE_METHOD(DaySheetsScreen, "tomorrow's sheets are issued and printed one by one, and printed is said when the queue says so", "[today][gui]")
{
    openPage();
    CHECK(tick(patient)->isChecked());
    CHECK(tick(patient)->hasFocus());
    CHECK(tick(stopped) == nullptr);
    CHECK(test::unnamedControls(page.get()) == QStringList());
    test::saveScreenshot(*page, u"day-sheets"_s);
    QTest::keyClick(tick(others.at(1)), Qt::Key_Space);
    run(u"Issue and print 2 sheets"_s);
    REQUIRE(printer->printed.size() == 2);
    REQUIRE(sheetsOf(patient).size() == 1);
    CHECK(sheetsOf(others.at(1)).isEmpty());
    CHECK(sheetsOf(stopped).isEmpty());
    CHECK(documentDigest(printer->printed.first()) == sheetsOf(patient).first().documentDigest);
    CHECK_FALSE(printer->orders.first().title.contains(u"Dlamini"_s));
    REQUIRE(waitForOutcome(patient, u"Job 101 is printing"_s));
    printer->set(101, JobState::Done);
    printer->set(102, JobState::Cancelled);
    CHECK(waitForOutcome(patient, u"Printed"_s));
    CHECK(waitForOutcome(others.at(0), u"Issued, not printed: job 102 was cancelled at the printer"_s));
    test::saveScreenshot(*page, u"day-sheets-printed"_s);
    CHECK_FALSE(tick(patient)->isChecked()); // not again
    CHECK(tick(others.at(0))->isChecked()); // it has not reached the paper
}

TEST_CASE_METHOD(DaySheetsScreen, "stopped between two sheets, nothing is half done, and the rest is left as it was", "[today][gui]")
{
    openPage();
    auto *progress = page->findChild<ProgressPanel *>();
    printer->onPrint = [&](int done) {
        if (done == 0)
            QMetaObject::invokeMethod(progress, [progress] { Q_EMIT progress->cancelRequested(); });
    };
    run(u"Issue and print 3 sheets"_s);
    CHECK(printer->printed.size() == 1);
    CHECK(sheetsOf(patient).size() == 1);
    CHECK(sheetsOf(others.at(0)).isEmpty());
    CHECK(outcome(others.at(0)) == u"Left out");
    CHECK(page->findChild<ErrorBanner *>()->text().title == u"Stopped after 1 of 3");
    printer->onPrint = {};
    run(u"Issue and print 2 sheets"_s);
    CHECK(printer->printed.size() == 3);
    CHECK(sheetsOf(patient).size() == 1);
}

TEST_CASE_METHOD(DaySheetsScreen, "whom somebody unticked stays so, whatever became of the others", "[today][gui]")
{
    const PatientId left = others.at(1);
    openPage();
    QTest::keyClick(tick(left), Qt::Key_Space);
    run(u"Issue and print 2 sheets"_s);
    CHECK(printer->printed.size() == 2);
    CHECK(sheetsOf(left).isEmpty());
    CHECK_FALSE(tick(left)->isChecked());
    CHECK_FALSE(tick(patient)->isChecked());
    QTest::keyClick(tick(patient), Qt::Key_Space); // to be printed again
    book(person(u"Zulu"_s), QTime(13, 0));
    context.announceDataChanged();
    CHECK(tick(patient)->isChecked());
    CHECK_FALSE(tick(left)->isChecked());
    run(u"Issue and print 1 sheet"_s);
    CHECK(printer->printed.size() == 3);
    CHECK_FALSE(tick(patient)->isChecked());
    CHECK_FALSE(tick(left)->isChecked());
}

TEST_CASE_METHOD(DaySheetsScreen, "a printer that falls silent stops the rest; its sheet is issued once and tried again", "[today][gui]")
{
    printer->paper = 1;
    openPage();
    run(u"Issue and print 3 sheets"_s);
    CHECK(outcome(others.at(0)) == u"Issued and safe, but not on paper");
    CHECK(outcome(others.at(1)) == u"Left out");
    REQUIRE(sheetsOf(others.at(0)).size() == 1);
    CHECK(sheetsOf(others.at(1)).isEmpty());
    CHECK(page->findChild<ErrorBanner *>()->text().detail.contains(u"The printer does not answer."_s));
    CHECK_FALSE(tick(patient)->isChecked());
    CHECK(tick(others.at(0))->isChecked());
    printer->paper = 99;
    run(u"Issue and print 2 sheets"_s);
    CHECK(sheetsOf(others.at(0)).size() == 1);
    CHECK(documentDigest(printer->printed.at(1)) == sheetsOf(others.at(0)).first().documentDigest);
}

TEST_CASE_METHOD(DaySheetsScreen, "without a printer the archived sheets are saved into a folder", "[today][gui]")
{
    const QTemporaryDir folder;
    openPage(false);
    for (const PatientId whom : {patient, others.at(0), others.at(1)})
        QTest::keyClick(tick(whom), Qt::Key_Space);
    QTest::keyClick(button(u"Save PDF"_s), Qt::Key_Return);
    CHECK(page->findChild<ErrorBanner *>()->text().title == u"No sheet is ticked");
    for (const PatientId whom : {patient, others.at(0), others.at(1)})
        QTest::keyClick(tick(whom), Qt::Key_Space);
    prompter.path = folder.path();
    run(u"Save PDF"_s);
    const Consent sheet = sheetsOf(patient).first();
    const QString name = u"%1-%2.pdf"_s.arg(fileNumber(patient), sheet.shortCode);
    CHECK(QDir(folder.path()).entryList(QDir::Files).size() == 3);
    CHECK(outcome(patient) == u"Saved as "_s + name);
    QFile file(folder.filePath(name));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(documentDigest(file.readAll()) == sheet.documentDigest);
}

TEST_CASE_METHOD(DaySheetsScreen, "what stops a sheet while the others print is told for that patient alone", "[today][gui]")
{
    openPage();
    const PatientId changed = others.at(0);
    answerAnew(changed, DemoStory::ColdSores); // as on another computer meanwhile
    run(u"Issue and print 3 sheets"_s);
    CHECK(printer->printed.size() == 2);
    CHECK(outcome(changed).startsWith(u"The sheet cannot be issued while these are open"_s));
    CHECK(sheetsOf(changed).isEmpty());
    CHECK_FALSE(page->findChild<ErrorBanner *>()->isTelling());
}

TEST_CASE_METHOD(DaySheetsScreen, "Today leads to tomorrow's sheets, or to those of the day it shows; not for reception", "[today][gui]")
{
    TodayPage today(context);
    show(today);
    QSignalSpy went(&today, &Page::goTo);
    auto *print = today.findChild<Button *>(u"printSheets"_s);
    today.open({});
    QTest::keyClick(print, Qt::Key_Return);
    REQUIRE(went.size() == 1);
    CHECK(went.last().first().value<Destination>().place == Place::DaySheets);
    CHECK(went.last().first().value<Destination>().text == clock.today().addDays(1).toString(Qt::ISODate));
    today.showDay(clock.today().addDays(4));
    QTest::keyClick(print, Qt::Key_Return);
    CHECK(went.last().first().value<Destination>().text == clock.today().addDays(4).toString(Qt::ISODate));
    context.setActor(reception);
    today.refresh();
    CHECK_FALSE(print->isVisible());
}

TEST_CASE_METHOD(DaySheetsScreen, "the sheets of a day fit every size and both themes", "[today][gui]")
{
    const auto [name, size, theme] = GENERATE(table<QString, QSize, Theme>({
        {u"day-sheets-dark"_s, QSize(1844, 980), Theme::Dark},
        {u"day-sheets-compact"_s, QSize(1041, 480), Theme::Light},
    }));
    applyTheme(*qApp, theme);
    openPage();
    page->setCompact(size.width() < 1200);
    page->resize(size);
    QTest::qWait(50);
    test::saveScreenshot(*page, name);
    CHECK(page->minimumSizeHint().width() <= size.width());
    applyTheme(*qApp, Theme::Light);
}
