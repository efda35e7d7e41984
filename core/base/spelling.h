#pragma once

#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace dermis {

/// One enumerator and its stable spelling in SQL, JSON and the command line.
template <typename Enum>
struct Spelling
{
    Enum value;
    QStringView name;
};

template <typename Enum, size_t Size>
QString nameIn(const std::array<Spelling<Enum>, Size> &table, Enum value)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto &row) { return row.value == value; });
    Q_ASSERT(found != table.end());
    return found->name.toString();
}

template <typename Enum, size_t Size>
std::optional<Enum> valueIn(const std::array<Spelling<Enum>, Size> &table, const QString &name)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto &row) { return row.name == name; });
    return found == table.end() ? std::nullopt : std::optional<Enum>(found->value);
}

} // namespace dermis
