#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

class QThread;

namespace dermis {

class ClinicContext;
class StopSwitch;

/// Judges planned patients again, beside the work, whenever something changed that may concern them, here or in another program
/// (core/treatments/readiness_watch.h): on a connection of its own, stopped when the window locks or closes; after the next
/// sign-in it goes on where it was.
class ReadinessRunner : public QObject
{
    Q_OBJECT
public:
    /// `context` outlives the runner.
    explicit ReadinessRunner(ClinicContext &context, QObject *parent = nullptr);
    ~ReadinessRunner() override;

    bool isRunning() const { return m_thread != nullptr; }
    /// Begins when something changed and whoever is here may read records; asked by itself soon after each change.
    void lookForDue();
    /// Ends it, and waits until its connection is closed.
    void stop();
    /// The same at a person's wish: it waits until somebody signs in again.
    void pause();

Q_SIGNALS:
    void began();
    void progressed(int done, int all);
    void ended();

private:
    /// What the window and the worker tell each other.
    struct Pulse {
        std::shared_ptr<StopSwitch> stop;
        std::atomic<int> done = 0;
        std::atomic<int> all = 0;
    };
    void start();
    void finish(const Result<qint64> &looked);

    ClinicContext &m_context;
    QThread *m_thread = nullptr;
    std::shared_ptr<Pulse> m_pulse;
    std::optional<Result<qint64>> m_result; // written by the thread, read when it has ended
    bool m_isPaused = false;
    QTimer m_soon;
    QTimer m_minute; // a new day
    QTimer m_watch;
};

} // namespace dermis
