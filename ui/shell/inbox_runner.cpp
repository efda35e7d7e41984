#include "ui/shell/inbox_runner.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/storage/database.h"
#include "core/storage/stop_switch.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/settings/preferences.h"

#include <QThread>

namespace dermis {

namespace {

constexpr int noticedMilliseconds = 300;
constexpr int growingMilliseconds = 1'000;
constexpr int pollMilliseconds = 15'000; // a network folder tells nobody of its changes
constexpr int inboxProgressMilliseconds = 150;
constexpr qint64 pauseMilliseconds = 60'000; // that a scanner may make between two pages
constexpr int tryAgainSeconds = 10;

/// The newest is what counts: how many pages were filed, and what somebody must see to.
QString roundWords(const QList<InboxFile> &files, const QDateTime &now)
{
    qsizetype pages = 0;
    qsizetype unread = 0;
    for (const InboxFile &file : files) {
        pages += file.outcome == InboxOutcome::Filed ? file.pages.size() : 0;
        unread += file.outcome == InboxOutcome::NotRead ? 1 : 0;
    }
    QStringList words;
    if (pages > 0)
        words << (pages == 1 ? InboxRunner::tr("1 scanned page taken in at %1").arg(timeWords(now))
                             : InboxRunner::tr("%1 scanned pages taken in at %2").arg(countWords(pages), timeWords(now)));
    if (unread > 0)
        words << (unread == 1 ? InboxRunner::tr("1 file not read") : InboxRunner::tr("%1 files not read").arg(unread));
    return words.join(QStringLiteral(", "));
}

bool isUnreadAmong(const QList<InboxFile> &files)
{
    return std::ranges::any_of(files, [](const InboxFile &file) { return file.outcome == InboxOutcome::NotRead; });
}

} // namespace

InboxRunner::InboxRunner(ClinicContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &InboxRunner::look);
    connect(&m_progress, &QTimer::timeout, this, &InboxRunner::showProgress);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { lookAgainIn(noticedMilliseconds); });
    connect(&context, &ClinicContext::actorChanged, this, [this] {
        m_isPaused = false;
        start();
    });
}

InboxRunner::~InboxRunner()
{
    blockSignals(true); // who listens may be gone
    stop();
}

void InboxRunner::start()
{
    stop();
    m_inbox = rememberedInbox(m_context.path());
    if (!m_watcher.directories().isEmpty())
        m_watcher.removePaths(m_watcher.directories());
    m_pulse.reset();
    Q_EMIT told({}, false);
    lookAgainIn(noticedMilliseconds);
}

void InboxRunner::lookAgainIn(int milliseconds)
{
    const bool mayFile = may(m_context.actor().roles, Permission::IssueConsent) && !m_context.database().isReadOnly();
    if (m_inbox.folder.isEmpty() || !mayFile || m_isPaused || isRunning())
        return;
    if (!m_next.isActive() || m_next.remainingTime() > milliseconds)
        m_next.start(milliseconds);
}

void InboxRunner::look()
{
    if (m_context.database().isReadOnly())
        return;
    auto pulse = std::make_shared<Pulse>();
    pulse->stop = std::make_shared<StopSwitch>();
    if (m_pulse)
        pulse->files = m_pulse->files;
    m_pulse = pulse;
    m_shown.clear();
    m_thread = QThread::create([pulse, path = m_context.path(), actor = m_context.actor(), now = m_context.now(), inbox = m_inbox,
                                key = m_context.database().key()] { pass(*pulse, path, actor, now, inbox); });
    connect(m_thread, &QThread::finished, this, [this, pulse] {
        m_thread->deleteLater();
        m_thread = nullptr;
        finish(pulse->round);
    });
    m_progress.start(inboxProgressMilliseconds);
    m_thread->start(QThread::LowPriority);
}

