#pragma once

#include "core/base/result.h"

#include <QString>

namespace dermis::cli {

/// Whether somebody types into standard input.
bool isTerminal();
/// Asks for a line that is not shown while it is typed; InvalidInput when nothing is typed.
Result<QString> askSecret(const QString &question);

} // namespace dermis::cli
