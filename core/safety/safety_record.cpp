#include "core/safety/safety_record.h"

#include "core/access/staff.h"
#include "core/patients/patient_repository.h"
#include "core/products/substance_repository.h"
#include "core/questionnaires/response_repository.h"

namespace dermis {

Result<SafetyBasis> safetyBasis(Database &database)
{
    SafetyBasis basis;
    basis.inForce = TRY(ruleSetInForce(database));
    basis.intake = TRY(currentQuestionnaire(database, intakeUrl()));
    for (const Staff &staff : TRY(allStaff(database)))
        basis.staff.insert(staff.id, staff.name);
    basis.substances = TRY(substances(database));
    basis.shelf = TRY(shelf(database, basis.substances));
    return basis;
}

Result<SafetyRecord> safetyRecord(Database &database, const SafetyBasis &basis, PatientId id)
{
    SafetyRecord record;
    record.person = TRY(patient(database, id));
    record.plan = TRY(currentPlan(database, id));
    record.form = basis.intake.questionnaire;
    if (const auto saved = TRY(latestResponse(database, id, basis.intake))) {
        record.form = saved->form;
        record.answers = saved->response;
    }
    record.allergies = TRY(allergies(database, id));
    record.allergyState = TRY(allergyState(database, id));
    record.decisions = TRY(decisions(database, id));
    return record;
}

} // namespace dermis
