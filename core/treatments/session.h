#pragma once

#include "core/products/lot.h"
#include "core/safety/infection_precautions.h"
#include "core/safety/plan.h"

#include <QDateTime>
#include <QList>

namespace dermis {

class Database;

using SessionId = Id<struct SessionTag>;

/// Something of the shelf that was used on a patient.
struct UsedProduct
{
    ProductId product; ///< may be null where the lot says it
    LotId lot;         ///< null only for a device, which has none
    int units = 1;
    QString unitCode; ///< of the one unit, as printed on it; empty when it has none
    bool operator==(const UsedProduct &) const = default;
};

/// One treatment as far as a recall needs it: whom, when, by which plan, with what.
struct Session
{
    SessionId id;
    int revision = 0;
    PatientId patient;
    QDate treatedOn;
    Plan plan; ///< as it was
    QList<UsedProduct> used;
    QString reason; ///< why the patient was treated all the same, with something unfit or a precaution open; else empty
    bool operator==(const Session &) const = default;
};

/// Records a session with the patient's plan as it is now, and ends what was put off as treated; needs Sessions. InvalidInput: no plan; a day to come; no cartridge with
/// its lot (domain.md MN-INF-15, IP-02); something that expired, was open too long, is withdrawn or recalled, and what
/// is put on the skin without being assessed, or is banned, a hard stop of infection today, or a process control that nobody confirmed on that day (domain.md §2.4),
/// unless the reason says in 15 characters or more why the patient was treated all the same; a unit that was used before, and more cartridges than the lot had
/// (domain.md IP-03). NotFound: no such patient, product or lot.
Result<Session> recordSession(Database &database, const Actor &actor, const QDateTime &now, const Session &session);
/// A patient's sessions, newest first; needs ReadRecords.
Result<QList<Session>> sessionsOf(Database &database, const Actor &actor, PatientId patient);
/// The same for a caller who checked the permission.
Result<QList<Session>> sessionsOf(Database &database, PatientId patient);
/// The precautions against infection for the plan's session, as they stand; the caller has checked who may read records.
Result<InfectionPrecautions> infectionPrecautions(Database &database, PatientId patient, const QDate &today);
/// What was used in words: "Needles 36, lot N-1, 2 units", with the unit's code where it bears one.
Result<QString> usedWords(Database &database, const UsedProduct &used);
/// How many units of a lot are recorded as used.
Result<qint64> unitsUsed(Database &database, LotId lot);

} // namespace dermis
