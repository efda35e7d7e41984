#include "core/base/whole_file.h"
#include "core/consents/consent_template.h"
#include "core/consents/note_sheet.h"
#include "core/consents/scan_filing.h"
#include "core/consents/screen_signature.h"
#include "core/notes/note_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/plan.h"
#include "core/storage/drafts.h"
#include "core/treatments/intake.h"
#include "core/visits/visit_repository.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/ready_to_needle.h"
#include "tests/support/scribble.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/consents/scan_drop.h"
#include "ui/patients/allergy_panel.h"
#include "ui/patients/documents_tab.h"
#include "ui/patients/forms_tab.h"
#include "ui/patients/history_tab.h"
#include "ui/printing/sheet_pane.h"
#include "ui/patients/plan_editor.h"
#include "ui/patients/record_page.h"
#include "ui/patients/record_view.h"
#include "ui/patients/refile_form.h"
#include "ui/patients/summary_tab.h"
#include "ui/widgets/allergy_strip.h"
#include "ui/widgets/button.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/readiness_bar.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/tab_strip.h"

#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QSignalSpy>
#include <QThreadPool>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// Stands for another room's tab.
class OtherRoom : public Page
{
public:
    using Page::Page;
    QString title() const override { return u"Safety"_s; }
    void open(const Destination &destination) override { opened = destination; }
    void focusFirst() override {}
    void print() override { ++printed; }
    Destination opened;
    int printed = 0;
};

class RecordScreen : public test::ClinicScreen
{
public:
    RecordScreen() : patient(person(u"Dlamini"_s, u"Nomvula"_s, QDate(1992, 3, 14), u"082 555 0118"_s))
    {
        addHistory();
        addVisits();
    }

    Destination record(RecordTab tab = RecordTab::Summary) const { return {Place::Record, patient, tab, {}}; }

    Button *buttonOf(QWidget &page, const QString &text) const
    {
        QCoreApplication::processEvents(); // rows just laid out are shown
        for (Button *button : page.findChildren<Button *>()) {
            if (button->isVisible() && button->text() == text)
                return button;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }

    PatientId patient;

private:
    void addHistory()
    {
        const StoredQuestionnaire form = currentQuestionnaire(*database, intakeUrl()).value();
        Response response;
        for (const QString &question : {u"Q-FEVER"_s, u"Q-GRAN"_s, u"Q-HEAL"_s, u"Q-VAG"_s})
            response.setAnswer(form.questionnaire, {question, {}}, Answer::of(question == u"Q-VAG"));
        REQUIRE(keepIntake(*database, nurse, clock.now(), {patient, form.id, {}, {}}, response));
        Plan plan;
        plan.patientId = patient;
        plan.device = u"SkinPen"_s;
        for (const QString &zone : {u"cheek-left"_s, u"cheek-right"_s}) {
            PlannedZone planned;
            planned.zone = zone;
            planned.target = Target::AcneScar;
            planned.depthMm = 1.5;
            plan.zones << planned;
        }
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        Note note;
        note.patientId = patient;
        note.kind = NoteKind::Examination;
        note.dated = clock.today();
        note.text = u"Rolling scars on **both cheeks**, no active acne."_s;
        note.signedAt = clock.now();
        REQUIRE(addNote(*database, doctor, clock.now(), note));
    }

    void addVisits()
    {
        Visit visit;
        visit.patientId = patient;
        visit.plannedOn = clock.today();
        visit.plannedAt = QTime(9, 45);
        visit.reason = u"Microneedling 1 of 4"_s;
        REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
    }
};

} // namespace

TEST_CASE_METHOD(RecordScreen, "a record with 200 visits is read in twenty queries", "[patients]")
{
    Visit visit;
    visit.patientId = patient;
    visit.plannedOn = clock.today();
    for (int n = 0; n < 200; ++n)
        REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
    const qint64 before = database->runs();
    const auto view = loadRecord(*database, doctor, patient, clock.today());
    REQUIRE(view);
    CHECK(view->visits.size() == 200);
    CHECK(database->runs() - before == 20);
}

