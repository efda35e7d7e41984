#include "core/clinic/demo_histories.h"

#include "core/questionnaires/enabled_items.h"
#include "core/safety/zones.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Overrides = QMap<QString, AnswerValue>;

Coding code(const QString &value)
{
    return {{}, value, {}};
}

AnswerValue yes()
{
    return true;
}

AnswerValue daysBefore(const QDate &day, int days)
{
    return PartialDate(day.addDays(-days));
}

Overrides answersOf(DemoStory story, const QDate &day)
{
    switch (story) {
    case DemoStory::Clear:
    case DemoStory::PregnancyUnsure:
    case DemoStory::HalfAsked:
        return {};
    case DemoStory::ColdSores:
        return {{u"Q-HSV-HX"_s, yes()}, {u"Q-HSV-LAST"_s, daysBefore(day, 88)}, {u"Q-HSV-PERYR"_s, qint64(2)}};
    case DemoStory::Pregnant:
        return {{u"Q-PREG"_s, code(u"yes"_s)}};
    case DemoStory::NumbingReaction:
        return {{u"Q-LA-RXN"_s, code(u"rash-or-swelling"_s)}, {u"Q-LA-CLS"_s, code(u"amide"_s)}};
    case DemoStory::DarkMarks:
        return {{u"Q-FST"_s, code(u"V"_s)}, {u"Q-PIH"_s, code(u"fade"_s)}};
    case DemoStory::KeloidsInFamily:
        return {{u"Q-KEL"_s, code(u"family-only"_s)}};
    case DemoStory::WartOnChin:
        return {{u"X-AREA.findings"_s, code(u"wart"_s)}};
    case DemoStory::IsotretinoinRecently:
        return {{u"Q-ISO-EVER"_s, yes()}, {u"Q-ISO-LAST"_s, daysBefore(day, 95)}};
    case DemoStory::IsotretinoinLastYear:
        return {{u"Q-ISO-EVER"_s, yes()}, {u"Q-ISO-LAST"_s, daysBefore(day, 280)}};
    case DemoStory::Warfarin:
        return {{u"Q-ACO"_s, code(u"warfarin"_s)}, {u"Q-INR-DATE"_s, daysBefore(day, 10)}};
    case DemoStory::HivControlled:
        return {{u"Q-IMM"_s, code(u"hiv-controlled"_s)}, {u"Q-BBV"_s, code(u"hiv"_s)}};
    case DemoStory::Smoker:
        return {{u"Q-SMOKE"_s, qint64(15)}};
    case DemoStory::LatexAndUnknownCream:
        return {{u"Q-ALG"_s, yes()}, {u"Q-LATEX"_s, code(u"rash"_s)}};
    case DemoStory::ActiveAcne:
        return {{u"X-AREA.findings"_s, code(u"acne"_s)}, {u"X-AREA.papules"_s, qint64(12)}};
    case DemoStory::EczemaElsewhere:
        return {{u"Q-DERM"_s, code(u"eczema"_s)}};
    }
    return {};
}

/// The option of that code, with the form's own system and words.
std::optional<AnswerValue> option(const Item &item, const QString &wanted)
{
    for (const Option &option : item.options) {
        if (const auto *coding = std::get_if<Coding>(&option.value); coding != nullptr && coding->code == wanted)
            return option.value;
    }
    return std::nullopt;
}

AnswerValue usualChoice(DemoRandom &random, const Item &item)
{
    for (const QString &quiet : {u"none"_s, u"normal"_s, u"no"_s, u"never"_s, u"clear"_s}) {
        if (const auto value = option(item, quiet))
            return *value;
    }
    return random.pick(item.options).value;
}

Decimal usualNumber(const Item &item)
{
    static const QMap<QString, QString> usual{{u"Q-INR"_s, u"2.4"_s}, {u"Q-PLT"_s, u"210"_s}, {u"Q-HBA1C"_s, u"6.8"_s}, {u"Q-STER"_s, u"10"_s}};
    return Decimal::fromString(usual.value(item.linkId, u"1"_s)).value_or(Decimal{});
}

/// "No" to nearly everything, as most people answer; nothing for free text.
std::optional<AnswerValue> usualAnswer(DemoRandom &random, const Item &item, const Patient &patient, const QDate &day)
{
    if (item.linkId == u"Q-PREG")
        return option(item, patient.sex == Sex::Male ? u"not-applicable"_s : u"no"_s);
    switch (item.type) {
    case ItemType::Boolean:
        return item.linkId == u"Q-AFTER";
    case ItemType::Choice:
    case ItemType::OpenChoice:
        return item.options.isEmpty() ? std::nullopt : std::optional(usualChoice(random, item));
    case ItemType::Integer:
        return qint64(0);
    case ItemType::Decimal:
        return usualNumber(item);
    case ItemType::Date:
        return PartialDate(item.notInFuture ? day.addDays(-30 - random.below(300)) : day.addDays(40 + random.below(60)));
    default:
        return std::nullopt;
    }
}

std::optional<AnswerValue> answerFor(DemoRandom &random, const Item &item, const Overrides &overrides,
                                     const Patient &patient, const QDate &day)
{
    const auto told = overrides.find(item.linkId);
    if (told == overrides.end())
        return usualAnswer(random, item, patient, day);
    if (const auto *coding = std::get_if<Coding>(&told.value()))
        return option(item, coding->code);
    return told.value();
}

