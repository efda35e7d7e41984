#pragma once

#include "core/storage/actor.h"
#include "core/storage/journal_export.h"

#include <QDateTime>

namespace dermis {

// What takes the whole record out of the encrypted file. Each needs Export, asks for the person's password again (nothing in a
// clinic that is not encrypted), and is journalled before the first byte is written.

/// The clinic as a plain SQLite file that any SQLite reads; InvalidInput when the file exists.
Result<> exportSqlite(Database &database, const Actor &actor, const QDateTime &now, const QString &password,
                      const QString &path);
/// The journal as exportJournal() writes it, whole or not at all; gives the number of entries.
Result<qint64> exportJournalFile(Database &database, const Actor &actor, const QDateTime &now, const QString &password,
                                 const QString &path, const JournalProgress &progress = {});

} // namespace dermis
