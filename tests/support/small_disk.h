#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace dermis::test {

/// A disk of so many megabytes that stands only as long as a test; only root can mount one.
class SmallDisk
{
public:
    explicit SmallDisk(int megabytes = 1)
        : m_isMounted(mount({QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                             QStringLiteral("size=%1m").arg(megabytes), QStringLiteral("tmpfs")}))
    {
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            QProcess::execute(QStringLiteral("umount"), {path()});
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    bool isMounted() const { return m_isMounted; }
    QString path() const { return m_folder.path(); }
    /// From now on the disk can only be read.
    bool protect() { return mount({QStringLiteral("-o"), QStringLiteral("remount,ro")}); }

private:
    bool mount(const QStringList &arguments) const
    {
        return QProcess::execute(QStringLiteral("mount"), arguments + QStringList{path()}) == 0;
    }

    QTemporaryDir m_folder;
    bool m_isMounted;
};

} // namespace dermis::test
