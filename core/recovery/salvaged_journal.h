#pragma once

#include "core/recovery/recovery_report.h"
#include "core/storage/transaction.h"

namespace dermis {

/// Adds to the journal of `into`, and to its rows, those entries of the damaged file that continue its chain, up to the first that
/// does not. An act of its own.
Result<> keepChain(Database &damaged, Database &into, RecoveryReport &report, const RecoveryProgress &progress);

/// Brings over what stands in the damaged file behind the kept chain: every further version of a row whose content matches its
/// entry, then what the tables themselves hold beyond that. All of it is journalled anew by the transaction's actor, saying from
/// where.
Result<> takeAnew(Database &damaged, Transaction &transaction, RecoveryReport &report, const RecoveryProgress &progress);

} // namespace dermis
