#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

class QFile;
class QLockFile;

namespace dermis {

/// A folder within another for what is not finished yet; it goes with this object, and what a killed program
/// left in one is cleared away first. Only one at a time in a folder.
class ScratchFolder
{
public:
    /// Busy when another program is at work in the folder; ReadOnly or Io when it cannot be written.
    static Result<ScratchFolder> make(const QString &folder);
    ScratchFolder(ScratchFolder &&other) noexcept;
    ScratchFolder &operator=(ScratchFolder &&) = delete;
    ~ScratchFolder();

    QString filePath(const QString &name) const;
    /// Moves a finished file out under a name of its own; InvalidInput when that name is taken.
    Result<> release(const QString &name, const QString &path) const;

private:
    ScratchFolder(const QString &path, std::unique_ptr<QLockFile> lock);

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

/// DiskFull, with both numbers, when the folder's disk has less room than that.
Result<> checkSpace(const QString &folder, qint64 bytes);
/// A new name is on the disk when its folder is.
void flushFolder(const QString &folder);
/// Waits until the file's bytes are on the disk.
Result<> flushToDisk(QFile &file);

} // namespace dermis
