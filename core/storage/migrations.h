#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace dermis {

class Database;

/// One numbered step of the file's format.
struct Migration {
    int version = 0; ///< 1, 2, 3 ... without gaps
    QString name;
    QString script;
};

/// The program's own migrations, from resources/migrations/NNNN_what.sql, in order.
Result<QList<Migration>> shippedMigrations();
/// The file's format version; 0 for a file without tables.
Result<int> formatVersion(Database &database);
/// Runs what is missing, each step in one transaction with its version; NewerVersion when the file is ahead of the list.
Result<> migrate(Database &database, const QList<Migration> &migrations);
/// Copies an older file beside itself and checks that the copy opens whole; gives the copy's path.
Result<QString> copyBeforeMigration(Database &database, int version);

} // namespace dermis
