#include "core/storage/format_check.h"

#include "core/storage/database.h"
#include "core/storage/migrations.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// By kind and name, the words that made it.
using Format = QMap<QString, QString>;

Result<Format> formatOf(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT type, name, coalesce(tbl_name || ': ' || sql, tbl_name) FROM sqlite_schema "
        "UNION ALL SELECT 'journalled table', name, coalesce(subject_column, '') FROM journalled_table"_s));
    TRY(select.run());
    Format format;
    while (TRY(select.next()))
        format.insert(select.text(0) + u' ' + select.text(1), select.text(2));
    return format;
}

} // namespace

Result<std::optional<Damage>> checkFormat(Database &database)
{
    const auto fresh = TRY(Database::inMemory());
    const auto migrations = TRY(shippedMigrations());
    TRY(migrate(*fresh, migrations));
    const Format expected = TRY(formatOf(*fresh));
    Format found = TRY(formatOf(database));
    for (auto part = expected.begin(); part != expected.end(); ++part) {
        if (!found.contains(part.key()) || found.take(part.key()) != part.value())
            return Damage{u"format"_s,
                          {},
                          0,
                          0,
                          u"the file's %1 is missing or not as Dermis made it"_s.arg(part.key())};
    }
    if (!found.isEmpty())
        return Damage{
            u"format"_s, {}, 0, 0, u"the file has a %1 that Dermis did not make"_s.arg(found.firstKey())};
    return std::nullopt;
}

Result<std::optional<Damage>> checkCounters(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT s.name FROM sqlite_sequence s JOIN journalled_table t ON t.name = s.name "
        "WHERE s.seq <> (SELECT max(j.row_id) FROM journal j WHERE j.table_name = s.name)"_s));
    TRY(select.run());
    if (TRY(select.next()))
        return Damage{u"row"_s, select.text(0), 0, 0,
                      u"the table's counter does not stand at the last row of the journal"_s};
    return std::nullopt;
}

} // namespace dermis
