#pragma once

#include "core/patients/patient_candidates.h"
#include "core/storage/transaction.h"

namespace dermis {

/// The patient as it is kept: texts trimmed, phones in E.164, ID numbers bare; empty phones and contacts dropped.
Patient normalised(const Patient &patient);

/// The columns of a correction: everything but file number, photo and retirement.
Row identityRow(const Patient &patient);
/// Every column but id and revision.
Row wholeRow(const Patient &patient);

/// What patientFromRow() reads, in order.
extern const QString patientColumns;
Patient patientFromRow(const Statement &row);

/// What lineFromRow() reads, in order, of patient as p.
extern const QString lineColumns;
PatientLine lineFromRow(const Statement &row);

/// What candidateFromRow() reads, in order, of patient as p.
extern const QString candidateColumns;
inline constexpr int candidateColumnCount = 11;
Candidate candidateFromRow(const Statement &row);

} // namespace dermis
