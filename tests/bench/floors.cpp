#include "tests/bench/floors.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include <sqlite3.h>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace dermis::bench {

BareSqlite::BareSqlite(const QString &path, const char *sql)
{
    if (sqlite3_open(path.toUtf8().constData(), &m_database) != SQLITE_OK
        || sqlite3_exec(m_database, "PRAGMA cache_size = -32768; PRAGMA synchronous = FULL", nullptr, nullptr, nullptr) != SQLITE_OK
        || sqlite3_prepare_v2(m_database, sql, -1, &m_statement, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(m_database));
}

BareSqlite::~BareSqlite()
{
    sqlite3_finalize(m_statement);
    sqlite3_close(m_database);
}

int BareSqlite::run(const QByteArray &first, const QByteArray &second)
{
    sqlite3_reset(m_statement);
    if (!first.isNull())
        sqlite3_bind_text(m_statement, 1, first.constData(), static_cast<int>(first.size()), SQLITE_TRANSIENT);
    if (!second.isNull())
        sqlite3_bind_text(m_statement, 2, second.constData(), static_cast<int>(second.size()), SQLITE_TRANSIENT);
    int rows = 0;
    while (sqlite3_step(m_statement) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(m_statement); ++column)
            (void)sqlite3_column_text(m_statement, column);
        ++rows;
    }
    return rows;
}

BareSave::BareSave(const QString &path)
{
    if (sqlite3_open(path.toUtf8().constData(), &m_database) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(m_database));
    execute("PRAGMA cache_size = -32768; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            "CREATE TEMP TABLE before AS SELECT (SELECT max(sequence) FROM journal) AS sequence, (SELECT max(id) FROM visit) AS id");
    for (const char *sql :
         {"BEGIN IMMEDIATE",
          "INSERT INTO visit (revision, patient_id, planned_on, planned_at, reason, state, state_since) "
          "VALUES (1, 1, '2026-03-02', '', 'Bench', 'arrived', '2026-03-02T08:00:00.000Z')",
          "INSERT INTO journal SELECT max(sequence) + 1, '2026-03-02T08:00:00.000Z', 1, 'visit', last_insert_rowid(), 1, "
          "zeroblob(32), zeroblob(32) FROM journal",
          "INSERT INTO journal_payload VALUES (last_insert_rowid(), zeroblob(32), printf('%0220d', 0))", "COMMIT"}) {
        m_statements << nullptr;
        if (sqlite3_prepare_v2(m_database, sql, -1, &m_statements.last(), nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_database));
    }
}

BareSave::~BareSave()
{
    for (sqlite3_stmt *statement : std::as_const(m_statements))
        sqlite3_finalize(statement);
    execute("BEGIN; DELETE FROM journal_payload WHERE sequence > (SELECT sequence FROM before);"
            "DELETE FROM journal WHERE sequence > (SELECT sequence FROM before);"
            "DELETE FROM visit WHERE id > (SELECT id FROM before); COMMIT");
    sqlite3_close(m_database);
}

void BareSave::execute(const char *sql)
{
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(m_database));
}

void BareSave::run()
{
    for (sqlite3_stmt *statement : std::as_const(m_statements)) {
        if (sqlite3_step(statement) != SQLITE_DONE)
            qFatal("%s", sqlite3_errmsg(m_database));
        sqlite3_reset(statement);
    }
}

QByteArray onePage()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    QPainter painter(&writer);
    painter.setFont(QFont(u"Noto Sans"_s, 12));
    for (int line = 0; line < 45; ++line)
        painter.drawText(QPointF(1000, 1000 + line * 200), u"The tiny wounds prompt the skin to make new collagen. Line %1."_s.arg(line));
    painter.end();
    return bytes;
}

} // namespace dermis::bench
