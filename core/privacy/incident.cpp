#include "core/privacy/incident.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString selectIncidents =
    u"SELECT i.id, i.revision, i.what, i.found_at, i.found_by, f.name, i.reach, i.since, i.until, "
    u"i.staff_id, coalesce(s.name, ''), "
    "i.regulator_told_at, i.people_told_at FROM incident i JOIN staff f ON f.id = i.found_by "
    "LEFT JOIN staff s ON s.id = i.staff_id "_s;

QDateTime momentOrNone(const Statement &row, int column)
{
    return row.isNull(column) ? QDateTime() : row.dateTime(column);
}

QVariant momentOrNull(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(toIsoUtc(moment)) : QVariant();
}

Incident incidentFromRow(const Statement &row)
{
    Incident found;
    found.id = IncidentId(row.integer(0));
    found.revision = static_cast<int>(row.integer(1));
    found.what = row.text(2);
    found.foundAt = row.dateTime(3);
    found.foundBy = StaffId(row.integer(4));
    found.foundByName = row.text(5);
    found.reach = incidentReachFromName(row.text(6)).value_or(IncidentReach::Accesses);
    found.since = momentOrNone(row, 7);
    found.until = row.dateTime(8);
    found.staff = StaffId(row.integer(9));
    found.staffName = row.text(10);
    found.regulatorToldAt = momentOrNone(row, 11);
    found.peopleToldAt = momentOrNone(row, 12);
    return found;
}

Result<QList<Incident>> incidentsWhere(Database &database, const QString &condition,
                                       const QVariantList &values)
{
    auto select = TRY(database.prepare(selectIncidents + condition));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<Incident> found;
    while (TRY(select.next()))
        found << incidentFromRow(select);
    return found;
}

Result<> check(const Incident &incident, const QDateTime &now)
{
    if (incident.what.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say what happened"_s);
    if (!incident.until.isValid() || incident.until > now)
        return fail(ErrorCode::InvalidInput, u"say until when; it cannot lie ahead"_s);
    if (incident.reach == IncidentReach::Accesses &&
        (!incident.since.isValid() || incident.since > incident.until))
        return fail(ErrorCode::InvalidInput, u"say from when; it comes before the end"_s);
    if (incident.regulatorToldAt > now || incident.peopleToldAt > now)
        return fail(ErrorCode::InvalidInput, u"nobody can have been told in the future"_s);
    return {};
}

Row rowOf(const Incident &incident)
{
    const bool isAccesses = incident.reach == IncidentReach::Accesses;
    return {{u"what"_s, incident.what.trimmed()},
            {u"reach"_s, incidentReachName(incident.reach)},
            {u"since"_s, isAccesses ? momentOrNull(incident.since) : QVariant()},
            {u"until"_s, toIsoUtc(incident.until)},
            {u"staff_id"_s, isAccesses ? incident.staff.toVariant() : QVariant()},
            {u"regulator_told_at"_s, momentOrNull(incident.regulatorToldAt)},
            {u"people_told_at"_s, momentOrNull(incident.peopleToldAt)}};
}

/// Whether more than "told" is another.
bool isCorrected(const Incident &before, const Incident &after)
{
    const auto differs = [](const QDateTime &was, const QDateTime &is) { return was.isValid() && was != is; };
    return before.what != after.what.trimmed() || before.reach != after.reach ||
           before.since != after.since || before.until != after.until || before.staff != after.staff ||
           differs(before.regulatorToldAt, after.regulatorToldAt) ||
           differs(before.peopleToldAt, after.peopleToldAt);
}

} // namespace

QString incidentReachName(IncidentReach reach)
{
    return reach == IncidentReach::WholeFile ? u"whole-file"_s : u"accesses"_s;
}

std::optional<IncidentReach> incidentReachFromName(const QString &name)
{
    for (const IncidentReach reach : {IncidentReach::Accesses, IncidentReach::WholeFile}) {
        if (incidentReachName(reach) == name)
            return reach;
    }
    return std::nullopt;
}

Result<Incident> recordIncident(Database &database, const Actor &actor, const QDateTime &now,
                                const Incident &found)
{
    TRY(require(actor, Permission::Retention));
    TRY(check(found, now));
    Row row = rowOf(found);
    row.insert(u"found_at"_s, toIsoUtc(found.foundAt.isValid() ? found.foundAt : now));
    row.insert(u"found_by"_s, actor.id.value());
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const IncidentId id(TRY(transaction.insert(u"incident"_s, row)));
    TRY(transaction.commit());
    return incident(database, actor, id);
}

Result<Incident> changeIncident(Database &database, const Actor &actor, const QDateTime &now,
                                const Incident &changed, const QString &reason)
{
    TRY(require(actor, Permission::Retention));
    TRY(check(changed, now));
    const Incident before = TRY(incident(database, actor, changed.id));
    if (isCorrected(before, changed) && reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"a change to what is kept needs a reason"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    TRY(transaction.update(u"incident"_s, changed.id.value(), changed.revision, rowOf(changed)));
    TRY(transaction.commit());
    return incident(database, actor, changed.id);
}

Result<QList<Incident>> incidents(Database &database, const Actor &actor)
{
    TRY(require(actor, Permission::Retention));
    return incidentsWhere(database, u"ORDER BY i.id DESC"_s, {});
}

Result<Incident> incident(Database &database, const Actor &actor, IncidentId id)
{
    TRY(require(actor, Permission::Retention));
    const auto found = TRY(incidentsWhere(database, u"WHERE i.id = ?"_s, {id.value()}));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no incident %1"_s.arg(id.toString()));
    return found.first();
}

} // namespace dermis
