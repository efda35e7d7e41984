#include "ui/context/draft_keeper.h"

#include "ui/context/clinic_context.h"
#include "ui/context/words.h"

namespace dermis {

DraftKeeper::DraftKeeper(ClinicContext &context, Body body, QObject *parent)
    : QObject(parent), m_context(context), m_body(std::move(body))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::write);
}

void DraftKeeper::setKey(const DraftKey &key, qint64 basedOn)
{
    flush();
    m_timer.stop(); // what could not be kept under the old key is not written under the new one
    m_key = key;
    m_basedOn = basedOn;
    m_keptAt = {};
    m_isCareful = false;
    m_seen.reset();
}

void DraftKeeper::writeOver(const std::optional<Draft> &seen)
{
    m_isCareful = true;
    m_seen = seen;
}

void DraftKeeper::touch()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void DraftKeeper::flush()
{
    if (m_timer.isActive())
        write();
}

void DraftKeeper::write()
{
    m_timer.stop();
    const Draft draft{m_key, m_body(), m_context.now(), m_basedOn};
    const Result<> saved = m_isCareful ? saveDraftOver(m_context.database(), draft, m_seen) : saveDraft(m_context.database(), draft);
    if (!saved && m_isCareful && saved.error().code == ErrorCode::Conflict)
        return Q_EMIT changedElsewhere();
    if (!saved) {
        m_timer.start();
        Q_EMIT keepFailed(saved.error());
        return;
    }
    if (m_isCareful)
        m_seen = draft;
    m_keptAt = draft.savedAt;
    m_context.announceDraftKept();
    Q_EMIT kept();
}

void DraftKeeper::forget()
{
    m_timer.stop();
    m_keptAt = {};
}

QString DraftKeeper::words() const
{
    return m_keptAt.isValid() ? tr("Draft saved %1").arg(secondsWords(m_keptAt)) : QString();
}

} // namespace dermis
