#include "core/treatments/session.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/storage/transaction.h"
#include "core/visits/deferral.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// What was used, with the shelf's own knowledge of it.
struct OnShelf
{
    UsedProduct used;
    Product product;
    StatusReview review;
    std::optional<Lot> lot;
};

Result<OnShelf> onShelf(Database &database, UsedProduct used)
{
    OnShelf found;
    if (!used.lot.isNull()) {
        found.lot = TRY(lot(database, used.lot));
        if (!used.product.isNull() && used.product != found.lot->productId)
            return invalidInput(u"lot %1 is of another product"_s.arg(found.lot->code));
        used.product = found.lot->productId;
    }
    found.product = TRY(product(database, used.product));
    found.review = TRY(latestReview(database, used.product));
    if (!found.lot && found.product.kind != ProductKind::Device)
        return invalidInput(u"%1 needs its lot"_s.arg(found.product.title()));
    used.unitCode = used.unitCode.trimmed();
    if (used.units < 1)
        return invalidInput(u"say how many units of %1 were used, 1 or more"_s.arg(found.product.title()));
    if (!used.unitCode.isEmpty() && used.units != 1)
        return invalidInput(u"a unit's code stands for one unit"_s);
    found.used = used;
    return found;
}

/// Why it should not have been used on that day, in words; empty when nothing is against it.
QString againstUse(const OnShelf &item, const QDate &day)
{
    QStringList words;
    if (item.lot) {
        for (const LotProblem problem : lotProblems(*item.lot, item.product, day)) {
            const bool wasLeftThen = problem == LotProblem::UsedUp && item.lot->finished >= day;
            if (!wasLeftThen)
                words << lotProblemName(problem).replace(u'-', u' ');
        }
    }
    if (item.product.state != SupplyState::Active)
        words << supplyStateName(item.product.state);
    const NeedlingStatus status = item.review.on(day);
    const bool isClosed = status == NeedlingStatus::NotAssessed || status == NeedlingStatus::Banned;
    if (item.product.kind == ProductKind::Topical && isClosed)
        words << needlingStatusName(status).replace(u'-', u' ');
    words.removeDuplicates();
    if (words.isEmpty())
        return {};
    const QString lot = item.lot ? u", lot "_s + item.lot->code : QString();
    return u"%1%2: %3"_s.arg(item.product.title(), lot, words.join(u", "_s));
}

Result<> checkUnitIsNew(Database &database, const OnShelf &item)
{
    if (item.used.unitCode.isEmpty())
        return {};
    auto select = TRY(database.prepare(u"SELECT treated_on FROM session_use WHERE product_id = ? AND unit_code = ?"_s));
    TRY(select.add(item.product.id.value()).add(item.used.unitCode).run());
    if (TRY(select.next()))
        return invalidInput(u"unit %1 of %2 was used before, on %3; a needle is never used again"_s.arg(
            item.used.unitCode, item.product.title(), select.text(0)));
    return {};
}

/// Each cartridge of a lot is for one patient: those recorded cannot be more than those received.
Result<> checkUnitsAreLeft(Database &database, const OnShelf &item, int wanted)
{
    if (item.product.kind != ProductKind::Cartridge || !item.lot)
        return {};
    const qint64 left = item.lot->quantity - TRY(unitsUsed(database, item.lot->id));
    if (wanted > left)
        return invalidInput(u"of lot %1 there are %2 cartridges left, not %3; check the lot on the pack"_s.arg(
            item.lot->code, QString::number(std::max<qint64>(left, 0)), QString::number(wanted)));
    return {};
}

struct CheckedItems
{
    QList<OnShelf> items;
    QStringList unfit; ///< in words
};

