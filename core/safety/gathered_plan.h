#pragma once

#include "core/safety/facts.h"

namespace dermis {

/// What is known of a patient when a plan's products are judged.
struct PlanBasis
{
    const Shelf &shelf;
    const SubstanceCatalogue &substances;
    const QList<Allergy> &allergies; ///< listed, and of the intake
    Observation asked;               ///< Q-ALG
    bool withWords = true;           ///< false: planned substances without their names
};

/// Adds the operands of the plan's products, numbing cream, device and depths.
void addPlanOperands(Facts &facts, const PlanBasis &basis);

/// Why the planned numbing cream is more than its product allows at that age; nothing where that is not known.
std::optional<QStringList> overLimits(const PlannedAnaesthetic &planned, const Product &product, std::optional<int> age);

} // namespace dermis
