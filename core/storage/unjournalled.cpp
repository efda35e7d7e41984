#include "core/storage/unjournalled.h"

#include "core/storage/database.h"
#include "core/storage/readable_rows.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

void addValue(Statement &insert, const Statement &row, int column)
{
    switch (row.stored(column)) {
    case Stored::Integer:
        insert.add(row.integer(column));
        break;
    case Stored::Real:
        insert.add(row.real(column));
        break;
    case Stored::Text:
        insert.add(row.text(column));
        break;
    case Stored::Bytes:
        insert.add(row.bytes(column));
        break;
    case Stored::Null:
        insert.add(QVariant());
        break;
    }
}

} // namespace

Result<QStringList> unjournalledTables(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT GLOB 'sqlite_*' "
        "AND name NOT IN ('journal', 'journal_payload', 'journalled_table') "
        "AND name NOT IN (SELECT name FROM journalled_table) ORDER BY rowid"_s));
    TRY(select.run());
    QStringList tables;
    while (TRY(select.next()))
        tables << select.text(0);
    return tables;
}

Result<> copyUnjournalled(Database &from, Transaction &into, const QString &table)
{
    const auto take = [&](const Statement &row) -> Result<> {
        QStringList columns = row.columns();
        columns.removeFirst(); // the rowid
        const QStringList places(columns.size(), u"?"_s);
        auto insert = TRY(into.prepare(
            u"INSERT OR REPLACE INTO %1 (%2) VALUES (%3)"_s.arg(table, columns.join(u", "_s), places.join(u", "_s))));
        for (int column = 1; column <= columns.size(); ++column)
            addValue(insert, row, column);
        (void)insert.run();
        return {};
    };
    const auto copied = readRows(from, table, u"*"_s, take);
    if (!copied && copied.error().code == ErrorCode::Cancelled)
        return tl::unexpected(copied.error());
    return {};
}

} // namespace dermis
