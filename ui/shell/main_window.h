#pragma once

#include "core/backup/backup_round.h"
#include "ui/context/destination.h"
#include "ui/context/page.h"
#include "ui/settings/restore_order.h"
#include "ui/theme/icons.h"

#include <QHash>
#include <QMainWindow>

#include <functional>

class QStackedWidget;

namespace dermis {

class AccessRecorder;
class BackupRunner;
class ClinicContext;
class LeavingPage;
class ErrorBanner;
class FileCheck;
class ProgressPanel;
class ReadinessRunner;
class FindPatient;
class InboxRunner;
class IdleLock;
class KeysPanel;
class Rail;
class SignInPage;
class StatusLine;
class TopBar;
class TurnedScreen;
struct Damage;
struct Error;
struct Staff;

/// The window: sign-in, then rail, top bar, pages and status line. It knows pages by their interface only.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// Builds a page when it is first wanted.
    using PageFactory = std::function<Page *(ClinicContext &)>;
    /// Builds what a patient sees of a destination.
    using TurnedFactory = std::function<TurnedScreen *(ClinicContext &, const Destination &)>;

    /// `context` outlives the window.
    explicit MainWindow(ClinicContext &context, QWidget *parent = nullptr);

    void addPage(Place place, PageFactory factory);
    /// A page with a place of its own on the rail.
    void addRailPage(Place place, Icon icon, const QString &text, PageFactory factory);
    void setTurnedScreen(TurnedFactory factory) { m_turnedFactory = std::move(factory); }
    void goTo(const Destination &destination);
    /// Turns the screen to the patient: from then on there is nothing in the window but what they fill in, until somebody of the
    /// staff signs in; whoever turned it comes back to the same place.
    void turnScreen(const Destination &destination);
    /// Back to sign-in at once; what was being typed is kept first.
    void lock();
    /// Locks by itself after so many minutes without input; 0: never.
    void setLockAfter(int minutes);
    void tell(const Error &error);
    /// Begins the work of a person who signed in; where they left off, when they were the last.
    void signIn(const Staff &person);
    /// Where the window is, to come back to.
    const Destination &destination() const { return m_destination; }
    bool isCompact() const { return m_compact; }
    Page *currentPage() const;
    FindPatient *finder() const;
    BackupRunner &backups() const { return *m_backups; }
    SignInPage *signInPage() const { return m_signIn; }
    FileCheck *fileCheck() const { return m_check; }
    ReadinessRunner &readinessRunner() const { return *m_readiness; }
    InboxRunner &inboxRunner() const { return *m_inbox; }

Q_SIGNALS:
    /// An encrypted clinic is to be closed and its key forgotten; the work is kept. Whoever hears it ends the window.
    void lockRequested(int idleMinutes);
    /// The clinic is to be closed and a backup put in its place. Whoever hears it ends the window.
    void restoreRequested(const dermis::RestoreOrder &order);
    /// The clinic is damaged, and the person wants it brought back; the work is kept. Whoever hears it ends the window.
    void recoveryRequested();
    /// The clinic was marked as damaged and is whole: it can be opened for writing again. Whoever hears it ends the window.
    void reopenRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeWorkspace();
    void connectParts();
    void makeShortcuts();
    void readPractice();
    void showSignIn(const QDateTime &lockedAt, int idleMinutes = 0);
    void lockFor(int idleMinutes);
    void closeQuestions();
    void dropPages();
    void closeWrites(Page &page);
    void showDamage(const Damage &damage);
    void actOnDamage(int action);
    void showWholeAgain();
    Page *page(Place place);
    void showTitle();
    void refreshPage();
    void showKeys();
    void saySaved();
    QList<QWidget *> panes() const;
    void applyCompact();
    void showStanding();
    void tellBackup(const Result<BackupRound> &round);
    void backUpBeforeClosing();
    void goOnWorking();
    void keepWork();
    void turnBack();

    ClinicContext &m_context;
    AccessRecorder *m_accesses;
    BackupRunner *m_backups;
    QStackedWidget *m_screens;
    SignInPage *m_signIn;
    LeavingPage *m_leaving;
    QWidget *m_workspace = nullptr;
    Rail *m_rail;
    TopBar *m_topBar;
    ErrorBanner *m_banner;
    ErrorBanner *m_damage; // stays while the file is damaged
    FileCheck *m_check;
    ReadinessRunner *m_readiness;
    ProgressPanel *m_looking; // while planned patients are judged again
    InboxRunner *m_inbox;
    ProgressPanel *m_filing; // while scans are filed
    QStackedWidget *m_pages;
    StatusLine *m_status;
    KeysPanel *m_keys = nullptr;
    IdleLock *m_idle;
    QHash<Place, PageFactory> m_factories;
    QHash<Place, Page *> m_built;
    TurnedFactory m_turnedFactory;
    TurnedScreen *m_turned = nullptr; // while the screen is turned to the patient
    bool m_comesBack = false;         // from there, and to the same place
    Destination m_destination;
    StaffId m_lastPerson;
    bool m_compact = false;
    bool m_mayClose = false; // the backup before closing is made, or was left out
    bool m_isWholeAgain = false;
};

} // namespace dermis
