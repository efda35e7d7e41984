#include "core/recovery/other_tables.h"

#include "core/patients/patient_index.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/readable_rows.h"
#include "core/storage/unjournalled.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<QSet<QString>> withoutBytes(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT digest FROM document WHERE digest NOT IN (SELECT digest FROM document_content)"_s));
    TRY(select.run());
    QSet<QString> digests;
    while (TRY(select.next()))
        digests << select.text(0);
    return digests;
}

/// The bytes at a rowid, when they can be read and match.
std::optional<QByteArray> matchingBytes(Database &damaged, qint64 row, const QString &digest)
{
    auto select = damaged.prepare(u"SELECT bytes FROM document_content WHERE rowid = ?"_s);
    if (!select)
        return std::nullopt;
    select->add(row);
    if (!select->run())
        return std::nullopt;
    if (const auto found = select->next(); !found || !*found)
        return std::nullopt;
    QByteArray bytes = select->bytes(0);
    if (documentDigest(bytes) != digest)
        return std::nullopt;
    return bytes;
}

/// Made from others, or kept in other ways.
bool isMadeElsewhere(const QString &table)
{
    static const QStringList names{u"answer"_s,       u"patient_name"_s,     u"patient_number"_s, u"name_word"_s,
                                   u"similar_word"_s, u"document_content"_s, u"draft"_s,          u"file_check"_s};
    return names.contains(table) || table.startsWith(u"patient_words"_s);
}

Result<> takeDrafts(Database &damaged, Transaction &transaction)
{
    const auto taken = readRows(
        damaged, u"draft"_s, u"subject, form, author, body, saved_at, based_on"_s, [&](const Statement &row) -> Result<> {
            const Draft draft{{row.integer(1), row.text(2), StaffId(row.integer(3))}, row.bytes(4), row.dateTime(5), row.integer(6)};
            const auto known = TRY(findDraft(transaction.database(), draft.key));
            if (!draft.savedAt.isValid() || (known && known->savedAt >= draft.savedAt))
                return {};
            return saveDraft(transaction.database(), draft);
        });
    return taken ? Result<>() : Result<>(tl::unexpected(taken.error()));
}

/// Nobody's drafts about a record that was lawfully destroyed.
Result<> dropDraftsOfDestroyed(Transaction &transaction)
{
    return transaction.database().run(
        u"DELETE FROM draft WHERE subject IN (SELECT row_id FROM journal j WHERE table_name = 'patient' "
        "AND NOT EXISTS (SELECT 1 FROM journal_payload p WHERE p.sequence = j.sequence))"_s);
}

/// A row's number is never given again, even when the row itself was lost or lawfully destroyed.
Result<> raiseRowCounters(Transaction &transaction)
{
    return transaction.database().run(
        u"UPDATE sqlite_sequence SET seq = (SELECT max(row_id) FROM journal WHERE table_name = name) "
        "WHERE name IN (SELECT j.table_name FROM journal j JOIN journalled_table t ON t.name = j.table_name)"_s);
}

} // namespace

Result<> takeDocuments(Database &damaged, Transaction &transaction, RecoveryReport &report)
{
    QSet<QString> wanted = TRY(withoutBytes(transaction.database()));
    const auto take = [&](const Statement &row) -> Result<> {
        const QString digest = row.text(1);
        if (!wanted.contains(digest))
            return {};
        const auto bytes = matchingBytes(damaged, row.integer(0), digest);
        if (!bytes)
            return {};
        auto insert = TRY(transaction.prepare(u"INSERT INTO document_content (digest, bytes) VALUES (?, ?)"_s));
        insert.add(digest).add(*bytes);
        TRY(insert.run());
        wanted.remove(digest);
        ++report.documents;
        return {};
    };
    TRY(readRows(damaged, u"document_content"_s, u"digest"_s, take));
    auto lost = TRY(transaction.prepare(u"SELECT id, digest FROM document ORDER BY id"_s));
    TRY(lost.run());
    while (TRY(lost.next())) {
        if (wanted.contains(lost.text(1)))
            report.documentsLost << Loss{u"document"_s, lost.integer(0), 0, u"the bytes of document %1 are lost"_s.arg(lost.text(1))};
    }
    return {};
}

Result<> takeUnjournalled(Database &damaged, Transaction &transaction)
{
    for (const QString &table : TRY(unjournalledTables(transaction.database()))) {
        if (!isMadeElsewhere(table))
            TRY(copyUnjournalled(damaged, transaction, table));
    }
    TRY(takeDrafts(damaged, transaction));
    return dropDraftsOfDestroyed(transaction);
}

Result<> dropDerived(Database &database)
{
    return database.run(u"DELETE FROM answer"_s);
}

Result<> rebuildDerived(Database &database)
{
    TRY(rebuildPatientIndex(database));
    auto transaction = TRY(Transaction::begin(database, Actor{}, QDateTime()));
    TRY(rebuildTypedAnswers(transaction));
    TRY(raiseFileNumberCounter(transaction));
    TRY(raiseRowCounters(transaction));
    return transaction.commit();
}

} // namespace dermis
