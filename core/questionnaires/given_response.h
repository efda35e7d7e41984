#pragma once

#include "core/questionnaires/response_repository.h"

namespace dermis {

/// saveResponse() for answers that were given elsewhere: one that does not fit its question is kept as it is, and
/// answerProblems() names it. NotAllowed for the intake, whose answers the safety rules read.
Result<ResponseId> saveGivenResponse(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                                     QuestionnaireId questionnaire, const Response &response, ResponseId basedOn,
                                     const QString &reason = QString());

} // namespace dermis
