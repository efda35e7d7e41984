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
