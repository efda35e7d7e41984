#include "core/consents/scan_filing.h"
#include "core/products/draft_forms.h"
#include "core/questionnaires/questionnaire_library.h"
#include "core/safety/allergy.h"
#include "core/safety/sign_decision.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/drafts.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/scanner.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/today/booking_panel.h"
#include "ui/today/day_model.h"
#include "ui/today/day_view.h"
#include "ui/today/day_words.h"
#include "ui/today/defer_panel.h"
#include "ui/today/task_list.h"
#include "ui/today/today_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/find_patient.h"
#include "ui/widgets/segmented_control.h"

#include <QAbstractItemModelTester>
#include <QDateEdit>
#include <QLineEdit>
#include <QMenu>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

DayEntry entry(qint64 id, VisitState state, const QDateTime &since = {})
{
    DayEntry made;
    made.day.visit.id = VisitId(id);
    made.day.visit.state = state;
    made.day.visit.stateSince = since;
    made.day.visit.plannedOn = QDate(2026, 3, 2);
    made.day.visit.plannedAt = QTime(9, static_cast<int>(id));
    made.day.familyName = u"Person%1"_s.arg(id);
    made.day.birthDate = QDate(1990, 1, 1);
    return made;
}

class TodayScreen : public test::ClinicScreen
{
public:
    VisitId visitFor(PatientId patient, const QTime &at, VisitState state,
                     const QString &reason = u"Microneedling 1 of 4"_s)
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now()).value();
        Visit visit;
        visit.patientId = patient;
        visit.plannedOn = clock.today();
        visit.plannedAt = at;
        visit.reason = reason;
        visit.state = state;
        const VisitId id = insertVisit(transaction, visit).value();
        REQUIRE(transaction.commit());
        return id;
    }
    Destination wentTo(const QSignalSpy &spy) const { return spy.last().first().value<Destination>(); }
};

} // namespace

TEST_CASE("the next step follows from where the patient is and who looks", "[today]")
{
    const auto [state, nurseDoes, receptionDoes] = GENERATE(table<VisitState, DayAct, DayAct>({
        {VisitState::Expected, DayAct::MarkArrived, DayAct::MarkArrived},
        {VisitState::Arrived, DayAct::StartIntake, DayAct::OpenRecord},
        {VisitState::Intake, DayAct::ContinueIntake, DayAct::OpenRecord},
        {VisitState::ReadyForDoctor, DayAct::ReviewSafety, DayAct::OpenRecord},
        {VisitState::Consent, DayAct::PrintConsent, DayAct::OpenRecord},
        {VisitState::Done, DayAct::OpenRecord, DayAct::OpenRecord},
    }));
    CHECK(nextStep(entry(1, state), Role::Nurse) == nurseDoes);
    CHECK(nextStep(entry(1, state), Role::Reception) == receptionDoes);
    CHECK(possibleActs(entry(1, state), Role::Nurse).contains(DayAct::DidNotCome) ==
          (state == VisitState::Expected));
    CHECK(possibleActs(entry(1, state), Roles()) == QList{DayAct::OpenRecord}); // also in a file that is only read
}

TEST_CASE("a refresh moves, adds and removes rows and keeps the rest", "[today][gui]")
{
    DayModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QDateTime now(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC);
    model.setEntries(
        {entry(1, VisitState::Expected), entry(2, VisitState::Arrived), entry(3, VisitState::Expected)}, now);
    const QPersistentModelIndex kept(model.indexOf(VisitId(3)));
    model.setEntries({entry(2, VisitState::Done), entry(3, VisitState::Arrived, now.addSecs(-840)),
                      entry(4, VisitState::Expected)},
                     now);
    REQUIRE(kept.isValid());
    CHECK(model.entry(kept)->day.visit.id == VisitId(3));
    CHECK(kept.parent() == model.groupIndex(DayGroup::InBuilding));
    CHECK(model.rowCount(model.groupIndex(DayGroup::Finished)) == 1);
    CHECK_FALSE(model.indexOf(VisitId(1)).isValid());
    CHECK(model.groupNote(DayGroup::InBuilding) == u"1 person, longest wait 14 min"_s);
    const QString sentence = kept.data(Qt::AccessibleTextRole).toString();
    CHECK(sentence.contains(u"Person3"_s));
    CHECK(sentence.contains(u"waiting 14 minutes"_s));
    CHECK(sentence.contains(u"Arrived"_s));
}

