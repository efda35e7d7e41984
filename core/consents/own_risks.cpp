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
    return rule.offLabel == OffLabel::WhenFired ||
           (rule.offLabel == OffLabel::WhenDecided && decision != nullptr);
}

/// One rule that fired, with all zones in which it did.
struct FiredRule
{
    const Rule *rule = nullptr;
    QStringList zones; ///< codes
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
            fired.last().zones << finding.zone;
    }
    return fired;
}

QString withZones(const FiredRule &fired, const SheetWords &words)
{
    QStringList zones;
    for (const QString &zone : fired.zones)
        zones << words.zone(zone);
    return zones.isEmpty() ? fired.rule->title : u"%1 (%2)"_s.arg(fired.rule->title, zones.join(u", "_s));
}

/// The rule's words for patients, then what the doctor changes.
SheetLine riskLine(const FiredRule &fired, const SheetWords &words)
{
    QStringList text;
    if (!fired.rule->patientText.isEmpty())
        text << fired.rule->patientText;
    if (fired.decision && fired.decision->choice.verdict == Verdict::Modify)
        text << words(u"risk.change"_s).arg(fired.decision->choice.modification);
    if (text.isEmpty())
        return {QString(), withZones(fired, words)};
    return {withZones(fired, words), text.join(u' ')};
}

} // namespace

QList<SheetLine> ownRisks(const SafetyCheck &safety, const SheetWords &words)
{
    QList<SheetLine> lines;
    const QList<FiredRule> fired = firedRules(safety);
    for (const FiredRule &rule : fired) {
        if (isOwnRisk(*rule.rule))
            lines << riskLine(rule, words);
    }
    if (lines.isEmpty())
        lines << SheetLine{QString(), words(u"risk.none"_s)};
    return lines;
}

QJsonArray offLabelUses(const SafetyCheck &safety, const SheetWords &words)
{
    QJsonArray uses;
    const QList<FiredRule> fired = firedRules(safety);
    for (const FiredRule &rule : fired) {
        if (!isOffLabel(*rule.rule, rule.decision))
            continue;
        uses << QJsonObject{{u"title"_s, withZones(rule, words)},
                            {u"text"_s, rule.rule->patientText},
                            {u"reason"_s, rule.decision ? rule.decision->choice.reason : QString()}};
    }
    return uses;
}

QString ruleSetText(const SafetyCheck &safety, const SheetWords &words)
{
    const QString version = safety.assessment.ruleSetVersion;
    return safety.inForce.signedOff ? words(u"rules.signedOff"_s).arg(version, safety.inForce.signedBy) : words(u"rules.proposed"_s).arg(version);
}

} // namespace dermis
