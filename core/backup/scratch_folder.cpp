#include "core/backup/scratch_folder.h"

#include "core/storage/damage.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QLockFile>
#include <QStorageInfo>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace dermis {

ScratchFolder::ScratchFolder(const QString &path, std::unique_ptr<QLockFile> lock)
    : m_path(path), m_lock(std::move(lock))
{
}

ScratchFolder::ScratchFolder(ScratchFolder &&other) noexcept = default;

ScratchFolder::~ScratchFolder()
{
    if (m_lock != nullptr)
        QDir(m_path).removeRecursively();
}

Result<ScratchFolder> ScratchFolder::make(const QString &folder)
{
    const QDir place(folder);
    if (!place.exists())
        return fail(ErrorCode::Io, u"there is no folder %1"_s.arg(folder));
    auto lock = std::make_unique<QLockFile>(place.filePath(u"dermis-backup.lock"_s));
    lock->setStaleLockTime(0); // a backup may take long; only a program that is gone leaves a stale one
    if (!lock->tryLock()) {
        if (lock->error() == QLockFile::LockFailedError)
            return fail(ErrorCode::Busy, u"another backup is being made or restored in %1"_s.arg(folder));
        return fail(ErrorCode::ReadOnly, u"the folder %1 cannot be written"_s.arg(folder));
    }
    ScratchFolder scratch(place.filePath(u"dermis-backup.unfinished"_s), std::move(lock));
    QDir(scratch.m_path).removeRecursively();
    if (!place.mkdir(u"dermis-backup.unfinished"_s))
        return fail(ErrorCode::Io, u"the folder %1 could not be made"_s.arg(scratch.m_path));
    return scratch;
}

QString ScratchFolder::filePath(const QString &name) const
{
    return QDir(m_path).filePath(name);
}

Result<> ScratchFolder::release(const QString &name, const QString &path) const
{
    if (QFileInfo::exists(path))
        return fail(ErrorCode::InvalidInput, u"%1 exists already; choose another name"_s.arg(path));
    if (!QFile::rename(filePath(name), path))
        return fail(ErrorCode::Io, u"%1 could not be written"_s.arg(path));
    removeDamageMark(path); // of a clinic that had this name before
    flushFolder(QFileInfo(path).absolutePath());
    return {};
}

void flushFolder(const QString &folder)
{
#ifndef Q_OS_WIN
    const int opened = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY);
    if (opened >= 0) {
        ::fsync(opened);
        ::close(opened);
    }
#else
    Q_UNUSED(folder)
#endif
}

Result<> checkSpace(const QString &folder, qint64 bytes)
{
    const qint64 available = QStorageInfo(folder).bytesAvailable();
    if (available < 0 || available >= bytes)
        return {};
    const QLocale plain = QLocale::c();
    return fail(ErrorCode::DiskFull,
                u"%1 has %2 free, and %3 are needed"_s.arg(folder, plain.formattedDataSize(available),
                                                           plain.formattedDataSize(bytes)));
}

Result<> flushToDisk(QFile &file)
{
#ifdef Q_OS_WIN
    const bool isOnDisk = file.flush() && ::_commit(file.handle()) == 0;
#else
    const bool isOnDisk = file.flush() && ::fsync(file.handle()) == 0;
#endif
    if (!isOnDisk)
        return fail(ErrorCode::Io, u"%1 could not be written to the disk"_s.arg(file.fileName()));
#ifdef POSIX_FADV_DONTNEED
    ::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED); // whoever reads it back is to read the disk
#endif
    return {};
}

} // namespace dermis
