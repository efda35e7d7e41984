// Each page of the window as each role: what a role may not see is nowhere on the page, what it may not do is
// refused.
#include "app/desktop/pages.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/clinic/demo.h"
#include "core/notes/note_repository.h"
#include "core/products/lot.h"
#include "core/products/product_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/safety_check.h"
#include "core/storage/database.h"
#include "tests/support/printers.h"
#include "tests/support/scripted_prompter.h"
#include "tests/ui/roles/shown_texts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/page.h"
#include "ui/shell/file_check.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/find_patient.h"

#include <QApplication>
#include <QHash>
#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; // milliseconds, under a sanitizer

/// A demo clinic with a patient of today whose history has words that stand nowhere else.
struct RolesFixture
{
    RolesFixture()
    {
        applyTheme(*qApp, Theme::Light);
        REQUIRE(makeDemoClinic(path, {.patients = 12, .seed = 7, .today = clock.today()}));
        auto opened = Database::open(path);
        REQUIRE(opened);
        database = std::move(*opened);
        const auto everybody = allStaff(*database);
        REQUIRE(everybody);
        for (const Staff &person : *everybody) {
            if (person.roles.testFlag(Role::Dermatologist))
                doctor = person;
        }
        patient = PatientId(
            database
                ->integer(u"SELECT visit.patient_id FROM visit JOIN response ON response.patient_id = "
                          "visit.patient_id WHERE visit.planned_on = '2026-03-02' "
                          "AND visit.state != 'done' ORDER BY visit.id LIMIT 1"_s)
                .value());
        REQUIRE(!patient.isNull());
        addHistory();
        addShelf();
    }

    /// A window for this person, as after each sign-in to an encrypted clinic.
    void enter(const Staff &person)
    {
        window.reset();
        context = std::make_unique<ClinicContext>(*database, clock, prompter);
        window = std::make_unique<MainWindow>(*context);
        addPages(*window, *context);
        window->resize(1366, 768);
        window->show();
        window->signIn(person);
    }

    void addHistory()
    {
        Note note;
        note.patientId = patient;
        note.dated = clock.today();
        note.text = u"Tamboti: a keloid on the chest."_s;
        REQUIRE(addNote(*database, doctor.actor(), clock.now(), note));
        Allergy allergy;
        allergy.patientId = patient;
        allergy.text = u"Mopane resin"_s;
        allergy.reactionText = u"Welts for a week"_s;
        REQUIRE(addAllergy(*database, doctor.actor(), clock.now(), allergy));
        auto plan = currentPlan(*database, patient).value().value();
        plan.device = u"Kudu Pen 36"_s;
        REQUIRE(savePlan(*database, doctor.actor(), clock.now(), plan));
        secrets = QStringList{u"Tamboti"_s, u"Mopane"_s, u"Welts for a week"_s, u"Kudu Pen"_s};
        const auto check = checkSafety(*database, patient, clock.today());
        REQUIRE(check);
        for (const Finding &finding : check->assessment.withOutcome(Outcome::Fired))
            secrets << finding.rule->code << finding.rule->title;
        REQUIRE(secrets.size() > 4);
        auto answers = database->prepare(
            u"SELECT DISTINCT answer.text FROM answer JOIN response ON response.id = "
            "answer.response_id WHERE response.patient_id = ? AND length(answer.text) > 15"_s);
        REQUIRE(answers);
        answers->add(patient.value());
        REQUIRE(answers->run());
        while (answers->next().value())
            secrets << answers->text(0);
    }

    /// Something to press on the page of products: a product with words that nobody knows, and a lot.
    void addShelf()
    {
        Product gel;
        gel.name = u"Baobab gel"_s;
        gel.label = u"Aqua, Baobab Mystery Extract"_s;
        product = addProduct(*database, doctor.actor(), clock.now(), gel).value().id;
        Lot lot;
        lot.productId = product;
        lot.code = u"BG-1"_s;
        lot.expiry = QDate(2027, 1, 31);
        lot.quantity = 2;
        REQUIRE(receiveLot(*database, doctor.actor(), clock.now(), lot));
    }

