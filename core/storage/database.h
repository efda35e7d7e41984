#pragma once

#include "core/base/result.h"
#include "core/storage/damage.h"
#include "core/storage/statement.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

class QSqlDatabase;
struct sqlite3;

namespace dermis {

class FileKey;
class StopSwitch;

/// Told how many pages are done; answers false to stop.
using CopyProgress = std::function<bool(qint64 done, qint64 all)>;

/// How a clinic file is opened.
struct OpenOptions {
    bool create = false;   ///< make the file, or fill a new vault; fails when there is anything else
    bool readOnly = false; ///< never write
    bool alone = false;    ///< nobody else can have the file open, so that it may lie on a network share
};

/// One connection to one clinic file, living on the thread that opened it.
/// This is the only place of the program where a connection is made.
///
/// An encrypted clinic opens while its key is offered (core/vault/vault_vfs.h), and this keeps the offer up; else Locked.
/// One that is marked as damaged opens to be read only. One on a network share is refused (ReadOnly), since SQLite's log needs
/// the memory of one computer; to be read only it opens while nobody has it open for writing (else Busy).
class Database
{
public:
    static constexpr int applicationId = 0x44524d53; // "DRMS"

    static Result<std::unique_ptr<Database>> open(const QString &path, const OpenOptions &options = {});
    /// An empty database that no file holds.
    static Result<std::unique_ptr<Database>> inMemory();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    QString path() const { return m_path; }
    /// The key of an encrypted clinic; nothing for a plain one.
    std::shared_ptr<const FileKey> key() const { return m_key; }
    bool isReadOnly() const { return m_readOnly || m_damage.has_value(); }
    /// What is damaged in a file that was found so; it is only read.
    const std::optional<Damage> &damage() const { return m_damage; }
    /// From now on nothing is written by this connection: the file was found damaged.
    void refuseWrites(const Damage &damage);
    /// Damaged or ReadOnly, in words that tell what to do, when nothing may be written.
    Result<> checkWritable() const;

    /// Prepares SQL; texts are kept prepared for the next time.
    Result<Statement> prepare(const QString &sql);
    /// Prepares and runs SQL without parameters.
    Result<> run(const QString &sql);
    /// Runs a whole script, cut where sqlite3_complete() agrees.
    Result<> runScript(const QString &script);
    /// The single integer a query gives; 0 when there is no row.
    Result<qint64> integer(const QString &sql);

    /// How many statements were run on this connection.
    qint64 runs() const { return m_runs; }
    /// Writes the content to a new file, encrypted with the same key and slots when this one is: as it stands now, or as the
    /// transaction sees it that this connection reads in. A copy that was not finished (Cancelled, DiskFull, Io) is left to
    /// be removed.
    Result<> copyTo(const QString &path, const CopyProgress &progress = {});

    /// Writes the content, as it stands now, to a new file that is not encrypted.
    Result<> copyPlainTo(const QString &path);

    /// Stops a statement that runs on this connection; may be called from another thread.
    void interrupt();
    /// Asked again and again while a statement runs; when it answers false, the statement ends with Cancelled. It must not use
    /// this connection.
    void setWanted(std::function<bool()> isWanted);
    /// Lets `stopSwitch` stop what runs on this connection, until it is closed.
    void setStopSwitch(const std::shared_ptr<StopSwitch> &stopSwitch);
    /// Changes whenever another connection commits.
    Result<qint64> dataVersion();

    /// Where journal salts come from: the system's generator, unless a demo clinic needs the same every time.
    void setSaltSource(std::function<QByteArray()> source) { m_saltSource = std::move(source); }
    QByteArray newSalt() const { return m_saltSource(); }

private:
    friend class Statement;
    Database(QString path, QString connectionName, bool readOnly);
    Result<> connect(QSqlDatabase &connection, bool create);
    Result<> configure(bool create);
    Result<> copyInto(const QString &uri, const CopyProgress &progress);
    void giveBack(const QString &sql, sqlite3_stmt *statement);

    QString m_path;
    QString m_connectionName;
    bool m_readOnly;
    std::optional<Damage> m_damage;
    std::shared_ptr<StopSwitch> m_stopSwitch;
    std::shared_ptr<const FileKey> m_key;
    sqlite3 *m_handle = nullptr;           // the driver's own
    QHash<QString, sqlite3_stmt *> m_idle; // by text; null while taken
    qint64 m_runs = 0;
    std::function<QByteArray()> m_saltSource;
    std::function<bool()> m_isWanted;
};

} // namespace dermis
