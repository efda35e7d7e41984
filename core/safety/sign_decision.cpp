#include "core/safety/sign_decision.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/safety/earliest_date.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"
#include "core/visits/deferral.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The deferral itself, with the visit of the day.
Result<> putOffAsDecided(Transaction &transaction, PatientId patient, const SafetyCheck &check, const Choice &choice)
{
    const QDate today = clinicTime(transaction.now()).date();
    Deferral deferral = proposedDeferral(earliestDate(check.assessment, check.decisions));
    deferral.patient = patient;
    deferral.byDecision = true;
    deferral.until = choice.deferUntil;
    deferral.reason = choice.reason;
    deferral.advice = choice.advice;
    const auto visit = TRY(currentVisit(transaction.database(), patient, today));
    if (visit && mayMove(visit->state, VisitState::Deferred)) {
        TRY(moveVisit(transaction, *visit, VisitState::Deferred, choice.deferUntil));
        deferral.visit = visit->id;
    }
    TRY(putOff(transaction, deferral));
    return {};
}

/// Deciding otherwise takes the patient off the list, once no finding is deferred.
Result<> endWhereNoneDefers(Transaction &transaction, PatientId patient, const Assessment &assessment)
{
    const QList<Decision> now = TRY(decisions(transaction.database(), patient));
    const bool stillDeferred = std::ranges::any_of(assessment.findings, [&](const Finding &finding) {
        const Decision *answer = answerTo(finding, now);
        return answer != nullptr && answer->choice.verdict == Verdict::Defer;
    });
    return stillDeferred ? Result<>() : withdrawDecidedDeferral(transaction, patient);
}

/// Nobody's decision is replaced by somebody who has not seen it.
Result<> checkNoneNewer(Database &database, PatientId patient, const SafetyCheck &check, const QList<FindingKey> &findings)
{
    for (const Decision &kept : TRY(decisions(database, patient))) {
        const bool wasSeen = std::ranges::any_of(check.decisions, [&](const Decision &seen) {
            return seen.id == kept.id && seen.revision == kept.revision;
        });
        if (!wasSeen && findings.contains(FindingKey{kept.rule, kept.zone}))
            return fail(ErrorCode::Conflict, u"%1 decided %2 meanwhile"_s.arg(kept.decidedByName, kept.rule));
    }
    return {};
}

} // namespace

QString decisionDraftForm()
{
    return u"decision"_s;
}

QByteArray decisionDraftBody(const Choice &choice, bool chosen)
{
    QJsonObject body{{u"reason"_s, choice.reason}, {u"modification"_s, choice.modification}};
    if (chosen)
        body.insert(u"verdict"_s, verdictName(choice.verdict));
    if (choice.deferUntil.isValid())
        body.insert(u"deferUntil"_s, choice.deferUntil.toString(Qt::ISODate));
    if (choice.antiviral)
        body.insert(u"antiviral"_s, toJson(*choice.antiviral));
    if (!choice.advice.isEmpty())
        body.insert(u"advice"_s, choice.advice);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<DecisionDraft> decisionFromDraft(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    DecisionDraft draft;
    if (json.isEmpty())
        return std::nullopt;
    const auto verdict = verdictFromName(json.value(u"verdict"_s).toString());
    draft.chosen = verdict.has_value();
    draft.choice.verdict = verdict.value_or(Verdict::Proceed);
    draft.choice.reason = json.value(u"reason"_s).toString();
    draft.choice.modification = json.value(u"modification"_s).toString();
    draft.choice.deferUntil = QDate::fromString(json.value(u"deferUntil"_s).toString(), Qt::ISODate);
    draft.choice.advice = json.value(u"advice"_s).toString();
    if (auto antiviral = antiviralFromJson(json.value(u"antiviral"_s).toObject());
        antiviral && json.contains(u"antiviral"_s))
        draft.choice.antiviral = *antiviral;
    return draft;
}

Result<> signDecision(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                      const SafetyCheck &check, const QList<FindingKey> &findings, const Choice &choice)
{
    TRY(require(actor, Permission::Decide));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(checkNoneNewer(database, patient, check, findings));
    TRY(recordDecision(transaction, patient, check.facts, check.assessment, findings, choice));
    if (choice.verdict == Verdict::Defer)
        TRY(putOffAsDecided(transaction, patient, check, choice));
    else
        TRY(endWhereNoneDefers(transaction, patient, check.assessment));
    TRY(endDraft(transaction, {patient.value(), decisionDraftForm(), actor.id}));
    return transaction.commit();
}

Permission permissionTo(Verdict verdict)
{
    return verdict == Verdict::Acknowledge ? Permission::AcknowledgeCaution : Permission::Decide;
}

} // namespace dermis
