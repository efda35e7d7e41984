#include "core/backup/backup_contents.h"

#include "core/access/practice.h"
#include "core/base/clock.h"
#include "core/storage/database.h"
#include "core/storage/journal.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// But for virtual ones, whose content lies in tables of its own.
Result<QStringList> tablesOf(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%'"_s));
    TRY(select.run());
    QStringList names;
    while (TRY(select.next()))
        names << select.text(0);
    return names;
}

} // namespace

qint64 BackupContents::patients() const
{
    return rows.value(u"patient"_s);
}

Result<BackupContents> contentsOf(Database &database, const QDateTime &at)
{
    const JournalHead head = TRY(journalHead(database));
    BackupContents contents;
    contents.practice = TRY(practice(database)).name;
    contents.at = at;
    contents.entries = head.sequence;
    contents.head = QString::fromLatin1(head.hash.toHex());
    for (const QString &table : TRY(tablesOf(database)))
        contents.rows.insert(table, TRY(database.integer(u"SELECT count(*) FROM \"%1\""_s.arg(table))));
    return contents;
}

QJsonObject toJson(const BackupContents &contents)
{
    QJsonObject rows;
    for (auto row = contents.rows.begin(); row != contents.rows.end(); ++row)
        rows.insert(row.key(), row.value());
    return {{u"practice"_s, contents.practice},
            {u"at"_s, toIsoUtc(contents.at)},
            {u"entries"_s, contents.entries},
            {u"head"_s, contents.head},
            {u"rows"_s, rows}};
}

Result<BackupContents> contentsFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    BackupContents contents;
    contents.practice = object.value(u"practice"_s).toString();
    contents.at = fromIsoUtc(object.value(u"at"_s).toString());
    contents.entries = object.value(u"entries"_s).toInteger();
    contents.head = object.value(u"head"_s).toString();
    const QJsonObject rows = object.value(u"rows"_s).toObject();
    for (auto row = rows.begin(); row != rows.end(); ++row)
        contents.rows.insert(row.key(), row.value().toInteger());
    if (!contents.at.isValid() || contents.head.isEmpty() || contents.rows.isEmpty())
        return fail(ErrorCode::Damaged, u"the backup does not say what it holds"_s);
    return contents;
}

} // namespace dermis
