#pragma once

#include "core/questionnaires/answer_set.h"
#include "core/safety/allergy.h"

namespace dermis {

class SubstanceCatalogue;

/// The allergies named in an intake (Q-ALG-ENTRY), matched where the words are certain to be a substance's name.
QList<Allergy> statedAllergies(const AnswerSet &answers, PatientId patient, const SubstanceCatalogue &substances);
/// Of these, the ones whose words are not on the list yet, in whatever status.
QList<Allergy> notYetListed(const QList<Allergy> &stated, const QList<Allergy> &listed);

/// Takes what a saved intake says of allergies into the list: adds what is new, confirms "none known" on a
/// no, marks asked-unknown on an unsure; what stands on the list stays. Part of the act that saves the
/// intake.
Result<> applyIntakeAllergies(Transaction &transaction, PatientId patient, const AnswerSet &answers);

} // namespace dermis
