#include "core/storage/journal_replay.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<QVariant> valueOf(const QJsonValue &json, const QString &type)
{
    if (json.isNull())
        return QVariant();
    if (type == u"INTEGER" && json.isDouble())
        return QVariant(json.toInteger());
    if (type == u"REAL" && json.isDouble())
        return QVariant(json.toDouble());
    if (type == u"TEXT" && json.isString())
        return QVariant(json.toString());
    if (type == u"BLOB" && json.toString().startsWith(u"base64:"))
        return QVariant(QByteArray::fromBase64(json.toString().sliced(7).toLatin1()));
    return fail(ErrorCode::Damaged, u"a value is not of its column's kind"_s);
}

QVariant valueAt(const Statement &row, int column)
{
    switch (row.stored(column)) {
    case Stored::Integer:
        return row.integer(column);
    case Stored::Real:
        return row.real(column);
    case Stored::Text:
        return row.text(column);
    case Stored::Bytes:
        return row.bytes(column);
    case Stored::Null:
        break;
    }
    return {};
}

Row differing(const Row &now, const Row &then)
{
    Row changes;
    for (auto it = then.begin(); it != then.end(); ++it) {
        if (now.value(it.key()) != it.value() || now.value(it.key()).isNull() != it.value().isNull())
            changes.insert(it.key(), it.value());
    }
    return changes;
}

Result<> runWith(Database &database, const QString &sql, const Row &values, const QVariantList &further = {})
{
    auto statement = TRY(database.prepare(sql));
    for (const QVariant &value : values)
        statement.add(value);
    for (const QVariant &value : further)
        statement.add(value);
    return statement.run();
}

/// What SQLite's constraints and triggers refuse is the content's fault, not the disk's.
Result<> asContent(const Result<> &done)
{
    if (!done && done.error().code == ErrorCode::Storage)
        return fail(ErrorCode::InvalidInput, done.error().detail);
    return done;
}

} // namespace

JournalReplay::JournalReplay(Transaction &transaction)
    : m_transaction(&transaction)
{
}

Result<JournalReplay> JournalReplay::onto(Transaction &transaction)
{
    JournalReplay replay(transaction);
    replay.m_head = TRY(journalHead(transaction.database()));
    return replay;
}

std::optional<QString> JournalReplay::problem(const KeptEntry &kept) const
{
    const qint64 sequence = m_head.sequence + 1;
    if (kept.entry.sequence != sequence)
        return u"journal entry %1 is missing"_s.arg(sequence);
    if (entryHash(m_head.hash, kept.entry) != kept.entry.hash)
        return u"journal entry %1 was altered, or belongs to another journal"_s.arg(sequence);
    if (isDestroyed(kept))
        return std::nullopt;
    if (kept.payload.isNull())
        return u"the content of journal entry %1 is missing"_s.arg(sequence);
    if (payloadDigest(kept.salt, kept.payload) != kept.entry.payloadDigest)
        return u"the content of journal entry %1 was altered"_s.arg(sequence);
    return std::nullopt;
}

bool JournalReplay::isDestroyed(const KeptEntry &kept) const
{
    return kept.payload.isNull() && m_destroyed.contains(kept.entry.sequence);
}

