#include "core/treatments/recall.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/csv.h"
#include "core/base/spelling.h"
#include "core/patients/patient_repository.h"
#include "core/patients/phone_number.h"
#include "core/products/product_repository.h"
#include "core/storage/transaction.h"

#include <limits>
#include <numeric>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array states{
    Spelling<RecallState>{RecallState::ToContact, u"to-contact"},
    Spelling<RecallState>{RecallState::Letter, u"letter"},
    Spelling<RecallState>{RecallState::Reached, u"reached"},
    Spelling<RecallState>{RecallState::NotReached, u"not-reached"},
    Spelling<RecallState>{RecallState::Seen, u"seen"},
};

constexpr int everybody = std::numeric_limits<int>::max();

/// The scope with its product named; NotFound and InvalidInput where it names nothing that there is.
Result<RecallScope> checkedScope(Database &database, RecallScope scope)
{
    if (!scope.lot.isNull()) {
        const Lot of = TRY(lot(database, scope.lot));
        if (!scope.product.isNull() && scope.product != of.productId)
            return invalidInput(u"lot %1 is of another product"_s.arg(of.code));
        scope.product = of.productId;
    }
    TRY(product(database, scope.product));
    if (scope.from.isValid() && scope.to.isValid() && scope.to < scope.from)
        return invalidInput(u"the last day of use is before the first"_s);
    return scope;
}

/// Rows of session_use that a scope means, for an index of its own; bindScope() gives the values.
QString whereUsed(const RecallScope &scope)
{
    return (scope.lot.isNull() ? u"u.product_id = ?"_s : u"u.lot_id = ?"_s) +
           u" AND u.treated_on >= ? AND u.treated_on <= ?"_s;
}

Statement &bindScope(Statement &statement, const RecallScope &scope)
{
    return statement.add(scope.lot.isNull() ? scope.product.value() : scope.lot.value())
        .add(scope.from.isValid() ? scope.from.toString(Qt::ISODate) : u"0000-01-01"_s)
        .add(scope.to.isValid() ? scope.to.toString(Qt::ISODate) : u"9999-12-31"_s);
}

Result<QStringList> zonesOf(Database &database, const RecallScope &scope, PatientId patient)
{
    auto select = TRY(database.prepare(
        u"SELECT DISTINCT json_extract(z.value, '$.zone') FROM (SELECT DISTINCT s.plan FROM session_use u "
        "JOIN session s ON s.id = u.session_id WHERE %1 AND u.patient_id = ?) p, json_each(p.plan, '$.zones') z "
        "ORDER BY 1"_s.arg(whereUsed(scope))));
    TRY(bindScope(select, scope).add(patient.value()).run());
    QStringList zones;
    while (TRY(select.next()))
        zones << select.text(0);
    return zones;
}

Result<QDate> lastSeen(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT max(day) FROM (SELECT max(planned_on) AS day FROM visit WHERE patient_id = ?1 "
                                       "AND state NOT IN ('expected', 'deferred', 'did-not-come') UNION ALL "
                                       "SELECT max(treated_on) FROM session WHERE patient_id = ?1)"_s));
    TRY(select.add(patient.value()).run());
    TRY(select.next());
    return select.date(0);
}

/// Name, telephone and last visit beside what was used.
Result<> addContact(Database &database, const RecallScope &scope, ExposedPatient &exposed)
{
    const Patient person = TRY(patient(database, exposed.id));
    exposed.fileNumber = person.fileNumber;
    exposed.name = person.fullName();
    exposed.phones = person.phones;
    exposed.lastSeen = TRY(lastSeen(database, exposed.id));
    exposed.zones = TRY(zonesOf(database, scope, exposed.id));
    return {};
}

