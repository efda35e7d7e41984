#include "core/safety/plan_limits.h"

#include "core/safety/zones.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct PlanLimits
{
    QMap<QString, double> capByArea;
    QString capSource;
    QList<AnaestheticLimits> anaesthetics;
};

QMap<QString, double> numbers(const QJsonObject &object)
{
    QMap<QString, double> map;
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toDouble());
    return map;
}

AnaestheticLimits anaestheticFrom(const QJsonObject &json)
{
    AnaestheticLimits limits{json[u"key"_s].toString(),
                             json[u"words"_s].toString(),
                             json[u"name"_s].toString(),
                             json[u"gramsPer10Cm2"_s].toDouble(),
                             numbers(json[u"mgPerGram"_s].toObject()),
                             {},
                             json[u"source"_s].toString()};
    for (const QJsonValue &tier : json[u"ages"_s].toArray())
        limits.tiers << AnaestheticTier{tier[u"from"_s].toInt(), tier[u"grams"_s].toDouble(), tier[u"cm2"_s].toDouble(),
                                        tier[u"minutes"_s].toDouble()};
    return limits;
}

const PlanLimits &planLimits()
{
    static const PlanLimits limits = [] {
        QFile file(u":/dermis/safety/plan-limits.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the limits of plans are missing from the program");
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject caps = json[u"depthCaps"_s].toObject();
        PlanLimits read{numbers(caps[u"mm"_s].toObject()), caps[u"source"_s].toString(), {}};
        for (const QJsonValue &anaesthetic : json[u"anaesthetics"_s].toArray())
            read.anaesthetics << anaestheticFrom(anaesthetic.toObject());
        return read;
    }();
    return limits;
}

} // namespace

const AnaestheticTier *AnaestheticLimits::at(int age) const
{
    const auto found = std::find_if(tiers.begin(), tiers.end(),
                                    [age](const AnaestheticTier &tier) { return age >= tier.fromAge; });
    return found == tiers.end() ? nullptr : &*found;
}

const AnaestheticLimits *limitsOf(const Product &anaesthetic)
{
    static const QRegularExpression between(u"[^\\p{L}\\p{N}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    const QStringList words = anaesthetic.title().toLower().split(between);
    const QList<AnaestheticLimits> &known = planLimits().anaesthetics;
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const AnaestheticLimits &limits) { return words.contains(limits.words); });
    const bool isFactoryMade = anaesthetic.category != ProductCategory::Compounded;
    return found == known.end() || !isFactoryMade ? nullptr : &*found;
}

std::optional<double> depthCap(const QString &zone)
{
    const Zone *known = findZone(zone);
    const QMap<QString, double> &caps = planLimits().capByArea;
    if (known == nullptr || !caps.contains(known->areaCode))
        return std::nullopt;
    return caps.value(known->areaCode);
}

QString depthCapSource()
{
    return planLimits().capSource;
}

} // namespace dermis
