#include "ui/shell/file_check.h"

#include "core/storage/database.h"
#include "core/storage/stop_switch.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"

#include <QThread>

namespace dermis {

FileCheck::FileCheck(ClinicContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
}

FileCheck::~FileCheck()
{
    blockSignals(true); // who listens may be gone
    stop();
}

void FileCheck::start()
{
    run(dueCheck(m_context.database(), m_context.now()).value_or(CheckDepth::Quick));
}

void FileCheck::startWhole()
{
    run(CheckDepth::Whole);
}

void FileCheck::run(CheckDepth depth)
{
    if (isRunning())
        return;
    m_stop = std::make_shared<StopSwitch>();
    m_result.reset();
    m_thread = QThread::create([this, stop = m_stop, depth, path = m_context.path(), now = m_context.now(),
                                key = m_context.database().key()] { m_result = checkInBackground(path, depth, now, stop); });
    connect(m_thread, &QThread::finished, this, [this] {
        m_thread->deleteLater();
        m_thread = nullptr;
        if (m_result)
            finish(*m_result);
    });
    say(depth == CheckDepth::Whole ? tr("Checking the whole file") : tr("Checking the file"));
    m_thread->start(QThread::IdlePriority);
}

void FileCheck::stop()
{
    if (m_thread == nullptr)
        return;
    m_thread->disconnect(this);
    m_stop->stop();
    if (m_thread->isRunning())
        m_thread->setPriority(QThread::NormalPriority); // it is waited for
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
    say({});
}

void FileCheck::finish(const Result<BackgroundCheck> &result)
{
    if (!result)
        return say(tr("The file was not checked"));
    if (result->damage) {
        say(tr("The file is damaged"));
        Q_EMIT damageFound(*result->damage);
        return;
    }
    const QString words = result->depth == CheckDepth::Whole ? tr("File checked at %1, whole") : tr("File checked at %1");
    say(words.arg(timeWords(m_context.now())));
    if (result->isMendedMark)
        Q_EMIT foundWholeAgain();
}

void FileCheck::say(const QString &words)
{
    m_words = words;
    Q_EMIT wordsChanged();
}

} // namespace dermis