/// What was used on one patient, without the contact; nothing where nothing was.
Result<std::optional<ExposedPatient>> usesOn(Database &database, const RecallScope &scope, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT count(DISTINCT u.session_id), min(u.treated_on), max(u.treated_on) "
                                       "FROM session_use u WHERE %1 AND u.patient_id = ?"_s.arg(whereUsed(scope))));
    TRY(bindScope(select, scope).add(patient.value()).run());
    TRY(select.next());
    if (select.integer(0) == 0)
        return std::nullopt;
    ExposedPatient exposed;
    exposed.id = patient;
    exposed.sessions = static_cast<int>(select.integer(0));
    exposed.firstUse = select.date(1);
    exposed.lastUse = select.date(2);
    return exposed;
}

/// Each patient at the last use in the scope, newest first. It walks the index of days backwards and stops at the limit, so that
/// a page costs the same among a million uses; `after` narrows where it begins.
Result<QList<PatientId>> patientsByDay(Database &database, const RecallScope &scope,
                                       const std::optional<ExposedPatient> &after, int limit)
{
    const QString key = scope.lot.isNull() ? u"product"_s : u"lot"_s;
    auto select = TRY(database.prepare(
        u"SELECT u.patient_id FROM session_use u INDEXED BY session_use_%1_day WHERE %2 "
        "AND (u.treated_on, u.patient_id) < (?, ?) "
        "AND NOT EXISTS (SELECT 1 FROM session_use v INDEXED BY session_use_%1 WHERE v.%1_id = u.%1_id "
        "AND v.patient_id = u.patient_id AND v.treated_on > u.treated_on AND v.treated_on <= ?) "
        "GROUP BY u.treated_on, u.patient_id ORDER BY u.treated_on DESC, u.patient_id DESC LIMIT ?"_s.arg(
            key, whereUsed(scope))));
    RecallScope upTo = scope;
    if (after)
        upTo.to = after->lastUse;
    TRY(bindScope(select, upTo)
            .add(after ? after->lastUse.toString(Qt::ISODate) : u"9999-12-32"_s)
            .add(after ? after->id.value() : 0)
            .add(scope.to.isValid() ? scope.to.toString(Qt::ISODate) : u"9999-12-31"_s)
            .add(limit)
            .run());
    QList<PatientId> found;
    while (TRY(select.next()))
        found << PatientId(select.integer(0));
    return found;
}

Result<qint64> countOf(Database &database, const RecallScope &scope)
{
    auto select = TRY(database.prepare(
        u"SELECT count(DISTINCT u.patient_id) FROM session_use u WHERE %1"_s.arg(whereUsed(scope))));
    TRY(bindScope(select, scope).run());
    TRY(select.next());
    return select.integer(0);
}

QVariant dayOrNull(const QDate &day)
{
    return day.isValid() ? QVariant(day.toString(Qt::ISODate)) : QVariant();
}

Result<QMap<RecallState, qint64>> countsOf(Database &database, RecallId id)
{
    auto select =
        TRY(database.prepare(u"SELECT state, count(*) FROM recall_patient WHERE recall_id = ? GROUP BY state"_s));
    TRY(select.add(id.value()).run());
    QMap<RecallState, qint64> counts;
    while (TRY(select.next())) {
        if (const auto state = recallStateFromName(select.text(0)))
            counts[*state] = select.integer(1);
    }
    return counts;
}

Result<QList<Recall>> recallsWhere(Database &database, const QString &where)
{
    auto select = TRY(database.prepare(
        u"SELECT r.id, r.revision, r.drill, r.product_id, r.lot_id, r.used_from, r.used_to, r.reason, r.begun_at, "
        "r.begun_by, s.name, r.ended_at, r.outcome FROM recall r JOIN staff s ON s.id = r.begun_by %1 "
        "ORDER BY r.id DESC"_s.arg(where)));
    TRY(select.run());
    QList<Recall> list;
    while (TRY(select.next())) {
        Recall one;
        one.id = RecallId(select.integer(0));
        one.revision = static_cast<int>(select.integer(1));
        one.isDrill = select.integer(2) != 0;
        one.scope = {ProductId(select.integer(3)), LotId(select.integer(4)), select.date(5), select.date(6)};
        one.reason = select.text(7);
        one.begunAt = select.dateTime(8);
        one.begunBy = StaffId(select.integer(9));
        one.begunByName = select.text(10);
        one.endedAt = select.dateTime(11);
        one.outcome = select.text(12);
        one.counts = TRY(countsOf(database, one.id));
        list << one;
    }
    return list;
}

