#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QHash>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>

class QSqlQuery;

namespace dermis {

class Database;

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

    QVariant value(int column) const;
    bool isNull(int column) const;
    QString text(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const;
    QDate date(int column) const;
    QDateTime dateTime(int column) const;
    QByteArray bytes(int column) const;
    /// Column names of the result, in order.
    QStringList columns() const;
    /// Rows changed by the last run.
    qint64 changes() const;

private:
    friend class Database;
    Statement(Database *database, QString sql, std::shared_ptr<QSqlQuery> query);
    Database *m_database;
    QString m_sql;
    std::shared_ptr<QSqlQuery> m_query;
};

/// How a clinic file is opened.
struct OpenOptions {
    bool create = false;   ///< make the file; fails when it exists
    bool readOnly = false; ///< never write
};

/// One connection to one clinic file, living on the thread that opened it.
/// This is the only place of the program where a connection is made.
class Database
{
public:
    static constexpr int applicationId = 0x44524d53; // "DRMS"

    static Result<std::unique_ptr<Database>> open(const QString &path, const OpenOptions &options = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    QString path() const { return m_path; }
    bool isReadOnly() const { return m_readOnly; }

    /// Prepares SQL; texts are kept prepared for the next time.
    Result<Statement> prepare(const QString &sql);
    /// Prepares and runs SQL without parameters.
    Result<> run(const QString &sql);
    /// Runs a whole script, cut where sqlite3_complete() agrees.
    Result<> runScript(const QString &script);
    /// The single integer a query gives; 0 when there is no row.
    Result<qint64> integer(const QString &sql);

    /// Stops a statement that runs on this connection; may be called from another thread.
    void interrupt();
    /// Changes whenever another connection commits.
    Result<qint64> dataVersion();

    /// Where journal salts come from: the system's generator, unless a demo clinic needs the same every time.
    void setSaltSource(std::function<QByteArray()> source) { m_saltSource = std::move(source); }
    QByteArray newSalt() const { return m_saltSource(); }

private:
    friend class Statement;
    Database(QString path, QString connectionName, bool readOnly);
    Result<> configure(bool create);
    void giveBack(const QString &sql, std::shared_ptr<QSqlQuery> query);

    QString m_path;
    QString m_connectionName;
    bool m_readOnly;
    void *m_handle = nullptr; // sqlite3 *
    QHash<QString, std::shared_ptr<QSqlQuery>> m_idle;
    std::function<QByteArray()> m_saltSource;
};

} // namespace dermis
