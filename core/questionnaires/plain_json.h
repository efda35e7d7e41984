#pragma once

#include "core/questionnaires/json.h"

#include <optional>

namespace dermis {

/// Reads JSON without anything unusual in it, as Dermis writes it, in a fraction of the library's time: everybody's answers are read
/// when all are judged again. Nothing for JSON that is unusual (a \u escape, a whole number that is large or negative zero, a name twice, deep
/// nesting) or none: Json::parse() then asks the library, which says what is wrong.
std::optional<Json> readPlainJson(const QByteArray &bytes);

} // namespace dermis
