#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace dermis {

class Database;
class Transaction;

/// The tables that are not under the journal, but for the journal's own, in the order of their making.
Result<QStringList> unjournalledTables(Database &database);
/// Copies what can be read of one of those out of another file, row by row, over rows of the same key. A row that cannot be here is
/// left out. A table without rowids, or one that the other file does not have, is left as it is.
Result<> copyUnjournalled(Database &from, Transaction &into, const QString &table);

} // namespace dermis
