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

SafetyCheck checkStanding(const SafetyBasis &basis, const SafetyRecord &record, const AnswerSet &answers, const Plan &plan,
                          const QDate &today)
{
    SafetyCheck check{record, basis.inForce, gatherFacts(basis, record, answers, plan, today, false), {}, {}};
    QSet<QString> decided;
    for (const Decision &decision : record.decisions)
        decided.insert(decision.rule);
    check.assessment = assessStanding(*basis.inForce.rules, check.facts, decided);
    return check;
}

QList<PlannedUse> SafetyCheck::shutProducts() const
{
    QList<PlannedUse> shut;
    std::copy_if(facts.products.begin(), facts.products.end(), std::back_inserter(shut),
                 [](const PlannedUse &use) { return use.hasProblem(); });
    return shut;
}

QStringList SafetyCheck::sheetStops() const
{
    QStringList stops;
    for (const Finding &finding : mayIssueSheet(assessment, decisions))
        stops << finding.rule->code;
    for (const PlannedUse &use : shutProducts())
        stops << use.problemWords();
    stops.removeDuplicates();
    return stops;
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
