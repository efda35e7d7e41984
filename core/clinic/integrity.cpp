#include "core/clinic/integrity.h"

#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/storage/stop_switch.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 secondsBetweenWholeChecks = 24 * 60 * 60;

Result<> rememberWhole(Database &database, const QDateTime &now, qint64 entries)
{
    auto transaction = TRY(Transaction::begin(database, Actor{}, now));
    auto insert = TRY(transaction.prepare(u"INSERT OR REPLACE INTO file_check (id, whole_at, entries) VALUES (1, ?, ?)"_s));
    insert.add(toIsoUtc(now)).add(entries);
    TRY(insert.run());
    return transaction.commit();
}

/// A file that may not be written remembers nothing, and is no worse for it.
void conclude(const QString &path, const std::optional<Damage> &damage, const QDateTime &now)
{
    if (damage)
        (void)markDamaged(path, {now, *damage});
    else
        removeDamageMark(path);
}

Result<std::optional<Damage>> withUnreadableDisk(Result<std::optional<Damage>> found)
{
    if (!found && found.error().code == ErrorCode::Io)
        return Damage{u"file"_s, {}, 0, 0, u"the disk cannot read a part of the file: "_s + found.error().detail};
    return found;
}

} // namespace

Result<std::optional<QDateTime>> lastWholeCheck(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT whole_at FROM file_check WHERE id = 1"_s));
    TRY(select.run());
    if (!TRY(select.next()))
        return std::nullopt;
    return select.dateTime(0);
}

Result<CheckDepth> dueCheck(Database &database, const QDateTime &now)
{
    if (database.damage())
        return CheckDepth::Whole;
    const auto last = TRY(lastWholeCheck(database));
    const bool isRecent = last && *last <= now && last->secsTo(now) < secondsBetweenWholeChecks;
    return isRecent ? CheckDepth::Quick : CheckDepth::Whole;
}

Result<VerifyReport> checkClinic(Database &database, const QDateTime &now)
{
    VerifyReport report = TRY(verifyClinic(database));
    conclude(database.path(), report.firstDamage, now);
    if (report.isWhole() && !database.isReadOnly())
        TRY(rememberWhole(database, now, report.entries));
    return report;
}

Result<BackgroundCheck> checkInBackground(const QString &path, CheckDepth depth, const QDateTime &now,
                                          const std::shared_ptr<StopSwitch> &stopSwitch)
{
    BackgroundCheck check{depth, {}, damageMark(path).has_value()};
    qint64 entries = 0;
    {
        const auto database = TRY(Database::open(path, {.readOnly = true}));
        database->setStopSwitch(stopSwitch);
        check.damage = TRY(withUnreadableDisk(quickCheck(*database)));
        if (depth == CheckDepth::Whole && !check.damage) {
            const auto report = verifyClinic(*database);
            check.damage = TRY(withUnreadableDisk(report ? Result<std::optional<Damage>>(report->firstDamage)
                                                         : tl::unexpected(report.error())));
            entries = report ? report->entries : 0;
        }
    }
    if (depth == CheckDepth::Quick && !check.damage)
        return check;
    conclude(path, check.damage, now);
    check.isMendedMark = check.isMendedMark && !check.damage;
    if (check.damage)
        return check;
    if (const auto database = Database::open(path))
        (void)rememberWhole(**database, now, entries);
    return check;
}

} // namespace dermis
