#include "core/backup/backup_round.h"

#include "core/access/permissions.h"
#include "core/backup/schedule.h"
#include "core/base/clock.h"
#include "core/storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Daily and on close Dermis acts by the owner's plan, whoever is at the computer.
Result<Actor> actorFor(Database &database, const Actor &person, const QDateTime &now, BackupCause cause)
{
    const Actor byPlan{{}, u"the backup plan"_s, Role::Owner};
    switch (cause) {
    case BackupCause::Daily:
        if (!TRY(isDailyDue(database, now)))
            return fail(ErrorCode::NotReady, u"no daily backup is due"_s);
        return byPlan;
    case BackupCause::OnClose:
        if (!TRY(isWantedOnClose(database)))
            return fail(ErrorCode::NotReady, u"no backup is wanted on closing"_s);
        return byPlan;
    case BackupCause::ByHand:
    case BackupCause::BeforeRestore:
        break;
    }
    TRY(require(person, Permission::Backup));
    return person;
}

/// One walk through the places.
class Walk
{
public:
    Walk(Database &database, Actor actor, const Clock &clock, BackupCause cause,
         const BackupProgress &progress)
        : m_database(database)
        , m_actor(std::move(actor))
        , m_clock(clock)
        , m_cause(cause)
        , m_progress(progress)
    {
    }

    Result<BackupRound> through(const QList<BackupPlace> &places, const Retention &keep)
    {
        for (const BackupPlace &place : places) {
            if (!place.isThere()) {
                m_round.absent << place;
                continue;
            }
            const auto made = visit(place);
            if (!made) {
                if (made.error().code == ErrorCode::Cancelled || made.error().code == ErrorCode::Busy)
                    return tl::unexpected(made.error()); // nothing is wrong; it stays due
                note(place.path, made.error());
                if (m_round.made.isEmpty() && made.error().code == ErrorCode::Damaged)
                    break; // it is the clinic, and would be so in each place
            }
        }
        if (m_round.made.isEmpty())
            return tl::unexpected(nothingMade());
        if (m_cause != BackupCause::BeforeRestore) // the one to be restored may be among the old
            removeOld(keep);
        return std::move(m_round);
    }

private:
    Result<> visit(const BackupPlace &place)
    {
        auto made =
            m_round.made.isEmpty()
                ? createBackup(m_database, m_actor, m_clock, place.path, m_progress)
                : copyBackup(m_database, m_actor, m_clock, m_round.made.first(), place.path, m_progress);
        if (!made)
            return tl::unexpected(made.error());
        m_round.made << *std::move(made);
        return {};
    }
    void note(const QString &folder, const Error &error)
    {
        if (!m_firstError)
            m_firstError = error;
        m_round.failures << BackupFailure{m_clock.now(), m_cause, folder, errorCodeName(error.code),
                                          error.detail};
        (void)recordBackupFailure(m_database, m_round.failures.last()); // a full disk cannot even take that
    }
    Error nothingMade()
    {
        if (m_firstError)
            return *m_firstError;
        const Error noneThere{ErrorCode::NotFound,
                              u"none of the places for backups is there now: %1"_s.arg(absentNames())};
        note({}, noneThere);
        return noneThere;
    }
    QString absentNames() const
    {
        QStringList names;
        for (const BackupPlace &place : m_round.absent)
            names << place.name;
        return names.join(u", "_s);
    }
    void removeOld(const Retention &keep)
    {
        for (const Backup &made : std::as_const(m_round.made)) {
            const auto removed = removeSuperfluous(m_database, m_actor, m_clock.now(), made.place, keep);
            if (removed)
                m_round.removed << *removed;
            else
                note(made.place, removed.error());
        }
    }

    Database &m_database;
    Actor m_actor;
    const Clock &m_clock;
    BackupCause m_cause;
    const BackupProgress &m_progress;
    BackupRound m_round;
    std::optional<Error> m_firstError;
};

} // namespace

Result<BackupRound> backUpToPlaces(Database &database, const Actor &actor, const Clock &clock,
                                   BackupCause cause, const BackupProgress &progress)
{
    const Actor acting = TRY(actorFor(database, actor, clock.now(), cause));
    const QList<BackupPlace> places = TRY(backupPlaces(database));
    if (places.isEmpty())
        return fail(ErrorCode::NotFound, u"no places for backups are set up yet"_s);
    const BackupPlan plan = TRY(backupPlan(database));
    return Walk(database, acting, clock, cause, progress).through(places, plan.keep);
}

Result<bool> isDailyDue(Database &database, const QDateTime &now)
{
    if (database.key() == nullptr || TRY(backupPlaces(database)).isEmpty())
        return false;
    const BackupPlan plan = TRY(backupPlan(database));
    const QList<Backup> backups = TRY(newestBackup(database));
    const QList<BackupFailure> failures = TRY(backupFailures(database, now.addDays(-1)));
    return isDue(plan, backups, failures, now);
}

Result<bool> isWantedOnClose(Database &database)
{
    if (database.key() == nullptr || TRY(backupPlaces(database)).isEmpty())
        return false;
    if (!TRY(backupPlan(database)).onClose)
        return false;
    const QList<Backup> backups = TRY(newestBackup(database));
    const qint64 backedUp = backups.isEmpty() ? 0 : backups.first().entries;
    auto select = TRY(database.prepare(
        u"SELECT EXISTS (SELECT 1 FROM journal WHERE sequence > :sequence AND table_name NOT IN "
        "('backup', 'backup_proof', 'backup_failure'))"_s));
    select.bind(u":sequence"_s, backedUp);
    TRY(select.run());
    return TRY(select.next()) && select.boolean(0);
}

Result<BackupStanding> backupStanding(Database &database, const QDateTime &now)
{
    BackupStanding standing;
    standing.isPossible = database.key() != nullptr;
    standing.newest = TRY(newestBackup(database));
    standing.hasPlaces = !TRY(backupPlaces(database)).isEmpty();
    const BackupPlan plan = TRY(backupPlan(database));
    standing.isTooOld = standing.isPossible && isTooOld(plan, standing.newest, now);
    return standing;
}

} // namespace dermis
