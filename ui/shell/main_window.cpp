#include "ui/shell/main_window.h"

#include "core/access/practice.h"
#include "core/access/staff.h"
#include "core/storage/database.h"
#include "core/storage/drafts.h"
#include "ui/context/access_recorder.h"
#include "ui/context/backup_runner.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/context/turned_screen.h"
#include "ui/context/words.h"
#include "ui/shell/file_check.h"
#include "ui/shell/idle_lock.h"
#include "ui/shell/inbox_runner.h"
#include "ui/shell/keys_panel.h"
#include "ui/shell/leaving_page.h"
#include "ui/shell/panes.h"
#include "ui/shell/rail.h"
#include "ui/shell/readiness_runner.h"
#include "ui/shell/sign_in_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/find_patient.h"
#include "ui/widgets/progress_panel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDialog>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolTip>

#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr QSize normalSize{1280, 680}; // below it the compact layout starts
constexpr QSize leastSize{900, 500};
constexpr int railKeys = 6;

QString whereTheDataAre(const AccessRecorder &accesses, const ClinicContext &context)
{
    const QString place =
        context.isEncrypted() ? MainWindow::tr("Data on this computer, encrypted") : MainWindow::tr("Data on this computer");
    return accesses.isRecording() ? place : MainWindow::tr("%1, opened to be read only: views are not recorded").arg(place);
}

} // namespace

MainWindow::MainWindow(ClinicContext &context, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_accesses(new AccessRecorder(context, this))
    , m_backups(new BackupRunner(context, this))
    , m_screens(new QStackedWidget)
    , m_signIn(new SignInPage)
    , m_leaving(new LeavingPage(*m_backups))
    , m_rail(new Rail)
    , m_topBar(new TopBar)
    , m_banner(new ErrorBanner)
    , m_damage(new ErrorBanner)
    , m_check(new FileCheck(context, this))
    , m_readiness(new ReadinessRunner(context, this))
    , m_looking(new ProgressPanel)
    , m_inbox(new InboxRunner(context, this))
    , m_filing(new ProgressPanel)
    , m_pages(new QStackedWidget)
    , m_status(new StatusLine(context.clock()))
    , m_idle(new IdleLock(this))
{
    setMinimumSize(leastSize);
    setCentralWidget(m_screens);
    m_workspace = makeWorkspace();
    m_keys = new KeysPanel(m_workspace);
    m_screens->addWidget(m_signIn);
    m_screens->addWidget(m_workspace);
    m_screens->addWidget(m_leaving);
    connectParts();
    makeShortcuts();
    readPractice();
    m_status->setPlace(whereTheDataAre(*m_accesses, context));
    if (const auto &damage = context.database().damage())
        showDamage(*damage);
    showSignIn({});
}

QWidget *MainWindow::makeWorkspace()
{
    auto *notice = new QVBoxLayout;
    notice->setContentsMargins(16, 0, 16, 0);
    notice->setSpacing(0);
    for (ErrorBanner *banner : {m_damage, m_banner})
        banner->setGaps(8, 6); // a record begins right below
    notice->addWidget(m_damage);
    notice->addWidget(m_banner);
    notice->addWidget(m_looking);
    notice->addWidget(m_filing);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_topBar);
    right->addLayout(notice);
    right->addWidget(m_pages, 1);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(0);
    upper->addWidget(m_rail);
    upper->addLayout(right, 1);
    auto *workspace = new QWidget;
    auto *column = new QVBoxLayout(workspace);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(upper, 1);
    column->addWidget(m_status);
    return workspace;
}