Result<Recall> recallIn(Database &database, RecallId id)
{
    const QList<Recall> found = TRY(recallsWhere(database, u"WHERE r.id = "_s + id.toString()));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no recall %1"_s.arg(id.toString()));
    return found.constFirst();
}

Result<Recall> openRecall(Database &database, RecallId id)
{
    const Recall found = TRY(recallIn(database, id));
    if (!found.isOpen())
        return fail(ErrorCode::Conflict, u"recall %1 ended on %2"_s.arg(
                                             id.toString(), clinicTime(found.endedAt).date().toString(Qt::ISODate)));
    return found;
}

Result<RecallId> insertRecall(Transaction &transaction, const RecallScope &scope, bool isDrill, const QString &reason)
{
    const Row row{{u"drill"_s, isDrill ? 1 : 0},
                  {u"product_id"_s, scope.product.value()},
                  {u"lot_id"_s, scope.lot.toVariant()},
                  {u"used_from"_s, dayOrNull(scope.from)},
                  {u"used_to"_s, dayOrNull(scope.to)},
                  {u"reason"_s, reason},
                  {u"begun_at"_s, toIsoUtc(transaction.now())},
                  {u"begun_by"_s, transaction.actor().id.value()},
                  {u"ended_at"_s, QVariant()},
                  {u"outcome"_s, u""_s}};
    return RecallId(TRY(transaction.insert(u"recall"_s, row)));
}

} // namespace

QString recallStateName(RecallState state)
{
    return nameIn(states, state);
}

std::optional<RecallState> recallStateFromName(const QString &name)
{
    return valueIn(states, name);
}

qint64 Recall::patients() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

Result<QList<ExposedPatient>> exposedPatients(Database &database, const Actor &actor, const RecallScope &scope, PatientId after,
                                              int limit)
{
    TRY(require(actor, Permission::ReadRecords));
    const RecallScope checked = TRY(checkedScope(database, scope));
    const std::optional<ExposedPatient> last = TRY(usesOn(database, checked, after));
    QList<ExposedPatient> found;
    for (const PatientId id : TRY(patientsByDay(database, checked, last, limit))) {
        ExposedPatient exposed = TRY(usesOn(database, checked, id)).value_or(ExposedPatient{});
        exposed.id = id;
        TRY(addContact(database, checked, exposed));
        found << exposed;
    }
    return found;
}

Result<qint64> exposedCount(Database &database, const Actor &actor, const RecallScope &scope)
{
    TRY(require(actor, Permission::ReadRecords));
    const RecallScope checked = TRY(checkedScope(database, scope));
    return countOf(database, checked);
}

