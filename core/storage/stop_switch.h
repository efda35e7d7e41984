#pragma once

#include <atomic>
#include <mutex>

namespace dermis {

class Database;

/// Stops, from any thread, what runs on the connection it was given to; its statements then fail with Cancelled.
class StopSwitch
{
public:
    void stop();
    bool isStopped() const { return m_isStopped; }

private:
    friend class Database;
    void attach(Database *database);

    std::atomic<bool> m_isStopped = false;
    std::mutex m_mutex; // over the pointer below
    Database *m_database = nullptr;
};

} // namespace dermis
