#include "core/storage/verification.h"

#include "core/storage/database.h"
#include "core/storage/destruction.h"
#include "core/storage/documents.h"
#include "core/storage/journal.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using MaybeDamage = Result<std::optional<Damage>>;

/// The first finding of SQLite's check; a line "*** in database main ***" may stand above it.
QString firstFinding(const QString &answer)
{
    return answer.section(u'\n', answer.startsWith(u"***"_s) ? 1 : 0).section(u'\n', 0, 0);
}

MaybeDamage checkFile(Database &database)
{
    auto integrity = TRY(database.prepare(u"PRAGMA integrity_check(1)"_s));
    TRY(integrity.run());
    if (TRY(integrity.next()) && integrity.text(0) != u"ok")
        return Damage{u"file"_s, {}, 0, 0, firstFinding(integrity.text(0))};
    auto keys = TRY(database.prepare(u"PRAGMA foreign_key_check"_s));
    TRY(keys.run());
    if (TRY(keys.next()))
        return Damage{u"row"_s, keys.text(0), keys.integer(1), 0, u"refers to a row of %1 that is not there"_s.arg(keys.text(2))};
    return std::nullopt;
}

/// Documents that a salvage could not read, told in a table that core/recovery writes; storage alone has no such table.
Result<QSet<QString>> lostDocuments(Database &database)
{
    QSet<QString> digests;
    if (TRY(database.integer(u"SELECT count(*) FROM sqlite_schema WHERE name = 'lost_document'"_s)) == 0)
        return digests;
    auto select = TRY(database.prepare(u"SELECT digest FROM lost_document"_s));
    TRY(select.run());
    while (TRY(select.next()))
        digests << select.text(0);
    return digests;
}

Damage entryDamage(const QString &what, const JournalEntry &entry, const QString &detail)
{
    return {what, entry.table, entry.row, entry.sequence, detail};
}

/// A missing content must be in a certificate, and what is in one must be missing.
MaybeDamage checkContent(const Statement &row, const JournalEntry &entry, const DestroyedEntries &destroyed, VerifyReport &report)
{
    const bool isMissing = row.isNull(9);
    const qint64 certificate = destroyed.value(entry.sequence);
    if (isMissing && certificate == 0)
        return entryDamage(u"payload"_s, entry, u"the content of journal entry %1 is missing"_s.arg(entry.sequence));
    if (!isMissing && certificate != 0)
        return entryDamage(u"payload"_s, entry,
                           u"certificate %1 says that journal entry %2 was destroyed, but its content is there"_s.arg(certificate)
                               .arg(entry.sequence));
    if (isMissing)
        ++report.destroyed[certificate];
    else if (payloadDigest(row.bytes(8), row.bytes(9)) != entry.payloadDigest)
        return entryDamage(u"payload"_s, entry, u"the content of journal entry %1 was altered"_s.arg(entry.sequence));
    return std::nullopt;
}

MaybeDamage checkChain(Database &database, VerifyReport &report)
{
    DestroyedEntries destroyed = TRY(destroyedEntries(database));
    auto select = TRY(database.prepare(
        u"SELECT j.sequence, j.at, j.actor, j.table_name, j.row_id, j.revision, j.payload_digest, j.hash, "
        "p.salt, p.payload FROM journal j LEFT JOIN journal_payload p ON p.sequence = j.sequence "
        "ORDER BY j.sequence"_s));
    TRY(select.run());
    QByteArray head = genesisHash();
    qint64 expected = 1;
    while (TRY(select.next())) {
        const JournalEntry entry{select.integer(0),
                                 select.text(1),
                                 StaffId(select.integer(2)),
                                 select.text(3),
                                 select.integer(4),
                                 static_cast<int>(select.integer(5)),
                                 select.bytes(6),
                                 select.bytes(7)};
        if (entry.sequence != expected)
            return entryDamage(u"chain"_s, entry, u"journal entry %1 is missing"_s.arg(expected));
        if (entryHash(head, entry) != entry.hash)
            return entryDamage(u"chain"_s, entry, u"journal entry %1 was altered"_s.arg(entry.sequence));
        if (auto damage = TRY(checkContent(select, entry, destroyed, report)))
            return damage;
        destroyed.remove(entry.sequence);
        head = entry.hash;
        ++expected;
        ++report.entries;
    }
    report.head = QString::fromLatin1(head.toHex());
    for (auto beyond = destroyed.begin(); beyond != destroyed.end(); ++beyond)
        return Damage{u"payload"_s, certificateTable.toString(), *beyond, 0,
                      u"certificate %1 names journal entry %2, which does not exist"_s.arg(*beyond).arg(beyond.key())};
    return std::nullopt;
}

