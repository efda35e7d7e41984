#include "core/recovery/salvaged_journal.h"

#include "core/storage/journal_replay.h"
#include "core/storage/readable_rows.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 entriesBetweenProgress = 500;

const QString entryColumns = u"at, actor, table_name, row_id, revision, payload_digest, hash"_s;

JournalEntry entryFrom(const Statement &row)
{
    return {row.integer(0), row.text(1),
            StaffId(row.integer(2)), row.text(3),
            row.integer(4), static_cast<int>(row.integer(5)),
            row.bytes(6), row.bytes(7)};
}

/// The content lies in a table of its own, any page of which may be lost without the entry.
KeptEntry withContent(Database &damaged, JournalEntry entry)
{
    KeptEntry kept{std::move(entry), {}, {}};
    auto select = damaged.prepare(u"SELECT salt, payload FROM journal_payload WHERE sequence = ?"_s);
    if (!select)
        return kept;
    select->add(kept.entry.sequence);
    if (!select->run())
        return kept;
    if (const auto row = select->next(); row && *row && !select->isNull(1)) {
        kept.salt = select->bytes(0);
        kept.payload = select->bytes(1);
    }
    return kept;
}

Result<> goOn(const RecoveryProgress &progress, RecoveryStep step, qint64 done)
{
    if (progress && done % entriesBetweenProgress == 0 && !progress(step, done))
        return fail(ErrorCode::Cancelled, u"stopped; nothing was kept"_s);
    return {};
}

/// The last entry the file ever had, as far as anything still tells of it.
qint64 lastSequence(Database &damaged)
{
    qint64 last = 0;
    for (const QString &table : {u"journal"_s, u"journal_payload"_s})
        last = std::max(last, damaged.integer(u"SELECT max(sequence) FROM %1"_s.arg(table)).value_or(0));
    return last;
}

/// How many numbers of entries up to the last known one could not be read.
qint64 countOf(const QList<UnreadableRows> &unreadable, qint64 last)
{
    qint64 count = 0;
    for (const UnreadableRows &rows : unreadable)
        count += std::max(qint64(0), std::min(rows.last, last) - rows.first + 1);
    return count;
}

bool isOfContent(const Error &error)
{
    return error.code == ErrorCode::InvalidInput || error.code == ErrorCode::Damaged;
}

bool isUtf8(const Row &row, const Statement &statement)
{
    const QStringList names = statement.columns();
    for (int column = 0; column < names.size(); ++column) {
        if (statement.stored(column) == Stored::Text && row.value(names.at(column)).toString().toUtf8() != statement.bytes(column))
            return false;
    }
    return true;
}

/// A row of the damaged file's own table, as it stands there.
Row rowFrom(const Statement &statement)
{
    Row row;
    const QStringList names = statement.columns();
    for (int column = 1; column < names.size(); ++column) { // behind the rowid
        switch (statement.stored(column)) {
        case Stored::Integer:
            row.insert(names.at(column), statement.integer(column));
            break;
        case Stored::Real:
            row.insert(names.at(column), statement.real(column));
            break;
        case Stored::Text:
            row.insert(names.at(column), statement.text(column));
            break;
        case Stored::Bytes:
            row.insert(names.at(column), statement.bytes(column));
            break;
        case Stored::Null:
            row.insert(names.at(column), QVariant());
            break;
        }
    }
    return row;
}

/// In the order of their making, so that what is referred to stands before what refers to it.
Result<QStringList> tablesInOrder(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT t.name FROM journalled_table t JOIN sqlite_schema s ON s.name = t.name "
                                       "AND s.type = 'table' ORDER BY s.rowid"_s));
    TRY(select.run());
    QStringList tables;
    while (TRY(select.next()))
        tables << select.text(0);
    return tables;
}

/// What lies behind the kept chain, brought over row by row.
class Remainder
{
public:
    Remainder(Database &damaged, Transaction &transaction, JournalReplay replay, RecoveryReport &report)
        : m_damaged(damaged)
        , m_transaction(transaction)
        , m_replay(std::move(replay))
        , m_report(report)
    {
    }