TEST_CASE_METHOD(RecordScreen, "a record without sheets says where one is printed", "[patients][gui]")
{
    RecordPage page(context);
    show(page, record(RecordTab::Documents));
    const auto labels = page.findChildren<QLabel *>();
    CHECK(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text() == u"No sheet printed yet. The Consent tab prints one."_s;
    }));
    CHECK_FALSE(buttonOf(page, u"Save PDF"_s)->isEnabled());
}

TEST_CASE_METHOD(RecordScreen, "a sheet's signed pages are looked at as they were scanned", "[patients][gui]")
{
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now()).value();
        REQUIRE(ensureShippedTemplates(transaction));
        REQUIRE(transaction.commit());
    }
    test::answerAsHealthy(*database, doctor, clock.now(), patient);
    const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
    REQUIRE(issued);
    RecordPage page(context);
    show(page, record(RecordTab::Documents));
    auto *signedPages = page.findChild<Button *>(u"signedPages"_s);
    CHECK_FALSE(signedPages->isVisible());
    const QByteArray sheet = sheetBytes(*database, issued->id).value();
    const auto filed = fileScan(*database, nurse, clock.now(), u"scan.pdf"_s, sheet);
    REQUIRE(filed);
    page.open(record(RecordTab::Documents));
    auto *tab = page.findChild<DocumentsTab *>();
    tab->hide();
    tab->show(); // as when one comes back to it
    REQUIRE(signedPages->isVisible());
    const auto *preview = tab->findChild<PrintPreview *>();
    const auto shows = [&](bool isText) {
        return QTest::qWaitFor([&] { return preview->pageCount() == filed->size() && preview->pageText(0).trimmed().isEmpty() != isText; }, 20'000);
    };
    CHECK(shows(true));
    signedPages->click();
    CHECK(shows(false)); // a picture of it
    signedPages->click();
    CHECK(shows(true));
}

