#pragma once

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

/// `journal day` and `journal close-day`: the day's closing page.
void addDayVerbs(CLI::App &journal, Command &command);

} // namespace dermis::cli
