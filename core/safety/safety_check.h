#pragma once

#include "core/safety/plan_arithmetic.h"
#include "core/safety/safety_record.h"

namespace dermis {

/// What stands between one patient and a safe treatment, as of one day: rules, record, facts and findings
/// together.
struct SafetyCheck : SafetyRecord
{
    RuleSetInForce inForce;
    Facts facts;
    Assessment assessment;
    PlanArithmetic arithmetic;

    QList<Finding> open() const { return openFindings(assessment, decisions); }
    QList<Finding> stopsSheet() const { return mayIssueSheet(assessment, decisions); }
    /// Planned products that may not be used so, in whatever phase.
    QList<PlannedUse> shutProducts() const;
    /// All that stops the sheet: codes of findings, then products in words; empty: it may be issued. The same stops
    /// stand in the readiness.
    QStringList sheetStops() const;
};

/// Assesses a record for a plan.
SafetyCheck checkSafety(const SafetyBasis &basis, const SafetyRecord &record, const Plan &plan,
                        const QDate &today);
/// The same for many patients at once: what readiness reads and no more, by assessStanding(), without arithmetic. `answers` is the view
/// of the record's answers.
SafetyCheck checkStanding(const SafetyBasis &basis, const SafetyRecord &record, const AnswerSet &answers, const Plan &plan,
                          const QDate &today);
/// Assesses a patient for a plan with the rules in force.
Result<SafetyCheck> checkSafety(Database &database, PatientId patient, const Plan &plan, const QDate &today);
/// The same for the plan kept, or for none.
Result<SafetyCheck> checkSafety(Database &database, PatientId patient, const QDate &today);

} // namespace dermis
