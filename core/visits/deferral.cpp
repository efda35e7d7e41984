#include "core/visits/deferral.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/base/spelling.h"
#include "core/patients/patient_repository.h"
#include "core/storage/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array states{
    Spelling<DeferralState>{DeferralState::Waiting, u"waiting"},
    Spelling<DeferralState>{DeferralState::Contacted, u"contacted"},
    Spelling<DeferralState>{DeferralState::Booked, u"booked"},
    Spelling<DeferralState>{DeferralState::Treated, u"treated"},
    Spelling<DeferralState>{DeferralState::Withdrawn, u"withdrawn"},
    Spelling<DeferralState>{DeferralState::Replaced, u"replaced"},
};

const QString selectDeferrals =
    u"SELECT d.id, d.revision, d.patient_id, d.visit_id, d.by_decision, d.until, d.computed, d.grounds, d.reason, "
    "d.advice, d.deferred_by, b.name, d.deferred_at, d.state, s.name, d.state_at, d.note FROM deferral d "
    "JOIN staff b ON b.id = d.deferred_by JOIN staff s ON s.id = d.state_by "_s;
const QString whereOpen = u"d.state IN ('waiting', 'contacted', 'booked') "_s;

QString groundsText(const QList<DeferralGround> &grounds)
{
    QJsonArray array;
    for (const DeferralGround &ground : grounds)
        array << QJsonObject{{u"rule"_s, ground.rule},
                             {u"title"_s, ground.title},
                             {u"forPatient"_s, ground.forPatient},
                             {u"arithmetic"_s, ground.arithmetic},
                             {u"passing"_s, ground.passing}};
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<DeferralGround> groundsFrom(const QByteArray &text)
{
    QList<DeferralGround> grounds;
    for (const QJsonValue &one : QJsonDocument::fromJson(text).array())
        grounds << DeferralGround{one[u"rule"].toString(), one[u"title"].toString(), one[u"forPatient"].toString(),
                                  one[u"arithmetic"].toString(), one[u"passing"].toBool()};
    return grounds;
}

QVariant dayOrNull(const QDate &day)
{
    return day.isValid() ? QVariant(day.toString(Qt::ISODate)) : QVariant();
}

QString kept(const QString &text)
{
    return text.isNull() ? u""_s : text.trimmed();
}

Row toRow(const Transaction &transaction, const Deferral &deferral)
{
    return {{u"patient_id"_s, deferral.patient.value()},
            {u"visit_id"_s, deferral.visit.toVariant()},
            {u"by_decision"_s, deferral.byDecision ? 1 : 0},
            {u"until"_s, deferral.until.toString(Qt::ISODate)},
            {u"computed"_s, dayOrNull(deferral.computed)},
            {u"grounds"_s, groundsText(deferral.grounds)},
            {u"reason"_s, kept(deferral.reason)},
            {u"advice"_s, kept(deferral.advice)},
            {u"deferred_by"_s, transaction.actor().id.value()},
            {u"deferred_at"_s, toIsoUtc(transaction.now())},
            {u"state"_s, deferralStateName(DeferralState::Waiting)},
            {u"state_by"_s, transaction.actor().id.value()},
            {u"state_at"_s, toIsoUtc(transaction.now())},
            {u"note"_s, u""_s}};
}

Deferral fromRow(const Statement &row)
{
    Deferral deferral;
    deferral.id = DeferralId(row.integer(0));
    deferral.revision = static_cast<int>(row.integer(1));
    deferral.patient = PatientId(row.integer(2));
    deferral.visit = VisitId(row.integer(3));
    deferral.byDecision = row.boolean(4);
    deferral.until = row.date(5);
    deferral.computed = row.date(6);
    deferral.grounds = groundsFrom(row.bytes(7));
    deferral.reason = row.text(8);
    deferral.advice = row.text(9);
    deferral.by = StaffId(row.integer(10));
    deferral.byName = row.text(11);
    deferral.at = row.dateTime(12);
    deferral.state = deferralStateFromName(row.text(13)).value_or(DeferralState::Waiting);
    deferral.stateByName = row.text(14);
    deferral.stateAt = row.dateTime(15);
    deferral.note = row.text(16);
    return deferral;
}

/// What is clinical in it stays with those who may read records.
Deferral asSeenBy(const Actor &actor, Deferral deferral)
{
    if (may(actor.roles, Permission::ReadRecords))
        return deferral;
    deferral.computed = {};
    deferral.grounds.clear();
    deferral.reason.clear();
    deferral.advice.clear();
    return deferral;
}

Result<QDate> nextVisit(Database &database, PatientId patient, const QDate &today)
{
    auto select = TRY(database.prepare(u"SELECT min(planned_on) FROM visit WHERE patient_id = ? AND planned_on >= ? "
                                       "AND state = 'expected'"_s));
    TRY(select.add(patient.value()).add(today.toString(Qt::ISODate)).run());
    TRY(select.next());
    return select.date(0);
}

Result<> check(const Deferral &deferral, const QDate &after)
{
    if (!deferral.until.isValid())
        return fail(ErrorCode::InvalidInput, u"a deferral needs a date; say until when"_s);
    if (deferral.until <= after)
        return fail(ErrorCode::InvalidInput, u"a treatment is put off to a day after its visit and after today"_s);
    if (!isReason(deferral.reason))
        return fail(ErrorCode::InvalidInput,
                    u"a deferral needs a reason of at least %1 characters; say why"_s.arg(shortestReason));
    return {};
}

Result<> writeState(Transaction &transaction, qint64 id, int revision, DeferralState state,
                    const std::optional<QString> &note)
{
    Row changes{{u"state"_s, deferralStateName(state)},
                {u"state_by"_s, transaction.actor().id.value()},
                {u"state_at"_s, toIsoUtc(transaction.now())}};
    if (note)
        changes.insert(u"note"_s, kept(*note));
    TRY(transaction.update(u"deferral"_s, id, revision, changes));
    return {};
}

/// Ends the open deferral that a condition with one value names, if there is one; a patient has one at the most.
Result<> endWhere(Transaction &transaction, const QString &condition, qint64 value, DeferralState state, const QString &note)
{
    auto select = TRY(transaction.prepare(u"SELECT d.id, d.revision FROM deferral d WHERE %1 AND %2"_s.arg(condition, whereOpen)));
    TRY(select.add(value).run());
    if (!TRY(select.next()))
        return {};
    const qint64 id = select.integer(0);
    const int revision = static_cast<int>(select.integer(1));
    return writeState(transaction, id, revision, state, note.isEmpty() ? std::nullopt : std::optional(note));
}

} // namespace