TEST_CASE_METHOD(TodayScreen, "Enter marks a patient arrived, the selection stays, and Undo takes it back",
                 "[today][gui]")
{
    const VisitId first = visitFor(person(u"Baloyi"_s, u"Vusi"_s), QTime(9, 0), VisitState::Expected);
    const VisitId second = visitFor(person(u"Dlamini"_s, u"Nomvula"_s), QTime(9, 45), VisitState::Expected);
    TodayPage page(context);
    show(page);
    auto *view = page.findChild<DayView *>();
    CHECK(view->currentVisit() == first);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return);
    CHECK(visit(*database, second)->state == VisitState::Arrived);
    CHECK(view->currentVisit() == second);
    CHECK(view->hasFocus());
    for (Button *button : page.findChildren<Button *>()) {
        if (button->isVisible() && button->text() == u"Undo"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    CHECK(visit(*database, second)->state == VisitState::Expected);
}

TEST_CASE_METHOD(TodayScreen,
                 "starting an intake moves the visit and opens it; the doctor's row opens Safety",
                 "[today][gui]")
{
    const PatientId arrived = person(u"Naidoo"_s, u"Priya"_s);
    const VisitId visitId = visitFor(arrived, QTime(9, 0), VisitState::Arrived);
    const PatientId ready = person(u"Jacobs"_s, u"Chantelle"_s);
    visitFor(ready, QTime(10, 0), VisitState::ReadyForDoctor);
    TodayPage page(context);
    show(page);
    QSignalSpy went(&page, &Page::goTo);
    auto *view = page.findChild<DayView *>();
    QTest::keyClick(view, Qt::Key_Return);
    CHECK(wentTo(went) == Destination{Place::Intake, arrived, RecordTab::Summary, {}});
    CHECK(visit(*database, visitId)->state == VisitState::Intake);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return);
    CHECK(wentTo(went) == Destination{Place::Record, ready, RecordTab::Safety, {}});
}

TEST_CASE_METHOD(TodayScreen, "the painted button does what it says when clicked", "[today][gui]")
{
    const PatientId patient = person(u"Naidoo"_s, u"Priya"_s);
    visitFor(patient, QTime(9, 0), VisitState::Arrived);
    TodayPage page(context);
    show(page);
    QSignalSpy went(&page, &Page::goTo);
    auto *view = page.findChild<DayView *>();
    const DayModel &model = view->dayModel();
    const QModelIndex cell = model.index(0, DayModel::Next, model.groupIndex(DayGroup::InBuilding));
    const QRect area = view->visualRect(cell);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(area.left() + 3, area.center().y()));
    CHECK(went.isEmpty());
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(area.right() - 60, area.center().y()));
    CHECK(wentTo(went).place == Place::Intake);
}

TEST_CASE_METHOD(TodayScreen, "the three dots of a row offer what else can be done with the visit", "[today][gui]")
{
    const VisitId visit =
        visitFor(person(u"Botha"_s, u"Johan"_s), QTime(9, 30), VisitState::Expected);
    TodayPage page(context);
    show(page);
    auto *view = page.findChild<DayView *>();
    const QModelIndex row = view->dayModel().indexOf(visit);
    const QRect cell = view->visualRect(row.siblingAtColumn(DayModel::Next));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, {cell.right() - 16, cell.center().y()});
    auto *menu = view->findChild<QMenu *>();
    REQUIRE(menu != nullptr);
    CHECK(menu->isVisible());
    for (QAction *action : menu->actions()) {
        if (action->text() == actWords(DayAct::DidNotCome))
            action->trigger();
    }
    menu->close();
    CHECK(dermis::visit(*database, visit)->state == VisitState::DidNotCome);
}

