#include "core/safety/plan_arithmetic.h"

#include "core/safety/plan_limits.h"
#include "core/safety/zones.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr double doubleCheckGrams = 30; // MN-ANA-19
constexpr double doubleCheckCm2 = 300;

QString number(double value)
{
    return QString::number(std::round(value * 100) / 100);
}

/// "Chin: 2 mm is 0.5 mm above 1.5 mm, the practice's threshold"
CalculationLine against(const QString &zone, double depth, double bound, const QString &whose, const QString &source)
{
    const double above = depth - bound;
    const QString text = above > 0 ? u"%1: %2 mm is %3 mm above %4 mm, %5"_s.arg(zone, number(depth), number(above), number(bound), whose)
                                   : u"%1: %2 mm of at most %3 mm, %4"_s.arg(zone, number(depth), number(bound), whose);
    return {text, source, above > 0};
}

QList<CalculationLine> depthLines(const Plan &plan, const DeviceProfile *device)
{
    QList<CalculationLine> lines;
    for (const PlannedZone &planned : plan.zones) {
        if (!planned.depthMm)
            continue;
        const QString zone = zoneName(planned.zone);
        if (const auto cap = depthCap(planned.zone))
            lines << against(zone, *planned.depthMm, *cap, u"the practice's threshold for this area"_s, depthCapSource());
        if (device != nullptr && device->maximumDepthMm)
            lines << against(zone, *planned.depthMm, *device->maximumDepthMm, u"the device's maximum"_s, u"[S08]"_s);
        if (device != nullptr && device->evaluatedDepthMm)
            lines << against(zone, *planned.depthMm, *device->evaluatedDepthMm, u"what the maker tested"_s, u"device label"_s);
    }
    const bool isInWords = plan.deviceProduct.isNull() && !plan.device.trimmed().isEmpty();
    if (isInWords && !plan.zones.isEmpty())
        lines << CalculationLine{u"The device is in words only, so its greatest depth is not known and not checked"_s,
                                 u"MN-DEV-01, MN-DEV-02"_s, true};
    return lines;
}

CalculationLine atMost(double planned, double most, const QString &unit, const QString &source)
{
    const bool over = planned > most;
    return {u"%1 %2 %3 at most %4 %2"_s.arg(number(planned), unit, over ? u"is above"_s : u"of"_s, number(most)), source, over};
}

void addLimits(const PlannedAnaesthetic &planned, const AnaestheticTier &tier, const QString &source,
               QList<CalculationLine> &lines)
{
    if (planned.grams)
        lines << atMost(*planned.grams, tier.grams, u"g"_s, source);
    if (planned.areaCm2)
        lines << atMost(*planned.areaCm2, tier.cm2, u"cm²"_s, source);
    if (planned.minutes)
        lines << atMost(*planned.minutes, tier.minutes, u"min"_s, source);
}

void addDose(const PlannedAnaesthetic &planned, const AnaestheticLimits &limits, QList<CalculationLine> &lines)
{
    if (planned.areaCm2)
        lines << CalculationLine{u"%1 cm² ÷ 10 × %2 g = %3 g of %4 needed"_s.arg(
                                     number(*planned.areaCm2), number(limits.gramsPer10Cm2),
                                     number(*planned.areaCm2 / 10 * limits.gramsPer10Cm2), limits.name),
                                 limits.source, false};
    for (auto it = limits.mgPerGram.begin(); planned.grams && it != limits.mgPerGram.end(); ++it) {
        const double mg = *planned.grams * it.value();
        lines << CalculationLine{u"%1 g × %2 mg/g = %3 mg %4"_s.arg(number(*planned.grams), number(it.value()), number(mg), it.key()),
                                 limits.source, false};
        if (planned.weightKg && it.key() == u"lidocaine")
            lines << CalculationLine{u"%1 mg ÷ %2 kg = %3 mg/kg on the skin, for context only: the 4.5 and 7 mg/kg figures are for "
                                     "infiltration and no limit for creams"_s.arg(number(mg), number(*planned.weightKg),
                                                                                   number(mg / *planned.weightKg)),
                                     u"[S55]"_s, false};
    }
}

void addDoubleCheck(const PlannedAnaesthetic &planned, QList<CalculationLine> &lines)
{
    if (planned.grams > doubleCheckGrams)
        lines << CalculationLine{u"%1 g is more than %2 g: a second person checks"_s.arg(number(*planned.grams), number(doubleCheckGrams)),
                                 u"[P]"_s, true};
    if (planned.areaCm2 > doubleCheckCm2)
        lines << CalculationLine{u"%1 cm² is more than %2 cm²: a second person checks"_s.arg(number(*planned.areaCm2), number(doubleCheckCm2)),
                                 u"[P]"_s, true};
}

QList<CalculationLine> anaestheticLines(const PlannedAnaesthetic &planned, const Product &product, std::optional<int> age)
{
    QList<CalculationLine> lines;
    const AnaestheticLimits *limits = limitsOf(product);
    if (limits == nullptr) {
        lines << CalculationLine{u"No limits are known for %1"_s.arg(product.title()), u"domain.md 1.8"_s, true};
    } else {
        addDose(planned, *limits, lines);
        if (const AnaestheticTier *tier = age ? limits->at(*age) : nullptr)
            addLimits(planned, *tier, u"%1, from %2 years"_s.arg(limits->source).arg(tier->fromAge), lines);
        else
            lines << CalculationLine{u"The age is needed to know the limits"_s, limits->source, true};
    }
    addDoubleCheck(planned, lines);
    return lines;
}

QJsonArray toJson(const QList<CalculationLine> &lines)
{
    QJsonArray array;
    for (const CalculationLine &line : lines)
        array << QJsonObject{{u"line"_s, line.text},
                             {u"source"_s, line.source},
                             {u"exceeded"_s, line.isExceeded},
                             {u"practice"_s, line.isPracticePolicy()}};
    return array;
}

} // namespace

PlanArithmetic planArithmetic(const Plan &plan, const Shelf &shelf, std::optional<int> age)
{
    PlanArithmetic arithmetic;
    const auto device = shelf.constFind(plan.deviceProduct);
    arithmetic.depth = depthLines(plan, device == shelf.constEnd() ? nullptr : &device->product.device);
    if (!plan.anaesthetic)
        return arithmetic;
    const auto product = shelf.constFind(plan.anaesthetic->product);
    if (product != shelf.constEnd())
        arithmetic.anaesthetic = anaestheticLines(*plan.anaesthetic, product->product, age);
    return arithmetic;
}

QJsonObject toJson(const PlanArithmetic &arithmetic)
{
    return {{u"depth"_s, toJson(arithmetic.depth)}, {u"anaesthetic"_s, toJson(arithmetic.anaesthetic)}};
}

} // namespace dermis
