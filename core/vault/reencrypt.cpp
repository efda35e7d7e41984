#include "core/vault/reencrypt.h"

#include "core/vault/vault_vfs.h"

#include <QFileInfo>

#include <filesystem>
#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int patienceMs = 5000;
constexpr int pagesAtOnce = 256;

struct Close
{
    void operator()(sqlite3 *connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

tl::unexpected<Error> copyError(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(ErrorCode::Busy,
                    u"the clinic is open in another window or program; close it there first"_s);
    case SQLITE_FULL:
        return fail(ErrorCode::DiskFull, u"the disk has no room for a second copy of the clinic"_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail(
            ErrorCode::Damaged,
            u"the clinic could not be read whole; it or the disk is damaged; check it, and restore a backup if need be"_s);
    case SQLITE_AUTH:
        return fail(ErrorCode::NotAllowed, u"the clinic is locked; sign in first"_s);
    default:
        return fail(ErrorCode::Io, u"the clinic could not be copied (code %1)"_s.arg(code));
    }
}

Result<Connection> open(const QString &path)
{
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &opened, SQLITE_OPEN_READWRITE, vaultVfsName);
    Connection connection(opened);
    if (code != SQLITE_OK)
        return copyError(code);
    sqlite3_busy_timeout(opened, patienceMs);
    return connection;
}

Result<> run(sqlite3 *connection, const char *sql)
{
    const int code = sqlite3_exec(connection, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return copyError(code);
    return {};
}

/// Alone with the clinic: its log is emptied and gone, and nobody else reads or writes until the connection
/// is closed.
Result<Connection> openAlone(const QString &path)
{
    Connection connection = TRY(open(path));
    TRY(run(connection.get(),
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT"));
    return connection;
}

Result<> copyPages(sqlite3 *from, sqlite3 *to, const PagesDone &pagesDone)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == nullptr)
        return copyError(sqlite3_errcode(to));
    int code = SQLITE_OK;
    bool isWanted = true;
    while (code == SQLITE_OK && isWanted) {
        code = sqlite3_backup_step(backup, pagesAtOnce);
        const int all = sqlite3_backup_pagecount(backup);
        isWanted = pagesDone(all - sqlite3_backup_remaining(backup), all);
    }
    const int end = sqlite3_backup_finish(backup);
    if (!isWanted)
        return fail(ErrorCode::Cancelled, u"the clinic keeps its key"_s);
    if (code != SQLITE_DONE || end != SQLITE_OK)
        return copyError(code != SQLITE_DONE ? code : end);
    return {};
}

Result<> check(sqlite3 *connection)
{
    QByteArray answer;
    const auto append = [](void *text, int, char **columns, char **) {
        *static_cast<QByteArray *>(text) += columns[0];
        return 0;
    };
    const int code = sqlite3_exec(connection, "PRAGMA integrity_check(1)", append, &answer, nullptr);
    if (code != SQLITE_OK)
        return copyError(code);
    if (answer != "ok")
        return copyError(SQLITE_CORRUPT);
    return {};
}

Result<Reencrypted> copyFrom(sqlite3 *clinic, const QString &copy, const KeyHolder &holder,
                             const QString &password, const Derivation &derivation,
                             const PagesDone &pagesDone)
{
    Unlocked unlocked = TRY(createVault(copy, holder, password, derivation));
    TRY(offerKey(copy, unlocked.key));
    RecoveryKey recoveryKey = TRY(newRecoveryKey(copy, *unlocked.key, derivation));
    const Connection target = TRY(open(copy));
    TRY(copyPages(clinic, target.get(), pagesDone));
    TRY(check(target.get()));
    return Reencrypted{std::move(unlocked), std::move(recoveryKey)};
}

QString copyOf(const QString &path)
{
    return path + u".new-key"_s;
}

void removeCopy(const QString &copy)
{
    for (const QString &ending : {u""_s, u"-journal"_s})
        realVfs()->xDelete(realVfs(), (copy + ending).toUtf8().constData(), 0);
}

/// Puts `copy` in the place of `path`, and makes sure that the folder's entry is on the disk.
Result<> replace(const QString &path, const QString &copy)
{
    std::error_code error;
    std::filesystem::rename(QFileInfo(copy).filesystemAbsoluteFilePath(),
                            QFileInfo(path).filesystemAbsoluteFilePath(), error);
    if (error)
        return fail(ErrorCode::Io, u"the new copy could not take the clinic's place"_s);
#ifdef Q_OS_UNIX
    const int folder =
        ::open(QFileInfo(path).absolutePath().toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
#endif
    return {};
}

} // namespace

Result<Reencrypted> reencrypt(const QString &path, const KeyHolder &holder, const QString &password,
                              const Derivation &derivation, const PagesDone &pagesDone)
{
    const QString copy = copyOf(path);
    const Connection clinic = TRY(openAlone(path));
    removeCopy(copy); // what an interrupted run left behind
    auto copied = copyFrom(clinic.get(), copy, holder, password, derivation, pagesDone);
    const auto replaced = copied ? replace(path, copy) : Result<>(tl::unexpected(copied.error()));
    if (!replaced) {
        removeCopy(copy);
        return tl::unexpected(replaced.error());
    }
    TRY(offerKey(path, copied->unlocked.key));
    return copied;
}

void clearInterruptedReencryption(const QString &path)
{
    const QString copy = copyOf(path);
    if (clinicForm(copy) == ClinicForm::Missing && !QFileInfo::exists(copy + u"-journal"_s))
        return;
    const auto alone =
        HeaderFile::openForChange(path, 0); // a run that still works keeps this lock from everybody
    if (alone)
        removeCopy(copy);
}

} // namespace dermis
