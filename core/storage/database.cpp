#include "core/storage/database.h"

#include "core/storage/network_share.h"
#include "core/storage/sqlite_error.h"
#include "core/storage/stop_switch.h"
#include "core/vault/vault.h"
#include "core/vault/vault_vfs.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Error errorOf(const QSqlError &error)
{
    return {codeOf(error.nativeErrorCode().toInt()), error.text()};
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

/// SQLite's log needs shared memory, which no two computers have: on a network share a clinic is read as it lies there.
Result<> checkShare(const QString &path, const OpenOptions &options)
{
    const auto share = options.alone ? std::nullopt : networkShareOf(path);
    if (!share)
        return {};
    if (!options.readOnly)
        return fail(ErrorCode::ReadOnly,
                    u"%1 lies on a network share (%2), where two computers at once would damage it; keep the clinic on a disk "
                    "of this computer and only its backups on the share, or open it to be read only"_s.arg(path, *share));
    if (QFileInfo(path + u"-wal"_s).size() > 0)
        return fail(ErrorCode::Busy,
                    u"%1 lies on a network share, and somebody has it open or did not close it; close it there first"_s
                        .arg(path));
    return {};
}

QString uriOf(const QString &path, const OpenOptions &options, bool isEncrypted)
{
    const QFileInfo file(path);
    QString mode = options.create ? u"rwc"_s : u"rw"_s;
    if (options.readOnly) {
        const bool isStill = isOnProtectedDisk(file) || (!options.alone && networkShareOf(path));
        mode = isStill ? u"ro&immutable=1"_s : u"ro"_s;
    }
    QString uri = QString::fromLatin1(QUrl::fromLocalFile(file.absoluteFilePath()).toEncoded()) + u"?mode="_s + mode;
    if (isEncrypted)
        uri += u"&vfs="_s + QLatin1StringView(vaultVfsName);
    return uri;
}

Result<> checkPath(const QString &path, const OpenOptions &options, bool isEncrypted)
{
    const QFileInfo file(path);
    if (options.create && !isEncrypted) {
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

/// SQLite's C interface may be used on the driver's handle only when both are served by one library.
Result<sqlite3 *> handleOf(const QSqlDatabase &connection)
{
    const QVariant handle = connection.driver()->handle();
    QSqlQuery source(u"SELECT sqlite_source_id()"_s, connection);
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0 || !source.next()
        || source.value(0).toString() != QString::fromLatin1(sqlite3_sourceid()))
        return fail(ErrorCode::Storage,
                    u"Qt's QSQLITE driver and Dermis use different SQLite libraries; install both from one system"_s);
    return *static_cast<sqlite3 *const *>(handle.constData());
}

struct CloseConnection {
    void operator()(sqlite3 *connection) const { sqlite3_close(connection); }
};

constexpr int pagesAtOnce = 256;

Result<> copyPages(sqlite3 *from, sqlite3 *to, const CopyProgress &progress)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    if (copy == nullptr)
        return tl::unexpected(lastError(to));
    int code = SQLITE_OK;
    bool isWanted = true;
    while (code == SQLITE_OK && isWanted) {
        code = sqlite3_backup_step(copy, pagesAtOnce);
        const int all = sqlite3_backup_pagecount(copy);
        isWanted = !progress || progress(all - sqlite3_backup_remaining(copy), all);
    }
    const int end = sqlite3_backup_finish(copy);
    if (!isWanted)
        return fail(ErrorCode::Cancelled, u"the copy of the clinic was stopped"_s);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return fail(ErrorCode::Busy, u"another program is writing to the clinic file"_s);
    if (end != SQLITE_OK)
        return tl::unexpected(lastError(to));
    return {};
}

} // namespace

Database::Database(QString path, QString connectionName, bool readOnly)
    : m_path(std::move(path))
    , m_connectionName(std::move(connectionName))
    , m_readOnly(readOnly)
    , m_saltSource(systemSalt)
{
}

