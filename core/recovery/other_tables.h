#pragma once

#include "core/recovery/recovery_report.h"
#include "core/storage/transaction.h"

namespace dermis {

/// Brings over the bytes of those documents that `transaction`'s file knows and has no bytes of, where they match their digest; and
/// says which do not.
Result<> takeDocuments(Database &damaged, Transaction &transaction, RecoveryReport &report);
/// Brings over what is neither journalled nor made from what is: drafts, counters. A draft that the file has newer stays.
Result<> takeUnjournalled(Database &damaged, Transaction &transaction);
/// Takes out what rebuildDerived() makes of rows that may go.
Result<> dropDerived(Database &database);
/// Makes typed answers and the search index anew.
Result<> rebuildDerived(Database &database);

} // namespace dermis
