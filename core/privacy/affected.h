#pragma once

#include "core/patients/patient.h"
#include "core/privacy/incident.h"

#include <QByteArray>

namespace dermis {

class Database;

/// A person whom an incident concerns, with how to reach them as the record stands now.
struct AffectedPerson
{
    PatientId patient;
    QString fileNumber;
    QString name;
    QDate birthDate;
    QString language;   ///< BCP 47; empty when not asked
    QStringList phones; ///< as people write them, the one to call first
    QString email;
    QString address;
    QList<Contact> contacts; ///< guardians, for who is under 18
    int accesses = 0;        ///< how often the record was opened, printed or exported; 0 for a whole file
    QDateTime first;         ///< UTC; invalid for a whole file
    QDateTime last;
    QStringList by; ///< who did so
};

/// Whom an incident concerns, by family name.
struct AffectedPeople
{
    QList<AffectedPerson> people;
    qint64 destroyedSince =
        0; ///< records that were in the copy and are lawfully destroyed: whose, nobody can tell any more
};

/// Whom an incident concerns; needs Retention, and is journalled in the incident. Dermis does not record
/// which computer was used: a stolen computer is a copy of the whole file.
Result<AffectedPeople> affectedPeople(Database &database, const Actor &actor, const QDateTime &now,
                                      IncidentId id);

/// The list as CSV (RFC 4180, UTF-8 with a byte order mark): file number, name, birth date, language, phones,
/// e-mail, address, guardian, accesses, first, last, by. A text that a spreadsheet would take for a formula
/// gets an apostrophe before it.
QByteArray affectedCsv(const AffectedPeople &affected);

} // namespace dermis
