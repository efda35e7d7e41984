#include "core/visits/visit_repository.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/storage/transaction.h"
#include "core/visits/deferral.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString columns = u"v.id, v.revision, v.patient_id, v.planned_on, v.planned_at, v.reason, v.state, "
                        "v.state_since, v.deferred_until"_s;

QTime timeFromText(const QString &text)
{
    return QTime::fromString(text, u"HH:mm"_s);
}

QString timeToText(const QTime &time)
{
    return time.isValid() ? time.toString(u"HH:mm"_s) : u""_s;
}

Visit visitFromRow(const Statement &row)
{
    return {VisitId(row.integer(0)),
            static_cast<int>(row.integer(1)),
            PatientId(row.integer(2)),
            row.date(3),
            timeFromText(row.text(4)),
            row.text(5),
            visitStateFromName(row.text(6)).value_or(VisitState::Expected),
            row.dateTime(7),
            row.date(8)};
}

Result<> check(const Visit &visit)
{
    if (visit.patientId.isNull())
        return fail(ErrorCode::InvalidInput, u"a visit needs a patient"_s);
    if (!visit.plannedOn.isValid())
        return fail(ErrorCode::InvalidInput, u"a visit needs a date"_s);
    return {};
}

/// What a visit's move means for the treatment that was put off: taken up again, or given.
Result<> endDeferralOf(Transaction &transaction, const Visit &visit, VisitState to)
{
    if (visit.state == VisitState::InSession && to == VisitState::Done)
        return endDeferral(transaction, visit.patientId, DeferralState::Treated, {});
    if (visit.state == VisitState::Deferred)
        return withdrawDeferralOf(transaction, visit.id);
    return {};
}

} // namespace

Result<VisitId> insertVisit(Transaction &transaction, const Visit &visit)
{
    TRY(check(visit));
    const Row row{{u"patient_id"_s, visit.patientId.value()},
                  {u"planned_on"_s, visit.plannedOn.toString(Qt::ISODate)},
                  {u"planned_at"_s, timeToText(visit.plannedAt)},
                  {u"reason"_s, visit.reason.isNull() ? u""_s : visit.reason.trimmed()},
                  {u"state"_s, visitStateName(visit.state)},
                  {u"state_since"_s, toIsoUtc(transaction.now())},
                  {u"deferred_until"_s,
                   visit.deferredUntil.isValid() ? QVariant(visit.deferredUntil.toString(Qt::ISODate)) : QVariant()}};
    return VisitId(TRY(transaction.insert(u"visit"_s, row)));
}

Result<VisitId> bookVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit)
{
    TRY(require(actor, Permission::Visits));
    const QDate today = clinicTime(now).date();
    if (visit.plannedOn.isValid() && visit.plannedOn < today)
        return fail(ErrorCode::InvalidInput, u"a visit cannot be booked for a day that has passed"_s);
    Visit booked = visit;
    booked.state = !visit.plannedAt.isValid() && visit.plannedOn == today ? VisitState::Arrived : VisitState::Expected;
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const VisitId id = TRY(insertVisit(transaction, booked));
    TRY(transaction.commit());
    return id;
}

Result<> moveVisit(Transaction &transaction, const Visit &visit, VisitState to, const QDate &deferredUntil)
{
    if (!mayMove(visit.state, to))
        return fail(ErrorCode::InvalidInput, u"a visit does not go from \"%1\" to \"%2\""_s.arg(
                                                 visitStateName(visit.state), visitStateName(to)));
    if (to == VisitState::Deferred && !deferredUntil.isValid())
        return fail(ErrorCode::InvalidInput, u"a deferral needs a date; say until when"_s);
    const Row changes{
        {u"state"_s, visitStateName(to)},
        {u"state_since"_s, toIsoUtc(transaction.now())},
        {u"deferred_until"_s,
         to == VisitState::Deferred ? QVariant(deferredUntil.toString(Qt::ISODate)) : QVariant()}};
    TRY(transaction.update(u"visit"_s, visit.id.value(), visit.revision, changes));
    return endDeferralOf(transaction, visit, to);
}

Result<Visit> moveVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &moved, VisitState to)
{
    TRY(require(actor, Permission::Visits));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(moveVisit(transaction, moved, to));
    TRY(transaction.commit());
    return visit(database, moved.id);
}

Result<> rebookVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit)
{
    TRY(require(actor, Permission::Visits));
    TRY(check(visit));
    if (visit.state != VisitState::Expected)
        return fail(ErrorCode::InvalidInput, u"only a visit that has not begun can be booked for another time"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.update(u"visit"_s, visit.id.value(), visit.revision,
                           {{u"planned_on"_s, visit.plannedOn.toString(Qt::ISODate)},
                            {u"planned_at"_s, timeToText(visit.plannedAt)},
                            {u"reason"_s, visit.reason.isNull() ? u""_s : visit.reason.trimmed()}}));
    return transaction.commit();
}

Result<Visit> visit(Database &database, VisitId id)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM visit v WHERE v.id = :id"_s.arg(columns)));
    select.bind(u":id"_s, id.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no visit %1"_s.arg(id.toString()));
    return visitFromRow(select);
}

Result<QList<DayVisit>> visitsOn(Database &database, const QDate &day)
{
    auto select = TRY(database.prepare(
        u"SELECT %1, p.file_number, p.family_name, p.given_names, p.birth_date FROM visit v "
        "JOIN patient p ON p.id = v.patient_id WHERE v.planned_on = :day ORDER BY v.planned_at, v.id"_s.arg(columns)));
    select.bind(u":day"_s, day.toString(Qt::ISODate));
    TRY(select.run());
    QList<DayVisit> visits;
    while (TRY(select.next()))
        visits << DayVisit{visitFromRow(select), select.text(9), select.text(10), select.text(11), select.date(12)};
    return visits;
}

Result<QList<Visit>> visitsOf(Database &database, PatientId patient, int limit)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM visit v WHERE v.patient_id = :patient "
                                       "ORDER BY v.planned_on DESC, v.planned_at DESC, v.id DESC LIMIT :limit"_s.arg(columns)));
    select.bind(u":patient"_s, patient.value()).bind(u":limit"_s, limit);
    TRY(select.run());
    QList<Visit> visits;
    while (TRY(select.next()))
        visits << visitFromRow(select);
    return visits;
}

Result<QHash<PatientId, QDate>> lastVisits(Database &database, const QList<PatientId> &patients, const QDate &today)
{
    QJsonArray ids;
    for (const PatientId patient : patients)
        ids << patient.value();
    auto select = TRY(database.prepare(u"SELECT patient_id, max(planned_on) FROM visit "
                                       "WHERE patient_id IN (SELECT value FROM json_each(:patients)) "
                                       "AND planned_on <= :today AND state NOT IN ('expected', 'did-not-come') "
                                       "GROUP BY patient_id"_s));
    select.bind(u":patients"_s, QString::fromUtf8(QJsonDocument(ids).toJson(QJsonDocument::Compact)))
        .bind(u":today"_s, today.toString(Qt::ISODate));
    TRY(select.run());
    QHash<PatientId, QDate> days;
    while (TRY(select.next()))
        days.insert(PatientId(select.integer(0)), select.date(1));
    return days;
}

Result<std::optional<Visit>> currentVisit(Database &database, PatientId patient, const QDate &today)
{
    std::optional<Visit> current;
    for (const Visit &visit : TRY(visitsOf(database, patient))) {
        if (visit.plannedOn != today || isFinished(visit.state))
            continue;
        if (!current || isInBuilding(visit.state))
            current = visit;
    }
    return current;
}

} // namespace dermis
