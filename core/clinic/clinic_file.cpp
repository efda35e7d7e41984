#include "core/clinic/clinic_file.h"

#include "core/storage/damage.h"
#include "core/storage/database.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

Result<> checkNameIsFree(const QString &path)
{
    const QFileInfo folder(QFileInfo(path).absolutePath());
    if (!folder.isDir())
        return fail(ErrorCode::InvalidInput, u"there is no folder %1; make it first, or choose another place"_s.arg(folder.filePath()));
    if (QFileInfo::exists(path))
        return fail(ErrorCode::InvalidInput, u"%1 exists already; choose another name"_s.arg(path));
    if (QFileInfo(path + u"-wal"_s).size() > 0)
        return fail(ErrorCode::InvalidInput,
                    u"%1-wal belongs to a clinic that was moved away; choose another name"_s.arg(path));
    return {};
}

void removeClinicFile(const QString &path)
{
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + suffix);
}

Result<> finishClinicFile(Database &database)
{
    return database.run(u"PRAGMA journal_mode = DELETE"_s);
}

Result<> nameClinicFile(const QString &unfinished, const QString &path)
{
    removeDamageMark(path); // of a file that was there before
    if (QFile::rename(unfinished, path))
        return {};
    removeClinicFile(unfinished);
    return fail(ErrorCode::Io, u"%1 could not be written"_s.arg(path));
}

} // namespace dermis
