#include "core/safety/safety_check.h"

using namespace Qt::StringLiterals;

namespace dermis {

SafetyCheck checkSafety(const SafetyBasis &basis, const SafetyRecord &record, const Plan &plan,
                        const QDate &today)
{
    SafetyCheck check{record, basis.inForce, gatherFacts(basis, record, plan, today), {}, {}};
    check.assessment = assess(*basis.inForce.rules, check.facts);
    const auto age = check.facts.patient.value(u"Q-AGE"_s).fact.number();
    check.arithmetic = planArithmetic(plan, basis.shelf, age ? std::optional(static_cast<int>(*age)) : std::nullopt);
    return check;
}

Result<SafetyCheck> checkSafety(Database &database, PatientId patient, const Plan &plan, const QDate &today)
{
    const SafetyBasis basis = TRY(safetyBasis(database));
    const SafetyRecord record = TRY(safetyRecord(database, basis, patient));
    return checkSafety(basis, record, plan, today);
}

Result<SafetyCheck> checkSafety(Database &database, PatientId patient, const QDate &today)
{
    const SafetyBasis basis = TRY(safetyBasis(database));
    const SafetyRecord record = TRY(safetyRecord(database, basis, patient));
    return checkSafety(basis, record, record.plan.value_or(Plan{}), today);
}

} // namespace dermis