void MainWindow::connectParts()
{
    connect(m_signIn, &SignInPage::signedIn, this, &MainWindow::signIn);
    connect(m_rail, &Rail::placeChosen, this, [this](Place place) { goTo({.place = place}); });
    connect(m_rail, &Rail::lockRequested, this, &MainWindow::lock);
    connect(m_idle, &IdleLock::idle, this, [this] {
        lockFor(static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(m_idle->time()).count()));
    });
    connect(m_topBar, &TopBar::goTo, this, &MainWindow::goTo);
    connect(m_banner, &ErrorBanner::actionChosen, m_banner, &ErrorBanner::clear);
    connect(finder(), &FindPatient::chosen, this,
            [this](qint64 id) { goTo({.place = Place::Record, .patient = PatientId(id)}); });
    connect(finder(), &FindPatient::newRequested, this,
            [this](const QString &text) { goTo({.place = Place::Register, .text = text}); });
    connect(m_damage, &ErrorBanner::actionChosen, this, &MainWindow::actOnDamage);
    connect(m_check, &FileCheck::wordsChanged, this, [this] { m_status->setCheck(m_check->words()); });
    connect(m_check, &FileCheck::damageFound, this, &MainWindow::showDamage);
    connect(m_check, &FileCheck::foundWholeAgain, this, &MainWindow::showWholeAgain);
    connect(m_readiness, &ReadinessRunner::began, this, [this] { m_looking->begin(tr("Something changed: planned patients are judged again")); });
    connect(m_readiness, &ReadinessRunner::progressed, this, [this](int done, int all) {
        m_looking->setProgress(done, all, all > 0 ? tr("%1 of %2").arg(countWords(done), countWords(all)) : QString());
    });
    connect(m_readiness, &ReadinessRunner::ended, m_looking, &ProgressPanel::end);
    connect(m_looking, &ProgressPanel::cancelRequested, m_readiness, &ReadinessRunner::pause);
    connect(m_inbox, &InboxRunner::began, this, [this](const QString &name) { m_filing->begin(tr("Scans are being filed: %1").arg(name)); });
    connect(m_inbox, &InboxRunner::progressed, this, [this](int done, int all) {
        m_filing->setProgress(done, all, all > 0 ? tr("%1 of %2").arg(countWords(done), countWords(all)) : QString());
    });
    connect(m_inbox, &InboxRunner::ended, m_filing, &ProgressPanel::end);
    connect(m_inbox, &InboxRunner::told, m_status, &StatusLine::setScans);
    connect(m_filing, &ProgressPanel::cancelRequested, m_inbox, &InboxRunner::pause);
    connect(m_accesses, &AccessRecorder::failed, this, &MainWindow::tell);
    connect(&m_context, &ClinicContext::workSaved, m_status, &StatusLine::setSavedAt);
    connect(&m_context, &ClinicContext::dataChanged, this, &MainWindow::refreshPage);
    connect(m_backups, &BackupRunner::ended, this, &MainWindow::tellBackup);
    connect(m_leaving, &LeavingPage::done, this, [this] {
        m_mayClose = true;
        close();
    });
    connect(m_leaving, &LeavingPage::stayed, this, &MainWindow::goOnWorking);
}

void MainWindow::makeShortcuts()
{
    const auto onKey = [this](const QKeySequence &key, auto act) {
        connect(new QShortcut(key, m_workspace), &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::CTRL | Qt::Key_F), [this] { finder()->start(); });
    onKey(QKeySequence(Qt::CTRL | Qt::Key_L), [this] { lock(); });
    onKey(QKeySequence(Qt::CTRL | Qt::Key_S), [this] { saySaved(); });
    onKey(QKeySequence(Qt::Key_F1), [this] { showKeys(); });
    onKey(QKeySequence(Qt::Key_F6), [this] { stepPane(panes(), 1); });
    onKey(QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { stepPane(panes(), -1); });
    for (int position = 0; position < railKeys; ++position) {
        onKey(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + position)), [this, position] {
            if (const std::optional<Place> place = m_rail->placeAt(position))
                goTo({.place = *place});
        });
    }
}

void MainWindow::readPractice()
{
    const Result<Practice> details = practice(m_context.database());
    const QString name = details ? details->name : QString();
    m_signIn->setPractice(name);
    setWindowTitle(name.isEmpty() ? tr("Dermis") : tr("Dermis – %1").arg(name));
}

FindPatient *MainWindow::finder() const
{
    return m_topBar->finder();
}

void MainWindow::addPage(Place place, PageFactory factory)
{
    m_factories.insert(place, std::move(factory));
}

void MainWindow::addRailPage(Place place, Icon icon, const QString &text, PageFactory factory)
{
    addPage(place, std::move(factory));
    m_rail->addPlace(place, icon, text);
}

Page *MainWindow::page(Place place)
{
    if (Page *built = m_built.value(place))
        return built;
    if (!m_factories.contains(place))
        return nullptr;
    Page *made = m_factories.value(place)(m_context);
    m_built.insert(place, made);
    m_pages->addWidget(made);
    made->setCompact(m_compact);
    closeWrites(*made);
    connect(made, &Page::goTo, this, &MainWindow::goTo);
    connect(made, &Page::titleChanged, this, &MainWindow::showTitle);
    connect(made, &Page::screenTurned, this, &MainWindow::turnScreen, Qt::QueuedConnection); // it ends the page
    return made;
}

/// In a file that is only read, what would change it is closed and says so; core refuses it as well.
void MainWindow::closeWrites(Page &page)
{
    if (!m_context.database().isReadOnly())
        return;
    const QString why = m_context.database().damage() ? tr("The clinic file was found damaged and is only read: see the band at the top.")
                                                      : tr("The clinic file is opened to be read only.");
    Button::refuseWritesIn(page, why);
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_pages->currentWidget());
}

