#pragma once

#include <QDir>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace dermis::test {

/// One `#include` line, as written and as the folder of ours it names (empty for a header of somebody else).
struct Include
{
    QString file; ///< from the project's root
    int line = 0;
    QString spelling;
    QString target; ///< from the project's root; empty when the header is not ours
};

/// Every include of the sources below these folders, in either spelling, relative or from the root.
QList<Include> includesBelow(const QDir &root, const QStringList &folders);

/// Which folder may include which, and which Qt modules are closed to it, as docs/architecture.md says.
class Architecture
{
public:
    /// Reads the blocks fenced as `arrows` and `closed`.
    static Architecture fromMarkdown(const QString &text);

    bool isEmpty() const { return m_arrows.isEmpty(); }
    /// The deepest folder of the document that holds the file; empty when there is none.
    QString folderOf(const QString &file) const;
    /// Whether a file may include another of ours: the same folder, or one reached over the arrows.
    bool allows(const QString &file, const QString &target) const;
    /// The modules closed to a file.
    QStringList closedModules(const QString &file) const;

private:
    QHash<QString, QStringList> m_arrows;
    QHash<QString, QStringList> m_closed;
    QStringList m_folders;
};

/// One line for each include that the architecture does not allow. `qtHeaders` is where Qt keeps a folder of
/// headers for each module.
QStringList violations(const Architecture &architecture, const QList<Include> &includes,
                       const QDir &qtHeaders);

} // namespace dermis::test
