#include "ui/context/access_recorder.h"

#include "core/patients/record_access.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/widgets/background.h"

namespace dermis {

AccessRecorder::AccessRecorder(ClinicContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(&context, &ClinicContext::actorChanged, this, [this] { m_last = {}; });
}

bool AccessRecorder::isRecording() const
{
    return !m_context.database().isReadOnly();
}

void AccessRecorder::recordOpened(PatientId patient)
{
    if (!isRecording() || patient == m_last)
        return;
    m_last = patient;
    const auto key = m_context.database()
                         .key(); // kept on offer until the entry stands, also when the window locks meanwhile
    runInBackground(
        this,
        [key, path = m_context.path(), actor = m_context.actor(), now = m_context.now(),
         patient]() -> Result<> {
            const auto database = TRY(Database::open(path));
            return recordAccess(*database, actor, now, patient, AccessAct::Opened);
        },
        [this](const Result<> &recorded) {
            if (!recorded)
                Q_EMIT failed(recorded.error());
        });
}

} // namespace dermis
