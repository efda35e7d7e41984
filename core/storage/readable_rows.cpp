#include "core/storage/readable_rows.h"

#include "core/storage/database.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 triedBehindTheLast = 4096;

bool isUnreadable(const Error &error)
{
    return error.code == ErrorCode::Damaged || error.code == ErrorCode::Io || error.code == ErrorCode::Storage;
}

class RowReader
{
public:
    RowReader(Database &database, const QString &table, const QString &columns,
              const std::function<Result<>(const Statement &)> &take)
        : m_database(database)
        , m_sql(u"SELECT rowid, %1 FROM %2 NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"_s.arg(columns, table))
        , m_take(take)
    {
    }

    /// Reads on as far as it goes; where it stops, each half of the rest is tried on its own.
    Result<> read(qint64 first, qint64 last)
    {
        if (first > last)
            return {};
        qint64 next = first;
        const auto isEnd = TRY(readOn(next, last));
        if (isEnd || next > last)
            return {};
        if (next == last) {
            noteUnreadable(last);
            return {};
        }
        const qint64 middle = next + (last - next) / 2;
        TRY(read(next, middle));
        return read(middle + 1, last);
    }
    QList<UnreadableRows> unreadable() const { return m_unreadable; }

private:
    /// True at the end, false where a row could not be read; `next` is behind the last one read.
    Result<bool> readOn(qint64 &next, qint64 last)
    {
        auto select = TRY(m_database.prepare(m_sql));
        select.add(next).add(last);
        auto step = select.run();
        while (step) {
            const auto row = select.next();
            if (!row) {
                step = tl::unexpected(row.error());
                break;
            }
            if (!*row)
                return true;
            TRY(m_take(select));
            next = select.integer(0) + 1;
        }
        if (!isUnreadable(step.error()))
            return tl::unexpected(step.error());
        return false;
    }

    void noteUnreadable(qint64 row)
    {
        if (!m_unreadable.isEmpty() && m_unreadable.last().last == row - 1)
            m_unreadable.last().last = row;
        else
            m_unreadable << UnreadableRows{row, row};
    }

    Database &m_database;
    QString m_sql;
    const std::function<Result<>(const Statement &)> &m_take;
    QList<UnreadableRows> m_unreadable;
};

/// The highest number ever given in the table; 0 when that cannot be read.
qint64 lastNumber(Database &database, const QString &table)
{
    const qint64 highest = database.integer(u"SELECT max(rowid) FROM %1 NOT INDEXED"_s.arg(table)).value_or(0);
    const qint64 given =
        database.integer(u"SELECT seq FROM sqlite_sequence WHERE name = '%1'"_s.arg(table)).value_or(0);
    return std::max(highest, given);
}

} // namespace

Result<QList<UnreadableRows>> readRows(Database &database, const QString &table, const QString &columns,
                                       const std::function<Result<>(const Statement &row)> &take, qint64 first)
{
    RowReader reader(database, table, columns, take);
    if (const qint64 last = lastNumber(database, table); last > 0) {
        TRY(reader.read(first, last));
        return reader.unreadable();
    }
    // An empty table ends at once; in a damaged one, first as far as it goes.
    auto readable = TRY(database.prepare(u"SELECT rowid FROM %1 NOT INDEXED ORDER BY rowid"_s.arg(table)));
    qint64 known = 0;
    auto step = readable.run();
    for (; step; known = readable.integer(0)) {
        const auto row = readable.next();
        if (row && !*row)
            break;
        if (!row)
            step = tl::unexpected(row.error());
        if (!step)
            break;
    }
    TRY(reader.read(first, known + (step ? 0 : triedBehindTheLast)));
    return reader.unreadable();
}

} // namespace dermis
