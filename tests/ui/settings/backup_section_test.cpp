#include "core/backup/backup_round.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/backup_runner.h"
#include "ui/context/clinic_context.h"
#include "ui/printing/sheet_pane.h"
#include "ui/settings/backup_inside_view.h"
#include "ui/settings/backup_places_card.h"
#include "ui/settings/backup_plan_card.h"
#include "ui/settings/backup_proof_card.h"
#include "ui/settings/backup_section.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/print_preview.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int backupPatience = 30'000; // milliseconds, for a proof under a sanitizer

struct BackupScreen : test::EncryptedClinic
{
    BackupScreen()
    {
        applyTheme(*qApp, Theme::Light);
        REQUIRE(QDir().mkdir(stick));
        {
            const QSignalBlocker quiet(context); // no backup by plan, so that tests make their own
            context.setActor(own.person.actor());
        }
        section.resize(1094, 668);
        section.setRoom(1094);
        section.refresh();
        section.show();
        section.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&section));
        QObject::connect(&context, &ClinicContext::dataChanged, &section, [this] { section.refresh(); });
    }
    Button *button(const QString &text)
    {
        QCoreApplication::processEvents();
        for (Button *candidate : section.findChildren<Button *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    bool hasButton(const QString &text)
    {
        const auto buttons = section.findChildren<Button *>();
        return std::any_of(buttons.begin(), buttons.end(),
                           [&](const Button *b) { return b->text() == text && b->isVisible(); });
    }
    void click(const QString &text) { QTest::mouseClick(button(text), Qt::LeftButton); }
    bool says(const QString &text)
    {
        QCoreApplication::processEvents(); // what was just added to a layout shows itself then
        const auto labels = section.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QLineEdit *field(QWidget *in, const QString &label)
    {
        for (auto *line : in->findChildren<QLineEdit *>()) {
            const auto labels = in->findChildren<QLabel *>();
            for (const QLabel *shown : labels) {
                if (shown->buddy() == line && shown->text().remove(u'&') == label)
                    return line;
            }
        }
        FAIL("no field " << label.toStdString());
        return nullptr;
    }
    QString told(QWidget *in)
    {
        ErrorBanner *telling = nullptr;
        CHECK(QTest::qWaitFor(
            [&] {
                for (auto *banner : in->findChildren<ErrorBanner *>()) {
                    if (banner->isTelling() && banner->isVisible())
                        telling = banner;
                }
                return telling != nullptr;
            },
            backupPatience));
        return telling != nullptr ? telling->text().title : QString();
    }
    template <typename Card>
    Card *card()
    {
        auto *found = section.findChild<Card *>();
        REQUIRE(found != nullptr);
        return found;
    }
    void addPlace()
    {
        REQUIRE(saveBackupPlace(*own.database, own.person.actor(), clock.now(),
                                {{}, 0, u"USB disk A"_s, stick, u"taken home by Dr Motau"_s}));
        section.refresh();
    }
    void backUp()
    {
        addPlace();
        QTest::keyClick(&section, Qt::Key_B, Qt::ControlModifier);
        REQUIRE(told(card<BackupProofCard>()) == u"Backed up and proven"_s);
    }

    SignedIn own = signIn();
    QString stick = folder.filePath(u"stick"_s);
    test::ScriptedPrompter prompter;
    ClinicContext context{*own.database, clock, prompter};
    BackupRunner runner{context};
    BackupSection section{context, runner, nullptr};
};

} // namespace

TEST_CASE_METHOD(BackupScreen, "a place is added by keys, with a folder that was chosen", "[backup][gui]")
{
    CHECK(says(u"No places yet"_s));
    CHECK_FALSE(button(u"Back up and prove now"_s)->isEnabled());
    auto *places = card<BackupPlacesCard>();
    click(u"Add a place"_s);
    prompter.answer = stick;
    QTest::keyClicks(field(places, u"Name"_s), u"USB disk A"_s);
    click(u"Choose…"_s);
    CHECK(field(places, u"Folder"_s)->text() == stick);
    QTest::keyClicks(field(places, u"Note"_s), u"in the safe"_s);
    QTest::keyClick(field(places, u"Note"_s), Qt::Key_Return);
    const auto kept = backupPlaces(*own.database);
    REQUIRE(kept->size() == 1);
    CHECK(kept->first().path == stick);
    CHECK(says(u"USB disk A"_s));
    CHECK(says(u"in the safe"_s));
    CHECK(button(u"Back up and prove now"_s)->isEnabled());
}

TEST_CASE_METHOD(BackupScreen, "a place is changed and taken away, and one that is refused says why",
                 "[backup][gui]")
{
    addPlace();
    click(u"Change"_s);
    auto *places = card<BackupPlacesCard>();
    field(places, u"Name"_s)->clear();
    click(u"Keep the place"_s);
    CHECK(told(places) == u"This cannot be kept as it stands"_s);
    field(places, u"Name"_s)->setText(u"Disk B"_s);
    click(u"Keep the place"_s);
    CHECK(says(u"Disk B"_s));
    click(u"Change"_s);
    click(u"Take away"_s);
    CHECK(backupPlaces(*own.database)->isEmpty());
}

TEST_CASE_METHOD(BackupScreen, "Ctrl+B backs up, and the card says what was compared", "[backup][gui]")
{
    backUp();
    CHECK(says(u"Today 10:0"_s));
    CHECK(says(u"Record chain unbroken"_s));
    CHECK(says(u"0 of 0"_s)); // patients of the new clinic
    CHECK(QDir(stick).entryList(QDir::Files).size() == 1);
}

TEST_CASE_METHOD(BackupScreen, "a disk that is not there is told calmly, with what to do", "[backup][gui]")
{
    addPlace();
    REQUIRE(QDir(stick).removeRecursively());
    section.refresh();
    CHECK(QTest::qWaitFor([&] { return says(u"not here now"_s); }, backupPatience)); // the disk is asked beside the window
    click(u"Back up and prove now"_s);
    CHECK(told(card<BackupProofCard>()) == u"None of the disks for backups is here"_s);
    CHECK_FALSE(backupFailures(*own.database, clock.now().addDays(-1))->isEmpty());
}

TEST_CASE_METHOD(BackupScreen, "the plan is shown as proposed until it is kept", "[backup][gui]")
{
    auto *plan = card<BackupPlanCard>();
    CHECK(says(u"Proposed"_s));
    for (auto *box : plan->findChildren<QSpinBox *>()) {
        if (box->accessibleName() == u"Days to keep"_s)
            box->setValue(30);
    }
    click(u"Keep the plan"_s);
    CHECK(told(plan) == u"The plan is kept"_s);
    CHECK(backupPlan(*own.database)->keep.days == 30);
    CHECK_FALSE(says(u"Proposed"_s));
    CHECK_FALSE(hasButton(u"Keep the plan"_s));
}

TEST_CASE_METHOD(BackupScreen, "a plan filled in while the page is already open shows the numbers in force",
                 "[backup][gui]")
{
    BackupPlanCard card(context);
    card.show();
    card.refresh();
    const BackupPlan proposed;
    for (auto *box : card.findChildren<QSpinBox *>()) {
        if (box->accessibleName() == u"Days to keep"_s)
            CHECK(box->value() == proposed.keep.days);
    }
    for (auto *box : card.findChildren<QCheckBox *>())
        CHECK(box->isChecked());
}

TEST_CASE_METHOD(BackupScreen, "a nurse sees where backups stand and changes nothing", "[backup][gui]")
{
    addPlace();
    context.setActor({StaffId(2), u"Sr Lindiwe Zwane"_s, Role::Nurse});
    section.refresh();
    for (const QString &text :
         {u"Back up and prove now"_s, u"Add a place"_s, u"Change"_s, u"Keep the plan"_s, u"Restore…"_s})
        CHECK_FALSE(hasButton(text));
    CHECK(says(u"USB disk A"_s));
}

TEST_CASE_METHOD(BackupScreen, "looking inside a backup compares it with the clinic and changes nothing",
                 "[backup][gui]")
{
    backUp();
    const qint64 entries = *own.database->integer(u"SELECT count(*) FROM journal"_s);
    click(u"Look inside a backup"_s);
    REQUIRE(QTest::qWaitFor([&] { return says(u"In this clinic now"_s); }, backupPatience));
    CHECK(says(u"Marula Street Dermatology"_s));
    CHECK(*own.database->integer(u"SELECT count(*) FROM journal"_s) == entries);
    QTest::keyClick(card<BackupInsideView>(), Qt::Key_Escape);
    CHECK(button(u"Look inside a backup"_s)->hasFocus());
}

TEST_CASE_METHOD(BackupScreen, "a backup is restored to a new file from the window", "[backup][gui]")
{
    backUp();
    click(u"Look inside a backup"_s);
    REQUIRE(QTest::qWaitFor([&] { return hasButton(u"Restore to a new file…"_s); }, backupPatience));
    prompter.answer = folder.filePath(u"again.dermis"_s);
    click(u"Restore to a new file…"_s);
    CHECK(told(card<BackupInsideView>()) == u"Restored, checked and compared"_s);
    CHECK(dermis::signIn(prompter.answer, name, password, clock.now()));
}

TEST_CASE_METHOD(BackupScreen, "a restore in place asks for the password, and hands over to the program",
                 "[backup][gui]")
{
    backUp();
    QSignalSpy orders(&section, &BackupSection::restoreRequested);
    click(u"Restore…"_s);
    REQUIRE(QTest::qWaitFor([&] { return hasButton(u"Put this backup in the clinic's place"_s); }, backupPatience));
    CHECK_FALSE(button(u"Put this backup in the clinic's place"_s)->isEnabled());
    CHECK(says(u"everybody signs in again"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"not the password"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return says(u"This is not your password"_s); }, backupPatience));
    CHECK(orders.isEmpty()); // the clinic stays open
    REQUIRE(qobject_cast<QLineEdit *>(QApplication::focusWidget()) != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), password);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return orders.size() == 1; }, backupPatience));
    const auto order = orders.first().first().value<RestoreOrder>();
    CHECK(order.password == password);
    CHECK(order.backup.startsWith(stick));
}

TEST_CASE_METHOD(BackupScreen, "the proof prints as a sheet, and the list names every backup",
                 "[backup][gui]")
{
    backUp();
    click(u"Print proof"_s);
    auto *sheet = card<SheetPane>();
    const PrintPreview &preview = sheet->preview();
    REQUIRE(QTest::qWaitFor([&] { return preview.pageCount() == 1; }, backupPatience));
    CHECK(preview.pageText(0).contains(u"Proof of restore"_s));
    QTest::keyClick(sheet, Qt::Key_Escape);
    click(u"Full list"_s);
    CHECK(section.findChild<QTableWidget *>()->rowCount() == 1);
    QTest::keyClick(section.findChild<QTableWidget *>(), Qt::Key_Escape);
    CHECK(hasButton(u"Look inside a backup"_s));
}

TEST_CASE_METHOD(BackupScreen, "every control of the page has a name", "[backup][gui]")
{
    backUp();
    CHECK(test::unnamedControls(&section) == QStringList());
    test::saveScreenshot(section, u"settings-backup"_s);
    applyTheme(*qApp, Theme::Dark);
    test::saveScreenshot(section, u"settings-backup-dark"_s);
}
