#pragma once

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

/// `questionnaire check`, which needs no clinic.
void addQuestionnaireCheck(CLI::App &questionnaire, Command &command);
/// The verbs of `questionnaire` that keep forms: list, import, export, activate, retire.
void addQuestionnaireLibraryVerbs(CLI::App &questionnaire, Command &command);

} // namespace dermis::cli
