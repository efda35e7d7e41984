#include "ui/context/clinic_context.h"

#include "core/storage/database.h"

#include <QGuiApplication>

namespace dermis {

namespace {

constexpr int pollMilliseconds = 1000;

}

ClinicContext::ClinicContext(Database &database, const Clock &clock, Prompter &prompter, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_prompter(prompter)
    , m_dataVersion(database.dataVersion().value_or(0))
{
    connect(&m_poll, &QTimer::timeout, this, &ClinicContext::lookForForeignChanges);
    m_poll.start(pollMilliseconds);
}

QString ClinicContext::path() const
{
    return m_database.path();
}

bool ClinicContext::isEncrypted() const
{
    return m_database.key() != nullptr;
}

void ClinicContext::setActor(const Actor &actor)
{
    m_actor = actor;
    Q_EMIT actorChanged();
}

void ClinicContext::announceRecordChanged(PatientId patient)
{
    Q_EMIT workSaved(now());
    Q_EMIT recordChanged(patient);
    Q_EMIT dataChanged();
}

void ClinicContext::announceDataChanged()
{
    Q_EMIT workSaved(now());
    Q_EMIT dataChanged();
}

void ClinicContext::announceDraftKept()
{
    Q_EMIT workSaved(now());
}

void ClinicContext::lookForForeignChanges()
{
    if (QGuiApplication::mouseButtons() != Qt::NoButton)
        return; // a button that is built anew while it is pressed would lose the click
    const Result<qint64> version = m_database.dataVersion();
    if (!version || *version == m_dataVersion)
        return;
    m_dataVersion = *version;
    Q_EMIT dataChanged();
}

} // namespace dermis
