#pragma once

#include "core/base/result.h"
#include "core/storage/destruction.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"

#include <QHash>

#include <optional>

namespace dermis {

/// A journal entry with its content, as a file keeps them.
struct KeptEntry {
    JournalEntry entry;
    QByteArray salt;
    QByteArray payload; ///< null when it is gone
};

/// Adds the journal of another file to a file, entry by entry, and does to the rows what each entry tells.
class JournalReplay
{
public:
    /// Writes within `transaction`, which outlives this.
    static Result<JournalReplay> onto(Transaction &transaction);

    /// Entries of the other file whose content was lawfully destroyed: they are taken without it.
    void setDestroyed(const DestroyedEntries &destroyed) { m_destroyed = destroyed; }
    /// Where the file's journal stands now.
    const JournalHead &head() const { return m_head; }
    /// Why an entry cannot be the next one as it is, in one sentence; nothing when it continues the chain and its content matches.
    std::optional<QString> problem(const KeptEntry &kept) const;
    /// Adds an entry as it is, which must have no problem(), and brings its row to that content. Not to be mixed with addAnew()
    /// in one transaction. A certificate of lawful destruction destroys here, too, what it names. InvalidInput or Damaged, and nothing was done, when the row cannot be so.
    Result<> add(const KeptEntry &kept);
    /// Brings a row to the content, journalled anew by the transaction's actor for `reason`; does nothing when it is so already.
    /// InvalidInput when the file's rules do not let it: it refers to a row that is lost, or is not what such a row can be.
    Result<> addAnew(const QString &table, qint64 id, const Row &content, const QString &reason);
    /// A payload's row as values of the table's columns; Damaged when it is no such row.
    Result<Row> rowOf(const QString &table, const QByteArray &payload);
    /// The row as it stands in the file; nothing when it is not there.
    Result<std::optional<Row>> present(const QString &table, qint64 id);

private:
    explicit JournalReplay(Transaction &transaction);
    Result<QHash<QString, QString>> columnTypes(const QString &table);
    bool isDestroyed(const KeptEntry &kept) const;
    Result<> addEntry(const JournalEntry &entry);
    Result<> destroyNamed(const KeptEntry &certificate);
    Result<> putRow(const QString &table, qint64 id, const Row &row);

    Transaction *m_transaction;
    JournalHead m_head;
    DestroyedEntries m_destroyed;
    QHash<QString, QHash<QString, QString>> m_types; // by table and column
};

} // namespace dermis