Damage rowDamage(const QString &table, qint64 row, const QString &detail)
{
    return {u"row"_s, table, row, 0, detail};
}

/// The row in a payload, without the reason before it, in which a quotation mark is always escaped.
QByteArray rowIn(const QByteArray &payload)
{
    const qsizetype start = payload.indexOf(",\"row\":{");
    return start < 0 ? QByteArray() : payload.sliced(start + 1);
}

/// What the format puts into these columns of rows that were there before them.
Result<QByteArray> defaultsOf(Database &database, const QString &table, const RowShape &columns)
{
    auto info =
        TRY(database.prepare(u"SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?)"_s));
    info.add(table);
    TRY(info.run());
    QStringList values;
    while (TRY(info.next())) {
        const QByteArray key = '"' + info.bytes(0) + '"';
        if (std::ranges::find(columns.columns, key, &RowShape::Column::key) != columns.columns.end())
            values << u"%1 AS %2"_s.arg(info.text(1), info.text(0));
    }
    auto defaults = TRY(database.prepare(u"SELECT "_s + values.join(u", "_s)));
    TRY(defaults.run());
    if (!TRY(defaults.next()))
        return QByteArray();
    return rowIn(journalPayload(defaults, shapeOf(defaults), QString()));
}

/// Whether a row differs from its payload only in columns that a later format of the file added, and these
/// hold what that format put in.
Result<bool> isSameButForLaterColumns(Database &database, const QString &table, const Statement &row,
                                      const RowShape &shape, const QByteArray &then)
{
    const QJsonObject known = QJsonDocument::fromJson('{' + then).object().value(u"row"_s).toObject();
    const auto isKnown = [&known](const RowShape::Column &column) {
        return known.contains(QString::fromUtf8(column.key.sliced(1, column.key.size() - 2)));
    };
    RowShape before = shape;
    RowShape later = shape;
    before.columns.removeIf([&](const RowShape::Column &column) { return !isKnown(column); });
    later.columns.removeIf(isKnown);
    if (before.columns.isEmpty() || later.columns.isEmpty() ||
        rowIn(journalPayload(row, before, QString())) != then)
        return false;
    return rowIn(journalPayload(row, later, QString())) == TRY(defaultsOf(database, table, later));
}

/// Walks a table and its latest payloads side by side, both in the order of the ids.
MaybeDamage checkRows(Database &database, const QString &table, VerifyReport &report)
{
    auto rows = TRY(database.prepare(u"SELECT * FROM %1 ORDER BY id"_s.arg(table)));
    auto latest = TRY(database.prepare(
        u"SELECT j.row_id, max(j.revision), p.payload FROM journal j JOIN journal_payload p ON p.sequence = j.sequence "
        "WHERE j.table_name = :table GROUP BY j.row_id ORDER BY j.row_id"_s));
    latest.bind(u":table"_s, table);
    TRY(rows.run());
    TRY(latest.run());
    const RowShape shape = shapeOf(rows);
    const int idColumn = shape.id;
    bool hasRow = TRY(rows.next());
    bool hasEntry = TRY(latest.next());
    while (hasRow || hasEntry) {
        if (!hasRow || (hasEntry && latest.integer(0) < rows.integer(idColumn)))
            return rowDamage(table, latest.integer(0), u"the journal knows this row, the table has lost it"_s);
        const qint64 id = rows.integer(idColumn);
        if (!hasEntry || id < latest.integer(0))
            return rowDamage(table, id, u"the journal does not know this row"_s);
        const QByteArray then = rowIn(latest.bytes(2));
        if (rowIn(journalPayload(rows, shape, QString())) != then &&
            !TRY(isSameButForLaterColumns(database, table, rows, shape, then)))
            return rowDamage(table, id, u"differs from the journal's last version of it"_s);
        ++report.rows;
        hasRow = TRY(rows.next());
        hasEntry = TRY(latest.next());
    }
    return std::nullopt;
}

