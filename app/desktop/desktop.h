#pragma once

#include "app/desktop/single_instance.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "ui/context/destination.h"
#include "ui/theme/focus_ring.h"
#include "ui/widgets/prompter.h"

#include <QHash>

#include <memory>
#include <optional>

class QWidget;

namespace dermis {

class ClinicContext;
class Database;
class LockPage;
class MainWindow;
class RestorePage;
class RecoveryPage;
class StartPage;
struct RestoreOrder;
struct Staff;
struct Unlocked;

/// The running program: the open clinic file and its window; before them the start page, or the page of a locked clinic.
class Desktop : public QObject
{
    Q_OBJECT
public:
    Desktop();
    ~Desktop() override;
    /// Shows the clinic of that file, or the start page when `path` is empty or cannot be opened.
    /// False when another window has the file and was brought forward instead.
    bool start(const QString &path);

private:
    void open(const QString &path);
    void openToRead(const QString &path);
    void openClaimed(const QString &path);
    void create(const QString &path, const QString &practice, const QString &doctor, const QString &password);
    void showStart(const std::optional<Error> &error = {});
    void showLock(const QDateTime &lockedAt, int idleMinutes);
    void unlock(const QString &name, const QString &password);
    void unlockWithRecoveryKey(const QString &text);
    void enter(const Result<Unlocked> &unlocked, const std::optional<Destination> &firstPage = {});
    void lock(int idleMinutes);
    void closeClinic();
    RestorePage &showRestore();
    void restoreFrom(const QString &backup);
    void restoreInPlace(const RestoreOrder &order);
    void bringBack(const QString &path);
    void reopen();
    void tell(const Error &error);
    void showClinic(std::unique_ptr<Database> database);
    void show(QWidget &window);
    QWidget *window() const;
    void raise();

    SystemClock m_clock;
    DesktopPrompter m_prompter;
    FocusRing m_focusRing;
    SingleInstance m_instance;
    QString m_path; // of the clinic that is locked or open
    bool m_readOnly = false; // as the person chose for that file
    QString m_lastPerson;
    QHash<QString, int> m_drafts; // how many each person has kept, when it was locked
    Destination m_left; // where the last person left off
    std::unique_ptr<StartPage> m_start;
    std::unique_ptr<LockPage> m_lock;
    std::unique_ptr<RestorePage> m_restore;
    std::unique_ptr<RecoveryPage> m_recovery;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ClinicContext> m_context;
    std::unique_ptr<MainWindow> m_window; // gone before what it works with
};

} // namespace dermis
