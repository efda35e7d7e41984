#include "core/backup/restore_in_place.h"

#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/backup/backup_round.h"
#include "core/backup/restoring.h"
#include "core/backup/scratch_folder.h"
#include "core/base/clock.h"
#include "core/clinic/clinic_file.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// In the first place that takes it, else beside the clinic.
Result<Backup> backUpPresent(Database &database, const Actor &actor, const Clock &clock,
                             const BackupProgress &progress)
{
    const auto round = backUpToPlaces(database, actor, clock, BackupCause::BeforeRestore, progress);
    if (round)
        return round->made.first();
    if (round.error().code == ErrorCode::Cancelled)
        return tl::unexpected(round.error());
    return createBackup(database, actor, clock, QFileInfo(database.path()).absolutePath(), progress);
}

std::filesystem::path systemPath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

/// "practice-before-restore-2026-03-02-180000.dermis" beside the clinic; with a number when that is taken.
QString freeNameAside(const QString &clinic, const QDateTime &now)
{
    const QFileInfo file(clinic);
    const QString stem =
        file.completeBaseName() + clinicTime(now).toString(u"'-before-restore-'yyyy-MM-dd-hhmmss"_s);
    QString path = file.absoluteDir().filePath(stem + u".dermis"_s);
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = file.absoluteDir().filePath(u"%1-%2.dermis"_s.arg(stem).arg(n));
    return path;
}

/// A second name that a killed restore gave to the clinic before it could put another in its place.
void removeSecondNames(const QString &clinic)
{
    const QFileInfo file(clinic);
    const QDir folder = file.absoluteDir();
    for (const QString &name :
         folder.entryList({file.completeBaseName() + u"-before-restore-*.dermis"_s}, QDir::Files)) {
        std::error_code ignored;
        if (std::filesystem::equivalent(systemPath(folder.filePath(name)), systemPath(clinic), ignored))
            QFile::remove(folder.filePath(name));
    }
}

Result<> noteAside(Database &database, const Actor &actor, const QDateTime &now, const QString &aside,
                   const QString &backup, const ProvenBackup &proven)
{
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.insert(u"put_aside"_s, {{u"at"_s, toIsoUtc(now)},
                                            {u"kept_as"_s, QFileInfo(aside).fileName()},
                                            {u"backup_file_name"_s, QFileInfo(backup).fileName()},
                                            {u"backup_sha256"_s, proven.sha256}}));
    return transaction.commit();
}

Error inUse(const Database &database)
{
    return {ErrorCode::Busy,
            u"another window or program has %1 open; close it and try again"_s.arg(database.path())};
}

/// Folds the log into the clinic, which only its last user can.
Result<> foldLog(Database &database)
{
    constexpr int tries = 30;
    Result<> alone;
    for (int n = 0; n < tries; ++n) {
        alone = database.run(u"PRAGMA journal_mode = DELETE"_s);
        if (alone || alone.error().code != ErrorCode::Busy)
            break;
        QThread::msleep(100);
    }
    if (!alone && alone.error().code == ErrorCode::Busy)
        return tl::unexpected(inUse(database));
    return alone;
}

/// Keeps everybody else out until the connection is closed; nobody may have begun a log meanwhile.
Result<> lockOut(Database &database)
{
    TRY(database.run(u"BEGIN EXCLUSIVE"_s));
    if (QFileInfo::exists(database.path() + u"-wal"_s))
        return tl::unexpected(inUse(database));
    return {};
}

/// The clinic under a second name, or where the disk knows none, a copy of it.
Result<> keepAside(Database &database, const QString &aside)
{
    std::error_code failed;
    std::filesystem::create_hard_link(systemPath(database.path()), systemPath(aside), failed);
    if (!failed)
        return {};
    auto copied = database.copyTo(aside);
    if (!copied)
        removeClinicFile(aside);
    return copied;
}

/// One step of the file system: the name is the old clinic's before it, and the new one's after it.
Result<> giveName(const QString &from, const QString &name)
{
    std::error_code failed;
    std::filesystem::rename(systemPath(from), systemPath(name), failed);
    if (failed)
        return fail(ErrorCode::Io,
                    u"%1 could not be replaced: %2"_s.arg(name, QString::fromStdString(failed.message())));
    removeDamageMark(name); // it was the old clinic's
    flushFolder(QFileInfo(name).absolutePath());
    return {};
}

Result<> exchange(std::unique_ptr<Database> clinic, const QString &restored, const QString &aside)
{
    const QString path = clinic->path();
    TRY(lockOut(*clinic));
    TRY(keepAside(*clinic, aside));
    flushFolder(QFileInfo(aside).absolutePath());
#ifdef Q_OS_WIN
    clinic.reset(); // an open file cannot be replaced there
#endif
    auto named = giveName(restored, path);
    if (!named)
        QFile::remove(aside);
    return named;
}

} // namespace

Result<RestoredInPlace> restoreInPlace(std::unique_ptr<Database> clinic, const Actor &actor,
                                       const QString &password, const QString &backup,
                                       const Unlocked &unlocked, const Clock &clock,
                                       const BackupProgress &progress)
{
    TRY(require(actor, Permission::Backup));
    TRY(provePassword(*clinic, actor.id, password, clock.now()));
    const QString path = QFileInfo(clinic->path()).absoluteFilePath();
    removeSecondNames(path);
    RestoredInPlace done;
    done.before = TRY(backUpPresent(*clinic, actor, clock, progress));
    const auto scratch = TRY(ScratchFolder::make(QFileInfo(path).absolutePath()));
    const QString restored = scratch.filePath(u"restored.dermis"_s);
    const QList<Backup> known = TRY(allBackups(*clinic));
    done.restored = TRY(restoreTo(restored, backup, unlocked, clock, known, progress));
    done.keptAs = freeNameAside(path, clock.now());
    TRY(foldLog(*clinic));
    TRY(noteAside(*clinic, actor, clock.now(), done.keptAs, backup, done.restored));
    TRY(exchange(std::move(clinic), restored, done.keptAs));
    return done;
}

} // namespace dermis
