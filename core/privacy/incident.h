#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace dermis {

class Database;

using IncidentId = Id<struct IncidentTag>;

/// What an incident may have laid open.
enum class IncidentReach {
    Accesses, ///< records that were opened, printed or exported within a time, by one person or by anybody
    WholeFile ///< a copy of the whole clinic or backup, as of a moment
};
/// Stable spelling: accesses, whole-file.
QString incidentReachName(IncidentReach reach);
std::optional<IncidentReach> incidentReachFromName(const QString &name);

/// A breach, or a suspicion of one. POPIA s 22: the Information Regulator and the people concerned are told
/// as soon as reasonably possible after there are reasonable grounds; there is no fixed number of days
/// (domain.md 7.4 [S84]). The Regulator's e-Portal is the way to report since 1 April 2025 [S85].
struct Incident
{
    IncidentId id;
    int revision = 0;
    QString what;      ///< in words; nobody's name
    QDateTime foundAt; ///< UTC
    StaffId foundBy;
    QString foundByName;
    IncidentReach reach = IncidentReach::Accesses;
    QDateTime since; ///< UTC; Accesses: from when
    QDateTime until; ///< UTC; Accesses: to when; WholeFile: when the copy was made
    StaffId staff;   ///< Accesses: whose; null: anybody's
    QString staffName;
    QDateTime regulatorToldAt; ///< UTC; invalid: not yet
    QDateTime peopleToldAt;    ///< UTC; invalid: not yet
    bool isOpen() const { return !regulatorToldAt.isValid() || !peopleToldAt.isValid(); }
    bool operator==(const Incident &) const = default;
};

/// Keeps a new incident, found by the actor; needs Retention. InvalidInput: no words, a time that ends before
/// it begins or lies ahead.
Result<Incident> recordIncident(Database &database, const Actor &actor, const QDateTime &now,
                                const Incident &incident);
/// Changes a kept incident, saying why; needs Retention. Telling the Regulator or the people needs no further
/// reason.
Result<Incident> changeIncident(Database &database, const Actor &actor, const QDateTime &now,
                                const Incident &incident, const QString &reason);
/// Every incident, newest first; needs Retention.
Result<QList<Incident>> incidents(Database &database, const Actor &actor);
Result<Incident> incident(Database &database, const Actor &actor, IncidentId id);

} // namespace dermis
