#include "core/storage/destruction.h"

#include "core/storage/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 longestRange = 1'000'000; // a forged certificate must not fill the memory

struct SubjectTable
{
    QString name;
    QString column; // that names the subject
};

Result<QList<SubjectTable>> subjectTables(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT name, subject_column FROM journalled_table WHERE subject_column IS NOT NULL ORDER BY name"_s));
    TRY(select.run());
    QList<SubjectTable> tables;
    while (TRY(select.next()))
        tables << SubjectTable{select.text(0), select.text(1)};
    return tables;
}

Result<QList<qint64>> integers(Database &database, const QString &sql, const QVariantList &values)
{
    auto select = TRY(database.prepare(sql));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<qint64> found;
    while (TRY(select.next()))
        found << select.integer(0);
    return found;
}

Result<> runWith(Database &database, const QString &sql, const QVariant &value)
{
    auto statement = TRY(database.prepare(sql));
    statement.add(value);
    return statement.run();
}

/// The columns of a table that hold a document's address.
Result<QStringList> documentColumns(Database &database, const QString &table)
{
    auto select = TRY(database.prepare(
        u"SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE \"table\" = 'document' ORDER BY 1"_s));
    select.add(table);
    TRY(select.run());
    QStringList columns;
    while (TRY(select.next()))
        columns << select.text(0);
    return columns;
}

/// The addresses of documents that any version of a row named.
Result<> collectDocuments(Database &database, qint64 entry, const QStringList &columns,
                          QSet<QString> &documents)
{
    auto select = TRY(database.prepare(u"SELECT payload FROM journal_payload WHERE sequence = ?"_s));
    select.add(entry);
    TRY(select.run());
    if (!TRY(select.next()))
        return {};
    const QJsonObject row = QJsonDocument::fromJson(select.bytes(0)).object().value(u"row"_s).toObject();
    for (const QString &column : columns) {
        if (const QString digest = row.value(column).toString(); !digest.isEmpty())
            documents << digest;
    }
    return {};
}

Result<QList<qint64>> entriesOf(Database &database, const QString &table, qint64 row)
{
    return integers(database, u"SELECT sequence FROM journal WHERE table_name = ? AND row_id = ?"_s,
                    {table, row});
}

Result<> removeContent(Database &database, const QList<qint64> &entries)
{
    for (const qint64 entry : entries)
        TRY(runWith(database, u"DELETE FROM journal_payload WHERE sequence = ?"_s, entry));
    return {};
}

/// Takes out those documents that some version of a row still names.
Result<> keepSharedDocuments(Database &database, QSet<QString> &documents)
{
    if (documents.isEmpty())
        return {};
    auto select = TRY(database.prepare(
        u"SELECT d.value FROM json_each(?) d WHERE EXISTS (SELECT 1 FROM journal j JOIN journal_payload p "
        u"USING (sequence) "
        "WHERE j.table_name IN (SELECT t.name FROM journalled_table t, pragma_foreign_key_list(t.name) f "
        "WHERE f.\"table\" = 'document') AND instr(p.payload, d.value) > 0)"_s));
    const QJsonArray digests = QJsonArray::fromStringList(documents.values());
    select.add(QString::fromUtf8(QJsonDocument(digests).toJson(QJsonDocument::Compact)));
    TRY(select.run());
    while (TRY(select.next()))
        documents.remove(select.text(0));
    return {};
}

Result<> destroyDocument(Database &database, const QString &digest, Destroyed &destroyed)
{
    auto select = TRY(database.prepare(u"SELECT id FROM document WHERE digest = ?"_s));
    select.add(digest);
    TRY(select.run());
    if (!TRY(select.next()))
        return {};
    const QList<qint64> entries = TRY(entriesOf(database, u"document"_s, select.integer(0)));
    TRY(removeContent(database, entries));
    TRY(runWith(database, u"DELETE FROM document_content WHERE digest = ?"_s, digest));
    TRY(runWith(database, u"DELETE FROM document WHERE digest = ?"_s, digest));
    destroyed.add({entries, {{u"document"_s, 1}}});
    return {};
}

} // namespace

