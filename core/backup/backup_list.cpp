#include "core/backup/backup_list.h"

#include "core/access/permissions.h"
#include "core/backup/retention.h"
#include "core/base/clock.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Row toRow(const Backup &backup)
{
    return {
        {u"at"_s, toIsoUtc(backup.at)},
        {u"place"_s, backup.place},
        {u"file_name"_s, backup.fileName},
        {u"size"_s, backup.size},
        {u"sha256"_s, backup.sha256},
        {u"entries"_s, backup.entries},
        {u"head"_s, backup.head},
        {u"patients"_s, backup.patients},
        {u"proven_at"_s, toIsoUtc(backup.provenAt)},
        {u"removed_at"_s, backup.removedAt.isValid() ? QVariant(toIsoUtc(backup.removedAt)) : QVariant()}};
}

Row toRow(const QString &sha256, const BackupProof &proof)
{
    QJsonObject rows;
    for (auto row = proof.rows.begin(); row != proof.rows.end(); ++row)
        rows.insert(row.key(), row.value());
    const QByteArray json = QJsonDocument(rows).toJson(QJsonDocument::Compact);
    return {
        {u"sha256"_s, sha256}, {u"table_rows"_s, QString::fromUtf8(json)}, {u"documents"_s, proof.documents}};
}

Result<> removeFile(const Backup &backup)
{
    if (QFileInfo::exists(backup.path()) && !QFile::remove(backup.path()))
        return fail(ErrorCode::Io, u"the old backup %1 could not be deleted"_s.arg(backup.path()));
    return {};
}

Result<QList<Backup>> readBackups(Database &database, const QString &order)
{
    auto select = TRY(
        database.prepare(u"SELECT id, revision, at, place, file_name, size, sha256, entries, head, patients, "
                         "proven_at, removed_at FROM backup ORDER BY "_s +
                         order));
    TRY(select.run());
    QList<Backup> backups;
    while (TRY(select.next()))
        backups.append({BackupId(select.integer(0)), static_cast<int>(select.integer(1)), select.dateTime(2),
                        select.text(3), select.text(4), select.integer(5), select.text(6), select.integer(7),
                        select.text(8), select.integer(9), select.dateTime(10), select.dateTime(11)});
    return backups;
}

Result<QSet<QString>> listedPaths(Database &database)
{
    QSet<QString> paths;
    for (const Backup &backup : TRY(allBackups(database)))
        paths.insert(backup.path());
    return paths;
}

} // namespace

QString Backup::path() const
{
    return QDir(place).filePath(fileName);
}

Result<QList<Backup>> allBackups(Database &database)
{
    return readBackups(database, u"at DESC, id DESC"_s);
}

Result<QList<Backup>> newestBackup(Database &database)
{
    return readBackups(database, u"at DESC, id LIMIT 1"_s); // of its copies the one that was proven
}

Result<std::optional<BackupProof>> proofOf(Database &database, const Backup &backup)
{
    auto select =
        TRY(database.prepare(u"SELECT table_rows, documents FROM backup_proof WHERE sha256 = :sha256"_s));
    select.bind(u":sha256"_s, backup.sha256);
    TRY(select.run());
    if (!TRY(select.next()))
        return std::nullopt;
    BackupProof proof;
    const QJsonObject rows = QJsonDocument::fromJson(select.text(0).toUtf8()).object();
    for (auto row = rows.begin(); row != rows.end(); ++row)
        proof.rows.insert(row.key(), row.value().toInteger());
    proof.documents = select.integer(1);
    return proof;
}

Result<Backup> recordBackup(Database &database, const Actor &actor, const QDateTime &now,
                            const Backup &backup, const std::optional<BackupProof> &proof)
{
    TRY(require(actor, Permission::Backup));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    Backup recorded = backup;
    recorded.id = BackupId(TRY(transaction.insert(u"backup"_s, toRow(backup))));
    recorded.revision = 1;
    if (proof)
        TRY(transaction.insert(u"backup_proof"_s, toRow(backup.sha256, *proof)));
    TRY(transaction.commit());
    return recorded;
}

Result<> listBackup(Transaction &transaction, const Backup &backup, const BackupProof &proof)
{
    if (TRY(listedPaths(transaction.database())).contains(backup.path()))
        return {};
    TRY(transaction.insert(u"backup"_s, toRow(backup)));
    if (!TRY(proofOf(transaction.database(), backup)))
        TRY(transaction.insert(u"backup_proof"_s, toRow(backup.sha256, proof)));
    return {};
}

Result<> takeOverBackups(Transaction &transaction, const QList<Backup> &backups)
{
    const QSet<QString> known = TRY(listedPaths(transaction.database()));
    for (const Backup &backup : backups) {
        if (!known.contains(backup.path()))
            TRY(transaction.insert(u"backup"_s, toRow(backup)));
    }
    return {};
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
