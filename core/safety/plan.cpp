#include "core/safety/plan.h"

#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/spelling.h"
#include "core/safety/zones.h"
#include "core/storage/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr double deepestMm = 5;

constexpr std::array targets{
    Spelling<Target>{Target::AcneScar, u"acne-scar"},
    Spelling<Target>{Target::Striae, u"striae"},
    Spelling<Target>{Target::Pigment, u"pigment"},
    Spelling<Target>{Target::Rejuvenation, u"rejuvenation"},
    Spelling<Target>{Target::OtherScar, u"other-scar"},
};

Result<> checkMembers(const QJsonObject &object, const QStringList &known, const QString &where)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return fail(ErrorCode::InvalidInput,
                        u"%1: \"%2\" is not a member; use %3"_s.arg(where, key, known.join(u", "_s)));
    }
    return {};
}

Result<QString> stringMember(const QJsonObject &object, const QString &key, const QString &where)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isString())
        return fail(ErrorCode::InvalidInput, u"%1: \"%2\" must be text"_s.arg(where, key));
    return value.toString(u""_s);
}

Result<std::optional<bool>> boolMember(const QJsonObject &object, const QString &key, const QString &where)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isBool())
        return fail(ErrorCode::InvalidInput, u"%1: \"%2\" must be true or false"_s.arg(where, key));
    return value.toBool();
}

Result<std::optional<Target>> targetMember(const QJsonObject &object, const QString &where)
{
    if (!object.contains(u"target"_s))
        return std::nullopt;
    const auto target = targetFromName(object.value(u"target"_s).toString());
    if (!target)
        return fail(
            ErrorCode::InvalidInput,
            u"%1: \"target\" must be acne-scar, striae, pigment, rejuvenation or other-scar"_s.arg(where));
    return target;
}

Result<std::optional<double>> depthMember(const QJsonObject &object, const QString &where)
{
    if (!object.contains(u"depthMm"_s))
        return std::nullopt;
    const double depth = object.value(u"depthMm"_s).toDouble(-1);
    if (depth <= 0 || depth > deepestMm)
        return fail(ErrorCode::InvalidInput,
                    u"%1: \"depthMm\" must be a number above 0 and up to %2"_s.arg(where).arg(deepestMm));
    return depth;
}

Result<PlannedZone> zoneFromJson(const QJsonValue &value, qsizetype index)
{
    const QString where = u"plan, zone %1"_s.arg(index + 1);
    const QJsonObject object = value.toObject();
    TRY(checkMembers(object, {u"zone"_s, u"target"_s, u"depthMm"_s, u"weakerResponse"_s}, where));
    PlannedZone zone;
    zone.zone = TRY(stringMember(object, u"zone"_s, where));
    if (!findZone(zone.zone))
        return fail(ErrorCode::InvalidInput, u"%1: \"%2\" is not a zone"_s.arg(where, zone.zone));
    zone.target = TRY(targetMember(object, where));
    zone.depthMm = TRY(depthMember(object, where));
    zone.weakerResponse = TRY(boolMember(object, u"weakerResponse"_s, where));
    return zone;
}

Result<QDate> dateMember(const QJsonObject &object)
{
    const QString text = TRY(stringMember(object, u"date"_s, u"plan"_s));
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!text.isEmpty() && !date.isValid())
        return fail(ErrorCode::InvalidInput, u"plan: \"date\" must be a day such as 2026-03-02"_s);
    return date;
}

Result<> check(const Plan &plan)
{
    const Result<Plan> again = Plan::fromJson(plan.toJson());
    if (!again)
        return tl::unexpected(again.error());
    return {};
}

} // namespace

QString targetName(Target target)
{
    return nameIn(targets, target);
}

std::optional<Target> targetFromName(const QString &name)
{
    return valueIn(targets, name);
}

QList<Target> allTargets()
{
    QList<Target> all;
    for (const auto &row : targets)
        all << row.value;
    return all;
}

Result<Plan> Plan::fromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return fail(
            ErrorCode::InvalidInput,
            u"plan: not a JSON object (at byte %1: %2)"_s.arg(problem.offset).arg(problem.errorString()));
    return fromJson(document.object());
}

Result<Plan> Plan::fromJson(const QJsonObject &object)
{
    TRY(checkMembers(object, {u"date"_s, u"device"_s, u"zones"_s, u"latexFreeSet"_s}, u"plan"_s));
    Plan plan;
    plan.date = TRY(dateMember(object));
    plan.device = TRY(stringMember(object, u"device"_s, u"plan"_s));
    plan.latexFreeSet = TRY(boolMember(object, u"latexFreeSet"_s, u"plan"_s)).value_or(false);
    const QJsonValue zones = object.value(u"zones"_s);
    if (!zones.isUndefined() && !zones.isArray())
        return fail(ErrorCode::InvalidInput, u"plan: \"zones\" must be a list"_s);
    QSet<QString> seen;
    for (const QJsonValue &value : zones.toArray()) {
        plan.zones << TRY(zoneFromJson(value, plan.zones.size()));
        const QString code = plan.zones.last().zone;
        if (seen.contains(code))
            return fail(ErrorCode::InvalidInput, u"plan: zone \"%1\" stands there twice"_s.arg(code));
        seen.insert(code);
    }
    return plan;
}

QJsonObject Plan::toJson() const
{
    QJsonArray list;
    for (const PlannedZone &planned : zones) {
        QJsonObject zone{{u"zone"_s, planned.zone}};
        if (planned.target)
            zone.insert(u"target"_s, targetName(*planned.target));
        if (planned.depthMm)
            zone.insert(u"depthMm"_s, *planned.depthMm);
        if (planned.weakerResponse)
            zone.insert(u"weakerResponse"_s, *planned.weakerResponse);
        list << zone;
    }
    QJsonObject object{{u"zones"_s, list}};
    if (date.isValid())
        object.insert(u"date"_s, date.toString(Qt::ISODate));
    if (!device.isEmpty())
        object.insert(u"device"_s, device);
    if (latexFreeSet)
        object.insert(u"latexFreeSet"_s, true);
    return object;
}

Result<std::optional<Plan>> currentPlan(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT id, revision, body FROM plan WHERE patient_id = ?"_s));
    TRY(select.add(patient.value()).run());
    if (!TRY(select.next()))
        return std::nullopt;
    Plan plan = TRY(Plan::fromJson(select.text(2).toUtf8()));
    plan.id = PlanId(select.integer(0));
    plan.revision = static_cast<int>(select.integer(1));
    plan.patientId = patient;
    return plan;
}

Result<Plan> savePlan(Transaction &transaction, const Plan &plan)
{
    TRY(check(plan));
    const Row row{{u"patient_id"_s, plan.patientId.value()},
                  {u"body"_s, QString::fromUtf8(canonicalJson(plan.toJson()))}};
    Plan saved = plan;
    if (plan.id.isNull()) {
        saved.id = PlanId(TRY(transaction.insert(u"plan"_s, row)));
        saved.revision = 1;
    } else {
        saved.revision = TRY(transaction.update(u"plan"_s, plan.id.value(), plan.revision, row));
    }
    return saved;
}

Result<Plan> savePlan(Database &database, const Actor &actor, const QDateTime &now, const Plan &plan)
{
    TRY(require(actor, Permission::Answers));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Plan saved = TRY(savePlan(transaction, plan));
    TRY(transaction.commit());
    return saved;
}

} // namespace dermis
