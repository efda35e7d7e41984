#pragma once

#include "core/storage/verification.h"

namespace dermis {

/// Finds whatever in the file's tables, indexes and triggers, and in the list of journalled tables, is not as
/// this Dermis makes it: a trigger that was taken away guards nothing. For files of today's format.
Result<std::optional<Damage>> checkFormat(Database &database);

/// Finds a counter of row numbers that does not stand at the last number the journal knows.
Result<std::optional<Damage>> checkCounters(Database &database);

} // namespace dermis
