#pragma once

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

// Each verb stands in its own file: verb_<name>.cpp.
void addAllergyVerb(CLI::App &app, Command &command);
void addAntiviralVerb(CLI::App &app, Command &command);
void addAssessVerb(CLI::App &app, Command &command);
void addBackupVerb(CLI::App &app, Command &command);
void addConsentVerb(CLI::App &app, Command &command);
void addDecideVerb(CLI::App &app, Command &command);
void addDeferVerb(CLI::App &app, Command &command);
void addDemoVerb(CLI::App &app, Command &command);
void addDestroyVerb(CLI::App &app, Command &command);
void addDocumentVerb(CLI::App &app, Command &command);
void addExportVerb(CLI::App &app, Command &command);
void addFormVerb(CLI::App &app, Command &command);
void addIncidentVerb(CLI::App &app, Command &command);
void addInitVerb(CLI::App &app, Command &command);
void addIntakeVerb(CLI::App &app, Command &command);
void addJournalVerb(CLI::App &app, Command &command);
void addLotVerb(CLI::App &app, Command &command);
void addNoteVerb(CLI::App &app, Command &command);
void addPatientVerb(CLI::App &app, Command &command);
void addPlanVerb(CLI::App &app, Command &command);
void addPrecautionsVerb(CLI::App &app, Command &command);
void addProductVerb(CLI::App &app, Command &command);
void addQuestionnaireVerb(CLI::App &app, Command &command);
void addResponseVerb(CLI::App &app, Command &command);
void addReactionVerb(CLI::App &app, Command &command);
void addReassessVerb(CLI::App &app, Command &command);
void addRecallVerb(CLI::App &app, Command &command);
void addRestoreVerb(CLI::App &app, Command &command);
void addRetentionVerb(CLI::App &app, Command &command);
void addRulesVerb(CLI::App &app, Command &command);
void addSalvageVerb(CLI::App &app, Command &command);
void addSessionVerb(CLI::App &app, Command &command);
void addUserVerb(CLI::App &app, Command &command);
void addVerifyVerb(CLI::App &app, Command &command);
void addVisitVerb(CLI::App &app, Command &command);

} // namespace dermis::cli
