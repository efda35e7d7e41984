#include "core/privacy/affected.h"

#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/patients/patient_row.h"
#include "core/patients/phone_number.h"
#include "core/storage/transaction.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int majority = 18; // Children's Act s 17

AffectedPerson personOf(const Patient &patient, const QDate &today)
{
    AffectedPerson person;
    person.patient = patient.id;
    person.fileNumber = patient.fileNumber;
    person.name = patient.fullName();
    person.birthDate = patient.birthDate;
    person.language = patient.language;
    for (const Phone &phone : patient.phones)
        person.phones << displayPhone(phone.number);
    person.email = patient.email;
    person.address = patient.address.simplified();
    for (const Contact &contact : patient.contacts) {
        if (contact.kind == ContactKind::Guardian && ageOn(patient.birthDate, today) < majority)
            person.contacts << contact;
    }
    return person;
}

/// The patients' rows under a condition, in the order of their names.
Result<Statement> selectPatients(Database &database, const QString &condition)
{
    return database.prepare(u"SELECT %1 FROM patient WHERE %2 ORDER BY family_name, given_names, id"_s.arg(
        patientColumns, condition));
}

struct Accesses
{
    int count = 0;
    QDateTime first;
    QDateTime last;
    QStringList by;
};

Result<QHash<PatientId, Accesses>> accessesWithin(Database &database, const Incident &incident)
{
    QString sql = u"SELECT a.patient_id, a.at, s.name FROM record_access a JOIN staff s ON s.id = a.staff_id "
                  "WHERE a.at >= ? AND a.at <= ?"_s;
    if (!incident.staff.isNull())
        sql += u" AND a.staff_id = ?"_s;
    auto select = TRY(database.prepare(sql + u" ORDER BY a.at"_s));
    select.add(toIsoUtc(incident.since)).add(toIsoUtc(incident.until));
    if (!incident.staff.isNull())
        select.add(incident.staff.value());
    TRY(select.run());
    QHash<PatientId, Accesses> found;
    while (TRY(select.next())) {
        Accesses &accesses = found[PatientId(select.integer(0))];
        const QDateTime at = select.dateTime(1);
        if (accesses.count++ == 0)
            accesses.first = at;
        accesses.last = at;
        if (!accesses.by.contains(select.text(2)))
            accesses.by << select.text(2);
    }
    return found;
}

Result<AffectedPeople> byAccesses(Database &database, const Incident &incident, const QDate &today)
{
    const auto accesses = TRY(accessesWithin(database, incident));
    AffectedPeople affected;
    auto select = TRY(selectPatients(
        database, u"id IN (SELECT patient_id FROM record_access WHERE at >= ? AND at <= ?)"_s));
    select.add(toIsoUtc(incident.since)).add(toIsoUtc(incident.until));
    TRY(select.run());
    while (TRY(select.next())) {
        AffectedPerson person = personOf(patientFromRow(select), today);
        const Accesses mine = accesses.value(person.patient);
        if (mine.count == 0)
            continue; // somebody else's accesses
        person.accesses = mine.count;
        person.first = mine.first;
        person.last = mine.last;
        person.by = mine.by;
        affected.people << person;
    }
    return affected;
}

/// Who was in the file at a moment: registered by then, as the journal says.
Result<AffectedPeople> byCopy(Database &database, const Incident &incident, const QDate &today)
{
    const QString registered =
        u"SELECT row_id FROM journal WHERE table_name = 'patient' AND revision = 1 AND at <= ?"_s;
    AffectedPeople affected;
    auto select = TRY(selectPatients(database, u"id IN (%1)"_s.arg(registered)));
    select.add(toIsoUtc(incident.until));
    TRY(select.run());
    while (TRY(select.next()))
        affected.people << personOf(patientFromRow(select), today);
    auto gone = TRY(database.prepare(
        u"SELECT count(*) FROM (%1) WHERE row_id NOT IN (SELECT id FROM patient)"_s.arg(registered)));
    gone.add(toIsoUtc(incident.until));
    TRY(gone.run());
    if (TRY(gone.next()))
        affected.destroyedSince = gone.integer(0);
    return affected;
}

QString field(QString text)
{
    static const QString formulaSigns = u"=+-@\t\r"_s;
    if (!text.isEmpty() && formulaSigns.contains(text.front()))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString momentText(const QDateTime &moment)
{
    return moment.isValid() ? clinicTime(moment).toString(u"yyyy-MM-dd hh:mm"_s) : QString();
}

QString guardiansText(const QList<Contact> &contacts)
{
    QStringList texts;
    for (const Contact &contact : contacts)
        texts
            << u"%1 (%2) %3"_s.arg(contact.name, contact.relation, displayPhone(contact.phone)).simplified();
    return texts.join(u"; "_s);
}

} // namespace

Result<AffectedPeople> affectedPeople(Database &database, const Actor &actor, const QDateTime &now,
                                      IncidentId id)
{
    const Incident incident = TRY(dermis::incident(database, actor, id));
    auto transaction = TRY(Transaction::begin(database, actor, now, u"listed who is affected"_s));
    TRY(transaction.update(u"incident"_s, incident.id.value(), incident.revision,
                           {{u"what"_s, incident.what}}));
    const QDate today = clinicTime(now).date();
    AffectedPeople affected =
        TRY(incident.reach == IncidentReach::WholeFile ? byCopy(database, incident, today)
                                                       : byAccesses(database, incident, today));
    TRY(transaction.commit());
    return affected;
}

QByteArray affectedCsv(const AffectedPeople &affected)
{
    QStringList lines{
        u"file number,name,birth date,language,phones,e-mail,address,guardian,accesses,first,last,by"_s};
    for (const AffectedPerson &person : affected.people) {
        const QStringList fields{person.fileNumber,
                                 person.name,
                                 person.birthDate.toString(Qt::ISODate),
                                 person.language,
                                 person.phones.join(u"; "_s),
                                 person.email,
                                 person.address,
                                 guardiansText(person.contacts),
                                 person.accesses == 0 ? QString() : QString::number(person.accesses),
                                 momentText(person.first),
                                 momentText(person.last),
                                 person.by.join(u"; "_s)};
        QStringList quoted;
        for (const QString &text : fields)
            quoted << field(text);
        lines << quoted.join(u',');
    }
    return "\xEF\xBB\xBF" + lines.join(u"\r\n"_s).toUtf8() + "\r\n";
}

} // namespace dermis
