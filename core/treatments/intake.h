#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QStringList>

namespace dermis {

class Database;
class Questionnaire;
class Response;
class Transaction;

/// Which intake is kept, and what it was begun from.
struct IntakeToKeep {
    PatientId patient;
    QuestionnaireId questionnaire;
    ResponseId basedOn; ///< null for the first
    QString reason;     ///< why kept answers are changed; needed where replacesAnswers()
};

/// Whether an answer that is still fresh is replaced by another or taken back. A question that is answered for the first time, or
/// again because its answer grew too old for today, replaces none.
bool replacesAnswers(const Questionnaire &questionnaire, const Response &before, const Response &after, const QDate &today);

/// Makes the intake part of the record: the frozen response, and what it says of allergies (entries are added to
/// the list, "no" confirms none known, "unsure" is asked and unknown). Ends the author's draft. Needs Answers;
/// errors as saveResponse(), and
/// InvalidInput where kept answers are replaced without a reason.
Result<ResponseId> keepIntake(Database &database, const Actor &actor, const QDateTime &now, const IntakeToKeep &intake,
                              const Response &response);
/// keepIntake() and the patient's visit of the day moved to "ready for doctor", in one act.
Result<ResponseId> handOver(Database &database, const Actor &actor, const QDateTime &now, const IntakeToKeep &intake,
                            const Response &response);
/// The patient says that what was answered is still so: a new response in which each answer to these questions is the
/// actor's of now, and says the same. Drafts stay. Needs Answers; NotFound where one of them was never answered,
/// InvalidInput for what is examined in each zone: skin is looked at again.
Result<ResponseId> confirmStillSo(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                                  const QStringList &linkIds);
/// The same as keepIntake() within a larger act; ends no draft.
Result<ResponseId> keepIntake(Transaction &transaction, const IntakeToKeep &intake, const Questionnaire &questionnaire,
                              const Response &response);

} // namespace dermis
