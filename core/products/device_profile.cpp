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

tl::unexpected<Error> wrong(const QString &member, const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"device profile, \"%1\": %2"_s.arg(member, what));
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
    if (!contraindications.isEmpty())
        object.insert(u"contraindications"_s, QJsonArray::fromStringList(contraindications));
    return object;
}

Result<DeviceProfile> DeviceProfile::fromJson(const QJsonObject &object)
{
    DeviceProfile profile;
    QStringList known{u"contraindications"_s};
    for (const auto &[name, member] : texts()) {
        known << name;
        if (object.contains(name) && !object.value(name).isString())
            return wrong(name, u"a text is needed"_s);
        profile.*member = object.value(name).toString();
    }
    for (const auto &[name, member] : lengths()) {
        known << name;
        const QJsonValue value = object.value(name);
        if (value.isUndefined())
            continue;
        if (!value.isDouble() || value.toDouble() <= 0 || value.toDouble() > 10)
            return wrong(name, u"millimetres above 0, at most 10, are needed"_s);
        profile.*member = value.toDouble();
    }
    for (const auto &[name, member] : counts()) {
        known << name;
        const QJsonValue value = object.value(name);
        if (value.isUndefined())
            continue;
        if (!value.isDouble() || value.toInt(-1) < 0)
            return wrong(name, u"a whole number is needed"_s);
        profile.*member = value.toInt();
    }
    for (const QJsonValue &code : object.value(u"contraindications"_s).toArray()) {
        if (!code.toString().startsWith(u"MN-"))
            return wrong(u"contraindications"_s, u"codes of rules are needed, like MN-ISO-01"_s);
        profile.contraindications << code.toString();
    }
    for (const QString &name : object.keys()) {
        if (!known.contains(name))
            return wrong(name, u"not known"_s);
    }
    return profile;
}

} // namespace dermis
