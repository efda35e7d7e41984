#pragma once

#include "core/backup/backup.h"

#include <atomic>
#include <memory>

namespace dermis {

/// What a window and the worker that makes or restores a backup tell each other.
class BackupPulse
{
public:
    /// For the worker; keeps the pulse as long as it is held.
    static BackupProgress progressOf(const std::shared_ptr<BackupPulse> &pulse)
    {
        return [pulse](BackupStep step, qint64 done, qint64 all) {
            pulse->m_step = step;
            pulse->m_percent = all > 0 ? static_cast<int>(100 * done / all) : -1;
            return pulse->m_isWanted.load();
        };
    }
    void stop() { m_isWanted = false; }
    BackupStep step() const { return m_step; }
    /// -1 while the step has no measure.
    int percent() const { return m_percent; }

private:
    std::atomic<bool> m_isWanted = true;
    std::atomic<BackupStep> m_step = BackupStep::Copying;
    std::atomic<int> m_percent = -1;
};

} // namespace dermis
