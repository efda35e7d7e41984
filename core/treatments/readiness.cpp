#include "core/treatments/readiness.h"

#include "core/base/clock.h"

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

/// What gateProblems() and lotProblems() found is said for each product.
bool isOfGate(const Finding &finding)
{
    return finding.rule->code == u"MN-ALG-15" || finding.rule->code == u"MN-DEV-04" || finding.rule->code == u"MN-DEV-05";
}

bool isSaidElsewhere(const Finding &finding)
{
    // The checklist, the allergy state and the sheet are parts of their own.
    return finding.rule->settledBy == SettledBy::Sheet || finding.rule->code == u"MN-CAP-10"
           || finding.rule->code == u"MN-ALG-06" || finding.rule->code == u"MN-ALG-07" || isOfGate(finding);
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
QList<Part> productParts(const SafetyCheck &check)
{
    Part shut{Part::Topic::Products, Part::Level::Stop, 0, {}, {}, {}};
    for (const PlannedUse &use : check.facts.products) {
        if (use.hasProblem() && shut.count++ == 0)
            shut.title = use.problemWords();
    }
    if (shut.count > 0)
        return {shut};
    Part waits{Part::Topic::Products, Part::Level::NotKnown, 0, {}, {}, {}};
    for (const Finding &finding : check.open()) {
        if (finding.isUnknown() && waitsForPlan(finding) && waits.count++ == 0)
            waits.title = finding.rule->title;
    }
    if (waits.count > 0)
        return {waits};
    if (check.facts.products.isEmpty())
        return {};
    return {Part{Part::Topic::Products, Part::Level::Clear, static_cast<int>(check.facts.products.size()), {}, {}, {}}};
}

QList<Part> findingParts(const SafetyCheck &check)
{
    QList<Part> parts;
    Part relative{Part::Topic::Decisions, Part::Level::Relative, 0, {}, {}, {}};
    Part cautions{Part::Topic::Cautions, Part::Level::Caution, 0, {}, {}, {}};
    for (const Finding &finding : check.open()) {
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

/// A sheet that was issued still waits for its signature; none at all stops the session (MN-CAP-09).
Part consentPart(const QList<Consent> &consents)
{
    for (const Consent &consent : consents) {
        if (consent.state == ConsentState::Issued)
            return Part{Part::Topic::Consent, Part::Level::Caution, 0, {}, consent.shortCode, clinicTime(consent.issuedAt).date()};
    }
    return Part{Part::Topic::Consent, Part::Level::Stop, 0, {}, {}, {}};
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

} // namespace

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
    readiness.parts << findingParts(check);
    readiness.parts << productParts(check);
    if (!check.inForce.signedOff)
        readiness.parts << Part{Part::Topic::RuleSet, Part::Level::Stop, 0, {}, check.assessment.ruleSetVersion, {}};
    readiness.parts << consentPart(consents);
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