void MainWindow::goTo(const Destination &destination)
{
    Page *leaving = currentPage();
    Page *next = m_context.isSignedIn() ? page(destination.place) : nullptr;
    if (next == nullptr)
        return;
    if (leaving != nullptr)
        leaving->keepDraft();
    m_banner->clear();
    m_destination = destination;
    next->open(destination);
    if (!destination.patient.isNull())
        m_accesses->recordOpened(destination.patient);
    m_pages->setCurrentWidget(next);
    m_rail->setCurrent(destination.place);
    showTitle();
    next->focusFirst();
}

void MainWindow::showTitle()
{
    const Page *shown = currentPage();
    if (shown == nullptr)
        return;
    const QList<Crumb> crumbs = shown->crumbs();
    m_topBar->setPlace(shown->title(), crumbs);
    if (!crumbs.isEmpty())
        m_rail->setCurrent(crumbs.first().destination.place);
}

void MainWindow::refreshPage()
{
    readPractice();
    showStanding();
    if (Page *shown = currentPage(); shown != nullptr && m_context.isSignedIn())
        shown->refresh();
}

void MainWindow::showSignIn(const QDateTime &lockedAt, int idleMinutes)
{
    const Result<QList<Staff>> staff = allStaff(m_context.database());
    m_signIn->setPeople(staff.value_or(QList<Staff>()), draftCounts(m_context.database()).value_or(QHash<StaffId, int>()));
    m_screens->setCurrentWidget(m_signIn);
    m_signIn->begin(m_lastPerson, lockedAt, idleMinutes);
}

void MainWindow::signIn(const Staff &person)
{
    m_context.setActor(person.actor());
    m_rail->setPerson(person.actor());
    m_screens->setCurrentWidget(m_workspace);
    showStanding();
    const bool comesBack = std::exchange(m_comesBack, false) && m_lastPerson == person.id;
    const bool samePerson = m_lastPerson == person.id && currentPage() != nullptr;
    if (m_lastPerson != person.id)
        dropPages();
    m_lastPerson = person.id;
    m_idle->start();
    m_check->start();
    if (comesBack)
        return goTo(Destination(m_destination));
    if (!samePerson)
        return goTo({});
    refreshPage();
    currentPage()->focusFirst();
}

/// What one person had open holds texts that the next may not read, hidden or not.
void MainWindow::dropPages()
{
    qDeleteAll(std::exchange(m_built, {}));
    finder()->forget();
}

void MainWindow::turnScreen(const Destination &destination)
{
    if (!m_context.isSignedIn() || !m_turnedFactory || m_turned != nullptr)
        return;
    keepWork();
    closeQuestions();
    m_destination = destination;
    m_banner->clear();
    m_keys->hide();
    dropPages();
    m_topBar->setPlace({}, {});
    m_turned = m_turnedFactory(m_context, destination);
    m_screens->addWidget(m_turned);
    m_screens->setCurrentWidget(m_turned);
    connect(m_turned, &TurnedScreen::handedBack, this, &MainWindow::lock, Qt::QueuedConnection); // it ends the screen
    activateWindow(); // closing what lay above may have taken the keyboard away
    m_turned->focusFirst();
}

void MainWindow::turnBack()
{
    if (m_turned == nullptr)
        return;
    m_comesBack = true;
    delete std::exchange(m_turned, nullptr);
}

/// Makes durable at once what is being typed.
void MainWindow::keepWork()
{
    if (m_turned != nullptr)
        m_turned->keepDraft();
    if (Page *shown = currentPage())
        shown->keepDraft();
}

void MainWindow::lock()
{
    lockFor(0);
}

void MainWindow::setLockAfter(int minutes)
{
    m_idle->setTime(std::chrono::minutes(minutes));
    if (m_context.isSignedIn())
        m_idle->start();
}

/// Nothing of a patient may stay open above the locked page.
void MainWindow::closeQuestions()
{
    if (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    for (QDialog *question : findChildren<QDialog *>())
        question->reject();
}

void MainWindow::lockFor(int idleMinutes)
{
    if (!m_context.isSignedIn())
        return;
    m_idle->stop();
    m_check->stop();
    m_readiness->stop();
    m_inbox->stop();
    closeQuestions();
    keepWork();
    if (m_context.database().key() != nullptr)
        return Q_EMIT lockRequested(idleMinutes);
    turnBack();
    m_context.setActor({});
    showSignIn(m_context.now(), idleMinutes);
}

void MainWindow::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {tr("Close")}});
}

