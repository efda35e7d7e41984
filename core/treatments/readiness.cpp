#include "core/treatments/readiness.h"

#include "core/base/clock.h"
#include "core/base/spelling.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Part = ReadinessPart;

Part allergyPart(const SafetyCheck &check)
{
    const AllergyState &state = check.allergyState;
    Part part{Part::Topic::Allergies, Part::Level::Clear, 0, {}, {}, state.confirmedOn};
    for (const Allergy &allergy : check.allergies)
        part.count += allergy.isUnmatched() ? 1 : 0;
    const bool known = state.asked == AllergyAsked::Listed || state.asked == AllergyAsked::NoneKnown;
    if (!known || part.count > 0 || check.facts.patient.value(u"Q-ALG"_s).outOfDate)
        part.level = Part::Level::NotKnown;
    return part;
}

Part checklistPart(const Assessment &assessment)
{
    const int missing = static_cast<int>(assessment.missingRequired.size());
    return {Part::Topic::Checklist, missing > 0 ? Part::Level::NotKnown : Part::Level::Clear, missing, {}, {}, {}};
}

bool isSaidElsewhere(const Finding &finding)
{
    // The checklist, the allergy state and the sheet are parts of their own.
    return finding.rule->settledBy == SettledBy::Sheet || finding.rule->code == u"MN-CAP-10"
           || finding.rule->code == u"MN-ALG-06" || finding.rule->code == u"MN-ALG-07" || isOfGate(finding.rule->code);
}

/// What the plan must still say before its products, device and depths can be judged.
bool waitsForPlan(const Finding &finding)
{
    static const QStringList operands{u"PL-PROD."_s, u"PL-ANAES."_s, u"PL-DEPTH.over-"_s, u"PL-DEVICE."_s};
    const auto isKnown = [](const Evidence &evidence) { return evidence.known || !evidence.applies; };
    const auto isOfPlan = [](const Evidence &evidence) {
        return std::any_of(operands.begin(), operands.end(),
                           [&](const QString &start) { return evidence.operand.startsWith(start); });
    };
    return std::all_of(finding.evidence.begin(), finding.evidence.end(),
                       [&](const Evidence &evidence) { return isKnown(evidence) || isOfPlan(evidence); });
}

/// The gate of each planned product; where none is shut, the rules on the plan that are not known.
QList<Part> productParts(const SafetyCheck &check, const QList<Finding> &open)
{
    if (const QList<PlannedUse> shut = check.shutProducts(); !shut.isEmpty())
        return {Part{Part::Topic::Products, Part::Level::Stop, static_cast<int>(shut.size()), {}, shut.first().problemWords(), {}}};
    Part waits{Part::Topic::Products, Part::Level::NotKnown, 0, {}, {}, {}};
    for (const Finding &finding : open) {
        if (finding.isUnknown() && waitsForPlan(finding) && waits.count++ == 0)
            waits.title = finding.rule->title;
    }
    for (const PlannedUse &use : check.facts.products) {
        if (use.waitsForLot() && waits.count++ == 0)
            waits.title = u"%1: not known, no lot chosen"_s.arg(use.title());
    }
    if (waits.count > 0)
        return {waits};
    if (check.facts.products.isEmpty())
        return {};
    return {Part{Part::Topic::Products, Part::Level::Clear, static_cast<int>(check.facts.products.size()), {}, {}, {}}};
}

QList<Part> findingParts(const QList<Finding> &open)
{
    QList<Part> parts;
    Part relative{Part::Topic::Decisions, Part::Level::Relative, 0, {}, {}, {}};
    Part cautions{Part::Topic::Cautions, Part::Level::Caution, 0, {}, {}, {}};
    for (const Finding &finding : open) {
        if (finding.outcome != Outcome::Fired || isSaidElsewhere(finding))
            continue;
        if (finding.severity() == Severity::Absolute)
            parts << Part{Part::Topic::Finding, Part::Level::Stop, 0, finding.rule->code, finding.rule->title, {}};
        else if (finding.severity() == Severity::Relative)
            ++relative.count;
        else
            ++cautions.count;
    }
    if (relative.count > 0)
        parts << relative;
    if (cautions.count > 0)
        parts << cautions;
    return parts;
}

/// A signed sheet covers the plan until a day; one that was issued still waits for its signature; else it stops the session (MN-CAP-09), and
/// where a sheet was signed it is said why that does not hold.
Part consentPart(const SafetyCheck &check, const QList<Consent> &consents)
{
    QStringList against;
    for (const ConsentCover &cover : check.covers) {
        const QStringList words = notCovered(cover, check.facts.plan, check.decisions, check.facts.session);
        if (words.isEmpty())
            return Part{Part::Topic::Consent, Part::Level::Clear, 0, {}, {}, cover.until};
        if (against.isEmpty())
            against = words;
    }
    for (const Consent &consent : consents) {
        if (consent.state == ConsentState::Issued && consent.kind == FormKind::Consent)
            return Part{Part::Topic::Consent, Part::Level::Caution, 0, {}, consent.shortCode, clinicTime(consent.issuedAt).date()};
    }
    return Part{Part::Topic::Consent, Part::Level::Stop, 0, {}, against.join(u", "_s), {}};
}

QDate deferredUntil(const SafetyCheck &check, const QDate &today)
{
    QDate until;
    for (const Finding &finding : check.assessment.findings) {
        const Decision *decision = answerTo(finding, check.decisions);
        if (decision != nullptr && decision->choice.verdict == Verdict::Defer && decision->choice.deferUntil > today)
            until = until.isValid() ? std::max(until, decision->choice.deferUntil) : decision->choice.deferUntil;
    }
    return until;
}

