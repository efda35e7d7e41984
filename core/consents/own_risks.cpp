#include "core/consents/own_risks.h"

#include "core/safety/zones.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool isOwnRisk(const Rule &rule)
{
    return rule.severity == Severity::Relative || rule.severity == Severity::Caution || rule.onSheet;
}

bool isOffLabel(const Rule &rule, const Decision *decision)
{
    return rule.offLabel == OffLabel::WhenFired || (rule.offLabel == OffLabel::WhenDecided && decision != nullptr);
}

/// One rule that fired, with all zones in which it did.
struct FiredRule
{
    const Rule *rule = nullptr;
    QStringList zones;
    const Decision *decision = nullptr;
};

QList<FiredRule> firedRules(const SafetyCheck &safety)
{
    QList<FiredRule> fired;
    for (const Finding &finding : safety.assessment.findings) {
        if (finding.outcome != Outcome::Fired)
            continue;
        const bool known = !fired.isEmpty() && fired.last().rule == finding.rule.get();
        if (!known)
            fired << FiredRule{finding.rule.get(), {}, answerTo(finding, safety.decisions)};
        if (!finding.zone.isEmpty())
            fired.last().zones << zoneName(finding.zone);
    }
    return fired;
}

QString withZones(const FiredRule &fired)
{
    return fired.zones.isEmpty() ? fired.rule->title
                                 : u"%1 (%2)"_s.arg(fired.rule->title, fired.zones.join(u", "_s));
}

/// The rule's words for patients, then what the doctor changes.
SheetLine riskLine(const FiredRule &fired)
{
    QStringList text;
    if (!fired.rule->patientText.isEmpty())
        text << fired.rule->patientText;
    if (fired.decision && fired.decision->choice.verdict == Verdict::Modify)
        text << u"What we change: %1"_s.arg(fired.decision->choice.modification);
    if (text.isEmpty())
        return {QString(), withZones(fired)};
    return {withZones(fired), text.join(u' ')};
}

} // namespace

QList<SheetLine> ownRisks(const SafetyCheck &safety)
{
    QList<SheetLine> lines;
    const QList<FiredRule> fired = firedRules(safety);
    for (const FiredRule &rule : fired) {
        if (isOwnRisk(*rule.rule))
            lines << riskLine(rule);
    }
    if (lines.isEmpty())
        lines << SheetLine{QString(), u"Your answers show no risk beyond those in part 6."_s};
    return lines;
}

QJsonArray offLabelUses(const SafetyCheck &safety)
{
    QJsonArray uses;
    const QList<FiredRule> fired = firedRules(safety);
    for (const FiredRule &rule : fired) {
        if (!isOffLabel(*rule.rule, rule.decision))
            continue;
        uses << QJsonObject{{u"title"_s, withZones(rule)},
                            {u"text"_s, rule.rule->patientText},
                            {u"reason"_s, rule.decision ? rule.decision->choice.reason : QString()}};
    }
    return uses;
}

QString ruleSetText(const SafetyCheck &safety)
{
    const QString version = safety.assessment.ruleSetVersion;
    return safety.inForce.signedOff
               ? u"Rule set %1, signed off by %2."_s.arg(version, safety.inForce.signedBy)
               : u"Rule set %1: proposed, not signed off."_s.arg(version);
}

} // namespace dermis