/// From now on this window, too, writes nothing.
void MainWindow::showDamage(const Damage &damage)
{
    if (!m_context.database().isReadOnly())
        keepWork();
    m_context.database().refuseWrites(damage);
    for (Page *built : std::as_const(m_built))
        closeWrites(*built);
    m_status->setPlace(whereTheDataAre(*m_accesses, m_context));
    const QString place = placeOf(damage);
    m_damage->tell({BannerKind::Stop, tr("This clinic file is damaged and is only read now"),
                    tr("Found: %1. What can still be read is shown here. Nothing is written, so that nothing gets worse; everything "
                       "kept before is as it was. Bring the clinic back from a backup and what was saved since.")
                        .arg(place.isEmpty() ? damage.detail : u"%1, %2"_s.arg(place, damage.detail)),
                    {tr("Bring it back"), tr("Check again")}});
}

void MainWindow::actOnDamage(int action)
{
    if (action == 0) {
        m_check->stop();
        m_readiness->stop();
        m_inbox->stop();
        return m_isWholeAgain ? reopenRequested() : recoveryRequested();
    }
    m_check->startWhole();
}

void MainWindow::showWholeAgain()
{
    m_isWholeAgain = true;
    m_damage->tell({BannerKind::Done, tr("The clinic file was checked again and is whole"),
                    tr("The disk or the network may have failed for a while. Open the file again to write."),
                    {tr("Open it again")}});
}

void MainWindow::saySaved()
{
    if (Page *shown = currentPage())
        shown->keepDraft();
    QToolTip::showText(m_status->mapToGlobal(QPoint(8, -34)), m_status->savedWords(), m_status);
}

void MainWindow::showKeys()
{
    const QList<KeyLine> everywhere{
        {tr("Ctrl+F"), tr("find a patient")},
        {tr("Ctrl+1 to Ctrl+%1").arg(m_rail->count()), tr("the pages at the left")},
        {tr("F6, Shift+F6"), tr("next, previous part of the page")},
        {tr("Alt+Left"), tr("back")},
        {tr("Ctrl+S"), tr("says when your work was kept")},
        {tr("Ctrl+L"), tr("lock at once")},
        {tr("Esc"), tr("close a list; never drops text")}};
    if (const Page *shown = currentPage())
        m_keys->showKeys(shown->title(), shown->keys(), everywhere);
}

QList<QWidget *> MainWindow::panes() const
{
    QList<QWidget *> all{finder(), m_rail->list()};
    if (const Page *shown = currentPage())
        all << shown->panes();
    return all;
}

void MainWindow::applyCompact()
{
    m_rail->setCompact(m_compact);
    m_topBar->setCompact(m_compact);
    for (Page *built : std::as_const(m_built))
        built->setCompact(m_compact);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool compact = width() < normalSize.width() || height() < normalSize.height();
    if (compact == m_compact)
        return;
    m_compact = compact;
    applyCompact();
}

/// Closing a second time leaves without the backup; so does the end of the session.
void MainWindow::closeEvent(QCloseEvent *event)
{
    keepWork();
    const bool isWaiting = m_screens->currentWidget() == m_leaving;
    if (m_mayClose || isWaiting || qGuiApp->isSavingSession() || !m_backups->isWantedOnClose()) {
        m_backups->stop();
        m_check->stop();
        m_readiness->stop();
        m_inbox->stop();
        return QMainWindow::closeEvent(event);
    }
    event->ignore();
    backUpBeforeClosing();
}

void MainWindow::backUpBeforeClosing()
{
    m_idle->stop(); // the lock would break the backup off
    closeQuestions();
    m_screens->setCurrentWidget(m_leaving);
    m_leaving->begin();
}

void MainWindow::goOnWorking()
{
    m_idle->start();
    if (m_turned != nullptr) {
        m_screens->setCurrentWidget(m_turned);
        return m_turned->focusFirst();
    }
    m_screens->setCurrentWidget(m_workspace);
    currentPage()->focusFirst();
}

void MainWindow::showStanding()
{
    const auto standing = backupStanding(m_context.database(), m_context.now());
    if (standing)
        m_status->setBackup(standingWords(*standing, m_context.today()), standing->isTooOld);
}

/// A backup that the plan made and that went wrong is told where the person is; by hand, the page tells it.
void MainWindow::tellBackup(const Result<BackupRound> &round)
{
    showStanding();
    if (m_screens->currentWidget() != m_workspace || m_destination.place == Place::Settings || round)
        return;
    if (round.error().code == ErrorCode::Cancelled || round.error().code == ErrorCode::NotReady || round.error().code == ErrorCode::Busy)
        return;
    const ErrorWords told = backupWords(round.error());
    m_banner->tell({BannerKind::Draft, told.title, told.detail, {tr("Close")}});
}

} // namespace dermis
