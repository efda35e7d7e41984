#include "core/safety/safety_check.h"

namespace dermis {

Result<SafetyCheck> checkSafety(Database &database, PatientId patient, const Plan &plan, const QDate &today)
{
    SafetyCheck check;
    check.inForce = TRY(ruleSetInForce(database));
    check.facts = TRY(gatherFacts(database, patient, plan, today));
    check.assessment = assess(*check.inForce.rules, check.facts);
    check.decisions = TRY(decisions(database, patient));
    return check;
}

Result<SafetyCheck> checkSafety(Database &database, PatientId patient, const QDate &today)
{
    const auto plan = TRY(currentPlan(database, patient));
    return checkSafety(database, patient, plan.value_or(Plan{}), today);
}

} // namespace dermis
