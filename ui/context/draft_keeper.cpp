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
    if (const Result<> saved = saveDraft(m_context.database(), draft); !saved) {
        m_timer.start();
        Q_EMIT keepFailed(saved.error());
        return;
    }
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