    Result<> takeEntries(const RecoveryProgress &progress)
    {
        qint64 done = 0;
        const qint64 last = lastSequence(m_damaged);
        const auto take = [&](const Statement &row) -> Result<> {
            TRY(goOn(progress, RecoveryStep::Journal, ++done));
            return takeEntry(withContent(m_damaged, entryFrom(row)));
        };
        const auto unreadable =
            TRY(readRows(m_damaged, u"journal"_s, entryColumns, take, m_replay.head().sequence + 1));
        m_report.entriesLost += countOf(unreadable, last);
        return takeWaiting();
    }

    Result<> takeTables()
    {
        for (const QString &table : TRY(tablesInOrder(m_transaction.database()))) {
            TRY(readRows(m_damaged, table, u"*"_s,
                         [&](const Statement &row) { return takeRow(table, rowFrom(row), isUtf8(rowFrom(row), row)); }));
        }
        return takeWaiting();
    }

    /// Rows whose last version was told by an entry, but is nowhere to be read.
    void noteLost()
    {
        for (auto it = m_gone.cbegin(); it != m_gone.cend(); ++it) {
            if (m_revisions.value(it.key()) >= it->revision)
                continue;
            const bool isHere = m_replay.present(it.key().first, it.key().second).value_or(std::nullopt).has_value();
            m_report.rows << Loss{it.key().first, it.key().second, it->sequence,
                                  isHere ? u"its last version is lost; an older one is kept"_s : u"lost"_s};
        }
        for (const Waiting &left : std::as_const(m_waiting)) {
            m_report.rows << Loss{left.table, left.id, left.sequence, u"could not be placed: %1"_s.arg(left.problem)};
            ++m_report.entriesLost;
        }
    }

private:
    using RowKey = std::pair<QString, qint64>;
    struct Version {
        int revision = 0;
        qint64 sequence = 0;
    };
    struct Waiting {
        QString table;
        qint64 id = 0;
        qint64 sequence = 0;
        Row row;
        QString reason;
        QString problem;
    };

    Result<> takeEntry(const KeptEntry &kept)
    {
        const JournalEntry &entry = kept.entry;
        const RowKey key(entry.table, entry.row);
        const bool isProven = !kept.payload.isNull() && payloadDigest(kept.salt, kept.payload) == entry.payloadDigest;
        const auto row = isProven ? m_replay.rowOf(entry.table, kept.payload)
                                  : Result<Row>(fail(ErrorCode::Damaged, u"its content is lost"_s));
        if (!row) {
            ++m_report.entriesLost;
            if (m_gone.value(key).revision < entry.revision)
                m_gone.insert(key, {entry.revision, entry.sequence});
            return {};
        }
        m_revisions[key] = std::max(m_revisions.value(key), entry.revision);
        const QString reason = QJsonDocument::fromJson(kept.payload).object().value(u"reason"_s).toString();
        return put({entry.table, entry.row, entry.sequence, *row,
                    u"salvaged: entry %1 of %2 by staff %3%4"_s.arg(entry.sequence)
                        .arg(entry.at)
                        .arg(entry.actor.value())
                        .arg(reason.isEmpty() ? QString() : u": "_s + reason),
                    {}});
    }

    Result<> takeRow(const QString &table, const Row &row, bool isReadable)
    {
        const qint64 id = row.value(u"id"_s).toLongLong();
        const int revision = row.value(u"revision"_s).toInt();
        const RowKey key(table, id);
        const std::optional<Row> now = TRY(m_replay.present(table, id));
        const int known = std::max(m_revisions.value(key), now ? now->value(u"revision"_s).toInt() : 0);
        if (!isReadable || id <= 0 || revision <= known)
            return checkAltered(table, id, row, now, isReadable);
        m_revisions[key] = revision;
        return put({table, id, 0, row, u"salvaged: as the table had it, its journal content is lost"_s, {}});
    }

