#include "tests/core/architecture/include_graph.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

bool isInside(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

QString resolved(const QDir &root, const QString &file, const QString &spelling)
{
    const QString beside = QDir::cleanPath(QFileInfo(file).path() + u'/' + spelling);
    for (const QString &candidate : {beside, QDir::cleanPath(spelling)}) {
        if (QFileInfo(root.filePath(candidate)).isFile())
            return candidate;
    }
    return {};
}

QList<Include> includesOf(const QDir &root, const QString &path)
{
    static const QRegularExpression line(u"^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]"_s);
    QList<Include> includes;
    QFile file(root.filePath(path));
    if (!file.open(QIODevice::ReadOnly))
        return includes;
    for (int number = 1; !file.atEnd(); ++number) {
        const auto match = line.match(QString::fromUtf8(file.readLine()));
        if (match.hasMatch())
            includes.append({path, number, match.captured(1), resolved(root, path, match.captured(1))});
    }
    return includes;
}

/// The lines of one fenced block as (left, right side split at commas).
QList<std::pair<QString, QStringList>> fenced(const QString &text, const QString &name,
                                              const QString &separator)
{
    QList<std::pair<QString, QStringList>> lines;
    bool inside = false;
    for (const QString &line : text.split(u'\n')) {
        if (line.startsWith(u"```"_s))
            inside = line == u"```"_s + name;
        else if (const qsizetype at = line.indexOf(separator); inside && at > 0) {
            QStringList right;
            for (const QString &part : line.sliced(at + separator.size()).split(u','))
                right << part.trimmed();
            lines.append({line.first(at).trimmed(), right});
        }
    }
    return lines;
}

} // namespace

QList<Include> includesBelow(const QDir &root, const QStringList &folders)
{
    QList<Include> includes;
    for (const QString &folder : folders) {
        QDirIterator files(root.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            includes << includesOf(root, root.relativeFilePath(files.next()));
    }
    return includes;
}

Architecture Architecture::fromMarkdown(const QString &text)
{
    Architecture architecture;
    QSet<QString> folders;
    for (const auto &[from, to] : fenced(text, u"arrows"_s, u"->"_s)) {
        architecture.m_arrows[from] << to;
        folders << from;
        folders.unite(QSet<QString>(to.begin(), to.end()));
    }
    for (const auto &[folder, modules] : fenced(text, u"closed"_s, u":"_s))
        architecture.m_closed[folder] << modules;
    architecture.m_folders = folders.values();
    return architecture;
}

QString Architecture::folderOf(const QString &file) const
{
    QString deepest;
    for (const QString &folder : m_folders) {
        if (isInside(file, folder) && folder.size() > deepest.size())
            deepest = folder;
    }
    return deepest;
}

bool Architecture::allows(const QString &file, const QString &target) const
{
    const QString from = folderOf(file);
    if (from.isEmpty() || folderOf(target).isEmpty())
        return false;
    QStringList reached{from};
    for (qsizetype i = 0; i < reached.size(); ++i) {
        if (isInside(target, reached.at(i)))
            return true;
        for (auto arrow = m_arrows.begin(); arrow != m_arrows.end(); ++arrow) {
            if (!isInside(reached.at(i), arrow.key()))
                continue;
            for (const QString &next : arrow.value()) {
                if (!reached.contains(next))
                    reached << next;
            }
        }
    }
    return false;
}

QStringList Architecture::closedModules(const QString &file) const
{
    QStringList modules;
    for (auto closed = m_closed.begin(); closed != m_closed.end(); ++closed) {
        if (isInside(file, closed.key()))
            modules << closed.value();
    }
    return modules;
}

QStringList violations(const Architecture &architecture, const QList<Include> &includes,
                       const QDir &qtHeaders)
{
    QStringList found;
    for (const Include &include : includes) {
        const QString place =
            u"%1:%2 includes %3"_s.arg(include.file).arg(include.line).arg(include.spelling);
        if (!include.target.isEmpty()) {
            if (!architecture.allows(include.file, include.target))
                found << place + u", which docs/architecture.md does not allow"_s;
            continue;
        }
        for (const QString &module : architecture.closedModules(include.file)) {
            if (isInside(include.spelling, module) ||
                QFileInfo(qtHeaders.filePath(module + u'/' + include.spelling)).isFile())
                found << place + u" of %1"_s.arg(module);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace dermis::test
