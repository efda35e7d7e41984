#pragma once

#include "core/backup/backup_round.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace dermis {

class BackupPulse;
class ClinicContext;

/// Makes backups beside the work: by hand, when the plan's time has come while somebody is signed in, and on
/// closing.
///
/// One at a time, on a worker with a connection of its own. When this goes, as on locking, the worker stops
/// at its next safe point, leaves nothing, and the backup is due again after the next sign-in.
class BackupRunner : public QObject
{
    Q_OBJECT
public:
    /// `context` outlives the runner.
    explicit BackupRunner(ClinicContext &context, QObject *parent = nullptr);
    ~BackupRunner() override;

    bool isRunning() const { return m_pulse != nullptr; }
    /// Begins a backup to the places, unless one is being made.
    void start(BackupCause cause);
    /// ended() tells when it stopped.
    void stop();
    /// Whether the window should make one before it closes, or one is being made.
    bool isWantedOnClose() const;
    /// Begins the daily backup when it is due; asked by itself from time to time.
    void lookForDue();

Q_SIGNALS:
    void began();
    /// In percent; -1 while a step has no measure.
    void progressed(dermis::BackupStep step, int percent);
    void ended(const dermis::Result<dermis::BackupRound> &round);

private:
    void tellProgress();
    void finish(const Result<BackupRound> &round);

    ClinicContext &m_context;
    std::shared_ptr<BackupPulse> m_pulse; // shared with the worker while it runs
    QTimer m_look;
    QTimer m_watch;
};

} // namespace dermis
