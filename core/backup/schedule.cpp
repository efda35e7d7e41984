#include "core/backup/schedule.h"

#include "core/base/clock.h"

namespace dermis {

namespace {

constexpr std::chrono::hours lateAfter{12};

/// The plan's time on a day, in UTC; the clinic's clock is never put forward or back (core/base/clock.h).
QDateTime momentOn(const QDate &day, const QTime &at)
{
    const QDateTime noonUtc(day, QTime(12, 0), Qt::UTC);
    return QDateTime(day, at, Qt::OffsetFromUTC, clinicTime(noonUtc).offsetFromUtc()).toUTC();
}

QDate dayOfLastDue(const QTime &at, const QDateTime &now)
{
    const QDateTime local = clinicTime(now);
    return local.time() < at ? local.date().addDays(-1) : local.date();
}

/// Without any the present: everything lies before it.
QDateTime firstOf(const QList<Backup> &backups, const QList<BackupFailure> &failures, const QDateTime &now)
{
    QDateTime first = now;
    if (!backups.isEmpty())
        first = std::min(first, backups.last().at);
    if (!failures.isEmpty())
        first = std::min(first, failures.last().at);
    return first;
}

NightState stateOf(const Night &night, const QDateTime &from, bool isPresent, bool isFirst)
{
    if (!night.provenAt.isValid()) {
        if (night.failure.at.isValid())
            return NightState::Failed;
        return isPresent ? NightState::Waiting : NightState::Missed;
    }
    const bool failedFirst = night.failure.at.isValid() && night.failure.at < night.provenAt;
    const bool isLate = night.provenAt >= from.addMSecs(std::chrono::milliseconds(lateAfter).count());
    return failedFirst || (isLate && !isFirst) ? NightState::Late : NightState::Proven;
}

} // namespace

QDateTime lastDue(const BackupPlan &plan, const QDateTime &now)
{
    return plan.isDaily ? momentOn(dayOfLastDue(plan.at, now), plan.at) : QDateTime();
}

bool isDue(const BackupPlan &plan, const QList<Backup> &backups, const QList<BackupFailure> &failures,
           const QDateTime &now)
{
    const QDateTime due = lastDue(plan, now);
    if (!due.isValid() || (!backups.isEmpty() && backups.first().at >= due))
        return false;
    const qint64 wait = std::chrono::milliseconds(retryAfter).count();
    return failures.isEmpty() || failures.first().at.addMSecs(wait) <= now;
}

bool isTooOld(const BackupPlan &plan, const QList<Backup> &backups, const QDateTime &now)
{
    return backups.isEmpty() || backups.first().at.addDays(plan.tooOldAfterDays) < now;
}

QList<Night> lastNights(const BackupPlan &plan, const QList<Backup> &backups,
                        const QList<BackupFailure> &failures, const QDateTime &now, int count)
{
    const QDateTime first = firstOf(backups, failures, now);
    const QDate present = dayOfLastDue(plan.at, now);
    QList<Night> nights;
    for (int back = count - 1; back >= 0; --back) {
        Night night;
        night.day = present.addDays(-back);
        const QDateTime from = momentOn(night.day, plan.at);
        const QDateTime until = from.addDays(1);
        for (const Backup &backup : backups) {
            if (backup.at >= from && backup.at < until)
                night.provenAt = backup.provenAt; // the newest come first, so the night's first stays
        }
        for (const BackupFailure &failure : failures) {
            if (!night.failure.at.isValid() && failure.at >= from && failure.at < until)
                night.failure = failure;
        }
        if (until > first)
            night.state = stateOf(night, from, back == 0, first >= from);
        nights << night;
    }
    return nights;
}

} // namespace dermis
