#pragma once

#include "core/patients/patient_repository.h"

namespace dermis {

enum class DuplicateReason {
    SameIdNumber,
    SamePassport,
    SameNameAndBirthDate,
    SwappedNamesAndBirthDate, ///< family and given names the other way round
    SimilarNameAndBirthDate,
    SamePhone
};

/// Stable English name: same-id-number, same-passport, ...
QString duplicateReasonName(DuplicateReason reason);

struct LikelyDuplicate {
    PatientLine patient;
    QList<DuplicateReason> reasons; ///< strongest first, at least one
};

/// Patients who may be the person being typed, strongest reason first; the draft's own id is left out.
Result<QList<LikelyDuplicate>> likelyDuplicates(Database &database, const Patient &draft, const QDate &today,
                                                int limit = 5);

} // namespace dermis