Result<CheckedItems> checkedItems(Database &database, const Session &session)
{
    QList<OnShelf> items;
    QStringList unfit;
    QSet<std::pair<qint64, QString>> units;
    QHash<LotId, int> wanted;
    for (const UsedProduct &used : session.used) {
        const OnShelf item = TRY(onShelf(database, used));
        TRY(checkUnitIsNew(database, item));
        const std::pair unit(item.product.id.value(), item.used.unitCode.toUpper());
        if (!item.used.unitCode.isEmpty() && units.contains(unit))
            return invalidInput(u"unit %1 is named twice"_s.arg(item.used.unitCode));
        units << unit;
        wanted[item.used.lot] += item.used.units;
        TRY(checkUnitsAreLeft(database, item, wanted.value(item.used.lot)));
        if (const QString against = againstUse(item, session.treatedOn); !against.isEmpty())
            unfit << against;
        items << item;
    }
    const bool hasNeedles = std::ranges::any_of(items, [](const OnShelf &item) {
        return item.lot && (item.product.kind == ProductKind::Cartridge || item.product.kind == ProductKind::Device);
    });
    if (!hasNeedles)
        return invalidInput(u"a session needs its cartridge or roller, with the lot"_s);
    return CheckedItems{items, unfit};
}

/// What keeps the needles from beginning (domain.md §2.2, §2.4): today's hard stops, and controls that nobody confirmed on that day.
Result<QStringList> againstStart(Database &database, const Session &session, const QDate &today)
{
    const SafetyCheck check = TRY(checkSafety(database, session.patient, today));
    QStringList against;
    if (session.treatedOn == today) {
        for (const InfectionFlag &flag : infectionPrecautions(check, false).hardStops())
            against << u"%1 (%2)"_s.arg(flag.source->title, flag.source->code);
    }
    QStringList open;
    for (const ControlState &state : controlsOn(check, session.treatedOn, false)) {
        const bool isChecked = state.control->by == ProcessControl::By::Program; // what was used is judged by itself
        if (state.control->stage == ProcessControl::Stage::Start && state.control->mandatory && !state.confirmed && !isChecked)
            open << state.control->code;
    }
    if (!open.isEmpty())
        against << u"not confirmed on the day: "_s + open.join(u", "_s);
    return against;
}

Result<> checkReason(const Session &session, const QStringList &against)
{
    if (against.isEmpty() || isReason(session.reason))
        return {};
    return invalidInput(u"%1. If the patient was treated all the same, say why in %2 characters or more"_s.arg(against.join(u"; "_s)).arg(shortestReason));
}

Row toRow(const Session &session, const QDateTime &now)
{
    return {{u"patient_id"_s, session.patient.value()},
            {u"treated_on"_s, session.treatedOn.toString(Qt::ISODate)},
            {u"recorded_at"_s, toIsoUtc(now)},
            {u"plan"_s, QString::fromUtf8(QJsonDocument(session.plan.toJson()).toJson(QJsonDocument::Compact))},
            {u"reason"_s, session.reason.isNull() ? u""_s : session.reason.trimmed()}};
}

Row toRow(const Session &session, const UsedProduct &used)
{
    return {{u"session_id"_s, session.id.value()},
            {u"patient_id"_s, session.patient.value()},
            {u"treated_on"_s, session.treatedOn.toString(Qt::ISODate)},
            {u"product_id"_s, used.product.value()},
            {u"lot_id"_s, used.lot.toVariant()},
            {u"units"_s, used.units},
            {u"unit_code"_s, used.unitCode.isNull() ? u""_s : used.unitCode}};
}

Result<QList<UsedProduct>> usedIn(Database &database, SessionId session)
{
    auto select = TRY(database.prepare(
        u"SELECT product_id, lot_id, units, unit_code FROM session_use WHERE session_id = ? ORDER BY id"_s));
    TRY(select.add(session.value()).run());
    QList<UsedProduct> used;
    while (TRY(select.next()))
        used << UsedProduct{ProductId(select.integer(0)), LotId(select.integer(1)), static_cast<int>(select.integer(2)),
                            select.text(3)};
    return used;
}

