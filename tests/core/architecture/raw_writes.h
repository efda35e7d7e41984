#pragma once

#include <QDir>
#include <QString>
#include <QStringList>

namespace dermis::test {

/// The tables that the migrations in a folder put under the journal.
QStringList journalledTables(const QDir &migrations);

/// One line for each place in C++ text that writes to one of the tables, or to a table named while running,
/// by its own SQL.
QStringList rawWrites(const QString &file, const QString &source, const QStringList &tables);

} // namespace dermis::test
