#pragma once

#include "core/consents/consent.h"
#include "core/notes/note.h"
#include "core/patients/patient.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/plan.h"
#include "core/treatments/readiness.h"
#include "core/visits/visit.h"
#include "ui/theme/severity.h"

namespace dermis {

/// One answer that matters for needling, coloured by what the rules make of it.
struct FactLine
{
    QString question;
    QString zone;   ///< in words, where the question belongs to one
    QString answer; ///< in words; what is missing when not known
    QDate askedOn;  ///< invalid when never asked
    SeverityMark mark = SeverityMark::Clear;
    bool operator==(const FactLine &) const = default;
};

/// Everything a record's frame and its first tabs show, read at once.
struct RecordView
{
    Patient patient;
    QByteArray photo;     ///< encoded; empty for none
    bool mayRead = false; ///< false: names and visits only (reception)
    QList<Visit> visits;  ///< newest first
    AllergyState allergyState;
    QList<Allergy> allergies;
    bool allergiesTooOld = false; ///< the rules want them confirmed again for the session
    Readiness readiness;
    QList<FactLine> facts;   ///< unknown first, then what fired, then what is clear
    bool hasAnswers = false; ///< a history was taken
    std::optional<Plan> plan;
    QList<Note> notes;              ///< newest first, addenda after their note
    QList<Consent> consents;        ///< newest first
    QList<ResponseEntry> responses; ///< newest first
};

/// Reads a patient's record as this person may see it, for a session planned from `today` on.
Result<RecordView> loadRecord(Database &database, const Actor &actor, PatientId patient, const QDate &today);

} // namespace dermis
