#pragma once

#include <QByteArray>
#include <QString>

#include <catch2/catch.hpp>
#include <sqlite3.h>

namespace dermis::test {

/// A connection of SQLite's own, without Dermis' storage on top.
class BareConnection
{
public:
    explicit BareConnection(const QString &path, const char *vfs = "dermis",
                            int flags = SQLITE_OPEN_READWRITE)
        : m_code(sqlite3_open_v2(path.toUtf8().constData(), &m_database, flags, vfs))
    {
    }
    ~BareConnection() { sqlite3_close(m_database); }
    BareConnection(const BareConnection &) = delete;
    BareConnection &operator=(const BareConnection &) = delete;

    int openCode() const { return m_code; }
    sqlite3 *handle() const { return m_database; }
    /// SQLite's result code.
    int tryRun(const QByteArray &sql)
    {
        return sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr);
    }
    void run(const QByteArray &sql)
    {
        INFO(sql.toStdString());
        const int code = tryRun(sql);
        INFO(sqlite3_errmsg(m_database));
        REQUIRE(code == SQLITE_OK);
    }
    /// The first column of each row, joined by spaces; what went wrong after the last.
    QByteArray query(const QByteArray &sql)
    {
        sqlite3_stmt *statement = nullptr;
        int code = sqlite3_prepare_v2(m_database, sql.constData(), -1, &statement, nullptr);
        QByteArray answer;
        while (code == SQLITE_OK || code == SQLITE_ROW) {
            code = sqlite3_step(statement);
            if (code == SQLITE_ROW)
                answer += QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0))) + ' ';
        }
        if (code != SQLITE_DONE)
            answer += sqlite3_errmsg(m_database);
        sqlite3_finalize(statement);
        return answer.trimmed();
    }

private:
    sqlite3 *m_database = nullptr;
    int m_code;
};

} // namespace dermis::test
