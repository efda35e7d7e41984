#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace dermis {

/// Whether a file system of that name (as the system calls it: "nfs4", "cifs", "fuse.sshfs") is another computer's.
bool isNetworkFileSystem(const QByteArray &type);
/// The kind of network share that a file, or the folder it is to be made in, lies on; nothing for a disk of this computer.
std::optional<QString> networkShareOf(const QString &path);

/// Who tells the file system's name of an existing path; only tests name another than the system. Empty: the system again.
using FileSystemProbe = std::function<QByteArray(const QString &path)>;
void setFileSystemProbe(FileSystemProbe probe);

} // namespace dermis
