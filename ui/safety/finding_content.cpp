#include "ui/safety/finding_content.h"

#include "core/base/clock.h"
#include "ui/context/words.h"
#include "ui/safety/finding_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString coldSoreRule = u"MN-INF-07"_s;
const QString tabletsRule = u"MN-INF-08"_s;
const QString latexRule = u"MN-ALG-10"_s; // settled by the plan's latex-free set

QString findingText(const char *text)
{
    return QCoreApplication::translate("Finding", text);
}

const Decision *earlierDecision(const Finding &finding, const QList<Decision> &decisions)
{
    const auto found = std::find_if(decisions.begin(), decisions.end(), [&](const Decision &decision) {
        return decision.rule == finding.rule->code && decision.zone == finding.zone;
    });
    return found == decisions.end() ? nullptr : &*found;
}

QString decidedLine(const Decision &decision)
{
    const QString what = verdictWords(decision.choice.verdict);
    const QString when = momentWords(decision.decidedAt);
    if (decision.choice.verdict == Verdict::Acknowledge)
        return findingText("Seen by %1, %2").arg(decision.decidedByName, when);
    return findingText("%1, by %2, %3: “%4”").arg(what, decision.decidedByName, when, decision.choice.reason);
}

/// The decision that answers the finding, or one that no longer does.
void addDecision(FindingCardContent &content, const Finding &finding, const SafetyCheck &check)
{
    if (const Decision *decision = answerTo(finding, check.decisions)) {
        const Verdict verdict = decision->choice.verdict;
        content.settled = verdict != Verdict::Defer && verdict != Verdict::Refuse;
        content.state = finding.severity() == Severity::Caution ? findingText("Seen") : verdictWords(verdict);
        content.lines << decidedLine(*decision);
    } else if (const Decision *before = earlierDecision(finding, check.decisions)) {
        content.state = findingText("Open again");
        content.lines << findingText("The rule or the answers changed since %1, so that decision no longer counts.")
                             .arg(dateWords(clinicTime(before->decidedAt).date()));
    }
}

/// What was decided about antiviral tablets, and the way to say that they were started.
void addAntiviral(FindingCardContent &content, const Finding &finding, const SafetyCheck &check,
                  const FindingsSetting &setting)
{
    const bool isAbout = finding.rule->code == tabletsRule || finding.rule->code == coldSoreRule;
    const Decision *decision = isAbout ? antiviralDecision(check.decisions) : nullptr;
    if (!decision || !decision->choice.antiviral)
        return;
    content.lines << antiviralWords(*decision->choice.antiviral);
    const bool waits =
        decision->choice.antiviral->prophylaxis && !decision->choice.antiviral->startedAsPrescribed;
    if (waits && finding.rule->code == tabletsRule && setting.mayAnswer)
        content.actions << FindingAction::TabletsStarted;
}

} // namespace

FindingCardContent contentOf(const Finding &finding, const SafetyCheck &check, const FindingsSetting &setting)
{
    FindingCardContent content;
    content.mark = markOf(finding);
    content.title = titleOf(finding);
    content.lines << findingText("Because %1").arg(becauseOf(finding));
    const Decision *decision = answerTo(finding, check.decisions);
    addDecision(content, finding, check);
    addAntiviral(content, finding, check, setting);
    if (finding.rule->settledBy == SettledBy::Sheet)
        content.lines << findingText("The signed sheet settles it. It does not stop the printing of the sheet.");
    else if (finding.rule->settledBy == SettledBy::Day)
        content.lines << findingText("To do: %1. It is noted on the Session tab; it does not stop the printing of the sheet.").arg(finding.rule->action);
    else if (!decision && !finding.rule->action.isEmpty() && finding.severity() != Severity::Info)
        content.lines << findingText("To do: %1").arg(finding.rule->action);
    if (finding.rule->isOwn())
        content.lines << findingText("A rule of the practice's own, signed off by %1 on %2.")
                             .arg(check.inForce.signedBy, dateWords(clinicTime(check.inForce.signedAt).date()));
    else if (!finding.rule->setByPractice.isEmpty())
        content.lines << findingText("Set to “%1” in the rule set that %2 signed off on %3.")
                             .arg(severityWord(content.mark), check.inForce.signedBy,
                                  dateWords(clinicTime(check.inForce.signedAt).date()));
    content.lines << sourceOf(finding);
    if (!decision && finding.severity() == Severity::Caution && setting.mayAnswer)
        content.actions << FindingAction::Seen;
    if (finding.rule->code == latexRule && setting.mayAnswer)
        content.actions << FindingAction::OpenPlan;
    content.wantsDecision = finding.rule->settledBy == SettledBy::Decision &&
                            finding.severity() == Severity::Relative && setting.mayDecide && !content.settled;
    return content;
}

} // namespace dermis
