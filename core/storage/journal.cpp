#include "core/storage/journal.h"

#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/storage/database.h"
#include "core/storage/destruction.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

void appendValue(QByteArray &out, const Statement &row, int column)
{
    switch (row.stored(column)) {
    case Stored::Null:
        out += "null";
        break;
    case Stored::Integer:
        out += QByteArray::number(row.integer(column));
        break;
    case Stored::Real:
        appendCanonicalNumber(out, row.real(column));
        break;
    case Stored::Text:
        appendCanonicalUtf8(out, row.bytes(column));
        break;
    case Stored::Bytes:
        out += "\"base64:" + row.bytes(column).toBase64() + '"';
        break;
    }
}

constexpr auto recordColumns = "j.sequence, j.at, j.actor, j.table_name, j.row_id, j.revision, j.payload_digest, j.hash, "
                               "p.payload";

QString selectRecords()
{
    return u"SELECT "_s + QString::fromLatin1(recordColumns)
           + u" FROM journal j LEFT JOIN journal_payload p ON p.sequence = j.sequence "_s;
}

JournalRecord recordFromRow(const Statement &row)
{
    JournalRecord record;
    record.entry = {row.integer(0),
                    row.text(1),
                    StaffId(row.integer(2)),
                    row.text(3),
                    row.integer(4),
                    static_cast<int>(row.integer(5)),
                    row.bytes(6),
                    row.bytes(7)};
    const QJsonObject payload = QJsonDocument::fromJson(row.bytes(8)).object();
    record.reason = payload.value(u"reason"_s).toString();
    record.row = payload.value(u"row"_s).toObject();
    return record;
}

Result<QList<JournalRecord>> allRecords(Database &database, Statement &select)
{
    TRY(select.run());
    QList<JournalRecord> records;
    bool isAnyDestroyed = false;
    while (TRY(select.next())) {
        records << recordFromRow(select);
        isAnyDestroyed = isAnyDestroyed || select.isNull(8);
    }
    if (isAnyDestroyed) {
        const DestroyedEntries destroyed = TRY(destroyedEntries(database));
        for (JournalRecord &record : records)
            record.certificate = destroyed.value(record.entry.sequence);
    }
    return records;
}

/// The last entry before a moment, found from the newest back: the days that are asked for are mostly the latest.
Result<qint64> lastEntryBefore(Database &database, const QDateTime &moment)
{
    auto select = TRY(database.prepare(u"SELECT sequence FROM journal WHERE at < :moment ORDER BY sequence DESC LIMIT 1"_s));
    select.bind(u":moment"_s, toIsoUtc(moment));
    TRY(select.run());
    return TRY(select.next()) ? select.integer(0) : 0;
}

} // namespace

QByteArray genesisHash()
{
    return QByteArray(32, '\0');
}

QByteArray canonicalEntry(const JournalEntry &entry)
{
    QByteArray out;
    out.reserve(256);
    out += "{\"actor\":" + QByteArray::number(entry.actor.value());
    out += ",\"at\":";
    appendCanonicalString(out, entry.at);
    out += ",\"payload\":\"" + entry.payloadDigest.toHex() + '"';
    out += ",\"revision\":" + QByteArray::number(entry.revision);
    out += ",\"row\":" + QByteArray::number(entry.row);
    out += ",\"sequence\":" + QByteArray::number(entry.sequence);
    out += ",\"table\":";
    appendCanonicalString(out, entry.table);
    out += '}';
    return out;
}

QByteArray entryHash(const QByteArray &previous, const JournalEntry &entry)
{
    return sha256(previous, canonicalEntry(entry));
}

QByteArray payloadDigest(const QByteArray &salt, const QByteArray &payload)
{
    return sha256(salt, payload);
}

RowShape shapeOf(const Statement &row)
{
    const QStringList names = row.columns();
    RowShape shape;
    shape.id = static_cast<int>(names.indexOf(u"id"_s));
    shape.revision = static_cast<int>(names.indexOf(u"revision"_s));
    QMap<QString, int> inKeyOrder;
    for (int number = 0; number < names.size(); ++number)
        inKeyOrder.insert(names.at(number), number);
    for (auto it = inKeyOrder.begin(); it != inKeyOrder.end(); ++it) {
        QByteArray key;
        appendCanonicalString(key, it.key());
        shape.columns << RowShape::Column{key, it.value()};
    }
    return shape;
}

