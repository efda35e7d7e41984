#pragma once

#include "core/safety/plan.h"
#include "core/safety/shelf.h"

namespace dermis {

/// One line of a calculation that a doctor can check: "45 g × 25 mg/g = 1125 mg lidocaine".
struct CalculationLine
{
    QString text;
    QString source;          ///< with status tags
    bool isExceeded = false; ///< above a limit or a warning threshold
    bool operator==(const CalculationLine &) const = default;

    /// A number of the practice, not published evidence (tag [P]).
    bool isPracticePolicy() const { return source.contains(u"[P]"); }
};

/// What a plan's numbers come to.
struct PlanArithmetic
{
    QList<CalculationLine> depth;
    QList<CalculationLine> anaesthetic;
};

/// Depth against the caps by area [P] and the device's label; numbing cream against its product's limits at that
/// age. What is not planned or not known is said, or left out.
PlanArithmetic planArithmetic(const Plan &plan, const Shelf &shelf, std::optional<int> age);
QJsonObject toJson(const PlanArithmetic &arithmetic);

} // namespace dermis
