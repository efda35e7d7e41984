#include "core/safety/facts.h"

#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/storage/documents.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString stateName(const Observation &observation)
{
    if (observation.outOfDate)
        return u"out-of-date"_s;
    switch (observation.fact.state) {
    case Fact::State::NotApplicable:
        return u"not-applicable"_s;
    case Fact::State::NotAsked:
        return u"not-asked"_s;
    case Fact::State::Unsure:
        return u"unsure"_s;
    case Fact::State::Answered:
        return u"answered"_s;
    }
    return {};
}

QJsonValue toJson(const AnswerValue &value)
{
    if (const bool *yes = std::get_if<bool>(&value))
        return *yes;
    if (const auto *coding = std::get_if<Coding>(&value))
        return coding->code;
    return toText(value);
}

QJsonObject toJson(const Observation &observation)
{
    QJsonObject object{{u"state"_s, stateName(observation)}};
    if (observation.fact.isKnown())
        object.insert(u"values"_s, valueJson(observation));
    if (observation.fact.answeredAt.isValid())
        object.insert(u"askedAt"_s, toIsoUtc(observation.fact.answeredAt));
    if (!observation.askedBy.isEmpty())
        object.insert(u"askedBy"_s, observation.askedBy);
    return object;
}

QJsonObject observationsJson(const Observations &observations)
{
    QJsonObject object;
    for (auto it = observations.begin(); it != observations.end(); ++it)
        object.insert(it.key(), toJson(it.value()));
    return object;
}

const DerivedOperand *findDerived(const QString &operand)
{
    static const QHash<QString, const DerivedOperand *> byName = [] {
        QHash<QString, const DerivedOperand *> all;
        for (const DerivedOperand &derived : derivedOperands())
            all.insert(derived.name, &derived);
        return all;
    }();
    return byName.value(operand);
}

Observation stated(const QString &operand, const AnswerValue &value)
{
    Observation observation;
    observation.fact.state = Fact::State::Answered;
    observation.fact.values = {value};
    const DerivedOperand *derived = findDerived(operand);
    observation.question = derived == nullptr ? operand : derived->meaning;
    return observation;
}

} // namespace

/// A day is compared only with what is asked anew for each session; all of that is too old on either day when the newest is.
bool Facts::holdOn(const QDate &otherDay) const
{
    if (plan.sessionDate(otherDay) != session)
        return false;
    const QDate bound = std::min(gatheredOn, session);
    const QDate otherBound = std::min(otherDay, session);
    return bound == otherBound || newestForSession < std::min(bound, otherBound);
}

void Facts::set(const QString &operand, const AnswerValue &value)
{
    patient.insert(operand, stated(operand, value));
}

void Facts::setInZone(const QString &zone, const QString &operand, const AnswerValue &value)
{
    inZone[zone].insert(operand, stated(operand, value));
}

QJsonObject Facts::toJson() const
{
    QJsonObject byZone;
    for (auto it = inZone.begin(); it != inZone.end(); ++it)
        byZone.insert(it.key(), observationsJson(it.value()));
    QJsonObject object{
            {u"session"_s, session.toString(Qt::ISODate)},
            {u"plan"_s, plan.toJson()},
            {u"zones"_s, QJsonArray::fromStringList(zones)},
            {u"patient"_s, observationsJson(patient)},
            {u"inZone"_s, byZone},
            {u"missingRequired"_s, QJsonArray::fromStringList(missingRequired)}};
    if (!deviceContraindications.isEmpty())
        object.insert(u"deviceContraindications"_s, QJsonArray::fromStringList(deviceContraindications));
    return object;
}

QString Facts::digest() const
{
    return documentDigest(canonicalJson(toJson()));
}

QJsonValue valueJson(const Observation &observation)
{
    if (!observation.isKnown())
        return stateName(observation);
    QJsonArray values;
    for (const AnswerValue &value : observation.fact.values)
        values << toJson(value);
    return values;
}

