#pragma once

#include "core/patients/patient.h"
#include "core/products/substance_catalogue.h"
#include "core/questionnaires/answer_set.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/consent_cover.h"
#include "core/safety/decision.h"
#include "core/safety/precaution.h"
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
    mutable QHash<QuestionnaireId, Questionnaire> olderIntakes; ///< as far as records needed them; for the thread that reads
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
    QMap<QString, QList<QDate>> needled; ///< by zone, the days of the sessions on record
    QList<Precaution> precautions; ///< newest day first
    QList<ConsentCover> covers; ///< of signed sheets, newest first
    QStringList openEventZones; ///< of adverse events that have not cleared; an empty one for everywhere
    QDateTime handpieceUsed; ///< when the planned device was last recorded on another patient; invalid: never, or not known when
};
Result<SafetyRecord> safetyRecord(Database &database, const SafetyBasis &basis, PatientId patient);

/// A record as the file holds it: its answers are not read yet.
struct StoredRecord
{
    SafetyRecord record; ///< but for the answers
    std::optional<StoredResponse> response;
};
Result<StoredRecord> storedRecord(Database &database, const SafetyBasis &basis, PatientId patient);
/// Reads the answers; needs no file, so it may run on any thread.
Result<SafetyRecord> opened(const StoredRecord &stored);

/// The allergies that products are judged by: those listed, and those of the intake that are not on the list yet.
QList<Allergy> knownAllergies(const SafetyRecord &record, const SubstanceCatalogue &substances);
QList<Allergy> knownAllergies(const SafetyRecord &record, const AnswerSet &answers, const SubstanceCatalogue &substances);

/// The facts of a record, for a session on the plan's date (or today).
Facts gatherFacts(const SafetyBasis &basis, const SafetyRecord &record, const Plan &plan, const QDate &today);
/// The same when the view of the record's answers is at hand; `withWords` false leaves the names of planned substances out, which
/// explanations show and no rule reads.
Facts gatherFacts(const SafetyBasis &basis, const SafetyRecord &record, const AnswerSet &answers, const Plan &plan,
                  const QDate &today, bool withWords = true);

} // namespace dermis
