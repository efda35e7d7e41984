#pragma once

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

// The further verbs of `backup`, each group in a file of its own.
void addBackupPlacesVerb(CLI::App &backup, Command &command);
void addBackupPlanVerb(CLI::App &backup, Command &command);
void addBackupNightsVerb(CLI::App &backup, Command &command);
void addBackupProofVerb(CLI::App &backup, Command &command);

} // namespace dermis::cli
