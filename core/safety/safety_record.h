#pragma once

#include "core/patients/patient.h"
#include "core/products/substance_catalogue.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/decision.h"
#include "core/safety/shelf.h"

namespace dermis {

/// What is the same for every patient of a clinic: read once, it serves for many of them.
struct SafetyBasis
{
    RuleSetInForce inForce;
    StoredQuestionnaire intake;   ///< the newest version
    QMap<StaffId, QString> staff; ///< names
    SubstanceCatalogue substances; ///< with the clinic's own
    Shelf shelf;                   ///< the clinic's products
};
Result<SafetyBasis> safetyBasis(Database &database);

/// What one patient's safety is judged by, each read once.
struct SafetyRecord
{
    Patient person;
    std::optional<Plan> plan; ///< the one kept
    Questionnaire form;       ///< that the answers belong to
    Response answers;         ///< the newest; empty while none are saved
    QList<Allergy> allergies;
    AllergyState allergyState;
    QList<Decision> decisions; ///< newest first
};
Result<SafetyRecord> safetyRecord(Database &database, const SafetyBasis &basis, PatientId patient);

/// The facts of a record, for a session on the plan's date (or today). PL-CONSENT and the signatures of
/// MN-CAP-03 are "no" until the caller says otherwise.
Facts gatherFacts(const SafetyBasis &basis, const SafetyRecord &record, const Plan &plan, const QDate &today);

} // namespace dermis
