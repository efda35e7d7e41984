#include "core/treatments/intake.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/intake_allergies.h"
#include "core/storage/transaction.h"
#include "core/visits/visit_repository.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Carries what was said of allergies today into the patient's list; an older answer confirms nothing again.
Result<> keepAllergies(Transaction &transaction, PatientId patient, const Questionnaire &questionnaire,
                       const Response &response)
{
    const QDateTime answeredAt = response.answer(u"Q-ALG"_s).answeredAt; // invalid: given in this act
    if (answeredAt.isValid() && clinicTime(answeredAt).date() != clinicTime(transaction.now()).date())
        return {};
    return applyIntakeAllergies(transaction, patient, AnswerSet(questionnaire, response));
}

Result<> moveToDoctor(Transaction &transaction, PatientId patient)
{
    const QDate today = clinicTime(transaction.now()).date();
    const auto visit = TRY(currentVisit(transaction.database(), patient, today));
    if (visit && visit->state != VisitState::ReadyForDoctor && mayMove(visit->state, VisitState::ReadyForDoctor))
        return moveVisit(transaction, *visit, VisitState::ReadyForDoctor);
    return {};
}

Result<> checkReason(Database &database, const QDateTime &now, const IntakeToKeep &intake, const Questionnaire &form,
                     const Response &after)
{
    if (intake.basedOn.isNull() || !intake.reason.trimmed().isEmpty())
        return {};
    const SavedResponse before = TRY(response(database, intake.basedOn));
    if (!replacesAnswers(form, before.response, after, clinicTime(now).date()))
        return {};
    return fail(ErrorCode::InvalidInput, u"kept answers are changed; say why"_s);
}

Result<ResponseId> keep(Database &database, const Actor &actor, const QDateTime &now, const IntakeToKeep &intake,
                        const Response &response, bool toDoctor)
{
    TRY(require(actor, Permission::Answers));
    const Questionnaire form = TRY(questionnaire(database, intake.questionnaire));
    TRY(checkReason(database, now, intake, form, response));
    auto transaction = TRY(Transaction::begin(database, actor, now, intake.reason.trimmed()));
    const ResponseId id = TRY(keepIntake(transaction, intake, form, response));
    TRY(endDraft(transaction, intakeDraftKey(intake.patient, actor.id)));
    if (toDoctor)
        TRY(moveToDoctor(transaction, intake.patient));
    TRY(transaction.commit());
    return id;
}

/// Gives every answer to a question anew, in each group it stands in; false when there is none.
bool confirmAnswers(const Questionnaire &form, const QString &linkId, Response &response)
{
    bool found = false;
    const QMap<AnswerKey, Answer> given = response.answers();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (it.key().linkId != linkId || !it->isAnswered())
            continue;
        Answer again = it.value();
        again.answeredAt = {};
        again.answeredBy = {};
        response.setAnswer(form, it.key(), again);
        found = true;
    }
    return found;
}

} // namespace

bool replacesAnswers(const Questionnaire &questionnaire, const Response &before, const Response &after, const QDate &today)
{
    for (auto kept = before.answers().begin(); kept != before.answers().end(); ++kept) {
        const Item *item = questionnaire.find(kept.key().linkId);
        if (item == nullptr || !kept->isAnswered() || isExpired(*item, kept->answeredAt, today))
            continue;
        if (!after.answer(kept.key()).saysTheSameAs(*kept))
            return true;
    }
    return false;
}

Result<ResponseId> keepIntake(Transaction &transaction, const IntakeToKeep &intake, const Questionnaire &questionnaire,
                              const Response &response)
{
    const ResponseId id = TRY(insertResponse(transaction, intake.patient, intake.questionnaire, questionnaire, response,
                                             intake.basedOn));
    TRY(keepAllergies(transaction, intake.patient, questionnaire, response));
    return id;
}

Result<ResponseId> keepIntake(Database &database, const Actor &actor, const QDateTime &now, const IntakeToKeep &intake,
                              const Response &response)
{
    return keep(database, actor, now, intake, response, false);
}

Result<ResponseId> confirmStillSo(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                                  const QStringList &linkIds)
{
    TRY(require(actor, Permission::Answers));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const StoredQuestionnaire form = TRY(currentQuestionnaire(database, intakeUrl()));
    const auto latest = TRY(latestResponse(database, patient, form));
    Response response = latest ? carryOver(form.questionnaire, latest->response) : Response();
    for (const QString &linkId : linkIds) {
        if (!form.questionnaire.repeatingGroupsAround(linkId).isEmpty())
            return fail(ErrorCode::InvalidInput, u"%1 is looked at again, not confirmed"_s.arg(linkId));
        if (!confirmAnswers(form.questionnaire, linkId, response))
            return fail(ErrorCode::NotFound, u"%1 was never answered"_s.arg(linkId));
    }
    const IntakeToKeep intake{patient, form.id, latest ? latest->entry.id : ResponseId(), {}};
    const ResponseId id = TRY(keepIntake(transaction, intake, form.questionnaire, response));
    TRY(transaction.commit());
    return id;
}

Result<ResponseId> handOver(Database &database, const Actor &actor, const QDateTime &now, const IntakeToKeep &intake,
                            const Response &response)
{
    return keep(database, actor, now, intake, response, true);
}

} // namespace dermis
