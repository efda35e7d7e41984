#pragma once

#include "core/base/result.h"
#include "core/storage/statement.h"

#include <QList>
#include <QString>

#include <functional>

namespace dermis {

/// Numbers of rows, from and to, of which none could be read; some of them may never have been given.
struct UnreadableRows {
    qint64 first = 0;
    qint64 last = 0;
    bool operator==(const UnreadableRows &) const = default;
};

/// Reads a table of a file that may be damaged, in the order of its rowids from `first` on, and steps over what cannot be read.
///
/// `take` is given each row: the rowid, then `columns`. Behind the last row that can be read, when the number of the
/// last is not known, so many numbers are tried as one lost page could hold. Cancelled, Busy and what `take` fails with end it.
Result<QList<UnreadableRows>> readRows(Database &database, const QString &table, const QString &columns,
                                       const std::function<Result<>(const Statement &row)> &take, qint64 first = 1);

} // namespace dermis
