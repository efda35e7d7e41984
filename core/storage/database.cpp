#include "core/storage/database.h"

#include "core/base/clock.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUrl>
#include <QUuid>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

ErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Damaged;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return ErrorCode::Io;
    default:
        return ErrorCode::Storage;
    }
}

/// SQLite's own words name tables and columns, never values.
Error errorOf(const QSqlError &error)
{
    const int native = error.nativeErrorCode().toInt();
    const QString words = error.driverText().isEmpty() ? error.databaseText()
                                                       : error.databaseText() + u" ("_s + error.driverText() + u')';
    return {codeOf(native), words};
}

QByteArray systemSalt()
{
    QByteArray salt(32, Qt::Uninitialized);
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    memcpy(salt.data(), words.data(), 32);
    return salt;
}

/// A closed clinic in a folder that cannot be written: SQLite can make no -shm beside it, and nobody can be changing it.
bool isOnProtectedDisk(const QFileInfo &file)
{
    return !QFileInfo(file.absolutePath()).isWritable() && !QFileInfo::exists(file.absoluteFilePath() + u"-wal"_s);
}

QString uriOf(const QString &path, const OpenOptions &options)
{
    const QFileInfo file(path);
    QString mode = options.create ? u"rwc"_s : u"rw"_s;
    if (options.readOnly)
        mode = isOnProtectedDisk(file) ? u"ro&immutable=1"_s : u"ro"_s;
    return QString::fromLatin1(QUrl::fromLocalFile(file.absoluteFilePath()).toEncoded()) + u"?mode="_s + mode;
}

Result<> checkPath(const QString &path, const OpenOptions &options)
{
    const QFileInfo file(path);
    if (options.create) {
        if (file.exists())
            return fail(ErrorCode::InvalidInput, u"%1 exists already; choose another name"_s.arg(path));
        const QFileInfo folder(file.absolutePath());
        if (!folder.isDir())
            return fail(ErrorCode::Io, u"there is no folder %1"_s.arg(folder.filePath()));
        return {};
    }
    if (!file.exists())
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(path));
    if (!file.isFile())
        return fail(ErrorCode::InvalidInput, u"%1 is not a file"_s.arg(path));
    if (!file.isReadable())
        return fail(ErrorCode::Io, u"%1 may not be read"_s.arg(path));
    if (!options.readOnly && !file.isWritable())
        return fail(ErrorCode::ReadOnly, u"%1 may only be read, not changed"_s.arg(path));
    return {};
}

} // namespace

Statement::Statement(Database *database, QString sql, std::shared_ptr<QSqlQuery> query)
    : m_database(database)
    , m_sql(std::move(sql))
    , m_query(std::move(query))
{
}

Statement::Statement(Statement &&other) noexcept = default;

Statement::~Statement()
{
    if (m_query)
        m_database->giveBack(m_sql, std::move(m_query));
}

Statement &Statement::bind(const QString &name, const QVariant &value)
{
    m_query->bindValue(name, value);
    return *this;
}

Statement &Statement::add(const QVariant &value)
{
    m_query->addBindValue(value);
    return *this;
}

Result<> Statement::run()
{
    if (!m_query->exec())
        return tl::unexpected(errorOf(m_query->lastError()));
    return {};
}

Result<bool> Statement::next()
{
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        return tl::unexpected(errorOf(m_query->lastError()));
    return false;
}

QVariant Statement::value(int column) const
{
    return m_query->value(column);
}

bool Statement::isNull(int column) const
{
    return m_query->isNull(column);
}

QString Statement::text(int column) const
{
    return m_query->value(column).toString();
}

qint64 Statement::integer(int column) const
{
    return m_query->value(column).toLongLong();
}

double Statement::real(int column) const
{
    return m_query->value(column).toDouble();
}

bool Statement::boolean(int column) const
{
    return m_query->value(column).toLongLong() != 0;
}

QDate Statement::date(int column) const
{
    return QDate::fromString(text(column), Qt::ISODate);
}

QDateTime Statement::dateTime(int column) const
{
    return fromIsoUtc(text(column));
}

