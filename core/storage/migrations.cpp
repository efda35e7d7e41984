#include "core/storage/migrations.h"

#include "core/storage/database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<> runOne(Database &database, const Migration &migration)
{
    TRY(database.run(u"BEGIN IMMEDIATE"_s));
    auto apply = [&]() -> Result<> {
        TRY(database.runScript(migration.script));
        TRY(database.run(u"PRAGMA user_version = %1"_s.arg(migration.version)));
        return database.run(u"COMMIT"_s);
    };
    auto applied = apply();
    if (!applied) {
        (void)database.run(u"ROLLBACK"_s);
        return fail(applied.error().code,
                    u"step %1 of the file's format: %2"_s.arg(migration.name, applied.error().detail));
    }
    return {};
}

} // namespace

Result<QList<Migration>> shippedMigrations()
{
    const QDir folder(u":/dermis/migrations"_s);
    QList<Migration> migrations;
    for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Storage, u"the migration %1 is missing from the program"_s.arg(name));
        migrations.append({name.left(4).toInt(), name, QString::fromUtf8(file.readAll())});
        if (migrations.last().version != migrations.size())
            return fail(ErrorCode::Storage, u"the migration before %1 is missing from the program"_s.arg(name));
    }
    return migrations;
}

Result<int> formatVersion(Database &database)
{
    return static_cast<int>(TRY(database.integer(u"PRAGMA user_version"_s)));
}

Result<> migrate(Database &database, const QList<Migration> &migrations)
{
    const int version = TRY(formatVersion(database));
    const int newest = migrations.isEmpty() ? 0 : migrations.last().version;
    if (version > newest)
        return fail(ErrorCode::NewerVersion,
                    u"%1 was made by a newer Dermis (format %2, this program knows %3); install the newer program"_s
                        .arg(database.path())
                        .arg(version)
                        .arg(newest));
    for (const Migration &migration : migrations) {
        if (migration.version > version)
            TRY(runOne(database, migration));
    }
    return {};
}

Result<QString> copyBeforeMigration(Database &database, int version)
{
    const QFileInfo file(database.path());
    QString path;
    for (int n = 1; path.isEmpty() || QFileInfo::exists(path); ++n)
        path = file.absoluteDir().filePath(
            u"%1-before-format-%2-%3.dermis"_s.arg(file.completeBaseName()).arg(version).arg(n));
    TRY(database.copyTo(path));
    auto opened = TRY(Database::open(path, {.create = false, .readOnly = true}));
    auto check = TRY(opened->prepare(u"PRAGMA integrity_check(1)"_s));
    TRY(check.run());
    if (!TRY(check.next()) || check.text(0) != u"ok")
        return fail(ErrorCode::Damaged, u"the copy %1 could not be read back; nothing was changed"_s.arg(path));
    return path;
}

} // namespace dermis
