#include "core/safety/plan.h"

#include "core/safety/zones.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr double deepestMm = 5;
constexpr double mostCm2 = 20'000; // more than any skin: what is above is a slip of the keyboard
constexpr double mostGrams = 1'000;
constexpr double mostMinutes = 1'440;
constexpr double mostKg = 500;

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

/// A whole number of the registry; null when it is left out.
template <typename IdType>
Result<IdType> idMember(const QJsonObject &object, const QString &key, const QString &where)
{
    const QJsonValue value = object.value(key);
    const qint64 id = value.toInteger(0);
    if (!value.isUndefined() && id <= 0)
        return fail(ErrorCode::InvalidInput, u"%1: \"%2\" must be a number of the registry"_s.arg(where, key));
    return IdType(id);
}

Result<ProductId> productMember(const QJsonObject &object, const QString &where)
{
    if (!object.contains(u"product"_s))
        return fail(ErrorCode::InvalidInput, u"%1: \"product\" is missing"_s.arg(where));
    return idMember<ProductId>(object, u"product"_s, where);
}

/// A number above 0 and up to a bound; nothing when it is left out.
Result<std::optional<double>> amountMember(const QJsonObject &object, const QString &key, double most, const QString &where)
{
    if (!object.contains(key))
        return std::nullopt;
    const double amount = object.value(key).toDouble(-1);
    if (amount <= 0 || amount > most)
        return fail(ErrorCode::InvalidInput,
                    u"%1: \"%2\" must be a number above 0 and up to %3"_s.arg(where, key).arg(most));
    return amount;
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
    zone.depthMm = TRY(amountMember(object, u"depthMm"_s, deepestMm, where));
    zone.weakerResponse = TRY(boolMember(object, u"weakerResponse"_s, where));
    return zone;
}

Result<PlannedProduct> productFromJson(const QJsonValue &value, qsizetype index)
{
    const QString where = u"plan, product %1"_s.arg(index + 1);
    const QJsonObject object = value.toObject();
    TRY(checkMembers(object, {u"product"_s, u"phase"_s, u"lot"_s}, where));
    PlannedProduct planned;
    planned.product = TRY(productMember(object, where));
    planned.lot = TRY(idMember<LotId>(object, u"lot"_s, where));
    const auto phase = phaseFromName(object.value(u"phase"_s).toString());
    if (!phase)
        return fail(ErrorCode::InvalidInput, u"%1: \"phase\" must be before, during, after or home"_s.arg(where));
    planned.phase = *phase;
    return planned;
}

Result<QList<PlannedProduct>> productsMember(const QJsonObject &object)
{
    const QJsonValue list = object.value(u"products"_s);
    if (!list.isUndefined() && !list.isArray())
        return fail(ErrorCode::InvalidInput, u"plan: \"products\" must be a list"_s);
    QList<PlannedProduct> products;
    for (const QJsonValue &value : list.toArray()) {
        const PlannedProduct planned = TRY(productFromJson(value, products.size()));
        for (const PlannedProduct &other : products) {
            if (other.product == planned.product && other.phase == planned.phase)
                return fail(ErrorCode::InvalidInput, u"plan: product %1 stands twice in \"%2\""_s
                                                         .arg(planned.product.value())
                                                         .arg(phaseName(planned.phase)));
        }
        products << planned;
    }
    return products;
}

Result<std::optional<PlannedAnaesthetic>> anaestheticMember(const QJsonObject &object)
{
    if (!object.contains(u"anaesthetic"_s))
        return std::nullopt;
    const QString where = u"plan, anaesthetic"_s;
    const QJsonObject from = object.value(u"anaesthetic"_s).toObject();
    TRY(checkMembers(from, {u"product"_s, u"lot"_s, u"areaCm2"_s, u"grams"_s, u"minutes"_s, u"weightKg"_s, u"atHome"_s},
                     where));
    PlannedAnaesthetic planned;
    planned.product = TRY(productMember(from, where));
    planned.lot = TRY(idMember<LotId>(from, u"lot"_s, where));
    planned.areaCm2 = TRY(amountMember(from, u"areaCm2"_s, mostCm2, where));
    planned.grams = TRY(amountMember(from, u"grams"_s, mostGrams, where));
    planned.minutes = TRY(amountMember(from, u"minutes"_s, mostMinutes, where));
    planned.weightKg = TRY(amountMember(from, u"weightKg"_s, mostKg, where));
    planned.atHome = TRY(boolMember(from, u"atHome"_s, where));
    return planned;
}

