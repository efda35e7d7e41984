#pragma once

#include "core/patients/patient.h"

#include <random>

namespace dermis {

/// A repeatable source of choices: the same seed gives the same clinic on every machine.
class DemoRandom
{
public:
    explicit DemoRandom(quint64 seed)
        : m_engine(seed)
    {
    }
    /// A whole number from 0 to below `bound`.
    int below(int bound) { return static_cast<int>(m_engine() % static_cast<quint64>(bound)); }
    bool oneIn(int count) { return below(count) == 0; }
    template <typename List>
    const auto &pick(const List &list)
    {
        return list[static_cast<typename List::size_type>(below(static_cast<int>(list.size())))];
    }
    QByteArray bytes(int count);

private:
    std::mt19937_64 m_engine;
};

/// The invented person of that number in a demo clinic, complete but for the file number.
Patient demoPerson(DemoRandom &random, qint64 number, const QDate &today);

} // namespace dermis
