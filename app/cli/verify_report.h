#pragma once

#include "app/cli/command.h"
#include "core/storage/verification.h"

namespace dermis::cli {

/// What a check found: `whenWhole`, or the first damage and the exit code that stands for it.
Answer answerFor(const VerifyReport &report, const QString &whenWhole, Exit whenNot);

} // namespace dermis::cli
