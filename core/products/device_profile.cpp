#include "core/products/product.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Members that are texts, and where they stand.
QList<std::pair<QString, QString DeviceProfile::*>> texts()
{
    return {{u"type"_s, &DeviceProfile::type},
            {u"alloy"_s, &DeviceProfile::alloy},
            {u"indications"_s, &DeviceProfile::indications},
            {u"ifuVersion"_s, &DeviceProfile::ifuVersion},
            {u"cleaning"_s, &DeviceProfile::cleaning}};
}

QList<std::pair<QString, std::optional<double> DeviceProfile::*>> lengths()
{
    return {{u"needleDiameterMm"_s, &DeviceProfile::needleDiameterMm},
            {u"maximumDepthMm"_s, &DeviceProfile::maximumDepthMm},
            {u"evaluatedDepthMm"_s, &DeviceProfile::evaluatedDepthMm}};
}

QList<std::pair<QString, std::optional<int> DeviceProfile::*>> counts()
{
    return {{u"needles"_s, &DeviceProfile::needles}, {u"minimumAge"_s, &DeviceProfile::minimumAge}};
}

tl::unexpected<Error> wrongProfile(const QString &member, const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"device profile, \"%1\": %2"_s.arg(member, what));
}

QJsonObject useJson(const AuthorisedUse &use)
{
    QJsonObject object{{u"target"_s, use.target}};
    if (!use.zones.isEmpty())
        object.insert(u"zones"_s, QJsonArray::fromStringList(use.zones));
    if (!use.phototypes.isEmpty())
        object.insert(u"phototypes"_s, QJsonArray::fromStringList(use.phototypes));
    return object;
}

QStringList textsOf(const QJsonValue &array)
{
    QStringList texts;
    for (const QJsonValue &text : array.toArray())
        texts << text.toString();
    return texts;
}

Result<AuthorisedUse> useFrom(const QJsonObject &object)
{
    static const QStringList phototypes{u"I"_s, u"II"_s, u"III"_s, u"IV"_s, u"V"_s, u"VI"_s};
    const AuthorisedUse use{object.value(u"target"_s).toString(), textsOf(object.value(u"zones"_s)),
                            textsOf(object.value(u"phototypes"_s))};
    if (useJson(use) != object || use.target.isEmpty())
        return wrongProfile(u"authorisedUses"_s, u"a \"target\", and lists \"zones\" and \"phototypes\" where they are limited, are needed"_s);
    for (const QString &phototype : use.phototypes) {
        if (!phototypes.contains(phototype))
            return wrongProfile(u"authorisedUses"_s, u"\"%1\" is no phototype, these are I to VI"_s.arg(phototype));
    }
    return use;
}

} // namespace

QJsonObject DeviceProfile::toJson() const
{
    QJsonObject object;
    for (const auto &[name, member] : texts()) {
        if (!(this->*member).isEmpty())
            object.insert(name, this->*member);
    }
    for (const auto &[name, member] : lengths()) {
        if (this->*member)
            object.insert(name, *(this->*member));
    }
    for (const auto &[name, member] : counts()) {
        if (this->*member)
            object.insert(name, *(this->*member));
    }
    QJsonArray uses;
    for (const AuthorisedUse &use : authorisedUses)
        uses << useJson(use);
    if (!uses.isEmpty())
        object.insert(u"authorisedUses"_s, uses);
    if (!contraindications.isEmpty())
        object.insert(u"contraindications"_s, QJsonArray::fromStringList(contraindications));
    return object;
}

Result<DeviceProfile> DeviceProfile::fromJson(const QJsonObject &object)
{
    DeviceProfile profile;
    QStringList known{u"contraindications"_s, u"authorisedUses"_s};
    for (const auto &[name, member] : texts()) {
        known << name;
        if (object.contains(name) && !object.value(name).isString())
            return wrongProfile(name, u"a text is needed"_s);
        profile.*member = object.value(name).toString();
    }
    for (const auto &[name, member] : lengths()) {
        known << name;
        const QJsonValue value = object.value(name);
        if (value.isUndefined())
            continue;
        if (!value.isDouble() || value.toDouble() <= 0 || value.toDouble() > 10)
            return wrongProfile(name, u"millimetres above 0, at most 10, are needed"_s);
        profile.*member = value.toDouble();
    }
    for (const auto &[name, member] : counts()) {
        known << name;
        const QJsonValue value = object.value(name);
        if (value.isUndefined())
            continue;
        if (!value.isDouble() || value.toInt(-1) < 0)
            return wrongProfile(name, u"a whole number is needed"_s);
        profile.*member = value.toInt();
    }
    for (const QJsonValue &code : object.value(u"contraindications"_s).toArray()) {
        if (!code.toString().startsWith(u"MN-"))
            return wrongProfile(u"contraindications"_s, u"codes of rules are needed, like MN-ISO-01"_s);
        profile.contraindications << code.toString();
    }
    for (const QJsonValue &use : object.value(u"authorisedUses"_s).toArray())
        profile.authorisedUses << TRY(useFrom(use.toObject()));
    for (const QString &name : object.keys()) {
        if (!known.contains(name))
            return wrongProfile(name, u"not known"_s);
    }
    return profile;
}

} // namespace dermis
