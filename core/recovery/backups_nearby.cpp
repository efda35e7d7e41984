#include "core/recovery/backups_nearby.h"

#include "core/base/clock.h"
#include "core/storage/readable_rows.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QList<FoundBackup> listed(Database &damaged)
{
    QList<FoundBackup> found;
    (void)readRows(damaged, u"backup"_s, u"place, file_name, at"_s, [&](const Statement &row) -> Result<> {
        const QString path = QDir(row.text(1)).filePath(row.text(2));
        if (QFileInfo(path).isFile())
            found << FoundBackup{path, row.dateTime(3), true};
        return {};
    });
    return found;
}

} // namespace

QList<FoundBackup> backupsFor(Database *damaged, const QStringList &folders)
{
    QList<FoundBackup> found = damaged != nullptr ? listed(*damaged) : QList<FoundBackup>();
    for (const QString &folder : folders) {
        for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.dermis-backup"_s}, QDir::Files)) {
            const bool isKnown = std::ranges::any_of(found, [&](const FoundBackup &known) {
                return QFileInfo(known.path).canonicalFilePath() == file.canonicalFilePath();
            });
            if (!isKnown)
                found << FoundBackup{file.absoluteFilePath(), file.lastModified().toUTC(), false};
        }
    }
    std::ranges::stable_sort(found, std::greater(), &FoundBackup::at);
    return found;
}

} // namespace dermis