Result<> JournalReplay::addEntry(const JournalEntry &entry)
{
    auto insert = TRY(m_transaction->database().prepare(
        u"INSERT INTO journal (sequence, at, actor, table_name, row_id, revision, payload_digest, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s));
    insert.add(entry.sequence).add(entry.at).add(entry.actor.value()).add(entry.table).add(entry.row);
    insert.add(entry.revision).add(entry.payloadDigest).add(entry.hash);
    TRY(insert.run());
    m_head = {entry.sequence, entry.hash};
    return {};
}

Result<> JournalReplay::add(const KeptEntry &kept)
{
    const JournalEntry &entry = kept.entry;
    if (isDestroyed(kept))
        return addEntry(entry);
    const Row row = TRY(rowOf(entry.table, kept.payload));
    if (row.value(u"id"_s) != entry.row || row.value(u"revision"_s) != entry.revision)
        return fail(ErrorCode::Damaged, u"journal entry %1 tells of another row than it holds"_s.arg(entry.sequence));
    TRY(asContent(putRow(entry.table, entry.row, row))); // first: when it is refused, nothing was done
    TRY(addEntry(entry));
    auto payload = TRY(m_transaction->prepare(u"INSERT INTO journal_payload (sequence, salt, payload) VALUES (?, ?, ?)"_s));
    payload.add(entry.sequence).add(kept.salt).add(QString::fromUtf8(kept.payload));
    TRY(payload.run());
    return entry.table == certificateTable ? destroyNamed(kept) : Result<>();
}

/// What a backup still had and the other file had lawfully destroyed is destroyed here, too.
Result<> JournalReplay::destroyNamed(const KeptEntry &certificate)
{
    Database &database = m_transaction->database();
    DestroyedEntries named;
    addCertificate(named, certificate.payload);
    TRY(database.run(u"PRAGMA defer_foreign_keys = ON"_s)); // rows go one by one
    for (auto it = named.cbegin(); it != named.cend(); ++it) {
        auto select = TRY(database.prepare(u"SELECT j.table_name, j.row_id FROM journal j JOIN journal_payload p USING (sequence) "
                                           "WHERE j.sequence = ? AND j.sequence < ?"_s));
        select.add(it.key()).add(certificate.entry.sequence);
        TRY(select.run());
        if (!TRY(select.next()))
            continue;
        const QString table = select.text(0);
        const qint64 row = select.integer(1);
        if (table == u"document")
            TRY(runWith(database, u"DELETE FROM document_content WHERE digest = (SELECT digest FROM document WHERE id = ?)"_s, {}, {row}));
        TRY(runWith(database, u"DELETE FROM %1 WHERE id = ?"_s.arg(table), {}, {row}));
        TRY(runWith(database, u"DELETE FROM journal_payload WHERE sequence = ?"_s, {}, {it.key()}));
    }
    return {};
}

Result<> JournalReplay::addAnew(const QString &table, qint64 id, const Row &content, const QString &reason)
{
    const std::optional<Row> now = TRY(present(table, id));
    Row row = content;
    row.remove(u"revision"_s);
    m_transaction->setReason(reason);
    if (!now) {
        const auto added = m_transaction->insert(table, row);
        return asContent(added ? Result<>() : Result<>(tl::unexpected(added.error())));
    }
    const Row changes = differing(*now, row);
    if (changes.isEmpty())
        return {};
    const auto changed = m_transaction->update(table, id, now->value(u"revision"_s).toInt(), changes);
    return asContent(changed ? Result<>() : Result<>(tl::unexpected(changed.error())));
}

Result<Row> JournalReplay::rowOf(const QString &table, const QByteArray &payload)
{
    const auto types = TRY(columnTypes(table));
    const QJsonObject json = QJsonDocument::fromJson(payload).object().value(u"row"_s).toObject();
    Row row;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!types.contains(it.key()))
            return fail(ErrorCode::Damaged, u"table %1 has no column %2"_s.arg(table, it.key()));
        const QVariant value = TRY(valueOf(it.value(), types.value(it.key())));
        row.insert(it.key(), value);
    }
    if (!row.contains(u"id"_s) || !row.contains(u"revision"_s))
        return fail(ErrorCode::Damaged, u"the content of a row of %1 is not whole"_s.arg(table));
    return row;
}

Result<std::optional<Row>> JournalReplay::present(const QString &table, qint64 id)
{
    TRY(columnTypes(table));
    auto select = TRY(m_transaction->database().prepare(u"SELECT * FROM %1 WHERE id = ?"_s.arg(table)));
    select.add(id);
    TRY(select.run());
    if (!TRY(select.next()))
        return std::nullopt;
    const QStringList names = select.columns();
    Row row;
    for (int column = 0; column < names.size(); ++column)
        row.insert(names.at(column), valueAt(select, column));
    return row;
}

/// The journal's tables only: their names come out of a file that may be damaged.
Result<QHash<QString, QString>> JournalReplay::columnTypes(const QString &table)
{
    if (const auto known = m_types.constFind(table); known != m_types.constEnd())
        return *known;
    auto select = TRY(m_transaction->database().prepare(
        u"SELECT c.name, c.type FROM journalled_table t JOIN pragma_table_info(t.name) c WHERE t.name = ?"_s));
    select.add(table);
    TRY(select.run());
    QHash<QString, QString> types;
    while (TRY(select.next()))
        types.insert(select.text(0), select.text(1));
    if (types.isEmpty())
        return fail(ErrorCode::Damaged, u"the journal tells of a table that is not kept in it"_s);
    m_types.insert(table, types);
    return types;
}

/// Only what differs is set: rows that are frozen let no column be named, changed or not.
Result<> JournalReplay::putRow(const QString &table, qint64 id, const Row &row)
{
    Database &database = m_transaction->database();
    const std::optional<Row> now = TRY(present(table, id));
    if (!now) {
        const QStringList columns = row.keys();
        const QStringList places(columns.size(), u"?"_s);
        return runWith(database,
                       u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, columns.join(u", "_s), places.join(u", "_s)), row);
    }
    const Row changes = differing(*now, row);
    if (changes.isEmpty())
        return {};
    return runWith(database, u"UPDATE %1 SET %2 = ? WHERE id = ?"_s.arg(table, QStringList(changes.keys()).join(u" = ?, "_s)),
                   changes, {id});
}

} // namespace dermis
