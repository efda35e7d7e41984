#pragma once

#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace dermis::bench {

/// The least that the same work could cost: SQLite's C interface on the same file, with nothing of ours in between.
class BareSqlite
{
public:
    BareSqlite(const QString &path, const char *sql);
    ~BareSqlite();
    BareSqlite(const BareSqlite &) = delete;
    BareSqlite &operator=(const BareSqlite &) = delete;
    /// Binds up to two texts, steps through all rows reading every column, and gives the number of rows.
    int run(const QByteArray &first = {}, const QByteArray &second = {});

private:
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_statement = nullptr;
};

/// One page of text to PDF by QPdfWriter alone.
QByteArray onePage();

} // namespace dermis::bench
