#include "app/cli/command.h"
#include "app/cli/product_verbs.h"
#include "app/cli/verbs.h"

namespace dermis::cli {

void addProductVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("product", "What touches the skin")->require_subcommand(1);
    addSubstancesVerb(*verb, command);
}

} // namespace dermis::cli