/// The treatment that was put off before is given now.
Result<> endPutOff(Transaction &transaction, const Session &session)
{
    const auto open = TRY(openDeferral(transaction.database(), transaction.actor(), session.patient));
    if (!open || session.treatedOn < clinicTime(open->at).date())
        return {};
    return endDeferral(transaction, session.patient, DeferralState::Treated, {});
}

} // namespace

Result<Session> recordSession(Database &database, const Actor &actor, const QDateTime &now, const Session &session)
{
    TRY(require(actor, Permission::Sessions));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const QDate today = clinicTime(now).date();
    Session recorded = session;
    if (!recorded.treatedOn.isValid())
        recorded.treatedOn = today;
    if (recorded.treatedOn > today)
        return invalidInput(u"a session is recorded on its day or after it"_s);
    TRY(patient(database, recorded.patient));
    const std::optional<Plan> plan = TRY(currentPlan(database, recorded.patient));
    if (!plan)
        return invalidInput(u"there is no plan; make the plan that was followed first"_s);
    recorded.plan = *plan;
    const CheckedItems checked = TRY(checkedItems(database, recorded));
    const QStringList against = TRY(againstStart(database, recorded, today));
    TRY(checkReason(recorded, checked.unfit + against));
    recorded.id = SessionId(TRY(transaction.insert(u"session"_s, toRow(recorded, now))));
    recorded.revision = 1;
    recorded.used.clear();
    for (const OnShelf &item : checked.items) {
        recorded.used << item.used;
        TRY(transaction.insert(u"session_use"_s, toRow(recorded, item.used)));
    }
    TRY(endPutOff(transaction, recorded));
    TRY(transaction.commit());
    return recorded;
}

Result<QList<Session>> sessionsOf(Database &database, const Actor &actor, PatientId patient)
{
    TRY(require(actor, Permission::ReadRecords));
    return sessionsOf(database, patient);
}

Result<QList<Session>> sessionsOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT id, revision, treated_on, plan, reason FROM session "
                                       "WHERE patient_id = ? ORDER BY treated_on DESC, id DESC"_s));
    TRY(select.add(patient.value()).run());
    QList<Session> list;
    while (TRY(select.next())) {
        Session session;
        session.id = SessionId(select.integer(0));
        session.revision = static_cast<int>(select.integer(1));
        session.patient = patient;
        session.treatedOn = select.date(2);
        session.plan = TRY(Plan::fromJson(select.text(3).toUtf8()));
        session.reason = select.text(4);
        session.used = TRY(usedIn(database, session.id));
        list << session;
    }
    return list;
}

Result<InfectionPrecautions> infectionPrecautions(Database &database, PatientId patient, const QDate &today)
{
    const SafetyCheck check = TRY(checkSafety(database, patient, today));
    const QList<Session> sessions = TRY(sessionsOf(database, patient));
    return infectionPrecautions(check, std::ranges::find(sessions, check.facts.session, &Session::treatedOn) != sessions.end());
}

Result<QString> usedWords(Database &database, const UsedProduct &used)
{
    const Product of = TRY(product(database, used.product));
    QStringList words{of.title()};
    if (!used.lot.isNull()) {
        const Lot delivery = TRY(lot(database, used.lot));
        words << u"lot "_s + delivery.code;
    }
    if (used.units > 1)
        words << u"%1 units"_s.arg(used.units);
    if (!used.unitCode.isEmpty())
        words << u"unit "_s + used.unitCode;
    return words.join(u", "_s);
}

Result<qint64> unitsUsed(Database &database, LotId lot)
{
    auto select = TRY(database.prepare(u"SELECT coalesce(sum(units), 0) FROM session_use WHERE lot_id = ?"_s));
    TRY(select.add(lot.value()).run());
    TRY(select.next());
    return select.integer(0);
}

} // namespace dermis
