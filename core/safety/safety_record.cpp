#include "core/safety/safety_record.h"

#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/patients/patient_repository.h"
#include "core/products/substance_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/adverse_event.h"
#include "core/safety/intake_allergies.h"
#include "core/storage/database.h"

using namespace Qt::StringLiterals;

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

namespace {

/// The zones of the plan that each session followed.
Result<QMap<QString, QList<QDate>>> needledOn(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT s.treated_on, z.value ->> 'zone' FROM session s, "
                                       u"json_each(s.plan, '$.zones') z WHERE s.patient_id = ?"_s));
    TRY(select.add(patient.value()).run());
    QMap<QString, QList<QDate>> needled;
    while (TRY(select.next()))
        needled[select.text(1)] << select.date(0);
    return needled;
}

/// The last time a device was recorded as used on somebody else.
Result<QDateTime> usedOnOther(Database &database, ProductId device, PatientId patient)
{
    if (device.isNull())
        return QDateTime();
    auto select = TRY(database.prepare(u"SELECT s.recorded_at, u.treated_on FROM session_use u JOIN session s ON s.id = u.session_id "
                                       "WHERE u.product_id = ? AND u.patient_id <> ? "
                                       "ORDER BY u.treated_on DESC, u.id DESC LIMIT 1"_s));
    TRY(select.add(device.value()).add(patient.value()).run());
    if (!TRY(select.next()))
        return QDateTime();
    const QDateTime at = select.dateTime(0);
    return at.isValid() && clinicTime(at).date() == select.date(1) ? at : QDateTime(); // recorded later says nothing of the hour
}

} // namespace

Result<SafetyRecord> safetyRecord(Database &database, const SafetyBasis &basis, PatientId id)
{
    const StoredRecord stored = TRY(storedRecord(database, basis, id));
    return opened(stored);
}

Result<SafetyRecord> opened(const StoredRecord &stored)
{
    SafetyRecord record = stored.record;
    if (stored.response)
        record.answers = TRY(opened(*stored.response)).response;
    return record;
}

Result<StoredRecord> storedRecord(Database &database, const SafetyBasis &basis, PatientId id)
{
    StoredRecord stored;
    SafetyRecord &record = stored.record;
    record.person = TRY(patient(database, id));
    record.plan = TRY(currentPlan(database, id));
    record.form = basis.intake.questionnaire;
    stored.response = TRY(latestStored(database, id, basis.intake, basis.olderIntakes));
    if (stored.response)
        record.form = stored.response->form;
    record.allergies = TRY(allergies(database, id));
    record.allergyState = TRY(allergyState(database, id));
    record.decisions = TRY(decisions(database, id));
    record.needled = TRY(needledOn(database, id));
    record.precautions = TRY(precautionsOf(database, id));
    record.covers = TRY(coversOf(database, id));
    record.openEventZones = TRY(openEventZones(database, id));
    record.handpieceUsed = TRY(usedOnOther(database, record.plan ? record.plan->deviceProduct : ProductId(), id));
    return stored;
}

QList<Allergy> knownAllergies(const SafetyRecord &record, const SubstanceCatalogue &substances)
{
    return knownAllergies(record, AnswerSet(record.form, record.answers), substances);
}

QList<Allergy> knownAllergies(const SafetyRecord &record, const AnswerSet &answers, const SubstanceCatalogue &substances)
{
    const QList<Allergy> stated = statedAllergies(answers, record.person.id, substances);
    return record.allergies + notYetListed(stated, record.allergies);
}

} // namespace dermis
