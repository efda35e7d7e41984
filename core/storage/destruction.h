#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

namespace dermis {

class Database;
class Transaction;

/// The journalled table whose rows are destruction certificates: `id` is the number, `entries` names the
/// journal entries whose content was lawfully destroyed.
inline constexpr QStringView certificateTable = u"destruction";

/// What destroying one subject's record took away.
struct Destroyed
{
    QList<qint64> entries;      ///< journal entries that have no content now
    QMap<QString, qint64> rows; ///< how many, by table
    void add(const Destroyed &other);
};

/// Deletes every journalled row of a subject (a patient), the documents nobody else refers to, and payload
/// and salt of all their journal entries. The chain stays. The caller writes the certificate in the same
/// transaction and calls wipeFreedBytes() after it.
Result<Destroyed> destroySubject(Transaction &transaction, qint64 subject);

/// Makes freed bytes unreadable in the file and its log: the database is written anew without them, and the
/// log is emptied. Busy while another program reads; then nothing of the record changes and it can be tried
/// again.
Result<> wipeFreedBytes(Database &database);

/// Journal entries without content, and the number of the certificate that says so.
using DestroyedEntries = QHash<qint64, qint64>;

/// Ascending ranges of entries as a certificate keeps them: [[3,7],[12,12]].
QByteArray entryRanges(QList<qint64> entries);
/// Adds what a payload of the certificates' table names; a text that is none adds nothing.
void addCertificate(DestroyedEntries &entries, const QByteArray &payload);
/// What the clinic's certificates name.
Result<DestroyedEntries> destroyedEntries(Database &database);

} // namespace dermis
