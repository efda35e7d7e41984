#include "core/backup/backup_list.h"

#include "core/access/permissions.h"
#include "core/backup/retention.h"
#include "core/base/clock.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Row toRow(const Backup &backup)
{
    return {{u"at"_s, toIsoUtc(backup.at)},
            {u"place"_s, backup.place},
            {u"file_name"_s, backup.fileName},
            {u"size"_s, backup.size},
            {u"sha256"_s, backup.sha256},
            {u"entries"_s, backup.entries},
            {u"head"_s, backup.head},
            {u"patients"_s, backup.patients},
            {u"proven_at"_s, toIsoUtc(backup.provenAt)}};
}

Result<> removeFile(const Backup &backup)
{
    if (QFileInfo::exists(backup.path()) && !QFile::remove(backup.path()))
        return fail(ErrorCode::Io, u"the old backup %1 could not be deleted"_s.arg(backup.path()));
    return {};
}

} // namespace

QString Backup::path() const
{
    return QDir(place).filePath(fileName);
}

Result<QList<Backup>> allBackups(Database &database)
{
    auto select = TRY(
        database.prepare(u"SELECT id, revision, at, place, file_name, size, sha256, entries, head, patients, "
                         "proven_at, removed_at FROM backup ORDER BY at DESC, id DESC"_s));
    TRY(select.run());
    QList<Backup> backups;
    while (TRY(select.next()))
        backups.append({BackupId(select.integer(0)), static_cast<int>(select.integer(1)), select.dateTime(2),
                        select.text(3), select.text(4), select.integer(5), select.text(6), select.integer(7),
                        select.text(8), select.integer(9), select.dateTime(10), select.dateTime(11)});
    return backups;
}

Result<Backup> recordBackup(Database &database, const Actor &actor, const QDateTime &now,
                            const Backup &backup)
{
    TRY(require(actor, Permission::Backup));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    Backup recorded = backup;
    recorded.id = BackupId(TRY(transaction.insert(u"backup"_s, toRow(backup))));
    recorded.revision = 1;
    TRY(transaction.commit());
    return recorded;
}

Result<QList<Backup>> removeSuperfluous(Database &database, const Actor &actor, const QDateTime &now,
                                        const QString &folder, const Retention &retention)
{
    TRY(require(actor, Permission::Backup));
    const QString place = QDir(folder).absolutePath();
    QList<Backup> here = TRY(allBackups(database));
    here.removeIf([&](const Backup &backup) { return backup.removedAt.isValid() || backup.place != place; });
    const QList<Backup> removed = superfluous(here, retention);
    for (const Backup &backup : removed) {
        TRY(removeFile(backup));
        auto transaction = TRY(Transaction::begin(database, actor, now, u"no longer among those to keep"_s));
        TRY(transaction.update(u"backup"_s, backup.id.value(), backup.revision,
                               {{u"removed_at"_s, toIsoUtc(now)}}));
        TRY(transaction.commit());
    }
    return removed;
}

} // namespace dermis
