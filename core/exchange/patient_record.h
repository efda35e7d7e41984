#pragma once

#include "core/access/practice.h"
#include "core/access/staff.h"
#include "core/consents/consent.h"
#include "core/consents/signature.h"
#include "core/notes/note.h"
#include "core/patients/patient.h"
#include "core/patients/record_access.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/adverse_event.h"
#include "core/safety/allergy.h"
#include "core/safety/decision.h"
#include "core/safety/plan.h"
#include "core/treatments/session.h"
#include "core/visits/deferral.h"

#include <QHash>
#include <QJsonArray>

#include <optional>

namespace dermis {

/// A safety check as it was frozen with a decision or a sheet.
struct FrozenAssessment
{
    qint64 id = 0;
    QDateTime madeAt; ///< UTC
    QDate session;
    QString ruleSetVersion;
    QJsonArray findings; ///< as toJson(Finding)
};

/// A consent with the very bytes of its sheet.
struct ConsentSheet
{
    Consent consent;
    QByteArray pdf;
    QList<Signature> signatures;
    std::optional<QByteArray> signedPdf; ///< of a sheet that was signed on the screen
};

/// All that a clinic keeps of one patient, in the order of the record.
struct PatientRecord
{
    Practice practice;
    StaffNames staff;
    Patient person;
    QList<Visit> visits;            ///< newest first
    QList<Note> notes;              ///< newest first, addenda under their note
    QList<SavedResponse> histories; ///< newest first
    QList<Allergy> allergies;
    AllergyState allergyState;
    std::optional<Plan> plan;
    QList<Session> sessions;          ///< newest first
    QList<AdverseEvent> adverseEvents; ///< reactions after treatments, open ones first
    QList<Precaution> precautions;    ///< noted on the days of treatment, newest first
    QHash<ProductId, Product> products; ///< of the clinic, for the plan and the sessions name some
    QHash<LotId, Lot> lots;
    QList<FrozenAssessment> assessments; ///< newest first
    QList<Decision> decisions;           ///< newest first
    QList<Deferral> deferrals;           ///< newest first
    QList<ConsentSheet> consents;        ///< newest first
    QList<RecordAccess> accesses;        ///< newest first; empty when not asked for
};

/// What the plan puts on the skin: products in the order of its phases, the numbing cream first, then cartridge and device.
QList<PlannedProduct> plannedItems(const Plan &plan);

/// Reads a whole record; the caller has checked the permission.
Result<PatientRecord> patientRecord(Database &database, PatientId patient, bool withAccesses);

} // namespace dermis
