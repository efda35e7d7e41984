#include "core/storage/network_share.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <array>
#include <string_view>

#ifdef Q_OS_WIN
#include <windows.h>
#endif

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Names of Linux and macOS; what FUSE serves is named behind "fuse.".
constexpr std::array networkTypes = std::to_array<std::string_view>(
    {"nfs",      "nfs4",      "cifs",      "smb",    "smb2",   "smb3",    "smbfs",  "afpfs",  "afs",    "openafs", "coda",
     "ncpfs",    "9p",        "v9fs",      "ceph",   "lustre", "gfs2",    "ocfs2",  "davfs",  "davfs2", "webdav",  "ftp",
     "glusterfs", "beegfs",   "sshfs",     "curlftpfs", "rclone", "gvfsd-fuse", "s3fs", "gcsfuse", "smbnetfs", "mfs", "juicefs"});

FileSystemProbe &probe()
{
    static FileSystemProbe probe;
    return probe;
}

/// The path itself, else the nearest folder above it that is there.
QString existing(const QString &path)
{
    QFileInfo file(path);
    while (!file.exists() && !file.isRoot())
        file = QFileInfo(file.absolutePath());
    return file.canonicalFilePath();
}

QByteArray typeFromSystem(const QString &path)
{
#ifdef Q_OS_WIN
    const QString root = QStorageInfo(path).rootPath();
    if (path.startsWith(u"//"_s) || GetDriveTypeW(reinterpret_cast<const wchar_t *>(root.utf16())) == DRIVE_REMOTE)
        return "smb";
#endif
    return QStorageInfo(path).fileSystemType();
}

} // namespace

bool isNetworkFileSystem(const QByteArray &type)
{
    QByteArray name = type.toLower();
    if (name.startsWith("fuse."))
        name = name.sliced(5);
    return std::ranges::find(networkTypes, std::string_view(name.constData(), static_cast<size_t>(name.size())))
           != networkTypes.end();
}

std::optional<QString> networkShareOf(const QString &path)
{
    const QString place = existing(path);
    const QByteArray type = probe() ? probe()(place) : typeFromSystem(place);
    if (!isNetworkFileSystem(type))
        return std::nullopt;
    return QString::fromLatin1(type);
}

void setFileSystemProbe(FileSystemProbe newProbe)
{
    probe() = std::move(newProbe);
}

} // namespace dermis
