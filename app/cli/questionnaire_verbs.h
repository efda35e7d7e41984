#pragma once

#include "app/cli/command.h"

namespace dermis::cli {

void addQuestionnaireCheck(CLI::App &verb, Command &command);

} // namespace dermis::cli
