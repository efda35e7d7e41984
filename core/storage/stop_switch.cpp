#include "core/storage/stop_switch.h"

#include "core/storage/database.h"

namespace dermis {

void StopSwitch::stop()
{
    m_isStopped = true;
    const std::lock_guard guard(m_mutex);
    if (m_database != nullptr)
        m_database->interrupt();
}

void StopSwitch::attach(Database *database)
{
    const std::lock_guard guard(m_mutex);
    m_database = database;
}

} // namespace dermis
