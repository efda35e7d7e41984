#pragma once

#include "core/consents/scan_inbox.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>

class QThread;

namespace dermis {

class ClinicContext;
class StopSwitch;

/// Files what the scanner puts into this computer's folder for it (core/consents/scan_inbox.h), beside the work, while somebody is signed in who may issue
/// consents: on a connection of its own, stopped when the window locks or closes; after the next sign-in it goes on.
class InboxRunner : public QObject
{
    Q_OBJECT
public:
    /// `context` outlives the runner.
    explicit InboxRunner(ClinicContext &context, QObject *parent = nullptr);
    ~InboxRunner() override;

    bool isRunning() const { return m_thread != nullptr; }
    /// Looks into the folder that is remembered now, at once and then again and again.
    void start();
    /// Ends it, and waits until its connection is closed; a folder that does not answer is not waited for.
    void stop();
    /// The same at a person's wish: it waits until somebody signs in again.
    void pause();

Q_SIGNALS:
    /// A file is being filed.
    void began(const QString &name);
    void progressed(int done, int all);
    void ended();
    /// How it stands, in words: "6 scans filed at 10:43"; empty for nothing to say.
    void told(const QString &words, bool needsCare);

private:
    /// What one pass found and did.
    struct Round {
        QList<InboxFile> files;
        std::optional<Error> trouble;
        bool isUnfinished = false; ///< files still grow, or are to be tried again
    };
    /// What the window and the worker tell each other; outlives the runner where a folder does not answer.
    struct Pulse {
        std::shared_ptr<StopSwitch> stop;
        std::mutex mutex; // over the two below
        bool hasClinic = false;
        QString name;
        std::atomic<int> done = 0;
        std::atomic<int> all = 0;
        StillFiles files;
        Round round; // read when the thread has ended
    };
    static void pass(Pulse &pulse, const QString &path, const Actor &actor, const QDateTime &now, const ScanInbox &inbox);
    static Result<> fileAll(Pulse &pulse, const QString &path, const Actor &actor, const QDateTime &now, const ScanInbox &inbox,
                            const QList<StillFile> &still);
    void look();
    void showProgress();
    void finish(const Round &round);
    void lookAgainIn(int milliseconds);

    ClinicContext &m_context;
    ScanInbox m_inbox;
    QThread *m_thread = nullptr;
    std::shared_ptr<Pulse> m_pulse;
    QString m_shown; ///< the file whose filing was announced
    bool m_isPaused = false;
    QFileSystemWatcher m_watcher;
    QTimer m_next;
    QTimer m_progress;
};

} // namespace dermis
