#pragma once

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

/// The verbs of `rules own`.
void addOwnRulesVerbs(CLI::App &rules, Command &command);

} // namespace dermis::cli
