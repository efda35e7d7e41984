#include "ui/shell/readiness_runner.h"

#include "core/access/permissions.h"
#include "core/storage/database.h"
#include "core/storage/stop_switch.h"
#include "core/treatments/readiness_watch.h"
#include "ui/context/clinic_context.h"

#include <QThread>

namespace dermis {

namespace {

constexpr int soonMilliseconds = 2'000; // the first page comes first, and changes come in swarms
constexpr int minuteMilliseconds = 60'000;
constexpr int progressMilliseconds = 150;

} // namespace

ReadinessRunner::ReadinessRunner(ClinicContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ReadinessRunner::lookForDue);
    connect(&m_minute, &QTimer::timeout, this, &ReadinessRunner::lookForDue);
    connect(&m_watch, &QTimer::timeout, this, [this] { Q_EMIT progressed(m_pulse->done, m_pulse->all); });
    const auto soon = [this] { m_soon.start(soonMilliseconds); };
    connect(&context, &ClinicContext::recordChanged, this, soon);
    connect(&context, &ClinicContext::dataChanged, this, soon);
    connect(&context, &ClinicContext::actorChanged, this, [this] {
        m_isPaused = false;
        m_soon.start(soonMilliseconds);
    });
    m_minute.start(minuteMilliseconds);
}

ReadinessRunner::~ReadinessRunner()
{
    blockSignals(true); // who listens may be gone
    stop();
}

void ReadinessRunner::lookForDue()
{
    const bool mayLook = may(m_context.actor().roles, Permission::ReadRecords) && !m_context.database().isReadOnly();
    if (mayLook && !m_isPaused && !isRunning() && isLookDue(m_context.database(), m_context.today()).value_or(false))
        start();
}

void ReadinessRunner::start()
{
    m_pulse = std::make_shared<Pulse>();
    m_pulse->stop = std::make_shared<StopSwitch>();
    m_result.reset();
    m_thread = QThread::create([this, pulse = m_pulse, path = m_context.path(), actor = m_context.actor(), now = m_context.now(),
                                key = m_context.database().key()] {
        const auto look = [&]() -> Result<qint64> {
            const auto database = TRY(Database::open(path));
            database->setStopSwitch(pulse->stop);
            return lookForChanges(*database, actor, now, [&](qint64 done, qint64 all) {
                pulse->done = static_cast<int>(done);
                pulse->all = static_cast<int>(all);
                return !pulse->stop->isStopped();
            });
        };
        m_result = look();
    });
    connect(m_thread, &QThread::finished, this, [this] {
        m_thread->deleteLater();
        m_thread = nullptr;
        if (m_result)
            finish(*m_result);
    });
    m_watch.start(progressMilliseconds);
    Q_EMIT began();
    m_thread->start(QThread::LowPriority);
}

void ReadinessRunner::stop()
{
    m_soon.stop();
    if (m_thread == nullptr)
        return;
    m_thread->disconnect(this);
    m_pulse->stop->stop();
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    m_watch.stop();
    Q_EMIT ended();
}

void ReadinessRunner::pause()
{
    m_isPaused = true;
    stop();
}

/// What could not be looked at is due still, and tried again after the next change.
void ReadinessRunner::finish(const Result<qint64> &looked)
{
    m_watch.stop();
    Q_EMIT ended();
    if (looked && *looked > 0)
        m_context.announceDataChanged();
}

} // namespace dermis
