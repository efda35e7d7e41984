#pragma once

#include "core/base/result.h"
#include "core/patients/patient.h"
#include "core/storage/verification.h"

#include <optional>

namespace dermis {

class Database;
class Transaction;

/// Adds a patient to the search index, in the transaction that adds the row.
Result<> addToPatientIndex(Transaction &transaction, const Patient &patient);
/// Takes a patient as it was before a change out of the search index.
Result<> removeFromPatientIndex(Transaction &transaction, const Patient &before);
/// Takes a patient out for good, before the row and its history are destroyed: also the words of earlier names that nobody else
/// bears. It merges the index, so it takes longer in a large clinic.
Result<> eraseFromPatientIndex(Transaction &transaction, const Patient &patient);
/// Builds the whole index anew from the patients' rows; not journalled, since nothing of the record changes.
Result<> rebuildPatientIndex(Database &database);
/// Raises the counter of file numbers to the highest that a patient has, by the index; where the counter itself was lost.
Result<> raiseFileNumberCounter(Transaction &transaction);
/// Merges the index's segments after a large batch, so that searches stay fast.
Result<> optimizePatientIndex(Transaction &transaction);
/// The first patient whose index rows are not as a rebuild would make them; for verify().
Result<std::optional<Damage>> checkPatientIndex(Database &database);

} // namespace dermis
