#include "core/privacy/dormant_records.h"

#include "core/access/permissions.h"
#include "core/privacy/retention_flag.h"
#include "core/storage/database.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int leastYears = 6; // no record's time is over sooner

// Moments are UTC, contacts are clinic days (UTC+02:00). SQLite gives `what` of the row that has the greatest
// day.
const QString selectContacts = uR"(
    WITH contact (patient, day, what) AS (
        SELECT j.row_id, date(j.at, '+2 hours'), 'registered' FROM journal j WHERE j.table_name = 'patient' AND j.revision = 1
        UNION ALL SELECT patient_id, planned_on, 'visit' FROM visit
            WHERE state IN ('arrived', 'intake', 'ready-for-doctor', 'consent', 'in-session', 'done')
            OR (state = 'expected' AND planned_on >= :today)
        UNION ALL SELECT patient_id, date(state_since, '+2 hours'), 'visit' FROM visit WHERE state = 'deferred'
        UNION ALL SELECT patient_id, date(max(written_at, coalesce(signed_at, '')), '+2 hours'), 'note' FROM note
        UNION ALL SELECT patient_id, date(saved_at, '+2 hours'), 'answers' FROM response
        UNION ALL SELECT patient_id, date(issued_at, '+2 hours'), 'sheet' FROM consent
        UNION ALL SELECT patient_id, date(decided_at, '+2 hours'), 'decision' FROM decision
        UNION ALL SELECT patient_id, date(deferred_at, '+2 hours'), 'decision' FROM deferral
        UNION ALL SELECT patient_id, treated_on, 'treatment' FROM session
        UNION ALL SELECT patient_id, date(recorded_at, '+2 hours'), 'treatment' FROM adverse_event
        UNION ALL SELECT patient_id, cleared_on, 'treatment' FROM adverse_event WHERE cleared_on IS NOT NULL
        UNION ALL SELECT patient_id, day, 'treatment' FROM precaution WHERE answer <> 'withdrawn'
        UNION ALL SELECT patient_id, confirmed_on, 'allergies' FROM allergy_state)
    SELECT p.id, p.file_number, p.given_names, p.family_name, p.birth_date, max(c.day), c.what
    FROM contact c JOIN patient p ON p.id = c.patient )"_s;

RecordAge ageFromRow(const Statement &row)
{
    RecordAge age;
    age.patient = PatientId(row.integer(0));
    age.fileNumber = row.text(1);
    age.name = u"%1 %2"_s.arg(row.text(2), row.text(3)).trimmed();
    age.birthDate = row.date(4);
    age.lastContact = {row.date(5), row.text(6)};
    return age;
}

KeepUntil keptUntil(const RecordAge &age, const QList<RetentionFlag> &flags)
{
    const auto stands = [&](RetentionFlagKind kind) {
        return std::any_of(flags.begin(), flags.end(),
                           [kind](const RetentionFlag &flag) { return flag.kind == kind && flag.stands(); });
    };
    return keepUntil({age.lastContact.day, age.birthDate, stands(RetentionFlagKind::Incapacity),
                      stands(RetentionFlagKind::Hold), stands(RetentionFlagKind::SlowAdverseEvent)});
}

Result<QHash<PatientId, QList<RetentionFlag>>> flagsByPatient(Database &database)
{
    QHash<PatientId, QList<RetentionFlag>> byPatient;
    for (const RetentionFlag &flag : TRY(standingRetentionFlags(database)))
        byPatient[flag.patientId] << flag;
    return byPatient;
}

} // namespace

Result<RecordAge> recordAge(Database &database, const Actor &actor, const QDate &today, PatientId patient)
{
    TRY(require(actor, Permission::Retention));
    auto select = TRY(database.prepare(selectContacts + u"WHERE c.patient = :patient GROUP BY p.id"_s));
    select.bind(u":today"_s, today.toString(Qt::ISODate)).bind(u":patient"_s, patient.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"patient %1"_s.arg(patient.toString()));
    RecordAge age = ageFromRow(select);
    const QList<RetentionFlag> flags = TRY(retentionFlags(database, patient));
    age.keepUntil = keptUntil(age, flags);
    return age;
}

Result<QList<RecordAge>> recordsOver(Database &database, const Actor &actor, const QDate &today,
                                     const QDate &day)
{
    TRY(require(actor, Permission::Retention));
    const auto flags = TRY(flagsByPatient(database));
    auto select = TRY(database.prepare(selectContacts + u"GROUP BY p.id HAVING max(c.day) < :before"_s));
    select.bind(u":today"_s, today.toString(Qt::ISODate))
        .bind(u":before"_s,
              day.addYears(-leastYears).addDays(1).toString(Qt::ISODate)); // 29 February ends on the 28th
    TRY(select.run());
    QList<RecordAge> over;
    while (TRY(select.next())) {
        RecordAge age = ageFromRow(select);
        age.keepUntil = keptUntil(age, flags.value(age.patient));
        if (age.keepUntil.isOver(day))
            over << age;
    }
    std::sort(over.begin(), over.end(), [](const RecordAge &a, const RecordAge &b) {
        return std::tie(*a.keepUntil.day, a.patient) < std::tie(*b.keepUntil.day, b.patient);
    });
    return over;
}

Result<QList<RecordAge>> recordsWithoutEnd(Database &database, const Actor &actor, const QDate &today)
{
    TRY(require(actor, Permission::Retention));
    QList<RecordAge> held;
    PatientId last;
    for (const RetentionFlag &flag : TRY(standingRetentionFlags(database))) {
        if (flag.kind == RetentionFlagKind::SlowAdverseEvent || flag.patientId == last)
            continue;
        last = flag.patientId;
        held << TRY(recordAge(database, actor, today, flag.patientId));
    }
    return held;
}

} // namespace dermis
