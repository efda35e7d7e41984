#pragma once

#include <QList>
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

/// A visit's save with nothing of ours: the three rows that Dermis writes, bare, in one durable commit. The clinic's
/// chain is whole again when it goes, since it takes its rows out.
class BareSave
{
public:
    explicit BareSave(const QString &path);
    ~BareSave();
    BareSave(const BareSave &) = delete;
    BareSave &operator=(const BareSave &) = delete;
    void run();

private:
    void execute(const char *sql);

    sqlite3 *m_database = nullptr;
    QList<sqlite3_stmt *> m_statements;
};

/// One page of text to PDF by QPdfWriter alone.
QByteArray onePage();

} // namespace dermis::bench
