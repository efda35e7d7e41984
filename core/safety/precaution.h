#pragma once

#include "core/base/result.h"
#include "core/patients/patient.h"
#include "core/storage/actor.h"

#include <QDateTime>

namespace dermis {

class Database;

using PrecautionId = Id<struct PrecautionTag>;

/// One thing against infection that a named person asked, saw or did on the day of a treatment (domain.md §2.3, §2.4).
struct Precaution
{
    PrecautionId id;
    int revision = 0;
    PatientId patient;
    QDate day;    ///< clinic day of the treatment
    QString code; ///< "IP-01", "IF-11", "ANAES-ON"
    bool yes = true;
    QString detail; ///< agent and contact time, product and lot; may be empty
    StaffId by;
    QString byName;
    QDateTime at; ///< UTC
    bool operator==(const Precaution &) const = default;
};

/// Keeps, or answers anew, one of today's; needs Sessions. InvalidInput: no such code, one that the program itself sees
/// to, "no" where there is none, or its detail is missing or longer than 200 characters. NotFound: no such patient.
Result<> notePrecaution(Database &database, const Actor &actor, const QDateTime &now, const Precaution &precaution);
/// Several at once, or none of them.
Result<> notePrecautions(Database &database, const Actor &actor, const QDateTime &now, const QList<Precaution> &precautions);
/// Takes one of today's back; needs Sessions. NotFound: it was not noted.
Result<> withdrawPrecaution(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, const QString &code);
/// A patient's, newest day first; those taken back are left out.
Result<QList<Precaution>> precautionsOf(Database &database, PatientId patient);
/// What was last written beside a code in this clinic, as a proposal; empty when nothing was.
Result<QString> latestDetail(Database &database, const QString &code);

} // namespace dermis