QString deferralStateName(DeferralState state)
{
    return nameIn(states, state);
}

std::optional<DeferralState> deferralStateFromName(const QString &name)
{
    return valueIn(states, name);
}

bool isOpen(DeferralState state)
{
    return state == DeferralState::Waiting || state == DeferralState::Contacted || state == DeferralState::Booked;
}

Result<DeferralId> putOff(Transaction &transaction, const Deferral &deferral)
{
    TRY(check(deferral, clinicTime(transaction.now()).date()));
    TRY(endDeferral(transaction, deferral.patient, DeferralState::Replaced, {}));
    return DeferralId(TRY(transaction.insert(u"deferral"_s, toRow(transaction, deferral))));
}

Result<Visit> deferVisit(Database &database, const Actor &actor, const QDateTime &now, const Visit &deferred,
                         const Deferral &deferral)
{
    TRY(require(actor, Permission::Visits));
    TRY(check(deferral, std::max(deferred.plannedOn, clinicTime(now).date())));
    Deferral recorded = deferral;
    recorded.patient = deferred.patientId;
    recorded.visit = deferred.id;
    auto transaction = TRY(Transaction::begin(database, actor, now, deferral.reason.trimmed()));
    TRY(moveVisit(transaction, deferred, VisitState::Deferred, deferral.until));
    TRY(putOff(transaction, recorded));
    TRY(transaction.commit());
    return visit(database, deferred.id);
}

