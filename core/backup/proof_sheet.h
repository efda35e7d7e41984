#pragma once

#include "core/backup/backup_list.h"
#include "core/consents/sheet_content.h"

namespace dermis {

class Database;

/// The proof of one backup on the practice's paper: when and from where it was restored, what was compared,
/// its digest and the journal's head. Needs Backup. Nothing is kept.
Result<SheetContent> proofSheet(Database &database, const Actor &actor, const QDateTime &now,
                                const Backup &backup);
/// The same as a PDF; the same backup at the same time gives the same bytes.
Result<QByteArray> proofPdf(Database &database, const Actor &actor, const QDateTime &now,
                            const Backup &backup);

/// What of a proof people ask about, in their words' order: table and number of rows.
struct ComparedRows
{
    QString table; ///< "patient", "visit", "consent", "note", "document"
    qint64 rows = 0;
};
QList<ComparedRows> comparedRows(const BackupProof &proof);

} // namespace dermis
