#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/privacy/keep_until.h"
#include "core/storage/actor.h"

#include <QList>

namespace dermis {

class Database;

/// The last time the practice had to do with a patient.
struct LastContact
{
    QDate day;    ///< clinic day; may lie ahead: a booking keeps a record
    QString what; ///< stable spelling: registered, visit, note, answers, sheet, decision, allergies
};

/// One record with how long it is kept.
struct RecordAge
{
    PatientId patient;
    QString fileNumber;
    QString name; ///< given names and family name
    QDate birthDate;
    LastContact lastContact;
    KeepUntil keepUntil;
};

/// How long one record is kept, whatever its age; needs Retention. A contact is a visit that took place, was
/// deferred, or is booked for today or later; a note or its signing; saved answers; an issued sheet; a
/// decision; putting a treatment off; a confirmation of the allergies; and the registration itself. Looking into a record or
/// correcting it is none.
Result<RecordAge> recordAge(Database &database, const Actor &actor, const QDate &today, PatientId patient);
/// Every record whose time is over on `day`, the longest over first; needs Retention. `day` may lie ahead.
Result<QList<RecordAge>> recordsOver(Database &database, const Actor &actor, const QDate &today,
                                     const QDate &day);
/// Every record that is not destroyed whatever its age, because a hold or incapacity stands; needs Retention.
Result<QList<RecordAge>> recordsWithoutEnd(Database &database, const Actor &actor, const QDate &today);

} // namespace dermis
