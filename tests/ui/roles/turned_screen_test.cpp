// The screen turned to a patient: what they do not fill in is nowhere in the window, by key, mouse or screen reader.
#include "app/desktop/pages.h"
#include "core/access/staff.h"
#include "core/clinic/demo.h"
#include "core/notes/note_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/allergy.h"
#include "core/storage/database.h"
#include "tests/support/printers.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "tests/ui/roles/shown_texts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/page.h"
#include "ui/questionnaires/patient_screen.h"
#include "ui/questionnaires/section_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sign_in_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/button.h"
#include "ui/widgets/person_list.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

struct TurnedFixture
{
    TurnedFixture()
    {
        applyTheme(*qApp, Theme::Light);
        REQUIRE(makeDemoClinic(path, {.patients = 12, .seed = 7, .today = clock.today()}));
        database = std::move(*Database::open(path));
        const QList<Staff> everybody = allStaff(*database).value();
        for (const Staff &person : everybody) {
            if (person.roles.testFlag(Role::Nurse))
                nurse = person;
            if (person.roles.testFlag(Role::Dermatologist))
                doctor = person;
        }
        patient = PatientId(database->integer(u"SELECT id FROM patient WHERE id NOT IN (SELECT patient_id FROM response) ORDER BY id LIMIT 1"_s)
                                .value());
        if (patient.isNull())
            patient = PatientId(database->integer(u"SELECT min(id) FROM patient"_s).value());
        Note note;
        note.patientId = patient;
        note.dated = clock.today();
        note.text = u"Tamboti: a keloid on the chest."_s;
        REQUIRE(addNote(*database, doctor.actor(), clock.now(), note));
        auto names = database->prepare(u"SELECT family_name || ' ' || given_names, file_number FROM patient WHERE id <> ?"_s);
        names->add(patient.value());
        REQUIRE(names->run());
        while (names->next().value())
            secrets << names->text(1);
        secrets << u"Tamboti"_s << u"MN-"_s;
        context = std::make_unique<ClinicContext>(*database, clock, prompter);
        window = std::make_unique<MainWindow>(*context);
        addPages(*window, *context);
        window->resize(1366, 768);
        window->show();
        window->signIn(nurse);
        window->activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(window.get()));
    }
    PatientScreen *turned() const { return window->findChild<PatientScreen *>(); }
    Button *button(const QString &text) const
    {
        for (Button *found : window->findChildren<Button *>()) {
            if (found->text() == text && found->isVisible())
                return found;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    void handOver()
    {
        window->goTo({.place = Place::Record, .patient = patient, .tab = RecordTab::History});
        window->goTo({.place = Place::Intake, .patient = patient});
        QTest::mouseClick(button(u"Hand to patient…"_s), Qt::LeftButton);
        REQUIRE(QTest::qWaitFor([this] { return turned() != nullptr; }, 20'000));
        REQUIRE(QTest::qWaitFor([this] { return isInside(); }, 20'000));
    }
    QStringList found() const
    {
        QStringList all;
        for (const QString &text : textsIn(window.get())) {
            for (const QString &secret : secrets) {
                if (text.contains(secret))
                    all << secret + u" in: "_s + text.left(80);
            }
        }
        return all;
    }
    bool isInside() const { return turned() && turned()->isVisible() && turned()->isAncestorOf(QApplication::focusWidget()); }

    QTemporaryDir folder;
    QString path = folder.filePath(u"clinic.dermis"_s);
    FixedClock clock{QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC)};
    std::unique_ptr<Database> database;
    Staff nurse;
    Staff doctor;
    PatientId patient;
    QStringList secrets;
    ScriptedPrompter prompter;
    std::unique_ptr<ClinicContext> context;
    std::unique_ptr<MainWindow> window;
};

} // namespace

TEST_CASE_METHOD(TurnedFixture, "on the turned screen there is nothing else of the window, whatever key is pressed", "[forms][gui]")
{
    handOver();
    saveScreenshot(*window, u"turned-screen"_s);
    CHECK(found() == QStringList());
    CHECK(window->currentPage() == nullptr);
    CHECK(isInside());
    using Keys = std::pair<Qt::Key, Qt::KeyboardModifiers>;
    const QList<Keys> keys{{Qt::Key_F, Qt::ControlModifier},    {Qt::Key_1, Qt::ControlModifier}, {Qt::Key_2, Qt::ControlModifier},
                           {Qt::Key_3, Qt::ControlModifier},    {Qt::Key_4, Qt::ControlModifier}, {Qt::Key_N, Qt::ControlModifier},
                           {Qt::Key_P, Qt::ControlModifier},    {Qt::Key_S, Qt::ControlModifier}, {Qt::Key_M, Qt::ControlModifier},
                           {Qt::Key_Return, Qt::ControlModifier}, {Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier},
                           {Qt::Key_Left, Qt::AltModifier},     {Qt::Key_1, Qt::AltModifier},     {Qt::Key_F1, {}},
                           {Qt::Key_F4, {}},                    {Qt::Key_F6, {}},                 {Qt::Key_F6, Qt::ShiftModifier},
                           {Qt::Key_F8, {}},                    {Qt::Key_F9, {}},                 {Qt::Key_Escape, {}},
                           {Qt::Key_Menu, {}},                  {Qt::Key_L, Qt::AltModifier}};
    for (const auto &[key, modifiers] : keys) {
        QTest::keyClick(window.get(), key, modifiers);
        QCoreApplication::processEvents();
        INFO(QKeySequence(key | modifiers).toString().toStdString());
        REQUIRE(isInside());
        CHECK(found() == QStringList());
    }
    for (int step = 0; step < 120; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, step % 3 == 2 ? Qt::ShiftModifier : Qt::NoModifier);
        REQUIRE(isInside());
    }
}

TEST_CASE_METHOD(TurnedFixture, "giving the screen back asks who is there; whoever handed it over finds the answers as a draft", "[forms][gui]")
{
    handOver();
    auto *view = turned()->findChild<SectionView *>();
    auto *row = qobject_cast<AnswerRow *>(view->keyboardTarget({u"Q-SCAR"_s, {}}));
    REQUIRE(row != nullptr);
    row->setFocus();
    QTest::keyClick(row, Qt::Key_Y);
    QTest::mouseClick(button(u"Give the screen back"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"For the staff: sign in"_s), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([this] { return turned() == nullptr; }, 20'000));
    CHECK_FALSE(context->isSignedIn());
    CHECK(window->signInPage()->isVisible());
    CHECK(window->currentPage() == nullptr);
    CHECK(found() == QStringList());
    window->goTo({.place = Place::Record, .patient = patient}); // refused while nobody is signed in
    CHECK(window->currentPage() == nullptr);

    SECTION("the same person")
    {
        QTest::keyClick(window->signInPage()->findChild<PersonList *>(), Qt::Key_Return);
        REQUIRE(window->currentPage() != nullptr);
        CHECK(window->destination().place == Place::Intake);
        const auto draft = findDraft(*database, intakeDraftKey(patient, nurse.id)).value();
        REQUIRE(draft);
        const Questionnaire form = currentQuestionnaire(*database, intakeUrl()).value().questionnaire;
        const Answer given = responseFromDraft(form, *draft).value().answer(u"Q-SCAR"_s);
        CHECK(given.values == QList<AnswerValue>{true});
        CHECK(given.source == AnswerSource::Patient);
    }
    SECTION("somebody else begins at their own place")
    {
        window->signIn(doctor);
        CHECK(window->destination().place == Place::Today);
    }
}

TEST_CASE_METHOD(TurnedFixture, "locking, too, ends what the patient sees and keeps it", "[forms][gui]")
{
    handOver();
    auto *row = qobject_cast<AnswerRow *>(turned()->findChild<SectionView *>()->keyboardTarget({u"Q-SCAR"_s, {}}));
    REQUIRE(row != nullptr);
    row->setFocus();
    QTest::keyClick(row, Qt::Key_N);
    window->lock(); // as when nobody types for a while
    CHECK(turned() == nullptr);
    CHECK(window->signInPage()->isVisible());
    CHECK(findDraft(*database, intakeDraftKey(patient, nurse.id)).value());
}