const QList<DerivedOperand> &derivedOperands()
{
    static const QList<DerivedOperand> operands{
        {u"ALLERGY"_s, u"Substances on the allergy list, faints left out"_s},
        {u"ALLERGY-SERIOUS"_s, u"Those of them with hives, swelling or anaphylaxis"_s},
        {u"ANTIVIRAL"_s, u"Cold-sore tablets decided (MN-INF-07)"_s},
        {u"ANTIVIRAL-STARTED"_s, u"Cold-sore tablets started as prescribed"_s},
        {u"IP-08"_s, u"Latex-free set confirmed"_s},
        {u"PL-ANAES"_s, u"Numbing cream planned"_s},
        {u"PL-ANAES.area"_s, u"Planned numbing cream, cm²"_s},
        {u"PL-ANAES.at-home"_s, u"Numbing cream put on at home"_s},
        {u"PL-ANAES.category"_s, u"Category of the planned numbing cream"_s},
        {u"PL-ANAES.grams"_s, u"Planned numbing cream, g"_s},
        {u"PL-ANAES.limits"_s, u"Whose limits hold for the planned numbing cream"_s},
        {u"PL-ANAES.minutes"_s, u"Planned numbing cream, minutes"_s},
        {u"PL-ANAES.over"_s, u"Planned numbing cream above the product's limits"_s},
        {u"PL-BLOOD"_s, u"Blood product planned"_s},
        {u"PL-CONSENT"_s, u"A signed consent covers the session"_s},
        {u"PL-CONSENT.child"_s, u"The child's own consent or assent is signed"_s},
        {u"PL-CONSENT.guardian"_s, u"The parent's or guardian's consent is signed"_s},
        {u"PL-DEPTH"_s, u"Planned depth, mm"_s, true},
        {u"PL-DEPTH.over-maximum"_s, u"Planned depth above the device's maximum, mm"_s, true},
        {u"PL-DEPTH.over-tested"_s, u"Planned depth above what the maker tested, mm"_s, true},
        {u"PL-DEVICE.outside-phototypes"_s, u"Skin type outside those the device is authorised for here"_s, true},
        {u"PL-DEVICE.outside-uses"_s, u"Target or place outside what the device is authorised for"_s, true},
        {u"PL-DEVICE.too-young"_s, u"Younger than the device's label allows"_s},
        {u"PL-DEVICE.type"_s, u"Type of the planned device"_s},
        {u"PL-PROD.family"_s, u"Families of substances in the planned products"_s},
        {u"PL-PROD.not-needled"_s, u"Planned products that may not be needled into skin"_s},
        {u"PL-PROD.related"_s, u"Planned products related to an allergy"_s},
        {u"PL-PROD.same"_s, u"Planned products with something the patient reacts to"_s},
        {u"PL-PROD.substance"_s, u"Substances in the planned products"_s},
        {u"PL-PROD.unfit"_s, u"Planned products that are not acceptable"_s},
        {u"PL-PROD.unreadable"_s, u"Products planned for needling whose ingredients are not known"_s},
        {u"PL-TARGET"_s, u"What the zone is treated for"_s, true},
        {u"PL-WEAKER"_s, u"Ice-pick scars or mature white stretch marks"_s, true},
        {u"Q-AE-OPEN"_s, u"A reaction after a treatment that has not cleared, by our record"_s, true},
        {u"Q-AGE"_s, u"Age on the day of the session"_s},
        {u"Q-ALG"_s, u"Allergies, or none known"_s},
        {u"Q-ALG-UNM"_s, u"Allergies not matched to a substance"_s},
        {u"Q-INTERP"_s, u"Interpreter needed"_s},
        {u"Q-MN-LAST"_s, u"Last microneedling of the zone, by our record"_s, true},
        {u"REQUIRED-MISSING"_s, u"Required questions not answered, or too long ago"_s},
        {u"SE-ANAES.left-on"_s, u"Numbing cream put on and not wiped off"_s},
        {u"SE-DEVICE.unclean"_s, u"Handpiece not recorded as cleaned since the last patient"_s},
        {u"SE-NEEDLE.unfit"_s, u"Needle set found opened, expired or damaged"_s},
        {u"X-AREA.spots"_s, u"Papules and pustules together"_s, true},
        {u"ZONE"_s, u"Planned zone"_s, true},
        {u"ZONE.on-face"_s, u"Zone on the face"_s, true},
    };
    return operands;
}

bool isZoneOperand(const QString &operand)
{
    if (operand.startsWith(u"X-AREA."))
        return true;
    const DerivedOperand *derived = findDerived(operand);
    return derived != nullptr && derived->perZone;
}

} // namespace dermis