QByteArray journalPayload(const Statement &row, const RowShape &shape, const QString &reason)
{
    QByteArray out;
    out.reserve(1024);
    out += "{\"reason\":";
    appendCanonicalString(out, reason);
    out += ",\"row\":";
    char separator = '{';
    for (const RowShape::Column &column : shape.columns) {
        out += separator;
        separator = ',';
        out += column.key;
        out += ':';
        appendValue(out, row, column.number);
    }
    out += "}}";
    return out;
}

Result<JournalHead> journalHead(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1"_s));
    TRY(select.run());
    if (!TRY(select.next()))
        return JournalHead{0, genesisHash()};
    return JournalHead{select.integer(0), select.bytes(1)};
}

Result<std::optional<JournalHead>> entryWithHead(Database &database, const QString &typed)
{
    static const QRegularExpression head(u"^[0-9a-f]{%1,64}$"_s.arg(leastHeadDigits));
    const QString digits = QString(typed).remove(QRegularExpression(u"\\s"_s)).toLower();
    if (!head.match(digits).hasMatch())
        return fail(ErrorCode::InvalidInput,
                    u"a head has %1 to 64 signs, each 0 to 9 or a to f, and this is none"_s.arg(leastHeadDigits));
    auto select = TRY(database.prepare(u"SELECT sequence, hash FROM journal WHERE hex(hash) GLOB :head ORDER BY sequence LIMIT 1"_s));
    select.bind(u":head"_s, QString(digits.toUpper() + u'*'));
    TRY(select.run());
    if (!TRY(select.next()))
        return std::optional<JournalHead>();
    return std::optional(JournalHead{select.integer(0), select.bytes(1)});
}

Result<qint64> entriesBetween(Database &database, const QDateTime &from, const QDateTime &until)
{
    const qint64 last = TRY(lastEntryBefore(database, until));
    const qint64 first = TRY(lastEntryBefore(database, from));
    return std::max<qint64>(0, last - first);
}

Result<QList<JournalRecord>> historyOf(Database &database, const QString &table, qint64 row)
{
    auto select = TRY(database.prepare(selectRecords()
                                       + u"WHERE j.table_name = :table AND j.row_id = :row ORDER BY j.revision"_s));
    select.bind(u":table"_s, table).bind(u":row"_s, row);
    return allRecords(database, select);
}

Result<QList<JournalRecord>> journalPage(Database &database, qint64 before, int limit)
{
    auto select = TRY(database.prepare(
        selectRecords() + u"WHERE j.sequence < :before ORDER BY j.sequence DESC LIMIT :limit"_s));
    select.bind(u":before"_s, before > 0 ? before : std::numeric_limits<qint64>::max()).bind(u":limit"_s, limit);
    return allRecords(database, select);
}

Result<QList<JournalRecord>> journalOfSubject(Database &database, qint64 subject, qint64 before, int limit)
{
    QStringList rows;
    {
        auto tables = TRY(database.prepare(
            u"SELECT name, subject_column FROM journalled_table WHERE subject_column IS NOT NULL ORDER BY name"_s));
        TRY(tables.run());
        while (TRY(tables.next()))
            rows << u"SELECT '%1' AS t, id AS r FROM %1 WHERE %2 = :subject"_s.arg(tables.text(0), tables.text(1));
    }
    auto select = TRY(database.prepare(u"WITH mine AS (%1) "_s.arg(rows.join(u" UNION ALL "_s)) + selectRecords()
                                       + u"JOIN mine ON j.table_name = mine.t AND j.row_id = mine.r "
                                         "WHERE j.sequence < :before ORDER BY j.sequence DESC LIMIT :limit"_s));
    select.bind(u":subject"_s, subject)
        .bind(u":before"_s, before > 0 ? before : std::numeric_limits<qint64>::max())
        .bind(u":limit"_s, limit);
    return allRecords(database, select);
}

} // namespace dermis
