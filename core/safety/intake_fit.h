#pragma once

#include "core/questionnaires/questionnaire_library.h"
#include "core/safety/rule_set.h"
#include "core/storage/drafts.h"

namespace dermis {

/// What stops a form from being the intake: each line names a question that a rule or the program reads, and what it lacks
/// against `before`, the intake that the rules were written for. Empty: the rules read it.
QStringList intakeProblems(const RuleSet &rules, const Questionnaire &intake, const Questionnaire &before);
/// The same for any form in this clinic: nothing for a form that is no intake; the rules in force and those shipped are asked.
Result<QStringList> intakeProblems(Database &database, const Questionnaire &form);
/// Codes of the rules, in force or shipped, that compare a question's answer with an option's code.
QStringList rulesNaming(const RuleSet &rules, const QString &linkId, const QString &code);

/// Makes a kept version the one that is asked. Needs PublishForms; InvalidInput names what intakeProblems() found.
Result<> activateQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, QuestionnaireId id);

/// An edited form on its way to being asked.
struct EditedForm
{
    QByteArray json;
    QuestionnaireId activeBefore;  ///< what was active when the editing began; null: nothing was
    std::optional<DraftKey> draft; ///< ends with the act
};
/// Keeps an edited form as a new version and activates it, or does neither. Conflict, which names the version, when
/// another than `activeBefore` is active by now.
Result<QuestionnaireId> publishQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, const EditedForm &edited);

} // namespace dermis
