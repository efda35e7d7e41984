#pragma once

#include "core/products/ingredient_list.h"
#include "core/safety/allergy.h"

namespace dermis {

/// How a product stands to an allergy (domain.md §3.6, step 6), worst last. Same blocks (MN-ALG-04); strong,
/// unresolved and possible need a decision (MN-ALG-05); weak is a caution.
enum class AllergyVerdict { None, Weak, Possible, Unresolved, Strong, Same };
/// Stable spelling: none, weak, possible, unresolved, strong, same.
QString allergyVerdictName(AllergyVerdict verdict);

/// The worst that one entry of the allergy list says of one product, from the patient's words to the source.
struct IngredientFinding
{
    AllergyId allergy;
    QString said;       ///< the patient's words
    QString substance;  ///< what they were matched to; empty when they are not
    QString ingredient; ///< as the label prints it; empty when none is concerned
    AllergyVerdict verdict = AllergyVerdict::None;
    bool isPromoted = false; ///< one step up, because of anaphylaxis or lasting lumps (step 8)
    bool isFaint = false;    ///< reads like a faint, not an allergy (MN-ANA-04)
    QString group;           ///< the cross-reaction group; empty for none
    QString note;            ///< why, or why not
    QString source;
    QStringList questions; ///< to ask before it is resolved
};

/// One finding for each active entry, worst first and then in the order of the list. It reads nothing but
/// what it is given.
QList<IngredientFinding> checkIngredients(const QList<Allergy> &allergies,
                                          const QList<Ingredient> &ingredients,
                                          const SubstanceCatalogue &catalogue);

} // namespace dermis
