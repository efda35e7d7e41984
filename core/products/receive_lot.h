#pragma once

#include "core/products/lot.h"

namespace dermis {

class Transaction;

/// receiveLot() as part of a greater act; whoever acts has been asked for Products.
Result<Lot> receiveLot(Transaction &transaction, const Lot &received);

} // namespace dermis
