#pragma once

#include "core/safety/ingredient_check.h"
#include "core/safety/plan.h"
#include "core/safety/shelf.h"

namespace dermis {

/// One product of a plan as it stands for this patient on the day of the session.
struct PlannedUse
{
    ShelfProduct shelved;
    ProductPhase phase = ProductPhase::During;
    std::optional<Lot> lot; ///< nothing while none is chosen
    QList<GateProblem> gate;
    QList<LotProblem> lotProblems;
    QList<IngredientFinding> allergies; ///< worst first; those that say nothing against it left out

    bool isInstrument() const;
    /// "Vita C Serum (during)"
    QString title() const;
    bool has(GateProblem problem) const { return gate.contains(problem); }
    bool hasProblem() const { return !gate.isEmpty() || !lotProblems.isEmpty(); }
    /// A cartridge whose lot is not chosen yet: whether it may be used is not known (MN-DEV-05), and is asked at the treatment.
    bool waitsForLot() const;
    /// "Vita C Serum (during): not sterile, not for single use"
    QString problemWords() const;
    /// {"product", "title", "phase", "lot", "problems", "allergies"}; instruments have no phase.
    QJsonObject toJson() const;
};

/// What touches the skin by this plan: products, numbing cream (before), then cartridge and device. One that is
/// not in the registry is left out.
QList<PlannedUse> plannedUses(const Plan &plan, const Shelf &shelf, const QList<Allergy> &allergies,
                              const SubstanceCatalogue &substances, const QDate &session);

/// In plain words: "not assessed for needling, or not for this phase", "the lot has expired".
QString gateProblemWords(GateProblem problem);
QString lotProblemWords(LotProblem problem);
/// "Ascorbic Acid: the patient reacts to it (“vitamin c”). Soltani-Arabshahi et al., JAMA Dermatol 2014 [S01]"
QString allergyWords(const IngredientFinding &finding);

} // namespace dermis
