#pragma once

#include "core/access/permissions.h"
#include "core/safety/safety_check.h"

namespace dermis {

/// The form name of decision drafts.
QString decisionDraftForm();
QByteArray decisionDraftBody(const Choice &choice, bool chosen);
struct DecisionDraft
{
    Choice choice;
    bool chosen = false;
};
std::optional<DecisionDraft> decisionFromDraft(const QByteArray &body);

/// Records the choice for these findings, ends its draft and, where it defers, keeps the deferral with the dates computed by
/// now and moves the visit of the day to deferred: one act. Where nothing is deferred any more, the deferral that a decision made
/// is withdrawn. Needs Decide; errors as recordDecision(), and Conflict when somebody decided one of the
/// findings since `check` was made.
Result<> signDecision(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                      const SafetyCheck &check, const QList<FindingKey> &findings, const Choice &choice);

/// Who may answer a finding so.
Permission permissionTo(Verdict verdict);

} // namespace dermis