Database::~Database()
{
    if (m_stopSwitch != nullptr)
        m_stopSwitch->attach(nullptr);
    for (sqlite3_stmt *statement : std::as_const(m_idle))
        sqlite3_finalize(statement);
    {
        QSqlDatabase connection = QSqlDatabase::database(m_connectionName, false);
        connection.close();
    }
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const OpenOptions &asked)
{
    const ClinicForm form = clinicForm(path);
    const bool isEncrypted = form == ClinicForm::Vault;
    if (form == ClinicForm::Unreadable && QFileInfo(path).isFile() && QFileInfo(path).isReadable())
        return fail(ErrorCode::Io, u"%1 could not be read; its disk may be failing"_s.arg(path));
    const auto mark = asked.create ? std::nullopt : damageMark(path);
    OpenOptions options = asked;
    options.readOnly = asked.readOnly || mark.has_value();
    TRY(checkPath(path, options, isEncrypted));
    TRY(checkShare(path, options));
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(path, name, options.readOnly));
    if (isEncrypted) {
        database->m_key = offeredKey(path);
        if (database->m_key == nullptr)
            return fail(ErrorCode::Locked, u"%1 is locked; sign in with your name and password"_s.arg(path));
    }
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    connection.setDatabaseName(uriOf(path, options, isEncrypted));
    connection.setConnectOptions(u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"_s
                                 + (options.readOnly ? u";QSQLITE_OPEN_READONLY"_s : QString()));
    TRY(database->connect(connection, options.create));
    if (mark)
        database->refuseWrites(mark->damage);
    return database;
}

Result<std::unique_ptr<Database>> Database::inMemory()
{
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(u":memory:"_s, name, false));
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    connection.setDatabaseName(database->m_path);
    TRY(database->connect(connection, true));
    return database;
}

Result<> Database::connect(QSqlDatabase &connection, bool create)
{
    if (!connection.open())
        return tl::unexpected(errorOf(connection.lastError()));
    m_handle = TRY(handleOf(connection));
    return configure(create);
}

void Database::refuseWrites(const Damage &damage)
{
    m_damage = damage;
    if (!m_readOnly) // a check of the file makes temporary tables
        (void)run(u"PRAGMA query_only = ON"_s);
}

Result<> Database::checkWritable() const
{
    if (m_damage)
        return fail(ErrorCode::Damaged,
                    u"%1 was found damaged and may only be read, so that nothing gets worse (%2); bring it back from a backup "
                    "or salvage it"_s.arg(m_path, m_damage->detail));
    if (m_readOnly)
        return fail(ErrorCode::ReadOnly, u"%1 was opened to be read only"_s.arg(m_path));
    return {};
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
    sqlite3_stmt *statement = std::exchange(m_idle[sql], nullptr);
    if (statement == nullptr) {
        const QByteArray text = sql.toUtf8();
        if (sqlite3_prepare_v3(m_handle, text.constData(), static_cast<int>(text.size() + 1), SQLITE_PREPARE_PERSISTENT,
                               &statement, nullptr)
            != SQLITE_OK)
            return tl::unexpected(lastError(m_handle));
    }
    return Statement(this, sql, statement);
}

void Database::giveBack(const QString &sql, sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    std::swap(m_idle[sql], statement);
    sqlite3_finalize(statement); // of the same text, when two were taken
}

Result<> Database::run(const QString &sql)
{
    ++m_runs;
    if (sqlite3_exec(m_handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(lastError(m_handle));
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

Result<> Database::copyTo(const QString &path, const CopyProgress &progress)
{
    if (m_key != nullptr) {
        TRY(copyHeader(m_path, path));
        TRY(offerKey(path, m_key));
    }
    return copyInto(uriOf(path, {.create = true}, m_key != nullptr), progress);
}

Result<> Database::copyPlainTo(const QString &path)
{
    const sqlite3_vfs *plain = realVfs();
    return copyInto(uriOf(path, {.create = true}, false) + u"&vfs="_s + QString::fromUtf8(plain->zName), {});
}

Result<> Database::copyInto(const QString &uri, const CopyProgress &progress)
{
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(uri.toUtf8().constData(), &opened,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, nullptr);
    const std::unique_ptr<sqlite3, CloseConnection> copy(opened);
    if (code != SQLITE_OK)
        return tl::unexpected(lastError(opened));
    TRY(copyPages(m_handle, opened, progress));
    if (sqlite3_exec(opened, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK) // no log beside it
        return tl::unexpected(lastError(opened));
    return {};
}

void Database::interrupt()
{
    sqlite3_interrupt(m_handle);
}

void Database::setWanted(std::function<bool()> isWanted)
{
    constexpr int stepsBetween = 1'000; // of SQLite's machine, some hundredths of a millisecond
    m_isWanted = std::move(isWanted);
    const auto stops = [](void *wanted) { return (*static_cast<std::function<bool()> *>(wanted))() ? 0 : 1; };
    sqlite3_progress_handler(m_handle, m_isWanted ? stepsBetween : 0, stops, &m_isWanted);
}

void Database::setStopSwitch(const std::shared_ptr<StopSwitch> &stopSwitch)
{
    m_stopSwitch = stopSwitch;
    m_stopSwitch->attach(this);
    setWanted([pressed = stopSwitch.get()] { return !pressed->isStopped(); });
}

Result<qint64> Database::dataVersion()
{
    return integer(u"PRAGMA data_version"_s);
}

} // namespace dermis
