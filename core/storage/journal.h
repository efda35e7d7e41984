#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace dermis {

class Database;
class Statement;

/// What stands in the hash chain: no patient data (design.md §5).
struct JournalEntry {
    qint64 sequence = 0;
    QString at; ///< UTC, ISO 8601 with milliseconds, exactly as hashed
    StaffId actor;
    QString table;
    qint64 row = 0;
    int revision = 0;
    QByteArray payloadDigest; ///< 32 bytes
    QByteArray hash;          ///< 32 bytes
};

/// An entry with the row's snapshot as it was then; `row` is empty when the payload was destroyed.
struct JournalRecord {
    JournalEntry entry;
    QString reason;
    QJsonObject row;
    qint64 certificate = 0; ///< of the lawful destruction of its content; 0 for none
};

/// 32 zero bytes: what the first entry is chained to.
QByteArray genesisHash();
/// The RFC 8785 bytes that are hashed: {"actor","at","payload","revision","row","sequence","table"}.
QByteArray canonicalEntry(const JournalEntry &entry);
/// SHA-256(previous ‖ canonicalEntry).
QByteArray entryHash(const QByteArray &previous, const JournalEntry &entry);
/// SHA-256(salt ‖ payload).
QByteArray payloadDigest(const QByteArray &salt, const QByteArray &payload);
/// How a table's rows read, worked out once for many of them.
struct RowShape {
    struct Column {
        QByteArray key; ///< as canonical JSON
        int number = 0;
    };
    QList<Column> columns; ///< in the order of RFC 8785
    int id = -1;
    int revision = -1;
};
RowShape shapeOf(const Statement &row);
/// The payload's bytes: {"reason","row"} with the row as it now reads.
QByteArray journalPayload(const Statement &row, const RowShape &shape, const QString &reason);

/// The last entry's hash and sequence; the genesis hash and 0 when there is none.
struct JournalHead {
    qint64 sequence = 0;
    QByteArray hash;
};
Result<JournalHead> journalHead(Database &database);

/// The fewest hex digits of a head that are compared: by chance they fit no other entry.
inline constexpr int leastHeadDigits = 16;
/// The entry whose hash begins with hex digits copied from paper (spaces do not matter); nothing when there is none. InvalidInput
/// for what is no head. Whether the chain up to it is whole is for verify() to say.
Result<std::optional<JournalHead>> entryWithHead(Database &database, const QString &typed);
/// How many entries were written from one moment up to before another (UTC).
Result<qint64> entriesBetween(Database &database, const QDateTime &from, const QDateTime &until);

/// Every version of one row, oldest first.
Result<QList<JournalRecord>> historyOf(Database &database, const QString &table, qint64 row);
/// Entries before a sequence (0: from the newest), newest first, at most `limit`.
Result<QList<JournalRecord>> journalPage(Database &database, qint64 before, int limit);
/// Entries of all rows that belong to one subject (a patient), newest first, at most `limit`.
Result<QList<JournalRecord>> journalOfSubject(Database &database, qint64 subject, qint64 before, int limit);

} // namespace dermis
