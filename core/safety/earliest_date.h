#pragma once

#include "core/safety/decision.h"
#include "core/visits/deferral.h"

namespace dermis {

/// The arithmetic, a line each; then one line that names what has no date: "No date can be computed: MN-PRG-01, Pregnant"; then
/// one for what concerns that session or its products only.
QStringList groundLines(const QList<DeferralGround> &grounds);

/// Why a session waits, and the earliest sensible date that the windows of the rules give.
struct EarliestDate
{
    QList<Finding> because; ///< absolute and relative findings that fired and are not settled
    QList<DeferralGround> grounds; ///< the same as a deferral keeps them, each once, with the arithmetic of its date
    QDate latest;                  ///< the latest of the dates; invalid: there is none
    /// The latest of the dates, where nothing but time stands in the way of a later session.
    std::optional<QDate> earliest() const;
    QStringList lines() const { return groundLines(grounds); }
};

EarliestDate earliestDate(const Assessment &assessment, const QList<Decision> &decisions);
/// "MN-ISO-02, Isotretinoin in the last 6 months: “When did you take the last one?” 1 Aug 2026 + 6 months = 1 Feb 2027"; the
/// source's [P] is said as "practice default".
QString arithmeticWords(const Rule &rule, const Window &window);
/// What is computed, as a deferral keeps it: until, computed and grounds. `until` is invalid where no date is proposed.
Deferral proposedDeferral(const EarliestDate &date);
/// What the absolute rules that stand on the patient's page say is to be done, each once, for the doctor to reword.
QString actionsOf(const EarliestDate &date);

} // namespace dermis
