#include "app/desktop/pages.h"

#include "ui/consents/consent_page.h"
#include "ui/consents/scans_page.h"
#include "ui/context/clinic_context.h"
#include "ui/patients/patient_finder.h"
#include "ui/patients/patient_frame.h"
#include "ui/patients/patients_page.h"
#include "ui/patients/record_page.h"
#include "ui/patients/register_page.h"
#include "ui/printing/print_server.h"
#include "ui/products/products_page.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/patient_screen.h"
#include "ui/safety/safety_page.h"
#include "ui/settings/backup_section.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/inbox_runner.h"
#include "ui/shell/main_window.h"
#include "ui/today/closing_page.h"
#include "ui/today/day_sheets_page.h"
#include "ui/today/put_off_page.h"
#include "ui/today/today_page.h"
#include "ui/treatments/session_page.h"
#include "ui/widgets/find_patient.h"

namespace dermis {

namespace {

constexpr int findLimit = 8;

template <typename SomePage>
Page *make(ClinicContext &context)
{
    return new SomePage(context);
}

Page *makeProducts(ClinicContext &context)
{
    return new ProductsPage(context, systemPrintServer());
}

Page *makeRecord(ClinicContext &context)
{
    auto *record = new RecordPage(context);
    record->setTabPage(RecordTab::Safety, new SafetyPage(context));
    record->setTabPage(RecordTab::Consent, new ConsentPage(context));
    record->setTabPage(RecordTab::Session, new SessionPage(context));
    return record;
}

Page *makeForm(ClinicContext &context)
{
    return new PatientFrame(context, new FormPage(context));
}

MainWindow::PageFactory settingsFor(MainWindow &window)
{
    return [&window](ClinicContext &context) {
        auto *settings = new SettingsPage(context);
        QObject::connect(settings, &SettingsPage::lockAfterChanged, &window, &MainWindow::setLockAfter);
        QObject::connect(settings, &SettingsPage::scanFolderChanged, &window.inboxRunner(), &InboxRunner::start);
        auto *backup = new BackupSection(context, window.backups(), systemPrintServer());
        QObject::connect(backup, &BackupSection::restoreRequested, &window, &MainWindow::restoreRequested);
        QObject::connect(backup, &BackupSection::recoveryKeyRequested, settings, [settings] {
            Q_EMIT settings->goTo({.place = Place::Settings, .part = SettingsPart::RecoveryKey});
        });
        settings->addSection(Icon::Disk, SettingsPage::tr("Backup"), backup, SettingsPart::Backup);
        return settings;
    };
}

void connectSearch(MainWindow &window, ClinicContext &context)
{
    auto *search = new PatientFinder(context.path(), &window);
    FindPatient *box = window.finder();
    QObject::connect(box, &FindPatient::searchRequested, search, [search, &context](const QString &text) {
        search->search(text, context.today(), findLimit);
    });
    QObject::connect(search, &PatientFinder::found, box, [box, &context](const PatientsFound &found) {
        box->setAnswer(toFindAnswer(found, context.today()));
    });
    QObject::connect(search, &PatientFinder::missed, &window, &MainWindow::tell);
}

} // namespace

void addPages(MainWindow &window, ClinicContext &context)
{
    window.addRailPage(Place::Today, Icon::Today, MainWindow::tr("Today"), make<TodayPage>);
    window.addRailPage(Place::Patients, Icon::Patients, MainWindow::tr("Patients"), make<PatientsPage>);
    window.addRailPage(Place::Products, Icon::Product, MainWindow::tr("Products"), makeProducts);
    window.addRailPage(Place::Settings, Icon::Settings, MainWindow::tr("Settings"), settingsFor(window));
    window.addPage(Place::Register, make<RegisterPage>);
    window.addPage(Place::Record, makeRecord);
    window.addPage(Place::Intake, makeForm);
    window.addPage(Place::Form, makeForm);
    window.addPage(Place::ClosingDay, make<ClosingPage>);
    window.addPage(Place::PutOff, make<PutOffPage>);
    window.addPage(Place::DaySheets, make<DaySheetsPage>);
    window.addPage(Place::WaitingScans, make<ScansPage>);
    window.setTurnedScreen([](ClinicContext &clinic, const Destination &destination) -> TurnedScreen * {
        return new PatientScreen(clinic, destination);
    });
    connectSearch(window, context);
}

} // namespace dermis