bool mayBeAnswered(const Item &item)
{
    return item.type != ItemType::String && item.type != ItemType::Text;
}

void addAreas(Response &response, const Questionnaire &form, const Plan &plan)
{
    const Item *zone = form.find(u"X-AREA.zone"_s);
    for (const PlannedZone &planned : plan.zones) {
        const int instance = response.addInstance({u"X-AREA"_s, {}});
        if (const auto value = zone == nullptr ? std::nullopt : option(*zone, planned.zone))
            response.setAnswer(form, {u"X-AREA.zone"_s, {instance}}, Answer::of(*value));
    }
}

void addAllergyEntries(Response &response, const Questionnaire &form)
{
    const Item *reaction = form.find(u"Q-ALG.reaction"_s);
    for (const QString &what : {u"latex"_s, u"blue tube cream"_s}) {
        const int instance = response.addInstance({u"Q-ALG-ENTRY"_s, {}});
        response.setAnswer(form, {u"Q-ALG.what"_s, {instance}}, Answer::of(what));
        if (const auto rash = reaction == nullptr ? std::nullopt : option(*reaction, u"rash"_s))
            response.setAnswer(form, {u"Q-ALG.reaction"_s, {instance}}, Answer::of(*rash));
    }
}

bool isLeftOut(DemoStory story, const Questionnaire &form, const QString &linkId)
{
    if (story != DemoStory::HalfAsked)
        return false;
    const Item *group = form.parentOf(linkId);
    return group != nullptr && (group->linkId == u"S-HEALTH" || group->linkId == u"S-TODAY");
}

/// Open questions; those that depend on no other come first, so that no follow-up is answered in vain.
QList<AnswerKey> nextQuestions(const Questionnaire &form, const Response &response, DemoStory story)
{
    QList<AnswerKey> free;
    QList<AnswerKey> followUps;
    for (const AnswerKey &key : enabledItems(form, response)) {
        const Item *item = form.find(key.linkId);
        if (item == nullptr || response.answer(key).state != AnswerState::NotAsked || isLeftOut(story, form, key.linkId)
            || !mayBeAnswered(*item))
            continue;
        (item->enableWhen.isEmpty() ? free : followUps) << key;
    }
    return free.isEmpty() ? followUps : free;
}

const QStringList &demoZones()
{
    static const QStringList zones = [] {
        QStringList codes;
        for (const Zone &zone : allZones()) {
            if (zone.onFace && !zone.areaCode.isEmpty())
                codes << zone.code;
        }
        return codes;
    }();
    return zones;
}

} // namespace

Plan demoPlan(DemoRandom &random, DemoStory story, PatientId patient, const QDate &date)
{
    Plan plan;
    plan.patientId = patient;
    plan.date = date;
    plan.device = u"Demo pen"_s;
    QStringList zones;
    if (story == DemoStory::WartOnChin)
        zones << u"chin"_s;
    while (zones.size() < 1 + random.below(3)) {
        if (const QString &zone = random.pick(demoZones()); !zones.contains(zone))
            zones << zone;
    }
    const Target target = random.pick(QList<Target>{Target::AcneScar, Target::Rejuvenation, Target::Pigment});
    for (const QString &zone : zones)
        plan.zones << PlannedZone{zone, target, 0.5 + 0.25 * random.below(3), false};
    return plan;
}

Response demoIntake(DemoRandom &random, DemoStory story, const Questionnaire &form, const Patient &patient,
                    const Plan &plan, const QDate &day)
{
    const Overrides overrides = answersOf(story, day);
    Response response;
    addAreas(response, form, plan);
    if (story == DemoStory::LatexAndUnknownCream)
        addAllergyEntries(response, form);
    bool changed = true;
    while (changed) { // an answer may bring follow-ups
        changed = false;
        for (const AnswerKey &key : nextQuestions(form, response, story)) {
            if (story == DemoStory::PregnancyUnsure && key.linkId == u"Q-PREG") {
                response.setAnswer(form, key, Answer::unsure());
                continue;
            }
            const bool elsewhere = !key.instances.isEmpty() && key.instances.first() > 0; // a story's spot is in one area
            if (const auto value = answerFor(random, *form.find(key.linkId), elsewhere ? Overrides{} : overrides, patient, day)) {
                response.setAnswer(form, key, Answer::of(*value));
                changed = true;
            }
        }
    }
    return response;
}

QString demoNote(DemoStory story)
{
    switch (story) {
    case DemoStory::ColdSores:
        return u"Cold sores about twice a year. **Discussed tablets** before each session."_s;
    case DemoStory::WartOnChin:
        return u"Small wart on the chin. Chin to be left out until it is treated."_s;
    case DemoStory::ActiveAcne:
        return u"Several inflamed spots. Acne treatment first, needling later."_s;
    case DemoStory::Pregnant:
        return u"Pregnant. Explained that we wait until after breastfeeding."_s;
    default:
        return u"Seen and explained the treatment, what it can and cannot do, and the aftercare."_s;
    }
}

} // namespace dermis