Result<Deferral> putOff(Database &database, const Actor &actor, const QDateTime &now, const Deferral &deferral)
{
    TRY(require(actor, Permission::Visits));
    TRY(patient(database, deferral.patient));
    const QDate today = clinicTime(now).date();
    const auto visit = TRY(currentVisit(database, deferral.patient, today));
    if (visit && mayMove(visit->state, VisitState::Deferred)) {
        TRY(deferVisit(database, actor, now, *visit, deferral));
    } else {
        auto transaction = TRY(Transaction::begin(database, actor, now));
        TRY(putOff(transaction, deferral));
        TRY(transaction.commit());
    }
    return TRY(openDeferral(database, actor, deferral.patient)).value_or(Deferral{});
}

Result<> setDeferralState(Database &database, const Actor &actor, const QDateTime &now, const Deferral &deferral,
                          DeferralState state, const std::optional<QString> &note)
{
    TRY(require(actor, Permission::Visits));
    if (!isOpen(deferral.state))
        return fail(ErrorCode::Conflict, u"this deferral has ended: %1"_s.arg(deferralStateName(deferral.state)));
    if (state == DeferralState::Treated || state == DeferralState::Replaced)
        return fail(ErrorCode::InvalidInput, u"\"%1\" follows from what is done and is not set by hand"_s.arg(
                                                 deferralStateName(state)));
    if (state == DeferralState::Withdrawn && note.value_or(deferral.note).trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say in a note why the patient is taken off the list"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(writeState(transaction, deferral.id.value(), deferral.revision, state, note));
    return transaction.commit();
}

Result<> endDeferral(Transaction &transaction, PatientId patient, DeferralState state, const QString &note)
{
    return endWhere(transaction, u"d.patient_id = ?"_s, patient.value(), state, note);
}

Result<> withdrawDeferralOf(Transaction &transaction, VisitId visit)
{
    return endWhere(transaction, u"d.visit_id = ?"_s, visit.value(), DeferralState::Withdrawn,
                    u"The visit was taken up again"_s);
}

Result<> withdrawDecidedDeferral(Transaction &transaction, PatientId patient)
{
    return endWhere(transaction, u"d.by_decision = 1 AND d.patient_id = ?"_s, patient.value(), DeferralState::Withdrawn,
                    u"Decided otherwise"_s);
}

Result<QList<DeferredPatient>> deferredPatients(Database &database, const Actor &actor, const QDate &today,
                                                const QDate &dueBy, int limit)
{
    TRY(require(actor, Permission::Visits));
    auto select = TRY(database.prepare(selectDeferrals + u"JOIN patient p ON p.id = d.patient_id AND p.active = 1 WHERE "_s +
                                       whereOpen + u"AND d.until <= ? ORDER BY d.until, d.id LIMIT ?"_s));
    TRY(select.add(dueBy.isValid() ? dueBy.toString(Qt::ISODate) : u"9999-12-31"_s).add(limit).run());
    QList<DeferredPatient> list;
    while (TRY(select.next())) {
        DeferredPatient one;
        one.deferral = asSeenBy(actor, fromRow(select));
        const Patient person = TRY(patient(database, one.deferral.patient));
        one.fileNumber = person.fileNumber;
        one.name = person.fullName();
        one.phones = person.phones;
        one.email = person.email;
        one.nextVisit = TRY(nextVisit(database, person.id, today));
        list << one;
    }
    return list;
}

Result<qint64> deferralsDue(Database &database, const QDate &by)
{
    auto select = TRY(database.prepare(u"SELECT count(*) FROM deferral d JOIN patient p ON p.id = d.patient_id "
                                       "AND p.active = 1 WHERE "_s + whereOpen + u"AND d.until <= ?"_s));
    TRY(select.add(by.toString(Qt::ISODate)).run());
    TRY(select.next());
    return select.integer(0);
}

Result<QList<Deferral>> deferralsOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(selectDeferrals + u"WHERE d.patient_id = ? ORDER BY d.id DESC"_s));
    TRY(select.add(patient.value()).run());
    QList<Deferral> list;
    while (TRY(select.next()))
        list << fromRow(select);
    return list;
}

Result<std::optional<Deferral>> openDeferral(Database &database, const Actor &actor, PatientId patient)
{
    TRY(require(actor, Permission::Visits));
    for (const Deferral &deferral : TRY(deferralsOf(database, patient))) {
        if (isOpen(deferral.state))
            return asSeenBy(actor, deferral);
    }
    return std::nullopt;
}

} // namespace dermis
