#include "core/access/staff.h"
#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "core/privacy/destroy_records.h"
#include "core/privacy/incident.h"
#include "core/privacy/retention_flag.h"
#include "tests/support/accessibility.h"
#include "tests/support/database_fixture.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/certificate_card.h"
#include "ui/settings/copy_card.h"
#include "ui/settings/erase_card.h"
#include "ui/settings/export_section.h"
#include "ui/settings/hold_card.h"
#include "ui/settings/incident_section.h"
#include "ui/settings/section_list.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QRadioButton>
#include <QTableWidget>
#include <QTest>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// A clinic with one record whose time is over, an owner beside the doctor, and Export and erase on screen.
struct ExportFixture : test::DatabaseFixture
{
    ExportFixture()
    {
        applyTheme(*qApp, Theme::Light);
        Staff second;
        second.name = u"Nomsa Dube"_s;
        second.roles = Role::Owner;
        REQUIRE(saveStaff(*database, doctor, clock.now(), second));
        old = registered(u"Mokwena"_s, clock.now().addYears(-8));
        young = registered(u"Nkosi"_s, clock.now().addYears(-1));
        context.setActor(doctor);
        window.addRailPage(Place::Settings, Icon::Settings, u"Settings"_s,
                           [](ClinicContext &pageContext) { return new SettingsPage(pageContext); });
        window.resize(1366, 768);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        window.goTo({.place = Place::Settings, .part = SettingsPart::ExportAndErase});
        REQUIRE(QTest::qWaitFor([this] { return table()->rowCount() == 1; }, 20'000));
    }
    Patient registered(const QString &name, const QDateTime &when)
    {
        Patient person;
        person.familyName = name;
        person.givenNames = u"Naledi"_s;
        person.birthDate = QDate(1980, 1, 1);
        person.sex = Sex::Female;
        person.phones = {{u"082 555 0118"_s, {}}};
        return registerPatient(*database, nurse, when, person).value();
    }
    template <typename T>
    T *part()
    {
        return window.currentPage()->findChild<T *>();
    }
    QTableWidget *table() { return part<EraseCard>()->findChild<QTableWidget *>(); }
    static Button *button(QWidget *in, const QString &text)
    {
        for (Button *candidate : in->findChildren<Button *>()) {
            if (candidate->text() == text && !candidate->isHidden())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    static void press(QWidget *in, const QString &text)
    {
        QTest::mouseClick(button(in, text), Qt::LeftButton);
    }
    bool isTold(QWidget *in, const QString &title)
    {
        return QTest::qWaitFor([&] { return in->findChild<ErrorBanner *>()->text().title == title; }, 20'000);
    }
    void showSection(const QString &firstWord)
    {
        auto *list = window.currentPage()->findChild<SectionList *>();
        const QAbstractItemModel &sections = *list->model();
        for (int row = 0; row < sections.rowCount(); ++row) {
            if (sections.index(row, 0).data().toString().startsWith(firstWord)) // as longer words leave it
                return list->setCurrentIndex(sections.index(row, 0));
        }
        FAIL("no section " << firstWord.toStdString());
    }
    QByteArray fileAt(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Patient old;
    Patient young;
    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    MainWindow window{context};
};

} // namespace

TEST_CASE_METHOD(ExportFixture,
                 "a record whose time is over is ticked, approved by two, and gone; its certificate is saved",
                 "[settings][gui]")
{
    auto *erase = part<EraseCard>();
    CHECK(table()->item(0, 0)->text() == old.fileNumber);
    CHECK_FALSE(button(erase, u"Destroy…"_s)->isEnabled());
    table()->setFocus();
    table()->setCurrentCell(0, 0);
    QTest::keyClick(table(), Qt::Key_Space);
    REQUIRE(button(erase, u"Destroy…"_s)->isEnabled());
    test::saveScreenshot(window, u"settings-erase"_s);
    press(erase, u"Destroy…"_s);
    CHECK(patient(*database, old.id)); // it asks first
    test::saveScreenshot(window, u"settings-erase-asks"_s);
    press(erase, u"Destroy for good"_s);
    REQUIRE(isTold(erase, u"Destroyed, certificate 1"_s));
    CHECK(patient(*database, old.id).error().code == ErrorCode::NotFound);
    CHECK(patient(*database, young.id));
    CHECK(certificate(*database, doctor, DestructionId(1))->owner == u"Nomsa Dube"_s);
    test::saveScreenshot(window, u"settings-erased"_s);
    prompter.answer = folder.filePath(u"certificate.pdf"_s);
    press(part<CertificateCard>(), u"Save as PDF…"_s);
    REQUIRE(isTold(part<CertificateCard>(), u"The certificate is saved"_s));
    CHECK(fileAt(prompter.answer).startsWith("%PDF"));
}

TEST_CASE_METHOD(ExportFixture,
                 "keeping a record longer takes it off the list, and releasing it needs a reason",
                 "[settings][gui]")
{
    auto *holds = part<HoldCard>();
    holds->findChild<QLineEdit *>(u"holdPatient"_s)->setFocus();
    QTest::keyClicks(holds->findChild<QLineEdit *>(u"holdPatient"_s), old.fileNumber);
    QTest::keyClicks(holds->findChild<QLineEdit *>(u"holdReason"_s), u"complaint"_s);
    press(holds, u"Keep longer"_s);
    CHECK(QTest::qWaitFor([this] { return table()->rowCount() == 0; }, 20'000));
    test::saveScreenshot(window, u"settings-hold"_s);
    press(holds, u"Release…"_s);
    CHECK(isTold(holds, u"Say why it no longer holds"_s));
    QTest::keyClicks(holds->findChild<QLineEdit *>(u"holdReason"_s), u"withdrawn"_s);
    press(holds, u"Release…"_s);
    CHECK(QTest::qWaitFor([this] { return table()->rowCount() == 1; }, 20'000));
    CHECK(retentionFlags(*database, old.id)->first().releasedBecause == u"withdrawn"_s);
}

TEST_CASE_METHOD(ExportFixture,
                 "a patient's copy is asked for from the record and saved once harm was judged",
                 "[settings][gui]")
{
    window.goTo({.place = Place::Settings, .patient = young.id, .part = SettingsPart::ExportAndErase});
    auto *copy = part<CopyCard>();
    CHECK(copy->findChild<QLineEdit *>(u"copyPatient"_s)->text() == young.fileNumber);
    CHECK_FALSE(button(copy, u"Save the copy…"_s)->isEnabled());
    auto *harmless = copy->findChildren<QRadioButton *>().first();
    harmless->setFocus();
    QTest::keyClick(harmless, Qt::Key_Space);
    prompter.answer = folder.filePath(u"copy.pdf"_s);
    test::saveScreenshot(window, u"settings-copy"_s);
    press(copy, u"Save the copy…"_s);
    REQUIRE(isTold(copy, u"The copy is saved"_s));
    CHECK(fileAt(prompter.answer).startsWith("%PDF"));
    CHECK(fileAt(folder.filePath(u"copy.json"_s)).contains("\"resourceType\":\"Bundle\""));
    CHECK(recordAccesses(*database, {.patient = young.id})->first().act == AccessAct::Exported);
}

TEST_CASE_METHOD(ExportFixture, "a breach is written down, lists whom it concerns, and notes who was told",
                 "[settings][gui]")
{
    REQUIRE(recordAccess(*database, nurse, clock.now(), young.id, AccessAct::Opened));
    clock.advanceMilliseconds(60000);
    showSection(u"Breaches"_s);
    auto *section = part<IncidentSection>();
    section->findChild<QLineEdit *>(u"incidentWhat"_s)->setFocus();
    QTest::keyClicks(section->findChild<QLineEdit *>(u"incidentWhat"_s), u"A stranger at the desk"_s);
    test::saveScreenshot(window, u"settings-breach-new"_s);
    press(section, u"Write it down"_s);
    CHECK(isTold(section, u"Written down"_s));
    press(section, u"Who is concerned"_s);
    auto *people = section->findChild<QTableWidget *>();
    REQUIRE(QTest::qWaitFor([&] { return people->rowCount() == 1; }, 20'000));
    CHECK(people->item(0, 0)->text() == young.fileNumber);
    CHECK(people->item(0, 2)->text() == u"082 555 0118"_s);
    test::saveScreenshot(window, u"settings-breach"_s);
    prompter.answer = folder.filePath(u"people.csv"_s);
    press(section, u"Save as CSV…"_s);
    REQUIRE(isTold(section, u"The list is saved"_s));
    CHECK(fileAt(prompter.answer).contains(young.fileNumber.toUtf8()));
    press(section, u"The Regulator was told"_s);
    CHECK(incidents(*database, doctor)->first().regulatorToldAt == clock.now());
    CHECK(incidents(*database, doctor)->first().isOpen());
}

TEST_CASE_METHOD(ExportFixture, "the nurse is told who may, and nothing else is shown", "[settings][gui]")
{
    context.setActor(nurse);
    CHECK(part<EraseCard>()->isHidden());
    CHECK(part<CopyCard>()->isHidden());
    showSection(u"Breaches"_s);
    for (Button *each : part<IncidentSection>()->findChildren<Button *>())
        CHECK_FALSE(each->isVisible());
}

TEST_CASE_METHOD(ExportFixture, "every control of export, erasure and breaches has a name, in the dark, too",
                 "[settings][gui]")
{
    applyTheme(*qApp, Theme::Dark);
    CHECK(test::unnamedControls(window.currentPage()) == QStringList());
    test::saveScreenshot(window, u"settings-erase-dark"_s);
    showSection(u"Breaches"_s);
    CHECK(test::unnamedControls(window.currentPage()) == QStringList());
    test::saveScreenshot(window, u"settings-breach-dark"_s);
    applyTheme(*qApp, Theme::Light);
}

TEST_CASE("export, erasure and breaches are not cut short in a language with longer words", "[settings][gui]")
{
    const test::LongerWords longer;
    ExportFixture clinic;
    const QSize size = GENERATE(QSize(1366, 768), QSize(911, 512));
    clinic.window.resize(size);
    for (const QString &section : {u"Export"_s, u"Breaches"_s, u"Who"_s}) {
        clinic.showSection(section);
        QTest::qWait(1);
        INFO(section.toStdString() << ", width " << size.width());
        CHECK(test::clippedTexts(clinic.window) == QStringList());
    }
}
