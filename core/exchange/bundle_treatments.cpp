#include "core/exchange/bundle_writer.h"
#include "core/safety/zones.h"

using namespace Qt::StringLiterals;

namespace dermis {

using namespace fhir;

namespace {

bool isInstrument(const Product &product)
{
    return product.kind == ProductKind::Device || product.kind == ProductKind::Cartridge;
}

/// "Chin, acne-scar, needle length 1 mm"
QString zoneWords(const PlannedZone &zone)
{
    QStringList words{zoneName(zone.zone)};
    if (zone.target)
        words << targetName(*zone.target);
    if (zone.depthMm)
        words << u"needle length %1 mm"_s.arg(*zone.depthMm);
    return words.join(u", "_s);
}

/// The needle length as a number beside the words.
Json needleLength(double millimetres)
{
    Json length = Json::object()
                      .set(u"value"_s, Json::number(QString::number(millimetres)))
                      .set(u"unit"_s, text(u"mm"_s))
                      .set(u"system"_s, text(u"http://unitsofmeasure.org"_s))
                      .set(u"code"_s, text(u"mm"_s));
    return Json::object()
        .set(u"url"_s, text(base + u"StructureDefinition/needle-length"_s))
        .set(u"valueQuantity"_s, std::move(length));
}

Json productConcept(const Product &product)
{
    return codeable(product.title(), u"https://www.gs1.org/gtin"_s, product.gtin);
}

QString creamWords(const PlannedAnaesthetic &cream)
{
    QStringList words;
    const auto say = [&](const std::optional<double> &number, const QString &unit) {
        if (number)
            words << QString::number(*number) + u' ' + unit;
    };
    say(cream.grams, u"g"_s);
    say(cream.areaCm2, u"cm2"_s);
    say(cream.minutes, u"min"_s);
    if (cream.atHome.value_or(false))
        words << u"at home"_s;
    return words.join(u", "_s);
}

/// When a reaction had cleared, who saw it, and what they saw: R4 has no place for it.
Json clearing(const AdverseEvent &event, Json seenBy)
{
    Json parts = list(Json::object().set(u"url"_s, text(u"on"_s)).set(u"valueDate"_s, day(event.clearedOn)));
    parts.append(Json::object().set(u"url"_s, text(u"by"_s)).set(u"valueReference"_s, std::move(seenBy)));
    parts.append(Json::object().set(u"url"_s, text(u"seen"_s)).set(u"valueString"_s, text(event.clearing)));
    return Json::object().set(u"url"_s, text(base + u"StructureDefinition/reaction-cleared"_s)).set(u"extension"_s, std::move(parts));
}

} // namespace

Json BundleWriter::plannedZone(const PlannedZone &zone)
{
    Json detail = Json::object();
    detail.set(u"status"_s, text(u"not-started"_s));
    detail.set(u"description"_s, text(zoneWords(zone)));
    if (zone.depthMm)
        detail.set(u"extension"_s, list(needleLength(*zone.depthMm)));
    return Json::object().set(u"detail"_s, std::move(detail));
}

Json BundleWriter::plannedProduct(const PlannedProduct &item)
{
    const Product product = m_record.products.value(item.product);
    const auto lot = m_record.lots.constFind(item.lot);
    const auto &cream = m_record.plan->anaesthetic;
    QStringList words{isInstrument(product) ? kindName(product.kind) : phaseName(item.phase), product.title()};
    if (lot != m_record.lots.constEnd())
        words << u"lot "_s + lot->code;
    if (cream && cream->product == item.product)
        words << creamWords(*cream);
    words.removeAll(QString());
    Json detail = Json::object();
    if (!isInstrument(product))
        detail.set(u"code"_s, codeable(phaseName(item.phase), base + u"product-phase"_s, phaseName(item.phase)));
    detail.set(u"status"_s, text(u"not-started"_s));
    if (isInstrument(product)) // R4 has no place for a device here
        detail.set(u"productCodeableConcept"_s, productConcept(product));
    else
        detail.set(u"productReference"_s, ofShelf(item.product, item.lot));
    detail.set(u"description"_s, text(words.join(u", "_s)));
    return Json::object().set(u"detail"_s, std::move(detail));
}

void BundleWriter::addPlan()
{
    if (!m_record.plan)
        return;
    const Plan &plan = *m_record.plan;
    Json json = resource(u"CarePlan/plan"_s);
    json.set(u"status"_s, text(u"active"_s));
    json.set(u"intent"_s, text(u"plan"_s));
    json.set(u"subject"_s, subject());
    if (!plan.indication.isEmpty())
        json.set(u"description"_s, text(plan.indication));
    if (plan.date.isValid())
        json.set(u"period"_s, Json::object().set(u"start"_s, day(plan.date)));
    Json activities = Json::array();
    for (const PlannedZone &zone : plan.zones)
        activities.append(plannedZone(zone));
    for (const PlannedProduct &item : plannedItems(plan))
        activities.append(plannedProduct(item));
    if (!activities.isEmpty())
        json.set(u"activity"_s, std::move(activities));
    if (!plan.device.isEmpty())
        json.set(u"note"_s, list(Json::object().set(u"text"_s, text(u"Device: "_s + plan.device))));
    add(u"CarePlan/plan"_s, std::move(json), u"Plan"_s);
}

void BundleWriter::addSessions()
{
    for (const Session &session : m_record.sessions) {
        const QString name = u"Procedure/"_s + session.id.toString();
        Json json = resource(name);
        json.set(u"status"_s, text(u"completed"_s));
        json.set(u"code"_s, codeable(u"Microneedling"_s));
        json.set(u"subject"_s, subject());
        json.set(u"performedDateTime"_s, day(session.treatedOn));
        Json sites = Json::array();
        for (const PlannedZone &zone : session.plan.zones) {
            Json site = codeable(zoneWords(zone), base + u"zone"_s, zone.zone);
            if (zone.depthMm)
                site.set(u"extension"_s, list(needleLength(*zone.depthMm)));
            sites.append(std::move(site));
        }
        if (!sites.isEmpty())
            json.set(u"bodySite"_s, std::move(sites));
        Json used = Json::array();
        Json notes = Json::array();
        for (const UsedProduct &one : session.used) {
            used.append(ofShelf(one.product, one.lot));
            const QString unit = one.unitCode.isEmpty() ? QString() : u", unit "_s + one.unitCode;
            notes.append(Json::object().set(
                u"text"_s, text(u"%1 x %2%3"_s.arg(QString::number(one.units), m_record.products.value(one.product).title(), unit))));
        }
        if (!session.reason.isEmpty())
            notes.append(Json::object().set(u"text"_s, text(u"Used all the same, because: "_s + session.reason)));
        if (!used.isEmpty())
            json.set(u"usedReference"_s, std::move(used));
        if (!notes.isEmpty())
            json.set(u"note"_s, std::move(notes));
        add(name, std::move(json), u"Treatments"_s);
    }
}

/// What was asked, seen or done against infection on a day of treatment.
void BundleWriter::addPrecautions()
{
    for (const Precaution &noted : m_record.precautions) {
        const QString name = u"Observation/precaution-"_s + noted.id.toString();
        const ProcessControl *control = findControl(noted.code);
        Json json = resource(name);
        json.set(u"status"_s, text(u"final"_s));
        json.set(u"code"_s, codeable(control != nullptr ? control->text : askedOnTheDay(noted.code), base + u"precaution"_s, noted.code));
        json.set(u"subject"_s, subject());
        json.set(u"effectiveDateTime"_s, day(noted.day));
        json.set(u"issued"_s, moment(noted.at));
        json.set(u"performer"_s, list(person(noted.by)));
        json.set(u"valueBoolean"_s, Json::boolean(noted.yes));
        if (!noted.detail.isEmpty())
            json.set(u"note"_s, list(Json::object().set(u"text"_s, text(noted.detail))));
        add(name, std::move(json), u"Precautions against infection"_s);
    }
}

void BundleWriter::addReactions()
{
    for (const AdverseEvent &event : m_record.adverseEvents) {
        const QString name = u"AdverseEvent/"_s + event.id.toString();
        Json json = resource(name);
        json.set(u"actuality"_s, text(u"actual"_s));
        json.set(u"event"_s, codeable(event.words, base + u"warning-sign"_s, event.sign));
        if (!event.zone.isEmpty())
            json.set(u"location"_s, Json::object().set(u"display"_s, text(zoneName(event.zone))));
        json.set(u"subject"_s, subject());
        json.set(u"detected"_s, day(event.noticed));
        json.set(u"recordedDate"_s, moment(event.recordedAt));
        json.set(u"recorder"_s, person(event.recordedBy));
        if (!event.isOpen())
            json.set(u"extension"_s, list(clearing(event, person(event.clearedBy))));
        json.set(u"outcome"_s, codeable({}, terminology + u"adverse-event-outcome"_s, event.isOpen() ? u"ongoing"_s : u"resolved"_s));
        add(name, std::move(json), u"Reactions"_s);
    }
}

Json BundleWriter::ofShelf(ProductId product, LotId lot)
{
    const QString type = isInstrument(m_record.products.value(product)) ? u"Device/"_s : u"Medication/"_s;
    const QString name = type + (lot.isNull() ? u"product-"_s + product.toString() : u"lot-"_s + lot.toString());
    m_shelf.insert(name, {product, lot});
    return reference(name);
}

void BundleWriter::addShelf()
{
    for (auto it = m_shelf.cbegin(); it != m_shelf.cend(); ++it) {
        const Product product = m_record.products.value(it->first);
        const auto lot = m_record.lots.constFind(it->second);
        const bool hasLot = lot != m_record.lots.constEnd();
        Json json = resource(it.key());
        if (isInstrument(product)) {
            json.set(u"deviceName"_s, list(Json::object()
                                               .set(u"name"_s, text(product.title()))
                                               .set(u"type"_s, text(u"user-friendly-name"_s))));
            json.set(u"type"_s, productConcept(product));
            if (!product.manufacturer.isEmpty())
                json.set(u"manufacturer"_s, text(product.manufacturer));
            if (hasLot) {
                json.set(u"lotNumber"_s, text(lot->code));
                json.set(u"expirationDate"_s, day(lot->expiry));
            }
        } else {
            json.set(u"code"_s, productConcept(product));
            if (hasLot)
                json.set(u"batch"_s, Json::object()
                                         .set(u"lotNumber"_s, text(lot->code))
                                         .set(u"expirationDate"_s, day(lot->expiry)));
        }
        add(it.key(), std::move(json));
    }
}

} // namespace dermis
