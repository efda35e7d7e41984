#include "ui/context/backup_runner.h"

#include "core/storage/database.h"
#include "ui/context/backup_pulse.h"
#include "ui/context/clinic_context.h"
#include "ui/widgets/background.h"

#include <QElapsedTimer>

namespace dermis {

namespace {

constexpr int lookMilliseconds = 30'000;
constexpr int firstLookMilliseconds = 3'000; // the first page comes first
constexpr int watchMilliseconds = 150;

/// The window's clock, carried on by a worker that may outlive the window.
class CarriedClock : public Clock
{
public:
    explicit CarriedClock(const QDateTime &start) : m_start(start) { m_elapsed.start(); }
    QDateTime now() const override { return m_start.addMSecs(m_elapsed.elapsed()); }

private:
    QDateTime m_start;
    QElapsedTimer m_elapsed;
};

} // namespace

BackupRunner::BackupRunner(ClinicContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(&m_look, &QTimer::timeout, this, &BackupRunner::lookForDue);
    connect(&m_watch, &QTimer::timeout, this, &BackupRunner::tellProgress);
    connect(&context, &ClinicContext::actorChanged, this,
            [this] { QTimer::singleShot(firstLookMilliseconds, this, &BackupRunner::lookForDue); });
    m_look.start(lookMilliseconds);
}

BackupRunner::~BackupRunner()
{
    stop();
}

void BackupRunner::start(BackupCause cause)
{
    if (isRunning())
        return;
    m_pulse = std::make_shared<BackupPulse>();
    m_watch.start(watchMilliseconds);
    runInBackground(
        this,
        [pulse = m_pulse, key = m_context.database().key(), path = m_context.path(),
         actor = m_context.actor(), now = m_context.now(), cause]() -> Result<BackupRound> {
            const auto database = TRY(Database::open(path));
            const CarriedClock clock(now);
            return backUpToPlaces(*database, actor, clock, cause, BackupPulse::progressOf(pulse));
        },
        [this](const Result<BackupRound> &round) { finish(round); });
    Q_EMIT began();
}

void BackupRunner::stop()
{
    if (m_pulse != nullptr)
        m_pulse->stop();
}

void BackupRunner::finish(const Result<BackupRound> &round)
{
    m_watch.stop();
    m_pulse.reset();
    m_context.announceDataChanged();
    Q_EMIT ended(round);
}

void BackupRunner::tellProgress()
{
    Q_EMIT progressed(m_pulse->step(), m_pulse->percent());
}

bool BackupRunner::isWantedOnClose() const
{
    if (!m_context.isSignedIn() || m_context.database().isReadOnly())
        return false;
    return isRunning() || dermis::isWantedOnClose(m_context.database()).value_or(false);
}

void BackupRunner::lookForDue()
{
    if (!m_context.isSignedIn() || m_context.database().isReadOnly() || isRunning())
        return;
    if (isDailyDue(m_context.database(), m_context.now()).value_or(false))
        start(BackupCause::Daily);
}

} // namespace dermis