QByteArray Statement::bytes(int column) const
{
    return m_query->value(column).toByteArray();
}

QStringList Statement::columns() const
{
    const QSqlRecord record = m_query->record();
    QStringList names;
    for (int i = 0; i < record.count(); ++i)
        names << record.fieldName(i);
    return names;
}

qint64 Statement::changes() const
{
    return m_query->numRowsAffected();
}

Database::Database(QString path, QString connectionName, bool readOnly)
    : m_path(std::move(path))
    , m_connectionName(std::move(connectionName))
    , m_readOnly(readOnly)
    , m_saltSource(systemSalt)
{
}

Database::~Database()
{
    m_idle.clear();
    {
        QSqlDatabase connection = QSqlDatabase::database(m_connectionName, false);
        connection.close();
    }
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const OpenOptions &options)
{
    TRY(checkPath(path, options));
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(path, name, options.readOnly));
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    connection.setDatabaseName(uriOf(path, options));
    connection.setConnectOptions(u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"_s
                                 + (options.readOnly ? u";QSQLITE_OPEN_READONLY"_s : QString()));
    if (!connection.open())
        return tl::unexpected(errorOf(connection.lastError()));
    const QVariant handle = connection.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") == 0)
        database->m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    TRY(database->configure(options.create));
    return database;
}

Result<> Database::configure(bool create)
{
    TRY(run(u"PRAGMA foreign_keys = ON"_s));
    TRY(run(u"PRAGMA cell_size_check = ON"_s));
    TRY(run(u"PRAGMA temp_store = MEMORY"_s));
    TRY(run(u"PRAGMA cache_size = -32768"_s));
    if (create) {
        TRY(run(u"PRAGMA page_size = 4096"_s));
        TRY(run(u"PRAGMA application_id = %1"_s.arg(applicationId)));
    } else if (const qint64 id = TRY(integer(u"PRAGMA application_id"_s)); id != applicationId)
        return fail(ErrorCode::Damaged, u"%1 is not a Dermis clinic"_s.arg(m_path));
    if (!m_readOnly) {
        TRY(run(u"PRAGMA journal_mode = WAL"_s));
        TRY(run(u"PRAGMA synchronous = FULL"_s));
    }
    return {};
}

Result<Statement> Database::prepare(const QString &sql)
{
    if (auto idle = m_idle.take(sql))
        return Statement(this, sql, std::move(idle));
    auto query = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_connectionName, false));
    query->setForwardOnly(true);
    if (!query->prepare(sql))
        return tl::unexpected(errorOf(query->lastError()));
    return Statement(this, sql, std::move(query));
}

void Database::giveBack(const QString &sql, std::shared_ptr<QSqlQuery> query)
{
    query->finish();
    m_idle.insert(sql, std::move(query));
}

Result<> Database::run(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connectionName, false));
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return tl::unexpected(errorOf(query.lastError()));
    return {};
}

Result<> Database::runScript(const QString &script)
{
    QString statement;
    const QStringList pieces = script.split(u';');
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        statement += pieces.at(i);
        if (i + 1 == pieces.size())
            break; // what follows the last semicolon
        statement += u';';
        if (sqlite3_complete(statement.toUtf8().constData()) == 0)
            continue;
        TRY(run(statement));
        statement.clear();
    }
    for (const QString &line : statement.split(u'\n')) {
        if (const QString rest = line.trimmed(); !rest.isEmpty() && !rest.startsWith(u"--"))
            return fail(ErrorCode::Storage, u"the script ends in the middle of a statement"_s);
    }
    return {};
}

Result<qint64> Database::integer(const QString &sql)
{
    auto select = TRY(prepare(sql));
    TRY(select.run());
    if (!TRY(select.next()))
        return 0;
    return select.integer(0);
}

void Database::interrupt()
{
    if (m_handle != nullptr)
        sqlite3_interrupt(static_cast<sqlite3 *>(m_handle));
}

Result<qint64> Database::dataVersion()
{
    return integer(u"PRAGMA data_version"_s);
}

} // namespace dermis
