#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace dermis {

class Database;
struct PatientRecord;
struct SheetContent;

/// What the dermatologist found: whether seeing the record might seriously harm the patient's health or
/// wellbeing (PAIA s 61, domain.md 7.5). Where it might, the practice consults a health practitioner whom the
/// patient nominates (under 16: whoever holds parental responsibility), and gives the record only once
/// counselling is arranged.
enum class Harm { NoneExpected, CounsellingArranged };
/// Stable spelling: none-expected, counselling-arranged.
QString harmName(Harm harm);

/// Which record is given to the patient, and who judged that it may be.
struct CopyRequest
{
    PatientId patient;
    bool asPdf = true;
    bool asJson = true;
    bool withAccesses = true; ///< who opened the record
    StaffId reviewedBy;       ///< a dermatologist; the actor when the actor is one
    Harm harm = Harm::NoneExpected;
    QString harmNote; ///< with whom counselling is arranged; needed then
    QString password; ///< of the actor; not asked in a clinic that is not encrypted
};

/// A consent sheet as it was issued, or as it was signed on the screen, to lie beside the copy.
struct CopiedSheet
{
    QString shortCode; ///< of a signed one with "-signed" behind it
    QByteArray pdf;
};

/// The patient's own copy.
struct PatientCopy
{
    QByteArray pdf;            ///< on the practice's paper; empty when not asked for
    QByteArray json;           ///< FHIR R4 Bundle of type document; empty when not asked for
    QList<CopiedSheet> sheets; ///< newest first
};

/// Makes the patient's own copy of the whole record (POPIA s 23; domain.md 7.4, 8.4); needs Export and the
/// person's password, and is journalled as an access and with the harm review before anything is given out.
/// NotAllowed: no dermatologist reviewed it. InvalidInput: counselling without saying with whom.
Result<PatientCopy> makePatientCopy(Database &database, const Actor &actor, const QDateTime &now,
                                    const CopyRequest &request);

/// What the PDF says: identity, allergies, history in words with when and by whom, notes with addenda, plan with products,
/// treatments with the lots used, findings and decisions, sheets, visits, and who opened the record.
SheetContent copySheet(const PatientRecord &record, const QByteArray &logo, const QString &givenBy,
                       const QDateTime &now);
/// The same as an HL7 FHIR R4 Bundle (document): Composition, Patient, RelatedPerson, Organization,
/// Practitioner, Encounter, Questionnaire, QuestionnaireResponse, AllergyIntolerance, CarePlan, Procedure, Observation, Medication, Device,
/// ClinicalImpression, DetectedIssue, Consent, DocumentReference with Binary, AuditEvent. Every reference
/// leads to an entry of the bundle.
QByteArray copyBundle(const PatientRecord &record, const QDateTime &now);

} // namespace dermis