MaybeDamage checkDocuments(Database &database, VerifyReport &report)
{
    const QSet<QString> lost = TRY(lostDocuments(database));
    auto select = TRY(database.prepare(u"SELECT d.id, d.digest, c.bytes FROM document d "
                                       "LEFT JOIN document_content c ON c.digest = d.digest ORDER BY d.id"_s));
    TRY(select.run());
    while (TRY(select.next())) {
        if (select.isNull(2) && lost.contains(select.text(1)))
            continue; // known and journalled
        if (select.isNull(2))
            return Damage{u"document"_s, u"document"_s, select.integer(0), 0, u"the bytes of this document are missing"_s};
        if (documentDigest(select.bytes(2)) != select.text(1))
            return Damage{u"document"_s, u"document"_s, select.integer(0), 0, u"the bytes of this document were altered"_s};
        ++report.documents;
    }
    return std::nullopt;
}

Result<QStringList> journalledTables(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT name FROM journalled_table ORDER BY name"_s));
    TRY(select.run());
    QStringList names;
    while (TRY(select.next()))
        names << select.text(0);
    return names;
}

MaybeDamage firstDamage(Database &database, VerifyReport &report, const QList<ExtraCheck> &extraChecks)
{
    if (auto damage = TRY(checkFile(database)))
        return damage;
    if (auto damage = TRY(checkChain(database, report)))
        return damage;
    for (const QString &table : TRY(journalledTables(database))) {
        if (auto damage = TRY(checkRows(database, table, report)))
            return damage;
    }
    if (auto damage = TRY(checkDocuments(database, report)))
        return damage;
    for (const ExtraCheck &check : extraChecks) {
        if (auto damage = TRY(check(database)))
            return damage;
    }
    return std::nullopt;
}

} // namespace

Result<std::optional<Damage>> quickCheck(Database &database)
{
    const auto checkTables = [&]() -> MaybeDamage {
        auto tables = TRY(database.prepare(u"SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rowid"_s));
        TRY(tables.run());
        while (TRY(tables.next())) {
            auto check = TRY(database.prepare(u"PRAGMA quick_check(\"%1\")"_s.arg(tables.text(0))));
            TRY(check.run());
            if (TRY(check.next()) && check.text(0) != u"ok")
                return Damage{u"file"_s, tables.text(0), 0, 0, firstFinding(check.text(0))};
        }
        return std::nullopt;
    };
    auto damage = checkTables();
    if (!damage && damage.error().code == ErrorCode::Damaged)
        return Damage{u"file"_s, {}, 0, 0, damage.error().detail};
    return damage;
}

Result<VerifyReport> verify(Database &database, const QList<ExtraCheck> &extraChecks)
{
    VerifyReport report;
    TRY(database.run(u"BEGIN"_s)); // one moment of the file, even while others write
    auto damage = firstDamage(database, report, extraChecks);
    (void)database.run(u"ROLLBACK"_s);
    if (!damage) {
        if (damage.error().code != ErrorCode::Damaged)
            return tl::unexpected(damage.error());
        report.firstDamage = Damage{u"file"_s, {}, 0, 0, damage.error().detail};
        return report;
    }
    report.firstDamage = *damage;
    return report;
}

} // namespace dermis