    Staff personWith(Roles roles)
    {
        Staff person;
        person.name = u"Somebody who is "_s + rolesToText(roles);
        person.roles = roles;
        return saveStaff(*database, doctor.actor(), clock.now(), person).value();
    }

    /// Every page: what it is called here, and how to come to it.
    QList<std::pair<QString, Destination>> places() const
    {
        QList<std::pair<QString, Destination>> all{
            {u"today"_s, {}},
            {u"patients"_s, {.place = Place::Patients}},
            {u"products"_s, {.place = Place::Products}},
            {u"register"_s, {.place = Place::Register}},
            {u"intake"_s, {.place = Place::Intake, .patient = patient}},
            {u"form"_s, {.place = Place::Form, .patient = patient, .form = intakeUrl()}},
            {u"closing"_s, {.place = Place::ClosingDay}},
            {u"put-off"_s, {.place = Place::PutOff}},
            {u"day-sheets"_s, {.place = Place::DaySheets}},
            {u"scans-that-wait"_s, {.place = Place::WaitingScans}},
            {u"plan"_s, {.place = Place::Record, .patient = patient, .plan = true}}};
        for (const RecordTab tab :
             {RecordTab::Summary, RecordTab::Visits, RecordTab::History, RecordTab::Forms, RecordTab::Safety,
              RecordTab::Consent, RecordTab::Session, RecordTab::Documents, RecordTab::Journal})
            all << std::pair(u"record, tab %1"_s.arg(static_cast<int>(tab)),
                             Destination{.place = Place::Record, .patient = patient, .tab = tab});
        return all;
    }

    /// Calls `look` with each page and each part of the settings on screen.
    void onEachPage(const std::function<void(const QString &name, Page &page)> &look)
    {
        for (const auto &[name, destination] : places()) {
            window->goTo(destination);
            settle();
            look(name, *window->currentPage());
        }
        window->goTo({.place = Place::Settings});
        auto *list = window->currentPage()->findChild<QListView *>();
        REQUIRE(list != nullptr);
        REQUIRE(list->model()->rowCount() >= 6);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            list->setCurrentIndex(list->model()->index(row, 0));
            settle();
            look(u"settings, "_s + list->model()->index(row, 0).data().toString(), *window->currentPage());
        }
    }

    /// Lists are read by jobs of their own.
    static void settle() { QTest::qWait(150); }

    QTemporaryDir folder;
    QString path = folder.filePath(u"clinic.dermis"_s);
    FixedClock clock{QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC)};
    std::unique_ptr<Database> database;
    Staff doctor;
    PatientId patient;
    ProductId product;
    QStringList secrets; ///< words of the history
    ScriptedPrompter prompter;
    std::unique_ptr<ClinicContext> context;
    std::unique_ptr<MainWindow> window;
};

/// Which of the words stand in a text of the page.
QStringList foundOn(QWidget &page, const QStringList &words)
{
    const QSet<QString> texts = textsIn(&page);
    QStringList found;
    for (const QString &word : words) {
        for (const QString &text : texts) {
            if (text.contains(word)) {
                found << word + u" in: "_s + text.left(120);
                break;
            }
        }
    }
    return found;
}

} // namespace

TEST_CASE_METHOD(RolesFixture, "no page shows a word of a history to who may not read records",
                 "[roles][gui]")
{
    enter(doctor);
    QStringList seen;
    onEachPage([&](const QString &, Page &page) { seen << foundOn(page, secrets); });
    for (const QString &secret : secrets) {
        INFO(secret.toStdString());
        CHECK(std::ranges::any_of(seen, [&](const QString &text) { return text.startsWith(secret); }));
    }
    for (const Roles roles : {Roles(Role::Reception), Roles(Role::Owner), Role::Reception | Role::Owner}) {
        const Staff person = personWith(roles);
        enter(person);
        onEachPage([&](const QString &name, Page &page) {
            for (const QString &leak : foundOn(page, secrets))
                FAIL_CHECK(person.name.toStdString()
                           << " on " << name.toStdString() << ": " << leak.toStdString());
        });
    }
}

