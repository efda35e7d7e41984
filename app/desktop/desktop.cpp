#include "app/desktop/desktop.h"

#include "app/desktop/pages.h"
#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/access/wrong_passwords.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/backup/backup_list.h"
#include "core/storage/drafts.h"
#include "core/recovery/backups_nearby.h"
#include "core/storage/network_share.h"
#include "core/vault/key_slot.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/settings/preferences.h"
#include "ui/settings/restore_order.h"
#include "ui/shell/lock_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/restore_page.h"
#include "ui/shell/sign_in_page.h"
#include "ui/shell/recovery_page.h"
#include "ui/shell/start_page.h"
#include "ui/widgets/background.h"

#include <QFileInfo>
#include <QGuiApplication>
#include <QScreen>

#include <utility>

namespace dermis {

namespace {

constexpr QSize firstSize{1366, 768};

void showSized(QWidget &window)
{
    const QSize room = QGuiApplication::primaryScreen()->availableSize();
    window.resize(firstSize.boundedTo(room));
    if (room.width() <= firstSize.width() || room.height() <= firstSize.height())
        window.showMaximized();
    else
        window.show();
}

void remember(const QString &path)
{
    Preferences preferences = loadPreferences();
    if (std::exchange(preferences.clinicPath, path) != path)
        savePreferences(preferences);
}

QHash<QString, int> keptDrafts(Database &database)
{
    const QHash<StaffId, int> byId = draftCounts(database).value_or(QHash<StaffId, int>());
    QHash<QString, int> kept;
    for (const Staff &person : allStaff(database).value_or(QList<Staff>()))
        kept.insert(person.name, byId.value(person.id));
    return kept;
}

QList<KnownPerson> knownPeople(const QString &path, const QHash<QString, int> &drafts)
{
    QList<KnownPerson> people;
    for (const RememberedPerson &person : rememberedPeople(path))
        people << KnownPerson{person.name, rolesWords(rolesFromText(person.roles).value_or(Roles())),
                              draftsWords(drafts.value(person.name))};
    return people;
}

/// Ends a page one of whose buttons may be on the stack.
template <typename Page>
void retire(std::unique_ptr<Page> &page)
{
    if (page == nullptr)
        return;
    page->hide();
    page.release()->deleteLater();
}

} // namespace

Desktop::Desktop()
{
    connect(&m_instance, &SingleInstance::raiseRequested, this, &Desktop::raise);
}

Desktop::~Desktop() = default;

bool Desktop::start(const QString &path)
{
    if (path.isEmpty()) {
        showStart();
        return true;
    }
    if (!m_instance.claim(path))
        return false;
    open(path);
    return true;
}

void Desktop::open(const QString &path)
{
    if (!m_instance.claim(path))
        return QGuiApplication::quit();
    m_readOnly = false;
    if (const auto share = networkShareOf(path); share && QFileInfo::exists(path)) {
        showStart();
        return m_start->tellShare(path, *share);
    }
    openClaimed(path);
}

/// On a network share, where nothing may be written.
void Desktop::openToRead(const QString &path)
{
    m_readOnly = true;
    openClaimed(path);
}

void Desktop::openClaimed(const QString &path)
{
    m_path = path;
    m_drafts.clear();
    if (clinicForm(path) == ClinicForm::Vault)
        return showLock({}, 0);
    auto opened = openClinic(path, m_clock.now(), {.readOnly = m_readOnly});
    if (!opened)
        return showStart(opened.error());
    remember(path);
    showClinic(std::move(*opened));
}

void Desktop::create(const QString &path, const QString &practice, const QString &doctor, const QString &password)
{
    m_path = path;
    m_start->setBusy(true);
    const QDateTime now = m_clock.now();
    runInBackground(
        m_start.get(),
        [=]() -> Result<Unlocked> {
            NewClinic clinic = clinicOf(practice, doctor);
            clinic.password = password;
            clinic.derivation = measureDerivation();
            TRY(createClinic(path, clinic, now));
            return dermis::unlock(path, doctor, password);
        },
        [this](const Result<Unlocked> &unlocked) {
            m_start->setBusy(false);
            m_instance.claim(m_path);
            enter(unlocked, Destination{.place = Place::Settings, .part = SettingsPart::RecoveryKey});
        });
}

void Desktop::showStart(const std::optional<Error> &error)
{
    if (m_start == nullptr) {
        m_start = std::make_unique<StartPage>(m_prompter);
        m_start->setWindowTitle(StartPage::tr("Dermis"));
        connect(m_start.get(), &StartPage::openRequested, this, &Desktop::open);
        connect(m_start.get(), &StartPage::createRequested, this, &Desktop::create);
        connect(m_start.get(), &StartPage::restoreRequested, this, &Desktop::restoreFrom);
        connect(m_start.get(), &StartPage::openToReadRequested, this, &Desktop::openToRead);
        connect(m_start.get(), &StartPage::recoveryRequested, this, &Desktop::bringBack);
        show(*m_start);
        retire(m_lock);
        retire(m_recovery);
        retire(m_restore);
    }
    if (error)
        m_start->tell(*error, m_path);
}

void Desktop::showLock(const QDateTime &lockedAt, int idleMinutes)
{
    if (m_lock == nullptr) {
        m_lock = std::make_unique<LockPage>();
        m_lock->setWindowTitle(LockPage::tr("Dermis"));
        connect(m_lock.get(), &LockPage::unlockRequested, this, &Desktop::unlock);
        connect(m_lock.get(), &LockPage::recoveryRequested, this, &Desktop::unlockWithRecoveryKey);
        m_lock->setWaits([this](const QString &name) { return remainingWait(m_path, name, m_clock.now()); });
        connect(m_lock.get(), &LockPage::otherFileRequested, this, [this] { showStart(); });
        connect(m_lock.get(), &LockPage::bringBackRequested, this, [this] { bringBack(m_path); });
        show(*m_lock);
        retire(m_start);
        retire(m_restore);
        retire(m_recovery);
    }
    m_lock->begin(knownPeople(m_path, m_drafts), m_lastPerson, lockedAt, idleMinutes);
}

void Desktop::unlock(const QString &name, const QString &password)
{
    m_lock->setBusy(true);
    runInBackground(
        m_lock.get(), [path = m_path, name, password, now = m_clock.now()] { return tryPassword(path, name, password, now); },
        [this](const Result<Unlocked> &unlocked) { enter(unlocked); });
}

void Desktop::unlockWithRecoveryKey(const QString &text)
{
    m_lock->setBusy(true);
    runInBackground(
        m_lock.get(),
        [path = m_path, text]() -> Result<Unlocked> {
            const RecoveryKey key = TRY(RecoveryKey::fromText(text));
            return dermis::unlock(path, key);
        },
        [this](const Result<Unlocked> &unlocked) {
            enter(unlocked, Destination{.place = Place::Settings, .part = SettingsPart::People});
        });
}

void Desktop::enter(const Result<Unlocked> &unlocked, const std::optional<Destination> &firstPage)
{
    if (m_lock != nullptr)
        m_lock->setBusy(false);
    if (!unlocked)
        return tell(unlocked.error());
    auto opened = openUnlocked(m_path, *unlocked, m_clock.now(), {.readOnly = m_readOnly});
    if (!opened)
        return tell(opened.error());
    remember(m_path);
    const Staff person = opened->person;
    rememberPerson(m_path, {person.name, rolesToText(person.roles)});
    showClinic(std::move(opened->database));
    m_context->setCameByRecoveryKey(unlocked->staff == 0);
    m_window->signIn(person);
    if (firstPage)
        m_window->goTo(*firstPage);
    else if (person.name == m_lastPerson)
        m_window->goTo(m_left);
}

/// Closes an encrypted clinic: with the last connection its key is wiped.
void Desktop::lock(int idleMinutes)
{
    m_left = m_window->destination();
    m_lastPerson = m_context->actor().name;
    m_drafts = keptDrafts(*m_database);
    showLock(m_clock.now(), idleMinutes);
    m_lock->setWindowTitle(m_window->windowTitle());
    m_lock->setPractice(practice(*m_database).value_or(Practice()).name);
    const QList<Backup> newest = newestBackup(*m_database).value_or(QList<Backup>());
    m_lock->setBackupProvenAt(newest.isEmpty() ? QDateTime() : newest.first().provenAt);
    closeClinic();
}

void Desktop::closeClinic()
{
    m_window.reset();
    m_context.reset();
    m_database.reset();
}

RestorePage &Desktop::showRestore()
{
    m_restore = std::make_unique<RestorePage>(m_prompter);
    m_restore->setWindowTitle(RestorePage::tr("Dermis"));
    connect(m_restore.get(), &RestorePage::closed, this, [this] { showStart(); });
    connect(m_restore.get(), &RestorePage::restored, this, [this](const QString &path, const QString &title, const QString &words) {
        if (!m_instance.claim(path))
            return QGuiApplication::quit();
        m_path = path;
        remember(path);
        showLock({}, 0);
        m_lock->tellNews(BannerKind::Done, title, words);
    });
    connect(m_restore.get(), &RestorePage::notReplaced, this, [this](const Error &error) {
        showLock({}, 0);
        const ErrorWords told = error.code == ErrorCode::NotAllowed ? words(error) : backupWords(error);
        m_lock->tellNews(BannerKind::Stop, told.title, sentences({told.detail, RestorePage::tr("The clinic is as it was")}));
    });
    show(*m_restore);
    return *m_restore;
}

void Desktop::restoreFrom(const QString &backup)
{
    showRestore().begin(backup);
    retire(m_start);
}

void Desktop::restoreInPlace(const RestoreOrder &order)
{
    m_left = {};
    m_lastPerson = order.actor.name;
    const auto key = m_database->key();
    RestorePage &page = showRestore();
    closeClinic();
    page.replace(m_path, key, order);
}

/// The damaged clinic is closed meanwhile: nobody needs it open, and its key is wiped.
void Desktop::bringBack(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    const QList<FoundBackup> backups = backupsFor(m_database.get(), {folder});
    const QString name = m_context != nullptr ? m_context->actor().name : m_lastPerson;
    m_path = path;
    m_recovery = std::make_unique<RecoveryPage>(m_prompter, m_clock);
    m_recovery->setWindowTitle(RecoveryPage::tr("Dermis"));
    connect(m_recovery.get(), &RecoveryPage::openRequested, this, &Desktop::open);
    connect(m_recovery.get(), &RecoveryPage::leaveRequested, this, [this] { showStart(); });
    show(*m_recovery);
    m_recovery->begin(path, backups, name);
    retire(m_start);
    retire(m_lock);
    closeClinic();
}

void Desktop::reopen()
{
    m_lastPerson = m_context->actor().name;
    m_left = m_window->destination();
    if (clinicForm(m_path) == ClinicForm::Vault)
        return lock(0);
    showStart();
    closeClinic();
    open(m_path);
}

void Desktop::tell(const Error &error)
{
    if (m_lock != nullptr)
        m_lock->tell(error);
    else
        m_start->tell(error, m_path);
}

void Desktop::showClinic(std::unique_ptr<Database> database)
{
    m_database = std::move(database);
    m_context = std::make_unique<ClinicContext>(*m_database, m_clock, m_prompter);
    m_window = std::make_unique<MainWindow>(*m_context);
    addPages(*m_window, *m_context);
    m_window->setLockAfter(loadPreferences().lockAfterMinutes);
    connect(m_window.get(), &MainWindow::lockRequested, this, &Desktop::lock, Qt::QueuedConnection); // it ends the window
    connect(m_window.get(), &MainWindow::restoreRequested, this, &Desktop::restoreInPlace, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::recoveryRequested, this, [this] { bringBack(m_path); }, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::reopenRequested, this, &Desktop::reopen, Qt::QueuedConnection);
    show(*m_window);
    retire(m_start);
    retire(m_lock);
    retire(m_recovery);
}

QWidget *Desktop::window() const
{
    for (QWidget *shown : {static_cast<QWidget *>(m_window.get()), static_cast<QWidget *>(m_lock.get()),
                           static_cast<QWidget *>(m_restore.get()), static_cast<QWidget *>(m_recovery.get()),
                           static_cast<QWidget *>(m_start.get())}) {
        if (shown != nullptr && shown->isVisible())
            return shown;
    }
    return nullptr;
}

void Desktop::show(QWidget &next)
{
    const QWidget *before = window();
    if (before == nullptr)
        return showSized(next);
    next.setGeometry(before->geometry());
    next.setWindowState(before->windowState());
    next.show();
}

void Desktop::raise()
{
    QWidget *shown = window();
    if (shown == nullptr)
        return;
    shown->setWindowState(shown->windowState() & ~Qt::WindowMinimized);
    shown->raise();
    shown->activateWindow();
}

} // namespace dermis