constexpr std::array topics{
    Spelling<Part::Topic>{Part::Topic::Allergies, u"allergies"}, Spelling<Part::Topic>{Part::Topic::Checklist, u"checklist"},
    Spelling<Part::Topic>{Part::Topic::Finding, u"finding"},     Spelling<Part::Topic>{Part::Topic::Decisions, u"decisions"},
    Spelling<Part::Topic>{Part::Topic::Cautions, u"cautions"},   Spelling<Part::Topic>{Part::Topic::Products, u"products"},
    Spelling<Part::Topic>{Part::Topic::Consent, u"consent"},     Spelling<Part::Topic>{Part::Topic::RuleSet, u"rule-set"},
};

constexpr std::array levels{
    Spelling<Part::Level>{Part::Level::Clear, u"clear"},        Spelling<Part::Level>{Part::Level::Caution, u"caution"},
    Spelling<Part::Level>{Part::Level::NotKnown, u"not-known"}, Spelling<Part::Level>{Part::Level::Relative, u"relative"},
    Spelling<Part::Level>{Part::Level::Stop, u"stop"},
};

QJsonObject toJson(const Part &part)
{
    QJsonObject json{{u"topic"_s, topicName(part.topic)}, {u"level"_s, levelName(part.level)}};
    if (part.count > 0)
        json.insert(u"count"_s, part.count);
    if (!part.ruleCode.isEmpty())
        json.insert(u"rule"_s, part.ruleCode);
    if (!part.title.isEmpty())
        json.insert(u"title"_s, part.title);
    if (part.date.isValid())
        json.insert(u"date"_s, part.date.toString(Qt::ISODate));
    return json;
}

} // namespace

QString topicName(ReadinessPart::Topic topic)
{
    return nameIn(topics, topic);
}

QString levelName(ReadinessPart::Level level)
{
    return nameIn(levels, level);
}

QString toText(const ReadinessPart &part)
{
    const bool isClear = part.level == Part::Level::Clear;
    const QString day = part.date.toString(Qt::ISODate);
    switch (part.topic) {
    case Part::Topic::Allergies:
        if (isClear)
            return u"Allergies confirmed %1"_s.arg(day);
        return part.count > 0 ? u"Allergies not matched to a substance: %1"_s.arg(part.count) : u"Allergies to ask, or to confirm again"_s;
    case Part::Topic::Checklist:
        return isClear ? u"Checklist complete"_s : u"Checklist: %1 to ask"_s.arg(part.count);
    case Part::Topic::Finding:
        return u"%1, absolute: %2"_s.arg(part.ruleCode, part.title);
    case Part::Topic::Decisions:
        return u"Decisions open: %1"_s.arg(part.count);
    case Part::Topic::Cautions:
        return u"Cautions to see: %1"_s.arg(part.count);
    case Part::Topic::Products:
        if (isClear)
            return u"Planned products allowed: %1"_s.arg(part.count);
        if (part.level == Part::Level::NotKnown)
            return u"Plan, not known: %1"_s.arg(part.title);
        return part.count == 1 ? part.title : u"%1, and %2 more"_s.arg(part.title).arg(part.count - 1);
    case Part::Topic::Consent:
        if (isClear)
            return u"Consent signed, valid to %1"_s.arg(day);
        if (part.date.isValid())
            return u"Consent sheet of %1 to be signed"_s.arg(day);
        return part.title.isEmpty() ? u"No consent sheet that holds"_s : u"The signed consent does not hold: %1"_s.arg(part.title);
    case Part::Topic::RuleSet:
        return u"Rules %1 not signed off"_s.arg(part.title);
    }
    return {};
}

/// What gateProblems() and lotProblems() found.
bool isOfGate(const QString &code)
{
    return code == u"MN-ALG-15" || code == u"MN-DEV-04" || code == u"MN-DEV-05";
}

QJsonObject toJson(const Readiness &readiness)
{
    QJsonArray parts;
    for (const ReadinessPart &part : readiness.parts)
        parts << toJson(part);
    QJsonObject json{{u"ready"_s, readiness.isReady()}, {u"parts"_s, parts}};
    if (readiness.deferredUntil.isValid())
        json.insert(u"deferredUntil"_s, readiness.deferredUntil.toString(Qt::ISODate));
    return json;
}

int Readiness::gaps() const
{
    return static_cast<int>(
        std::count_if(parts.begin(), parts.end(), [](const Part &part) { return part.level != Part::Level::Clear; }));
}

Readiness readiness(const SafetyCheck &check, const QList<Consent> &consents, const QDate &today)
{
    Readiness readiness;
    readiness.parts << allergyPart(check);
    readiness.parts << checklistPart(check.assessment);
    const QList<Finding> open = check.open();
    readiness.parts << findingParts(open);
    readiness.parts << productParts(check, open);
    if (!check.inForce.signedOff)
        readiness.parts << Part{Part::Topic::RuleSet, Part::Level::Stop, 0, {}, check.assessment.ruleSetVersion, {}};
    readiness.parts << consentPart(check, consents);
    std::stable_partition(readiness.parts.begin(), readiness.parts.end(),
                          [](const Part &part) { return part.level != Part::Level::Clear; });
    readiness.deferredUntil = deferredUntil(check, today);
    return readiness;
}

Result<Readiness> readiness(Database &database, PatientId patient, const QDate &today)
{
    const SafetyCheck check = TRY(checkSafety(database, patient, today));
    return readiness(check, TRY(consents(database, patient)), today);
}

} // namespace dermis