TEST_CASE_METHOD(RecordScreen, "a scan dropped on the documents is filed, and its signed pages can be looked at", "[patients][gui]")
{
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now()).value();
        REQUIRE(ensureShippedTemplates(transaction));
        REQUIRE(transaction.commit());
    }
    test::answerAsHealthy(*database, doctor, clock.now(), patient);
    const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
    REQUIRE(issued);
    const QString scan = folder.filePath(u"scan.pdf"_s);
    REQUIRE(writeWhole(scan, sheetBytes(*database, issued->id).value()));
    RecordPage page(context);
    show(page, record(RecordTab::Documents));
    auto *tab = page.findChild<DocumentsTab *>();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(scan)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(tab, &enter);
    REQUIRE(enter.isAccepted());
    auto *target = tab->findChild<ScanDrop *>();
    CHECK(target->isVisible());
    test::saveScreenshot(page, u"record-drop"_s);
    QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(tab, &drop);
    CHECK(drop.isAccepted());
    CHECK_FALSE(target->isVisible());
    CHECK(QTest::qWaitFor([&] { return page.findChild<Button *>(u"signedPages"_s)->isVisible(); }, 20'000));
    CHECK(filedPages(*database, issued->id)->size() == pagesOf(*database, *issued));
}

TEST_CASE_METHOD(RecordScreen, "a document is found by typing, and a page that was filed wrong is moved by key and says so", "[patients][gui]")
{
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now()).value();
        REQUIRE(ensureShippedTemplates(transaction));
        REQUIRE(transaction.commit());
    }
    test::answerAsHealthy(*database, doctor, clock.now(), patient);
    const PatientId other = person(u"Naidoo"_s, u"Priya"_s);
    const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
    REQUIRE(issued);
    REQUIRE(issueConsent(*database, nurse, clock.now().addSecs(60), {.patientId = patient, .templateName = u"leaflet"_s}));
    REQUIRE(fileScan(*database, nurse, clock.now(), u"scan.pdf"_s, sheetBytes(*database, issued->id).value()));
    RecordPage page(context);
    show(page, record(RecordTab::Documents));
    auto *table = page.findChild<QTableWidget *>(u"documents"_s);
    auto *search = page.findChild<QLineEdit *>(u"findDocument"_s);
    auto *move = page.findChild<Button *>(u"moveDocument"_s);
    REQUIRE(table->rowCount() == 2);
    CHECK_FALSE(move->isVisible()); // a leaflet has no scanned page
    QTest::keyClick(&page, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK_FALSE(search->hasFocus()); // only from within the documents
    table->setFocus();
    QTest::keyClicks(table, u"c"_s);
    QTest::keyClicks(search, u"onsent sign"_s); // goes on in the field
    CHECK(search->hasFocus());
    CHECK(search->text() == u"consent sign");
    REQUIRE(table->rowCount() == 1);
    CHECK(table->item(0, 4)->text() == u"to be signed");
    search->setText(u"nothing like it"_s);
    CHECK(table->rowCount() == 0);
    CHECK(page.findChild<QLabel *>(u"aboutDocument"_s)->text().startsWith(u"No document fits"_s));
    QTest::keyClick(search, Qt::Key_Escape);
    CHECK(table->rowCount() == 2);
    search->setText(u"signed consent"_s);
    QTest::keyClick(search, Qt::Key_Down);
    CHECK(table->hasFocus());
    QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(search->hasFocus());
    QTest::keyClick(search, Qt::Key_Down);

    REQUIRE(move->isVisible());
    QTest::keyClick(move, Qt::Key_Return);
    const auto *preview = page.findChild<DocumentsTab *>()->findChild<PrintPreview *>();
    CHECK(QTest::qWaitFor([&] { return preview->pageCount() > 0 && preview->pageText(0).trimmed().isEmpty(); }, 20'000)); // as scanned
    CHECK(page.height() == 680);
    test::saveScreenshot(page, u"record-documents-move"_s);
    page.findChild<SegmentedControl *>(u"refileTarget"_s)->setCurrent(1);
    Q_EMIT page.findChild<SegmentedControl *>(u"refileTarget"_s)->chosen(1);
    const QString otherNumber = dermis::patient(*database, other)->fileNumber;
    page.findChild<QLineEdit *>(u"refileOwner"_s)->setText(otherNumber);
    page.findChild<QLineEdit *>(u"refileTitle"_s)->setText(u"Letter of the clinic"_s);
    auto *reason = page.findChild<QLineEdit *>(u"refileReason"_s);
    reason->setText(u"wrong"_s);
    test::saveScreenshot(page, u"record-documents-move-paper"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(filedPages(*database, issued->id)->first().page == 1); // no reason yet
    reason->setText(u"It names the other patient"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK_FALSE(page.findChild<RefileForm *>()->isVisible());
    CHECK(table->hasFocus());
    CHECK(filedPages(*database, issued->id)->first().page == 2);
    search->clear();
    REQUIRE(table->rowCount() == 3);
    search->setText(u"moved away"_s);
    REQUIRE(table->rowCount() == 1);
    const QString about = page.findChild<QLabel *>(u"aboutDocument"_s)->text();
    CHECK(about.contains(u"Moved from page 1 of"_s));
    CHECK(about.contains(otherNumber));
    CHECK(about.contains(nurse.name));
    CHECK(about.contains(u"It names the other patient"_s));
    CHECK_FALSE(move->isVisible());
    test::saveScreenshot(page, u"record-documents-moved"_s);
    CHECK(QTest::qWaitFor([&] { return preview->pageCount() == 1; }, 20'000));

    page.open({Place::Record, other, RecordTab::Documents, {}});
    CHECK(search->text().isEmpty());
    REQUIRE(table->rowCount() == 1);
    CHECK(table->item(0, 0)->text() == u"Other paper: Letter of the clinic");
    CHECK(table->item(0, 4)->text() == u"filed, moved here");
    CHECK(page.findChild<QLabel *>(u"aboutDocument"_s)->text().contains(u"It names the other patient"_s));
    CHECK(test::unnamedControls(&page) == QStringList());
    applyTheme(*qApp, Theme::Dark);
    test::saveScreenshot(page, u"record-documents-dark"_s);
    applyTheme(*qApp, Theme::Light);
}

TEST_CASE_METHOD(RecordScreen, "a sheet that was signed on the screen is looked at and saved as it was signed", "[patients][gui]")
{
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now()).value();
        REQUIRE(ensureShippedTemplates(transaction));
        REQUIRE(transaction.commit());
    }
    test::answerAsHealthy(*database, doctor, clock.now(), patient);
    const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
    REQUIRE(issued);
    const QList<DrawnBox> boxes{{1, {}, {}, test::scribble(1), clock.now(), false}, {4, {}, {}, test::scribble(2), clock.now(), false}};
    REQUIRE(signOnScreen(*database, doctor, clock.now(), issued->id, issued->revision, boxes));
    RecordPage page(context);
    show(page, record(RecordTab::Documents));
    auto *signedPages = page.findChild<Button *>(u"signedPages"_s);
    REQUIRE(signedPages->isVisible());
    signedPages->click();
    QTemporaryDir folder;
    prompter.answer = folder.filePath(u"signed.pdf"_s);
    buttonOf(page, u"Save PDF"_s)->click();
    QFile file(prompter.answer);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == **signedSheetBytes(*database, issued->id));
    const auto *preview = page.findChild<DocumentsTab *>()->findChild<PrintPreview *>();
    CHECK(QTest::qWaitFor([&] { return preview->pageCount() > 0 && preview->pageText(preview->pageCount() - 1).contains(u"on screen, "_s); }, 20'000));
}

TEST_CASE_METHOD(RecordScreen, "a record shows who it is, allergies never asked, and what stands open",
                 "[patients][gui]")
{
    RecordPage page(context);
    show(page, record());
    CHECK(page.findChild<AllergyStrip *>()->content().knowledge == AllergyKnowledge::NeverAsked);
    CHECK(page.findChild<ReadinessBar *>()->readiness().state == ReadinessState::NotReady);
    CHECK_FALSE(page.view().facts.isEmpty());
    CHECK(page.findChild<TabStrip *>()->count() == 5);
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"record"_s);
    page.resize(1844, 990);
    test::saveScreenshot(page, u"record-1920"_s);
    applyTheme(*qApp, Theme::Dark);
    page.resize(1290, 680);
    test::saveScreenshot(page, u"record-dark"_s);
    applyTheme(*qApp, Theme::Light);
    page.setCompact(true);
    page.resize(1041, 540);
    test::saveScreenshot(page, u"record-compact"_s);
    CHECK(page.findChild<TabStrip *>()->tabText(1) == u"Visits"_s);
    page.showTab(RecordTab::Visits);
    test::saveScreenshot(page, u"record-compact-visits"_s);
    page.setCompact(false);
    CHECK(page.currentTab() == RecordTab::Summary);
    CHECK(page.findChild<TabStrip *>()->count() == 5);
}

TEST_CASE_METHOD(RecordScreen,
                 "Alt and a number choose the tab, and other rooms' tabs take their place in the order",
                 "[patients][gui]")
{
    RecordPage page(context);
    auto *safety = new OtherRoom(context);
    page.setTabPage(RecordTab::Safety, safety);
    show(page, record());
    CHECK(page.findChild<TabStrip *>()->count() == 6);
    QTest::keyClick(&page, Qt::Key_3, Qt::AltModifier);
    CHECK(page.currentTab() == RecordTab::Forms);
    QTest::keyClick(&page, Qt::Key_4, Qt::AltModifier);
    CHECK(page.currentTab() == RecordTab::Safety);
    CHECK(safety->opened == record(RecordTab::Safety));
    QTest::keyClick(&page, Qt::Key_6, Qt::AltModifier);
    CHECK(page.currentTab() == RecordTab::Journal);
    CHECK(page.findChild<QTableView *>(QString(), Qt::FindChildrenRecursively) != nullptr);
    test::saveScreenshot(page, u"record-journal"_s);
    QTest::keyClick(&page, Qt::Key_2, Qt::AltModifier);
    CHECK(page.currentTab() == RecordTab::History);
    test::saveScreenshot(page, u"record-history"_s);
}

TEST_CASE_METHOD(RecordScreen, "Ctrl+P prints the consent sheet from every part of the record", "[patients][gui]")
{
    RecordPage page(context);
    auto *sheet = new OtherRoom(context);
    page.setTabPage(RecordTab::Consent, sheet);
    show(page, record(RecordTab::History));
    QTest::keyClick(&page, Qt::Key_P, Qt::ControlModifier);
    CHECK(page.currentTab() == RecordTab::Consent);
    CHECK(sheet->printed == 1);
    context.setActor(reception);
    page.refresh();
    QTest::keyClick(&page, Qt::Key_P, Qt::ControlModifier);
    CHECK(sheet->printed == 1);
}

TEST_CASE_METHOD(RecordScreen, "who comes to change the plan finds its editor open", "[patients][gui]")
{
    RecordPage page(context);
    Destination plan = record();
    plan.plan = true;
    show(page, plan);
    auto *editor = page.findChild<PlanEditor *>();
    CHECK(editor->isVisible());
    CHECK(editor->isAncestorOf(qApp->focusWidget()));
    page.open(record(RecordTab::History));
    page.focusFirst();
    CHECK_FALSE(editor->isVisible());
}

TEST_CASE_METHOD(RecordScreen, "notes are shown as they print and saved as those very bytes", "[patients][gui]")
{
    RecordPage page(context);
    show(page, record(RecordTab::History));
    auto *history = page.findChild<HistoryTab *>();
    auto *sheet = history->findChild<SheetPane *>();
    CHECK_FALSE(sheet->isVisible());
    auto *print = buttonOf(*history, u"Print"_s);
    print->setFocus();
    QTest::keyClick(print, Qt::Key_Space);
    CHECK(sheet->isVisible());
    REQUIRE(QTest::qWaitFor([sheet] { return sheet->preview().pageCount() == 1; }, 20000));
    CHECK(sheet->preview().pageText(0).contains(u"Rolling scars on both cheeks, no active acne."_s));
    CHECK(test::unnamedControls(&page) == QStringList());
    prompter.answer = folder.filePath(u"notes.pdf"_s);
    QTest::mouseClick(buttonOf(*sheet, u"Save PDF"_s), Qt::LeftButton);
    QFile saved(prompter.answer);
    REQUIRE(saved.open(QIODevice::ReadOnly));
    CHECK(saved.readAll() == notesPdf(*database, nurse, clock.now(), patient).value());
    test::saveScreenshot(page, u"record-print-notes"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Escape);
    CHECK_FALSE(sheet->isVisible());
    CHECK(print->hasFocus());
    page.showTab(RecordTab::Summary);
    QTest::mouseClick(buttonOf(*page.findChild<SummaryTab *>(), u"Print"_s), Qt::LeftButton);
    CHECK(page.currentTab() == RecordTab::History);
    CHECK(sheet->isVisible());
    QThreadPool::globalInstance()->waitForDone();
}

TEST_CASE_METHOD(RecordScreen, "F8 opens the first gap: allergies that were never asked", "[patients][gui]")
{
    RecordPage page(context);
    show(page, record());
    QTest::keyClick(&page, Qt::Key_F8);
    auto *panel = page.findChild<AllergyPanel *>();
    REQUIRE(QTest::qWaitFor([panel] { return panel->isVisible(); }));
    QTest::keyClicks(qApp->focusWidget(), u"blue tube cream"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    CHECK(page.findChild<AllergyStrip *>()->content().knowledge == AllergyKnowledge::NotConfirmed);
    test::saveScreenshot(page, u"record-allergies"_s);
    const Allergy added = allergies(*database, patient)->first();
    CHECK(added.isUnmatched());
    QTest::mouseClick(buttonOf(*panel, u"Take off the list"_s), Qt::LeftButton);
    QTest::keyClicks(qApp->focusWidget(), u"was toothpaste, not a cream"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    CHECK(allergy(*database, added.id)->status == AllergyStatus::Retired);
    QTest::mouseClick(buttonOf(*panel, u"None known"_s), Qt::LeftButton);
    CHECK(allergyState(*database, patient)->asked == AllergyAsked::NoneKnown);
    CHECK(panel->isHidden());
}

TEST_CASE_METHOD(RecordScreen, "a note is written with Ctrl+M, kept while typed, and signed with Ctrl+Enter",
                 "[patients][gui]")
{
    RecordPage page(context);
    show(page, record());
    QTest::keyClick(&page, Qt::Key_M, Qt::ControlModifier);
    CHECK(page.currentTab() == RecordTab::History);
    QTest::keyClicks(qApp->focusWidget(), u"Asked about sun. Uses sunscreen."_s);
    REQUIRE(QTest::qWaitFor([this] { return !drafts(*database, u"note"_s)->isEmpty(); }, 20'000));
    test::saveScreenshot(page, u"record-note"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([this] { return notesOf(*database, patient)->size() == 2; }));
    const QList<Note> notes = notesOf(*database, patient).value();
    CHECK(notes.first().isSigned());
    CHECK(notes.last().isSigned());
    CHECK(drafts(*database, u"note"_s)->isEmpty());
    CHECK(page.view().notes.size() == 2);
}

TEST_CASE_METHOD(RecordScreen, "a half-written note is there again after the page is gone", "[patients][gui]")
{
    {
        RecordPage page(context);
        show(page, record());
        QTest::keyClick(&page, Qt::Key_M, Qt::ControlModifier);
        QTest::keyClicks(qApp->focusWidget(), u"Half a"_s);
        page.keepDraft();
    }
    RecordPage again(context);
    show(again, record());
    QTest::keyClick(&again, Qt::Key_M, Qt::ControlModifier);
    CHECK(again.findChild<HistoryTab *>()->findChild<QPlainTextEdit *>(u"noteText"_s)->toPlainText() ==
          u"Half a"_s);
}

TEST_CASE_METHOD(RecordScreen, "the plan is changed in place", "[patients][gui]")
{
    RecordPage page(context);
    show(page, record());
    QTest::mouseClick(page.findChild<Button *>(u"changePlan"_s), Qt::LeftButton);
    test::saveScreenshot(page, u"record-plan"_s);
    QTest::mouseClick(buttonOf(page, u"Add a zone"_s), Qt::LeftButton);
    QTest::mouseClick(buttonOf(page, u"Keep plan"_s), Qt::LeftButton);
    CHECK(currentPlan(*database, patient).value()->zones.size() == 3);
    CHECK(drafts(*database, u"plan"_s)->isEmpty());
}

TEST_CASE_METHOD(RecordScreen, "reception sees the name and the visits, nothing else", "[patients][gui]")
{
    context.setActor(reception);
    RecordPage page(context);
    show(page, record(RecordTab::History));
    CHECK(page.currentTab() == RecordTab::Summary);
    CHECK(page.findChild<TabStrip *>()->count() == 1);
    CHECK(page.findChild<AllergyStrip *>()->isHidden());
    CHECK(page.view().notes.isEmpty());
    CHECK(page.view().visits.size() == 1);
    test::saveScreenshot(page, u"record-reception"_s);
}

namespace {

/// What is read in the background is laid out when it comes.
void waitForLayout(const QWidget &page)
{
    QTest::qWait(1);
    (void)QTest::qWaitFor([&page] { return test::clippedTexts(page).isEmpty(); }, 20'000);
}

} // namespace

TEST_CASE_METHOD(RecordScreen, "no tab of a record is cut short in a language with longer words",
                 "[patients][gui]")
{
    const test::LongerWords longer;
    const auto [size, compact] = GENERATE(table<QSize, bool>({{QSize(1290, 680), false},
                                                              {QSize(1204, 650), false},
                                                              {QSize(1028, 540), true},
                                                              {QSize(848, 430), true}}));
    RecordPage page(context);
    page.setCompact(compact);
    show(page, record(), size);
    for (const RecordTab tab : {RecordTab::Summary, RecordTab::Visits, RecordTab::History,
                                RecordTab::Documents, RecordTab::Journal}) {
        page.showTab(tab);
        QTest::qWait(1);
        waitForLayout(page);
        INFO("tab " << static_cast<int>(tab) << ", width " << size.width());
        CHECK(test::clippedTexts(page) == QStringList());
    }
    page.showTab(RecordTab::History);
    auto *history = page.findChild<HistoryTab *>();
    history->printNotes();
    auto *sheet = history->findChild<SheetPane *>();
    REQUIRE(QTest::qWaitFor([sheet] { return sheet->preview().pageCount() == 1; }, 20000));
    waitForLayout(page);
    CHECK(test::clippedTexts(page) == QStringList());
    page.showTab(RecordTab::Summary);
    test::saveScreenshot(page, u"record-longer-%1"_s.arg(size.width()));
}

TEST_CASE_METHOD(RecordScreen, "the Forms tab has the clinic's other forms, what was said, when and to whom, and Enter fills one in",
                 "[record][forms][gui]")
{
    const Questionnaire life = Questionnaire::fromJson(R"({"resourceType":"Questionnaire","url":"http://test/life","version":"1",
        "title":"Quality of life","item":[{"linkId":"g","type":"group","text":"Leisure","item":[
        {"linkId":"1","prefix":"1","type":"string","text":"Sport"},{"linkId":"2","prefix":"2","type":"boolean","text":"Swimming?"}]}]})")
                                   .value();
    auto transaction = Transaction::begin(*database, nurse, clock.now()).value();
    const QuestionnaireId id = insertQuestionnaire(transaction, life).value();
    REQUIRE(transaction.commit());
    Response runs;
    runs.setAnswer(life, {u"1"_s, {}}, Answer::of(u"Running"_s));
    const ResponseId first = saveResponse(*database, nurse, clock.now(), patient, id, runs, {}).value();
    clock.advanceMilliseconds(qint64(24) * 3600 * 1000);
    Response amended = response(*database, first)->response;
    amended.setAnswer(life, {u"2"_s, {}}, Answer::of(true));
    REQUIRE(saveResponse(*database, doctor, clock.now(), patient, id, amended, first));
    REQUIRE(saveDraft(*database, {formDraftKey(patient, life.url(), nurse.id), draftBody(life, amended), clock.now(), 2}));

    RecordPage page(context);
    QSignalSpy went(&page, &Page::goTo);
    show(page, record(RecordTab::Forms));
    auto *tab = page.findChild<FormsTab *>();
    auto *table = tab->findChild<QTableWidget *>();
    CHECK(QApplication::focusWidget() == table);
    REQUIRE(table->rowCount() == 1);
    const QString sentence = table->item(0, 0)->data(Qt::AccessibleTextRole).toString();
    CHECK(sentence.startsWith(u"Quality of life, "_s));
    CHECK(sentence.contains(doctor.name));
    CHECK(sentence.contains(u"Draft of "_s + nurse.name));
    const QString answers = tab->findChild<QTextBrowser *>()->toPlainText();
    CHECK(answers.contains(u"Running"_s));
    CHECK(answers.contains(u"the patient, to "_s + nurse.name)); // the amended response: each answer is whose it was
    CHECK(answers.contains(u"the patient, to "_s + doctor.name));
    CHECK(tab->findChild<QListWidget *>()->count() == 2);
    buttonOf(page, u"Continue draft"_s);
    test::saveScreenshot(page, u"record-forms"_s);
    applyTheme(*qApp, Theme::Dark);
    test::saveScreenshot(page, u"record-forms-dark"_s);
    applyTheme(*qApp, Theme::Light);
    CHECK(test::unnamedControls(&page) == QStringList());
    QTest::keyClick(table, Qt::Key_Return);
    REQUIRE(went.count() == 1);
    CHECK(went.last().first().value<Destination>() == Destination{.place = Place::Form, .patient = patient, .form = life.url()});
    CHECK(page.view().responses.size() == 3);
    page.showTab(RecordTab::History); // histories are histories
    CHECK(page.findChild<HistoryTab *>()->findChild<QListWidget *>()->count() == 1);
}

TEST_CASE_METHOD(RecordScreen, "an answer to another form is no history", "[record][forms][gui]")
{
    const PatientId other = person(u"Botha"_s, u"Anna"_s);
    const Questionnaire life = Questionnaire::fromJson(
        R"({"resourceType":"Questionnaire","url":"http://test/life","version":"1","item":[{"linkId":"1","type":"string","text":"Sport"}]})").value();
    auto transaction = Transaction::begin(*database, nurse, clock.now()).value();
    const QuestionnaireId id = insertQuestionnaire(transaction, life).value();
    REQUIRE(transaction.commit());
    Response runs;
    runs.setAnswer(life, {u"1"_s, {}}, Answer::of(u"Running"_s));
    REQUIRE(saveResponse(*database, nurse, clock.now(), other, id, runs, {}));
    CHECK_FALSE(loadRecord(*database, nurse, other, clock.today())->hasAnswers);
    CHECK(loadRecord(*database, nurse, patient, clock.today())->hasAnswers);
}