    /// The journal's version counts; that the table had another one is told.
    Result<> checkAltered(const QString &table, qint64 id, const Row &row, const std::optional<Row> &now, bool isReadable)
    {
        Row here = now.value_or(Row());
        Row there = row;
        here.remove(u"revision"_s); // counted anew behind the kept chain
        there.remove(u"revision"_s);
        for (auto it = here.begin(); it != here.end();)
            it = there.contains(it.key()) ? std::next(it) : here.erase(it); // of a later format
        if (!now && m_revisions.contains({table, id}))
            return {}; // waits for a row that it refers to
        if (!now)
            m_report.rows << Loss{table, id, 0, u"is not in the journal, and not readable"_s};
        else if (here != there || !isReadable)
            m_report.rows << Loss{table, id, 0, u"the table had another content than the journal; the journal's was taken"_s};
        return {};
    }

    Result<> put(Waiting item)
    {
        const auto done = m_replay.addAnew(item.table, item.id, item.row, item.reason);
        if (done) {
            ++m_report.entriesAnew;
            return {};
        }
        if (!isOfContent(done.error()))
            return done;
        item.problem = done.error().detail;
        m_waiting << std::move(item);
        return {};
    }

    /// Those that referred to a row which came only later.
    Result<> takeWaiting()
    {
        qsizetype before = -1;
        while (!m_waiting.isEmpty() && m_waiting.size() != before) {
            before = m_waiting.size();
            for (Waiting &item : std::exchange(m_waiting, {}))
                TRY(put(std::move(item)));
        }
        return {};
    }

    Database &m_damaged;
    Transaction &m_transaction;
    JournalReplay m_replay;
    RecoveryReport &m_report;
    QHash<RowKey, int> m_revisions; // the latest of the damaged file's own that was brought over
    QHash<RowKey, Version> m_gone;  // the latest whose content is gone
    QList<Waiting> m_waiting;
};

} // namespace

Result<> keepChain(Database &damaged, Database &into, RecoveryReport &report, const RecoveryProgress &progress)
{
    auto transaction = TRY(Transaction::begin(into, Actor{}, QDateTime::fromSecsSinceEpoch(0, Qt::UTC)));
    JournalReplay replay = TRY(JournalReplay::onto(transaction));
    replay.setDestroyed(destroyedEntries(damaged).value_or(DestroyedEntries()));
    const qint64 from = replay.head().sequence;
    const auto take = [&](const Statement &row) -> Result<> {
        const JournalEntry entry = entryFrom(row);
        TRY(goOn(progress, RecoveryStep::Journal, entry.sequence));
        if (!report.stoppedAt.isEmpty())
            return {};
        const KeptEntry kept = withContent(damaged, entry);
        if (const auto problem = replay.problem(kept)) {
            report.stoppedAt = *problem;
            return {};
        }
        const auto added = replay.add(kept);
        if (!added && !isOfContent(added.error()))
            return added;
        if (!added)
            report.stoppedAt = added.error().detail;
        return {};
    };
    const auto unreadable = TRY(readRows(damaged, u"journal"_s, entryColumns, take, from + 1));
    if (const qint64 last = lastSequence(damaged); report.stoppedAt.isEmpty() && countOf(unreadable, last) > 0)
        report.stoppedAt = u"journal entry %1 is missing"_s.arg(replay.head().sequence + 1);
    report.entriesKept = replay.head().sequence - from;
    report.head = QString::fromLatin1(replay.head().hash.toHex());
    return transaction.commit();
}

Result<> takeAnew(Database &damaged, Transaction &transaction, RecoveryReport &report, const RecoveryProgress &progress)
{
    Remainder remainder(damaged, transaction, TRY(JournalReplay::onto(transaction)), report);
    if (!report.stoppedAt.isEmpty())
        TRY(remainder.takeEntries(progress));
    TRY(remainder.takeTables());
    remainder.noteLost();
    return {};
}

} // namespace dermis
