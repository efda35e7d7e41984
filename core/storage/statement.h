#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>
#include <QVariant>

struct sqlite3_stmt;

namespace dermis {

class Database;

/// What SQLite keeps in one column of one row.
enum class Stored { Null, Integer, Real, Text, Bytes };

/// A prepared SQL text with its bound values; taken from Database::prepare() and given back when it goes.
class Statement
{
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) = delete;
    ~Statement();

    /// Binds `:name`; a null QString binds NULL.
    Statement &bind(const QString &name, const QVariant &value);
    /// Binds the next `?`, in order.
    Statement &add(const QVariant &value);
    Result<> run();
    /// The next row: false at the end, an error when reading failed on the way.
    Result<bool> next();

    Stored stored(int column) const;
    bool isNull(int column) const;
    QString text(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const;
    QDate date(int column) const;
    QDateTime dateTime(int column) const;
    /// A text's bytes are its UTF-8.
    QByteArray bytes(int column) const;
    /// Column names of the result, in order.
    QStringList columns() const;

private:
    friend class Database;
    Statement(Database *database, QString sql, sqlite3_stmt *statement);
    Statement &bindAt(int place, const QVariant &value);
    Result<> step();

    Database *m_database;
    QString m_sql;
    sqlite3_stmt *m_statement;
    int m_places = 0;   // that have been given a value by add() since the last run
    int m_given = 0;    // values given in all
    int m_bindCode = 0; // SQLITE_OK, or why a value could not be bound
    bool m_isRunning = false;
    bool m_isAtRow = false;
    bool m_isFirstRowAhead = false;
};

} // namespace dermis
