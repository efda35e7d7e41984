#include "core/backup/backup_plan.h"

#include "core/access/permissions.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString clockFormat = u"HH:mm"_s;

Row toRow(const BackupPlace &place)
{
    return {{u"name"_s, place.name},
            {u"path"_s, place.path},
            {u"note"_s, place.note},
            {u"active"_s, place.active ? 1 : 0}};
}

Row toRow(const BackupPlan &plan)
{
    return {{u"daily"_s, plan.isDaily ? 1 : 0},
            {u"at"_s, plan.at.toString(clockFormat)},
            {u"on_close"_s, plan.onClose ? 1 : 0},
            {u"keep_days"_s, plan.keep.days},
            {u"keep_weeks"_s, plan.keep.weeks},
            {u"keep_months"_s, plan.keep.months},
            {u"too_old_after_days"_s, plan.tooOldAfterDays}};
}

/// As it is stored: without blanks around, the folder absolute, nothing null.
BackupPlace tidied(BackupPlace place)
{
    place.name = u""_s + place.name.simplified();
    place.note = u""_s + place.note.simplified();
    place.path = u""_s + place.path.trimmed();
    if (!place.path.isEmpty())
        place.path = QDir::cleanPath(QDir(place.path).absolutePath());
    return place;
}

Result<> check(Database &database, const BackupPlace &place)
{
    if (place.name.isEmpty() || place.path.isEmpty())
        return fail(ErrorCode::InvalidInput, u"a place for backups needs a name and a folder"_s);
    for (const BackupPlace &other : TRY(backupPlaces(database))) {
        if (other.id == place.id)
            continue;
        if (other.path == place.path)
            return fail(ErrorCode::InvalidInput,
                        u"%1 is a place already, called %2"_s.arg(place.path, other.name));
        if (other.name.compare(place.name, Qt::CaseInsensitive) == 0)
            return fail(ErrorCode::InvalidInput, u"another place is called %1"_s.arg(other.name));
    }
    return {};
}

Result<> checkRange(const QString &what, int value, int least, int most)
{
    if (value >= least && value <= most)
        return {};
    return fail(ErrorCode::InvalidInput,
                u"%1: %2 is not from %3 to %4"_s.arg(what).arg(value).arg(least).arg(most));
}

Result<> check(const BackupPlan &plan)
{
    if (!plan.at.isValid())
        return fail(ErrorCode::InvalidInput,
                    u"the time of the daily backup is missing; write it like 02:00"_s);
    TRY(checkRange(u"days to keep"_s, plan.keep.days, 1, 1000));
    TRY(checkRange(u"weeks to keep"_s, plan.keep.weeks, 0, 1000));
    TRY(checkRange(u"months to keep"_s, plan.keep.months, 0, 1000));
    return checkRange(u"days until a backup is too old"_s, plan.tooOldAfterDays, 1, 365);
}

} // namespace

bool BackupPlace::isThere() const
{
    return QFileInfo(path).isDir();
}

Result<QList<BackupPlace>> backupPlaces(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT id, revision, name, path, note, active FROM backup_place WHERE active = 1 ORDER BY id"_s));
    TRY(select.run());
    QList<BackupPlace> places;
    while (TRY(select.next()))
        places.append({BackupPlaceId(select.integer(0)), static_cast<int>(select.integer(1)), select.text(2),
                       select.text(3), select.text(4), select.boolean(5)});
    return places;
}

Result<BackupPlace> backupPlaceNamed(Database &database, const QString &name)
{
    QStringList names;
    for (const BackupPlace &place : TRY(backupPlaces(database))) {
        if (place.name.compare(name.simplified(), Qt::CaseInsensitive) == 0)
            return place;
        names << place.name;
    }
    return fail(ErrorCode::NotFound,
                names.isEmpty()
                    ? u"no places for backups are set up yet"_s
                    : u"no place for backups is called %1; there are: %2"_s.arg(name, names.join(u", "_s)));
}

Result<BackupPlace> saveBackupPlace(Database &database, const Actor &actor, const QDateTime &now,
                                    const BackupPlace &place)
{
    TRY(require(actor, Permission::Backup));
    BackupPlace kept = tidied(place);
    TRY(check(database, kept));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    if (kept.id.isNull()) {
        kept.id = BackupPlaceId(TRY(transaction.insert(u"backup_place"_s, toRow(kept))));
        kept.revision = 1;
    } else {
        kept.revision =
            TRY(transaction.update(u"backup_place"_s, kept.id.value(), kept.revision, toRow(kept)));
    }
    TRY(transaction.commit());
    return kept;
}

Result<> retireBackupPlace(Database &database, const Actor &actor, const QDateTime &now,
                           const BackupPlace &place)
{
    BackupPlace retired = place;
    retired.active = false;
    TRY(saveBackupPlace(database, actor, now, retired));
    return {};
}

Result<BackupPlan> backupPlan(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT revision, daily, at, on_close, keep_days, keep_weeks, "
                                       "keep_months, too_old_after_days FROM backup_plan WHERE id = 1"_s));
    TRY(select.run());
    BackupPlan plan;
    if (!TRY(select.next()))
        return plan;
    plan.revision = static_cast<int>(select.integer(0));
    plan.isDaily = select.boolean(1);
    plan.at = QTime::fromString(select.text(2), clockFormat);
    plan.onClose = select.boolean(3);
    plan.keep = {static_cast<int>(select.integer(4)), static_cast<int>(select.integer(5)),
                 static_cast<int>(select.integer(6))};
    plan.tooOldAfterDays = static_cast<int>(select.integer(7));
    return plan;
}

Result<BackupPlan> saveBackupPlan(Database &database, const Actor &actor, const QDateTime &now,
                                  const BackupPlan &plan)
{
    TRY(require(actor, Permission::Backup));
    TRY(check(plan));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    Row row = toRow(plan);
    if (plan.isProposed()) {
        row.insert(u"id"_s, 1);
        TRY(transaction.insert(u"backup_plan"_s, row));
    } else {
        TRY(transaction.update(u"backup_plan"_s, 1, plan.revision, row));
    }
    TRY(transaction.commit());
    return backupPlan(database);
}

} // namespace dermis
