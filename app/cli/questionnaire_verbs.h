#pragma once

#include "core/questionnaires/questionnaire.h"

#include <QJsonObject>

namespace CLI {
class App;
}

namespace dermis::cli {

class Command;

/// A remark on a form as a line, and as the object {"kind", "linkId", "what", "meaning"}.
QString remarkLine(const Remark &remark);
QJsonObject remarkJson(const Remark &remark);

/// `questionnaire check`, which needs no clinic.
void addQuestionnaireCheck(CLI::App &questionnaire, Command &command);
/// The verbs of `questionnaire` that keep forms: list, import, export, activate, retire.
void addQuestionnaireLibraryVerbs(CLI::App &questionnaire, Command &command);
/// `questionnaire print`, blank or with a patient's answers.
void addQuestionnairePrint(CLI::App &questionnaire, Command &command);

} // namespace dermis::cli