void Destroyed::add(const Destroyed &other)
{
    entries += other.entries;
    for (auto it = other.rows.begin(); it != other.rows.end(); ++it)
        rows[it.key()] += it.value();
}

Result<Destroyed> destroySubject(Transaction &transaction, qint64 subject)
{
    Database &database = transaction.database();
    TRY(database.run(u"PRAGMA defer_foreign_keys = ON"_s)); // rows go table by table
    Destroyed destroyed;
    QSet<QString> documents;
    const QList<SubjectTable> tables = TRY(subjectTables(database));
    for (const SubjectTable &table : tables) {
        const QStringList columns = TRY(documentColumns(database, table.name));
        const QList<qint64> rows = TRY(
            integers(database, u"SELECT id FROM %1 WHERE %2 = ?"_s.arg(table.name, table.column), {subject}));
        for (const qint64 row : rows) {
            const QList<qint64> entries = TRY(entriesOf(database, table.name, row));
            for (const qint64 entry : columns.isEmpty() ? QList<qint64>() : entries)
                TRY(collectDocuments(database, entry, columns, documents));
            TRY(removeContent(database, entries));
            destroyed.entries += entries;
        }
        if (!rows.isEmpty())
            destroyed.rows.insert(table.name, rows.size());
        TRY(runWith(database, u"DELETE FROM %1 WHERE %2 = ?"_s.arg(table.name, table.column), subject));
    }
    TRY(keepSharedDocuments(database, documents));
    for (const QString &digest : std::as_const(documents))
        TRY(destroyDocument(database, digest, destroyed));
    return destroyed;
}

Result<> wipeFreedBytes(Database &database)
{
    TRY(database.run(u"PRAGMA temp_store = FILE"_s)); // the copy may be larger than the memory
    auto vacuumed = database.run(u"VACUUM"_s);
    TRY(database.run(u"PRAGMA temp_store = MEMORY"_s));
    if (!vacuumed)
        return vacuumed;
    if (TRY(database.integer(u"PRAGMA wal_checkpoint(TRUNCATE)"_s)) != 0)
        return fail(ErrorCode::Busy, u"another program is reading the clinic; close it and wipe again"_s);
    return {};
}

QByteArray entryRanges(QList<qint64> entries)
{
    std::sort(entries.begin(), entries.end());
    QList<QPair<qint64, qint64>> ranges;
    for (const qint64 entry : std::as_const(entries)) {
        if (!ranges.isEmpty() && ranges.last().second + 1 == entry)
            ranges.last().second = entry;
        else
            ranges << std::pair(entry, entry);
    }
    QJsonArray array;
    for (const auto &[first, last] : std::as_const(ranges))
        array << QJsonArray{first, last};
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

void addCertificate(DestroyedEntries &entries, const QByteArray &payload)
{
    const QJsonObject row = QJsonDocument::fromJson(payload).object().value(u"row"_s).toObject();
    const QJsonArray ranges = QJsonDocument::fromJson(row.value(u"entries"_s).toString().toUtf8()).array();
    for (const QJsonValue &range : ranges) {
        const qint64 first = range.toArray().at(0).toInteger();
        const qint64 last = range.toArray().at(1).toInteger();
        if (first < 1 || last - first > longestRange)
            continue;
        for (qint64 entry = first; entry <= last; ++entry)
            entries.insert(entry, row.value(u"id"_s).toInteger());
    }
}

Result<DestroyedEntries> destroyedEntries(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT p.payload FROM journal j JOIN journal_payload p USING (sequence) WHERE j.table_name = ? ORDER BY j.sequence"_s));
    select.add(certificateTable.toString());
    TRY(select.run());
    DestroyedEntries entries;
    while (TRY(select.next()))
        addCertificate(entries, select.bytes(0));
    return entries;
}

} // namespace dermis