Result<std::optional<PlannedCartridge>> cartridgeMember(const QJsonObject &object)
{
    if (!object.contains(u"cartridge"_s))
        return std::nullopt;
    const QString where = u"plan, cartridge"_s;
    const QJsonObject from = object.value(u"cartridge"_s).toObject();
    TRY(checkMembers(from, {u"product"_s, u"lot"_s}, where));
    PlannedCartridge planned;
    planned.product = TRY(productMember(from, where));
    planned.lot = TRY(idMember<LotId>(from, u"lot"_s, where));
    return planned;
}

Result<QDate> dateMember(const QJsonObject &object)
{
    const QString text = TRY(stringMember(object, u"date"_s, u"plan"_s));
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!text.isEmpty() && !date.isValid())
        return fail(ErrorCode::InvalidInput, u"plan: \"date\" must be a day such as 2026-03-02"_s);
    return date;
}

QJsonObject productJson(ProductId product, LotId lot)
{
    QJsonObject object{{u"product"_s, product.value()}};
    if (!lot.isNull())
        object.insert(u"lot"_s, lot.value());
    return object;
}

QJsonObject anaestheticJson(const PlannedAnaesthetic &planned)
{
    QJsonObject object = productJson(planned.product, planned.lot);
    const auto insert = [&object](const QString &key, const std::optional<double> &amount) {
        if (amount)
            object.insert(key, *amount);
    };
    insert(u"areaCm2"_s, planned.areaCm2);
    insert(u"grams"_s, planned.grams);
    insert(u"minutes"_s, planned.minutes);
    insert(u"weightKg"_s, planned.weightKg);
    if (planned.atHome)
        object.insert(u"atHome"_s, *planned.atHome);
    return object;
}

} // namespace

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
    TRY(checkMembers(object, {u"date"_s, u"indication"_s, u"device"_s, u"deviceProduct"_s, u"cartridge"_s, u"zones"_s,
                              u"products"_s, u"anaesthetic"_s, u"bloodProduct"_s, u"latexFreeSet"_s},
                     u"plan"_s));
    Plan plan;
    plan.date = TRY(dateMember(object));
    plan.indication = TRY(stringMember(object, u"indication"_s, u"plan"_s));
    plan.device = TRY(stringMember(object, u"device"_s, u"plan"_s));
    plan.deviceProduct = TRY(idMember<ProductId>(object, u"deviceProduct"_s, u"plan"_s));
    plan.cartridge = TRY(cartridgeMember(object));
    plan.products = TRY(productsMember(object));
    plan.anaesthetic = TRY(anaestheticMember(object));
    plan.bloodProduct = TRY(boolMember(object, u"bloodProduct"_s, u"plan"_s)).value_or(false);
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
    if (!indication.isEmpty())
        object.insert(u"indication"_s, indication);
    if (!deviceProduct.isNull())
        object.insert(u"deviceProduct"_s, deviceProduct.value());
    if (cartridge)
        object.insert(u"cartridge"_s, productJson(cartridge->product, cartridge->lot));
    QJsonArray productList;
    for (const PlannedProduct &planned : products) {
        QJsonObject product = productJson(planned.product, planned.lot);
        product.insert(u"phase"_s, phaseName(planned.phase));
        productList << product;
    }
    if (!productList.isEmpty())
        object.insert(u"products"_s, productList);
    if (anaesthetic)
        object.insert(u"anaesthetic"_s, anaestheticJson(*anaesthetic));
    if (bloodProduct)
        object.insert(u"bloodProduct"_s, true);
    if (latexFreeSet)
        object.insert(u"latexFreeSet"_s, true);
    return object;
}

} // namespace dermis
