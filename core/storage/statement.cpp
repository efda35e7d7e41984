#include "core/storage/statement.h"

#include "core/base/clock.h"
#include "core/storage/database.h"
#include "core/storage/sqlite_error.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

int bindText(sqlite3_stmt *statement, int place, const QString &text)
{
    if (text.isNull())
        return sqlite3_bind_null(statement, place);
    const QByteArray utf8 = text.toUtf8();
    return sqlite3_bind_text64(statement, place, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()),
                               SQLITE_TRANSIENT, SQLITE_UTF8);
}

int bindBytes(sqlite3_stmt *statement, int place, const QByteArray &bytes)
{
    if (bytes.isNull())
        return sqlite3_bind_null(statement, place);
    return sqlite3_bind_blob64(statement, place, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()),
                               SQLITE_TRANSIENT);
}

int bindValue(sqlite3_stmt *statement, int place, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return sqlite3_bind_null(statement, place);
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::LongLong:
        return sqlite3_bind_int64(statement, place, value.toLongLong());
    case QMetaType::Double:
        return sqlite3_bind_double(statement, place, value.toDouble());
    case QMetaType::QByteArray:
        return bindBytes(statement, place, value.toByteArray());
    default:
        return bindText(statement, place, value.toString());
    }
}

} // namespace

Statement::Statement(Database *database, QString sql, sqlite3_stmt *statement)
    : m_database(database), m_sql(std::move(sql)), m_statement(statement)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_sql(std::move(other.m_sql))
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_places(other.m_places)
    , m_given(other.m_given)
    , m_bindCode(other.m_bindCode)
    , m_isRunning(other.m_isRunning)
    , m_isAtRow(other.m_isAtRow)
    , m_isFirstRowAhead(other.m_isFirstRowAhead)
{
}

Statement::~Statement()
{
    if (m_statement != nullptr)
        m_database->giveBack(m_sql, m_statement);
}

Statement &Statement::bind(const QString &name, const QVariant &value)
{
    return bindAt(sqlite3_bind_parameter_index(m_statement, name.toUtf8().constData()), value);
}

Statement &Statement::add(const QVariant &value)
{
    return bindAt(++m_places, value);
}

Statement &Statement::bindAt(int place, const QVariant &value)
{
    if (std::exchange(m_isRunning, false))
        sqlite3_reset(m_statement);
    if (const int code = bindValue(m_statement, place, value); code != SQLITE_OK)
        m_bindCode = code;
    ++m_given;
    return *this;
}

Result<> Statement::run()
{
    if (m_bindCode != SQLITE_OK)
        return fail(codeOf(m_bindCode), QString::fromUtf8(sqlite3_errstr(m_bindCode)) + u" in "_s + m_sql);
    if (m_given < sqlite3_bind_parameter_count(m_statement))
        return fail(ErrorCode::Storage, u"a value was not given in "_s + m_sql);
    if (m_isRunning)
        sqlite3_reset(m_statement);
    m_isRunning = true;
    m_isFirstRowAhead = true;
    m_places = 0;
    ++m_database->m_runs;
    return step();
}

Result<bool> Statement::next()
{
    if (!std::exchange(m_isFirstRowAhead, false) && m_isAtRow)
        TRY(step());
    return m_isAtRow;
}

Result<> Statement::step()
{
    const int code = sqlite3_step(m_statement);
    m_isAtRow = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return tl::unexpected(lastError(m_database->m_handle));
    return {};
}

Stored Statement::stored(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return Stored::Integer;
    case SQLITE_FLOAT:
        return Stored::Real;
    case SQLITE_TEXT:
        return Stored::Text;
    case SQLITE_BLOB:
        return Stored::Bytes;
    default:
        return Stored::Null;
    }
}

bool Statement::isNull(int column) const
{
    return stored(column) == Stored::Null;
}

QString Statement::text(int column) const
{
    const unsigned char *const utf8 = sqlite3_column_text(m_statement, column);
    return QString::fromUtf8(reinterpret_cast<const char *>(utf8), sqlite3_column_bytes(m_statement, column));
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

bool Statement::boolean(int column) const
{
    return integer(column) != 0;
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
    const void *const bytes = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(bytes), sqlite3_column_bytes(m_statement, column)};
}

QStringList Statement::columns() const
{
    QStringList names;
    for (int i = 0; i < sqlite3_column_count(m_statement); ++i)
        names << QString::fromUtf8(sqlite3_column_name(m_statement, i));
    return names;
}

} // namespace dermis