/// On the worker: the folder first, and the clinic only when there is something to file, for a folder may not answer for minutes.
void InboxRunner::pass(Pulse &pulse, const QString &path, const Actor &actor, const QDateTime &now, const ScanInbox &inbox)
{
    const Result<QList<StillFile>> still = pulse.files.look(inbox.folder, SystemClock().now());
    if (!still) {
        pulse.round.trouble = still.error();
        return;
    }
    pulse.round.isUnfinished = pulse.files.waiting() > 0;
    if (still->isEmpty())
        return;
    {
        const std::scoped_lock lock(pulse.mutex);
        if (pulse.stop->isStopped())
            return;
        pulse.hasClinic = true;
    }
    if (const Result<> done = fileAll(pulse, path, actor, now, inbox, *still); !done)
        pulse.round.trouble = done.error();
}

Result<> InboxRunner::fileAll(Pulse &pulse, const QString &path, const Actor &actor, const QDateTime &now, const ScanInbox &inbox,
                              const QList<StillFile> &still)
{
    const auto database = TRY(Database::open(path));
    database->setStopSwitch(pulse.stop);
    for (const StillFile &one : still) {
        {
            const std::scoped_lock lock(pulse.mutex);
            pulse.name = one.name;
        }
        const auto progress = [&pulse](int done, int all) {
            pulse.done = done;
            pulse.all = all;
            return !pulse.stop->isStopped();
        };
        const InboxFile file = TRY(fileFromInbox(*database, actor, now, inbox, one.name, one.milliseconds < pauseMilliseconds, progress));
        if (file.stays) {
            pulse.files.putOff(one.name, SystemClock().now().addSecs(tryAgainSeconds));
            pulse.round.isUnfinished = true;
        }
        pulse.round.files << file;
    }
    return {};
}

void InboxRunner::showProgress()
{
    QString name;
    {
        const std::scoped_lock lock(m_pulse->mutex);
        name = m_pulse->name;
    }
    if (name.isEmpty())
        return;
    if (name != m_shown) {
        m_shown = name;
        Q_EMIT began(name);
    }
    Q_EMIT progressed(m_pulse->done, m_pulse->all);
}

void InboxRunner::stop()
{
    m_next.stop();
    m_progress.stop();
    if (m_thread == nullptr)
        return;
    QThread *thread = std::exchange(m_thread, nullptr);
    thread->disconnect(this);
    bool hasClinic = false;
    {
        const std::scoped_lock lock(m_pulse->mutex);
        m_pulse->stop->stop();
        hasClinic = m_pulse->hasClinic;
    }
    if (hasClinic) {
        thread->wait();
        delete thread;
    } else {
        connect(thread, &QThread::finished, thread, &QObject::deleteLater);
        if (thread->isFinished())
            thread->deleteLater();
    }
    Q_EMIT ended();
}

void InboxRunner::pause()
{
    m_isPaused = true;
    stop();
}

/// What was not filed lies where it was, and is tried again.
void InboxRunner::finish(const Round &round)
{
    m_progress.stop();
    Q_EMIT ended();
    if (round.trouble && round.trouble->code == ErrorCode::NotFound)
        Q_EMIT told(tr("The scanner's folder cannot be reached"), true);
    else if (round.trouble && round.trouble->code != ErrorCode::Cancelled)
        Q_EMIT told(tr("Scans wait in the scanner's folder: %1").arg(words(*round.trouble).title), true);
    else if (const QString words = roundWords(round.files, m_context.now()); !words.isEmpty())
        Q_EMIT told(words, isUnreadAmong(round.files));
    if (!round.trouble && m_watcher.directories().isEmpty())
        m_watcher.addPath(m_inbox.folder);
    if (std::ranges::any_of(round.files, [](const InboxFile &file) { return file.outcome == InboxOutcome::Filed; }))
        m_context.announceDataChanged();
    lookAgainIn(round.isUnfinished ? growingMilliseconds : pollMilliseconds);
}

} // namespace dermis