TEST_CASE_METHOD(RolesFixture, "after another person came to a plain clinic's window, nothing of the one before is left in it",
                 "[roles][gui]")
{
    enter(doctor);
    onEachPage([](const QString &, Page &) {});
    CHECK(!foundOn(*window, secrets).isEmpty());
    window->finder()->setText(u"Tamboti"_s);
    window->lock();
    window->signIn(personWith(Role::Reception));
    settle();
    CHECK(foundOn(*window, secrets) == QStringList());
    REQUIRE(window->currentPage() != nullptr); // Today, made anew
    CHECK(window->findChildren<Page *>().size() == 1);
}

TEST_CASE_METHOD(RolesFixture, "in a clinic that was found damaged the acts of the pages are closed and say why", "[roles][gui]")
{
    enter(doctor);
    window->fileCheck()->stop();
    QPointer<Button> walkIn;
    for (Button *button : window->currentPage()->findChildren<Button *>()) {
        if (button->text() == u"Walk-in"_s)
            walkIn = button;
    }
    REQUIRE(walkIn != nullptr);
    CHECK(walkIn->isEnabled());
    Q_EMIT window->fileCheck()->damageFound({u"file"_s, {}, 0, 0, u"a page cannot be read"_s});
    CHECK_FALSE(walkIn->isEnabled());
    QSet<QString> closed;
    QSet<QString> open;
    onEachPage([&](const QString &, Page &page) {
        for (const Button *button : page.findChildren<Button *>()) {
            if (button->toolTip().contains(u"damaged"_s))
                (button->isEnabled() ? open : closed) << button->text();
        }
    });
    CHECK(open.isEmpty());
    for (const QString &act : {u"Register"_s, u"Sign"_s, u"Sign decision"_s, u"Keep plan"_s, u"Close the day"_s,
                               u"Book"_s, u"Still right"_s, u"Keep changes"_s}) {
        INFO(act.toStdString());
        CHECK(closed.contains(act));
    }
}

namespace {

/// Who may write to a table; nothing for a table that this test does not know.
std::optional<Permission> neededFor(const QString &table)
{
    static const QHash<QString, Permission> all{
        {u"patient"_s, Permission::Identity},        {u"visit"_s, Permission::Visits},
        {u"day_closing"_s, Permission::Visits},      {u"note"_s, Permission::Notes},
        {u"response"_s, Permission::Answers},        {u"plan"_s, Permission::Answers},
        {u"allergy"_s, Permission::Allergies},       {u"allergy_state"_s, Permission::Allergies},
        {u"decision"_s, Permission::Decide},         {u"consent"_s, Permission::IssueConsent},
        {u"questionnaire"_s, Permission::PublishForms}, {u"questionnaire_state"_s, Permission::PublishForms},
        {u"consent_template"_s, Permission::IssueConsent}, {u"adverse_event"_s, Permission::Sessions},
        {u"product"_s, Permission::Products},        {u"lot"_s, Permission::Products},
        {u"clinic_substance"_s, Permission::Products},
        {u"product_review"_s, Permission::NeedlingStatus},
        {u"practice"_s, Permission::ManageSettings}, {u"staff"_s, Permission::ManageStaff},
        {u"backup_plan"_s, Permission::Backup},      {u"backup_place"_s, Permission::Backup},
        {u"backup_proof"_s, Permission::Backup},     {u"backup_failure"_s, Permission::Backup}};
    return all.contains(table) ? std::optional(all.value(table)) : std::nullopt;
}

/// Presses everything that a page offers, but what prints: a printer may be there.
void pressAll(Page &page)
{
    QList<QPointer<Button>> buttons;
    for (Button *button : page.findChildren<Button *>()) {
        const QString name = button->text() + button->accessibleName() + button->toolTip();
        if (button->isVisibleTo(&page) && button->isEnabled() &&
            !name.contains(u"print"_s, Qt::CaseInsensitive) && name != u"Try again"_s)
            buttons << button;
    }
    for (const QPointer<Button> &button : buttons) {
        if (button != nullptr && button->isEnabled())
            button->click();
    }
}

} // namespace