Result<Recall> beginRecall(Database &database, const Actor &actor, const QDateTime &now, const RecallScope &scope, bool isDrill,
                           const QString &reason)
{
    TRY(require(actor, Permission::Sessions));
    const QString why = reason.trimmed();
    if (why.isEmpty())
        return invalidInput(u"say why it is called back"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const RecallScope checked = TRY(checkedScope(database, scope));
    if (TRY(countOf(database, checked)) == 0)
        return invalidInput(u"no session used it in that time; there is nobody to call back"_s);
    const RecallId id = TRY(insertRecall(transaction, checked, isDrill, why));
    for (const PatientId patient : TRY(patientsByDay(database, checked, {}, everybody))) {
        const Row row{{u"recall_id"_s, id.value()},
                      {u"patient_id"_s, patient.value()},
                      {u"state"_s, recallStateName(RecallState::ToContact)},
                      {u"note"_s, u""_s}};
        TRY(transaction.insert(u"recall_patient"_s, row));
    }
    TRY(transaction.commit());
    return recallIn(database, id);
}

Result<> setRecallState(Database &database, const Actor &actor, const QDateTime &now, RecallId recall, PatientId patient,
                        RecallState state, const std::optional<QString> &note)
{
    TRY(require(actor, Permission::Sessions));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(openRecall(database, recall));
    auto select =
        TRY(database.prepare(u"SELECT id, revision FROM recall_patient WHERE recall_id = ? AND patient_id = ?"_s));
    TRY(select.add(recall.value()).add(patient.value()).run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"recall %1 does not concern patient %2"_s.arg(recall.toString(), patient.toString()));
    const qint64 id = select.integer(0);
    const int revision = static_cast<int>(select.integer(1));
    Row changes{{u"state"_s, recallStateName(state)}};
    if (note)
        changes.insert(u"note"_s, note->isNull() ? u""_s : note->trimmed());
    TRY(transaction.update(u"recall_patient"_s, id, revision, changes));
    return transaction.commit();
}

Result<Recall> endRecall(Database &database, const Actor &actor, const QDateTime &now, RecallId recall, const QString &outcome)
{
    TRY(require(actor, Permission::Sessions));
    const QString words = outcome.trimmed();
    if (words.isEmpty())
        return invalidInput(u"say what came of it"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Recall open = TRY(openRecall(database, recall));
    const Row changes{{u"ended_at"_s, toIsoUtc(now)}, {u"outcome"_s, words}};
    TRY(transaction.update(u"recall"_s, recall.value(), open.revision, changes));
    TRY(transaction.commit());
    return recallIn(database, recall);
}

Result<QList<Recall>> recalls(Database &database, const Actor &actor)
{
    TRY(require(actor, Permission::ReadRecords));
    return recallsWhere(database, {});
}

Result<Recall> recall(Database &database, const Actor &actor, RecallId id)
{
    TRY(require(actor, Permission::ReadRecords));
    return recallIn(database, id);
}

Result<QList<RecalledPatient>> recalledPatients(Database &database, const Actor &actor, RecallId recall)
{
    TRY(require(actor, Permission::ReadRecords));
    const Recall of = TRY(recallIn(database, recall));
    auto select = TRY(
        database.prepare(u"SELECT patient_id, state, note FROM recall_patient WHERE recall_id = ? ORDER BY patient_id"_s));
    TRY(select.add(recall.value()).run());
    QList<RecalledPatient> list;
    while (TRY(select.next())) {
        RecalledPatient one;
        const PatientId id(select.integer(0));
        one.patient = TRY(usesOn(database, of.scope, id)).value_or(ExposedPatient{});
        one.patient.id = id;
        TRY(addContact(database, of.scope, one.patient));
        one.state = recallStateFromName(select.text(1)).value_or(RecallState::ToContact);
        one.note = select.text(2);
        list << one;
    }
    return list;
}

QByteArray recallContacts(const QList<RecalledPatient> &patients)
{
    QString csv = csvLine({u"file number"_s, u"name"_s, u"telephone"_s, u"first use"_s, u"last use"_s, u"sessions"_s,
                           u"last seen"_s, u"state"_s, u"note"_s});
    for (const RecalledPatient &one : patients) {
        const ExposedPatient &patient = one.patient;
        QStringList phones;
        for (const Phone &phone : patient.phones)
            phones << displayPhone(phone.number);
        csv += csvLine({patient.fileNumber, patient.name, phones.join(u"; "_s), patient.firstUse.toString(Qt::ISODate),
                        patient.lastUse.toString(Qt::ISODate), QString::number(patient.sessions),
                        patient.lastSeen.toString(Qt::ISODate), recallStateName(one.state), one.note});
    }
    return csv.toUtf8();
}

} // namespace dermis