TEST_CASE_METHOD(TodayScreen, "a walk-in is found, given a reason and stands in the building", "[today][gui]")
{
    const PatientId patient = person(u"Mokena"_s, u"Dineo"_s);
    TodayPage page(context);
    show(page);
    CHECK(page.findChild<EmptyState *>()->isVisible());
    for (Button *button : page.findChildren<Button *>()) {
        if (button->isVisible() && button->text() == u"Walk-in"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    auto *panel = page.findChild<BookingPanel *>();
    REQUIRE(panel->isVisible());
    auto *find = panel->findChild<FindPatient *>();
    QTest::keyClicks(find, u"mokena"_s);
    REQUIRE(QTest::qWaitFor([find] { return find->popup() != nullptr && find->popup()->currentId() != 0; }));
    test::saveScreenshot(page, u"today-walk-in"_s);
    QTest::keyClick(find, Qt::Key_Return);
    QTest::keyClicks(qApp->focusWidget(), u"Scar review"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    const QList<DayVisit> visits = visitsOn(*database, clock.today()).value();
    REQUIRE(visits.size() == 1);
    CHECK(visits.first().visit.patientId == patient);
    CHECK(visits.first().visit.state == VisitState::Arrived);
    CHECK(visits.first().visit.reason == u"Scar review"_s);
    CHECK(page.findChild<DayView *>()->currentVisit() == visits.first().visit.id);
}

TEST_CASE_METHOD(TodayScreen, "the day shows everybody, what needs someone, and names every control",
                 "[today][gui]")
{
    const PatientId dlamini = person(u"Dlamini"_s, u"Nomvula"_s, QDate(1992, 3, 14));
    const PatientId mokwena = person(u"Mokwena"_s, u"Naledi"_s, QDate(2010, 6, 11));
    visitFor(person(u"Davids"_s, u"Fatima"_s, QDate(1985, 1, 2)), QTime(9, 30), VisitState::InSession);
    visitFor(dlamini, QTime(9, 45), VisitState::ReadyForDoctor, u"Microneedling 5 of 6"_s);
    visitFor(person(u"Nxumalo"_s, u"Hlengiwe"_s), QTime(10, 15), VisitState::Consent,
             u"Stretch marks, hips"_s);
    visitFor(mokwena, QTime(10, 30), VisitState::Intake, u"First consultation"_s);
    visitFor(person(u"Naidoo"_s, u"Priya"_s), QTime(10, 30), VisitState::Arrived,
             u"Follow-up, scar review"_s);
    visitFor(person(u"Seboko"_s, u"Kagiso"_s), QTime(11, 0), VisitState::Expected, u"First consultation"_s);
    visitFor(person(u"Muḓau"_s, u"Tshilidzi"_s), QTime(11, 45), VisitState::Expected);
    visitFor(person(u"Adams"_s, u"Megan"_s), QTime(8, 0), VisitState::Done);
    Allergy allergy;
    allergy.patientId = dlamini;
    allergy.text = u"penicillin"_s;
    REQUIRE(addAllergy(*database, nurse, clock.now(), allergy));
    allergy.patientId = mokwena;
    allergy.text = u"blue tube cream"_s;
    REQUIRE(addAllergy(*database, nurse, clock.now(), allergy));
    REQUIRE(saveDraft(*database, {{mokwena.value(), u"intake"_s, nurse.id}, "{}", clock.now(), 0}));
    clock.advanceMilliseconds(14 * 60'000);
    TodayPage page(context);
    show(page);
    CHECK(page.findChild<TaskList *>()->count() >= 3);
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"today"_s);
    applyTheme(*qApp, Theme::Dark);
    test::saveScreenshot(page, u"today-dark"_s);
    applyTheme(*qApp, Theme::Light);
    page.resize(1844, 990);
    test::saveScreenshot(page, u"today-1920"_s);
    page.setCompact(true);
    page.resize(1041, 540);
    test::saveScreenshot(page, u"today-compact"_s);
}

TEST_CASE_METHOD(TodayScreen, "deferring asks for the day and the reason in the page, and Undo takes it back",
                 "[today][gui]")
{
    const VisitId id = visitFor(person(u"Dlamini"_s, u"Nomvula"_s), QTime(9, 45), VisitState::Expected);
    context.setActor(reception);
    TodayPage page(context);
    show(page);
    auto *view = page.findChild<DayView *>();
    auto *panel = page.findChild<DeferPanel *>();
    DayEntry chosen;
    chosen.day = visitsOn(*database, clock.today())->first();
    Q_EMIT view->actRequested(chosen, DayAct::Defer);
    REQUIRE(panel->isVisible());
    auto *until = panel->findChild<QDateEdit *>();
    CHECK(until->hasFocus());
    CHECK(until->minimumDate() == clock.today().addDays(1));
    until->setDate(clock.today().addDays(21));
    auto *reason = panel->findChild<QLineEdit *>(u"deferReason"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(visit(*database, id)->state == VisitState::Expected);
    test::typeText(reason, u"cold sore"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(visit(*database, id)->state == VisitState::Expected); // too short
    test::typeText(reason, u" on the lip since Friday"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK_FALSE(panel->isVisible());
    CHECK(visit(*database, id)->deferredUntil == clock.today().addDays(21));
    const auto *banner = page.findChild<ErrorBanner *>();
    CHECK(banner->text().title.endsWith(u"is deferred to 23 Mar 2026"_s));
    CHECK(view->hasFocus());
    CHECK(test::unnamedControls(&page) == QStringList());
    CHECK(banner->text().actions == QStringList{u"Undo"_s}); // reception prints no note
    CHECK(deferredPatients(*database, nurse, clock.today())->size() == 1);
    Q_EMIT page.findChild<ErrorBanner *>()->actionChosen(0);
    CHECK(visit(*database, id)->state == VisitState::Expected);
    CHECK(deferredPatients(*database, nurse, clock.today())->isEmpty());
}

TEST_CASE_METHOD(TodayScreen, "a decision that was begun is named so and leads to the Safety tab", "[today][gui]")
{
    const PatientId patient = person(u"Dlamini"_s, u"Nomvula"_s);
    context.setActor(doctor);
    REQUIRE(saveDraft(*database, {{patient.value(), decisionDraftForm(), doctor.id}, "{}", clock.now(), 0}));
    TodayPage page(context);
    show(page);
    auto *tasks = page.findChild<TaskList *>();
    REQUIRE(tasks->count() == 1);
    CHECK(tasks->model()->index(0, 0).data().toString() == u"Decision not finished");
    const QSignalSpy went(&page, &Page::goTo);
    tasks->setCurrentIndex(tasks->model()->index(0, 0));
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(went.size() == 1);
    CHECK(wentTo(went) == Destination{Place::Record, patient, RecordTab::Safety, {}});
}

TEST_CASE_METHOD(TodayScreen, "nothing is cut short in a language with longer words", "[today][gui]")
{
    const test::LongerWords longer;
    visitFor(person(u"Dlamini"_s, u"Nomvula"_s), QTime(9, 45), VisitState::Intake);
    const auto [size, compact] = GENERATE(table<QSize, bool>({{QSize(1290, 680), false},
                                                              {QSize(1204, 650), false},
                                                              {QSize(1028, 540), true},
                                                              {QSize(848, 430), true}}));
    TodayPage page(context);
    page.setCompact(compact);
    show(page, {}, size);
    CHECK(test::clippedTexts(page) == QStringList());
    page.findChild<BookingPanel *>()->openBooking(clock.today());
    QTest::qWait(1);
    CHECK(test::clippedTexts(page) == QStringList());
    page.findChild<BookingPanel *>()->close();
    page.findChild<DeferPanel *>()->open(visitsOn(*database, clock.today())->first());
    QTest::qWait(1);
    CHECK(test::clippedTexts(page) == QStringList());
    test::saveScreenshot(page, u"today-longer-%1"_s.arg(size.width()));
}

TEST_CASE_METHOD(TodayScreen,
                 "the keys go from visit to visit past the headings, and the filters use the room",
                 "[today][gui]")
{
    const VisitId here = visitFor(person(u"Baloyi"_s, u"Vusi"_s), QTime(9, 0), VisitState::Arrived);
    const VisitId expected = visitFor(person(u"Dlamini"_s, u"Nomvula"_s), QTime(9, 45), VisitState::Expected);
    TodayPage page(context);
    show(page);
    auto *view = page.findChild<DayView *>();
    QTest::keyClick(view, Qt::Key_Down);
    CHECK(view->currentVisit() == expected);
    QTest::keyClick(view, Qt::Key_Home);
    CHECK(view->currentVisit() == here);
    const auto *filter = page.findChild<SegmentedControl *>();
    CHECK(filter->mapTo(&page, QPoint()).y() < 40);
    page.resize(600, 500);
    QTest::qWait(1);
    CHECK(filter->mapTo(&page, QPoint()).y() > 40);
    page.resize(1290, 680);
    QTest::qWait(1);
    CHECK(filter->mapTo(&page, QPoint()).y() < 40);
}

TEST_CASE_METHOD(TodayScreen, "a delivery that was begun is named, and leads to the page of products",
                 "[today][gui][products]")
{
    const auto [draft, product, title] = GENERATE(table<ProductDraft, ProductId, QString>(
        {{ProductDraft::Delivery, ProductId(3), u"Delivery not finished"_s},
         {ProductDraft::Details, ProductId(), u"New product not finished"_s},
         {ProductDraft::Details, ProductId(3), u"Change of a product not finished"_s}}));
    const QString form = productDraftForm(draft, product);
    REQUIRE(saveDraft(*database, {{0, form, nurse.id}, "{}", clock.now(), 0}));
    REQUIRE(saveDraft(*database, {{0, productDraftForm(ProductDraft::Assessment, product), nurse.id}, "{}",
                                  clock.now(), 0})); // by somebody who was a doctor
    TodayPage page(context);
    QSignalSpy went(&page, &Page::goTo);
    show(page);
    auto *tasks = page.findChild<TaskList *>();
    REQUIRE(tasks->count() == 1);
    CHECK(tasks->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(title));
    tasks->setFocus();
    tasks->setCurrentIndex(tasks->model()->index(0, 0));
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(went.count() == 1);
    CHECK(wentTo(went).place == Place::Products);
    CHECK(wentTo(went).text == form);
}

TEST_CASE_METHOD(TodayScreen, "a new version of a form that was begun is named, and leads to its editor", "[today][gui][library]")
{
    const QString url = u"https://clinic.example/Questionnaire/peel"_s;
    REQUIRE(saveDraft(*database, {{0, questionnaireDraftForm(url), doctor.id}, "{}", clock.now(), 0}));
    REQUIRE(saveDraft(*database, {{0, questionnaireDraftForm(url), nurse.id}, "{}", clock.now(), 0})); // by somebody who was a doctor
    TodayPage page(context);
    QSignalSpy went(&page, &Page::goTo);
    show(page);
    auto *tasks = page.findChild<TaskList *>();
    CHECK(tasks->count() == 0);
    context.setActor(doctor);
    page.refresh();
    REQUIRE(QTest::qWaitFor([tasks] { return tasks->count() == 1; }));
    CHECK(tasks->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(u"New version of a questionnaire not published"_s));
    tasks->setFocus();
    tasks->setCurrentIndex(tasks->model()->index(0, 0));
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(went.count() == 1);
    CHECK(wentTo(went).part == SettingsPart::Questionnaires);
    CHECK(wentTo(went).text == url);
}

TEST_CASE_METHOD(TodayScreen, "whose readiness changed stands first, says what and since when, and Enter opens the safety check",
                 "[today][gui]")
{
    const PatientId patient = person(u"Dlamini"_s, u"Nomvula"_s);
    REQUIRE(database->run(
        u"INSERT INTO readiness_known (patient_id, gaps, as_of, checked, before, since) VALUES (%1, '[[\"products\",\"Serum (after): "
        "the lot was recalled by the maker\"],[\"MN-DEV-05\",\"Not acceptable\"]]', '2026-03-02', 1, '[]', '2026-03-02T07:43:00.000Z')"_s
            .arg(patient.toString())));
    TodayPage page(context);
    QSignalSpy went(&page, &Page::goTo);
    show(page);
    auto *tasks = page.findChild<TaskList *>();
    REQUIRE(tasks->count() == 1);
    const QString sentence = tasks->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    CHECK(sentence == u"Not ready since 2 Mar 2026, 09:43, Nomvula Dlamini: Serum (after): the lot was recalled by the maker, Review"_s);
    tasks->setFocus();
    tasks->setCurrentIndex(tasks->model()->index(0, 0));
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(went.count() == 1);
    CHECK(wentTo(went).place == Place::Record);
    CHECK(wentTo(went).tab == RecordTab::Safety);
    CHECK(wentTo(went).patient == patient);
    context.setActor(reception);
    page.refresh();
    CHECK(tasks->count() == 0);
}

TEST_CASE_METHOD(TodayScreen, "scanned pages that wait are told to who may place them, and lead to their page", "[today][gui]")
{
    QImage blank(200, 300, QImage::Format_Grayscale8);
    blank.fill(Qt::white);
    REQUIRE(fileScan(*database, nurse, clock.now(), u"blank.png"_s, test::encoded(blank, "png")));
    context.setActor(reception);
    TodayPage page(context);
    page.open({});
    page.show();
    auto *tasks = page.findChild<TaskList *>();
    CHECK(tasks->count() == 0);
    context.setActor(nurse);
    page.refresh();
    REQUIRE(tasks->count() == 1);
    const QModelIndex task = tasks->model()->index(0, 0);
    CHECK(task.data().toString() == u"1 scanned page waits");
    CHECK(task.data(Qt::AccessibleTextRole).toString().contains(u"Place"_s));
    const QSignalSpy spy(&page, &Page::goTo);
    tasks->setCurrentIndex(task);
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(spy.size() == 1);
    CHECK(wentTo(spy).place == Place::WaitingScans);
    QTest::mouseClick(tasks->viewport(), Qt::LeftButton, {}, tasks->visualRect(task).center());
    CHECK(spy.size() == 2);
}

TEST_CASE_METHOD(TodayScreen, "forms that were begun and left are listed with whose they are and how old, and are only opened", "[today][gui]")
{
    const PatientId patient = person(u"Dlamini"_s, u"Nomvula"_s);
    const Questionnaire life = Questionnaire::fromJson(R"({"resourceType":"Questionnaire","url":"http://test/life","version":"1",
        "title":"Quality of life","item":[{"linkId":"1","type":"string","text":"Sport"}]})").value();
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now()).value();
        REQUIRE(insertQuestionnaire(transaction, life));
        REQUIRE(transaction.commit());
    }
    const Draft left{formDraftKey(patient, life.url(), doctor.id), "{}", clock.now().addDays(-3), 0};
    REQUIRE(saveDraft(*database, left));
    REQUIRE(saveDraft(*database, {intakeDraftKey(patient, doctor.id), "{}", clock.now(), 0})); // of today: not left yet
    REQUIRE(saveDraft(*database, {{patient.value(), u"note"_s, doctor.id}, "{}", clock.now().addDays(-3), 0})); // theirs alone
    TodayPage page(context);
    QSignalSpy went(&page, &Page::goTo);
    show(page);
    auto *tasks = page.findChild<TaskList *>();
    REQUIRE(tasks->count() == 1);
    CHECK(tasks->model()->index(0, 0).data(Qt::AccessibleTextRole).toString() ==
          u"Unfinished form: Quality of life, Nomvula Dlamini, kept 27 Feb 2026, 10:00, 3 days ago, by Dr Ayanda Motau, Go on"_s);
    tasks->setFocus();
    tasks->setCurrentIndex(tasks->model()->index(0, 0));
    QTest::keyClick(tasks, Qt::Key_Return);
    REQUIRE(went.count() == 1);
    CHECK(wentTo(went) == Destination{.place = Place::Form, .patient = patient, .form = life.url()});
    CHECK(findDraft(*database, left.key).value() == left);
    CHECK(draftsAbout(*database, patient.value()).value().size() == 3);
}