TEST_CASE_METHOD(RolesFixture,
                 "no button of any page does for a role what is not its own, and who may is said",
                 "[roles][gui]")
{
    const auto roles = GENERATE(Roles(Role::Reception), Roles(Role::Owner), Roles(Role::Nurse));
    const Staff person = personWith(roles);
    enter(doctor); // who may do all, so that all is offered; then somebody else is at the computer
    const qint64 before = database->integer(u"SELECT max(sequence) FROM journal"_s).value();
    QSet<QString> told;
    int pages = 0;
    onEachPage([&](const QString &, Page &page) {
        ++pages;
        context->setActor(person.actor());
        pressAll(page);
        settle();
        for (const ErrorBanner *banner : window->findChildren<ErrorBanner *>())
            told << banner->text().detail;
        context->setActor(doctor.actor());
    });
    CHECK(pages > 15);
    auto written =
        database->prepare(u"SELECT DISTINCT table_name FROM journal WHERE sequence > ? AND actor = ?"_s);
    REQUIRE(written);
    written->add(before).add(person.id.value());
    REQUIRE(written->run());
    while (written->next().value()) {
        const QString table = written->text(0);
        if (table == u"record_access"_s) // that somebody looked
            continue;
        INFO(person.name.toStdString() << " wrote to " << table.toStdString());
        const auto needed = neededFor(table);
        CHECK(needed);
        CHECK((needed && may(roles, *needed)));
    }
    if (may(roles, Permission::ReadRecords))
        return; // a nurse was offered nothing else without a confirmation
    INFO(QStringList(told.values()).join(u'\n').toStdString());
    CHECK(std::ranges::any_of(
        told, [](const QString &text) { return text.contains(u"Who may do it: dermatologist, nurse"_s); }));
}

TEST_CASE_METHOD(RolesFixture, "each role sees the shelf, and changes of it what is its own", "[roles][gui][products]")
{
    const auto roles =
        GENERATE(Roles(Role::Reception), Roles(Role::Owner), Roles(Role::Nurse), Roles(Role::Dermatologist));
    enter(personWith(roles));
    window->goTo({.place = Place::Products});
    settle();
    Page *page = window->currentPage();
    CHECK(foundOn(*page, {u"Baobab gel"_s, u"Baobab Mystery Extract"_s, u"BG-1"_s}).size() == 3);
    const auto isOffered = [&](const QString &name) {
        const auto *button = page->findChild<Button *>(name);
        REQUIRE(button != nullptr);
        return button->isVisibleTo(page) && button->isEnabled();
    };
    for (const QString &name : {u"addProduct"_s, u"importProducts"_s, u"importLots"_s, u"changeProduct"_s, u"takeOut"_s,
                                u"receiveLot"_s, u"openLot"_s, u"finishLot"_s, u"takeOutLot"_s, u"understood"_s}) {
        INFO(name.toStdString());
        CHECK(isOffered(name) == may(roles, Permission::Products));
    }
    CHECK(isOffered(u"assess"_s) == may(roles, Permission::NeedlingStatus));
    QStringList reasons;
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        if (label->isVisibleTo(page) && label->text().startsWith(u"A nurse or the dermatologist"))
            reasons << label->text();
    }
    CHECK(reasons.isEmpty() == may(roles, Permission::Products));
}
