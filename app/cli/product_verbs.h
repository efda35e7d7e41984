#pragma once

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

/// The verbs of `product substances`.
void addSubstancesVerb(CLI::App &product, Command &command);

} // namespace dermis::cli
