#include "ui/safety/finding_words.h"

#include "core/safety/zones.h"
#include "ui/context/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Finding", text);
}

QString asked(const Evidence &evidence)
{
    if (!evidence.askedOn.isValid())
        return {};
    return evidence.askedBy.isEmpty() ? words("%1").arg(dateWords(evidence.askedOn))
                                      : words("%1 by %2").arg(dateWords(evidence.askedOn), evidence.askedBy);
}

/// One fact in words; the question stands before it.
QString factWords(const Evidence &evidence)
{
    const QString when = asked(evidence);
    if (evidence.known && !evidence.outOfDate)
        return when.isEmpty() ? words("“%1”").arg(evidence.answer)
                              : words("“%1”, asked %2").arg(evidence.answer, when);
    if (evidence.outOfDate)
        return words("“%1”, asked %2, too old now").arg(evidence.answer, when);
    if (!evidence.applies)
        return words("does not apply");
    return evidence.unsure ? words("unsure, asked %1").arg(when) : words("not asked");
}

} // namespace

SeverityMark markOf(const Finding &finding)
{
    if (finding.outcome == Outcome::Clear)
        return SeverityMark::Clear;
    if (finding.isUnknown())
        return SeverityMark::NotAsked;
    switch (finding.severity()) {
    case Severity::Absolute:
        return SeverityMark::Absolute;
    case Severity::Relative:
        return SeverityMark::Relative;
    case Severity::Caution:
        return SeverityMark::Caution;
    case Severity::Info:
        break;
    }
    return SeverityMark::Note;
}

QString markWord(const Finding &finding)
{
    if (finding.outcome == Outcome::OutOfDate)
        return words("Too old");
    const bool anyUnsure = std::any_of(finding.evidence.begin(), finding.evidence.end(),
                                       [](const Evidence &evidence) { return evidence.unsure; });
    return finding.isUnknown() && anyUnsure ? words("Unsure") : severityWord(markOf(finding));
}

QString titleOf(const Finding &finding)
{
    QStringList zones;
    for (const QString &zone : finding.zones)
        zones << zoneName(zone);
    if (zones.isEmpty() && !finding.zone.isEmpty())
        zones << zoneName(finding.zone);
    return zones.isEmpty() ? finding.rule->title
                           : words("%1: %2").arg(zones.join(u", "_s), finding.rule->title);
}

QString becauseOf(const Finding &finding)
{
    QStringList facts;
    for (const Evidence &evidence : finding.evidence) {
        const QString fact = factWords(evidence);
        facts << (evidence.question.isEmpty() ? fact : words("%1 %2").arg(evidence.question, fact));
    }
    return facts.join(u"; "_s);
}

QString openQuestion(const Finding &finding)
{
    for (const Evidence &evidence : finding.evidence) {
        if (evidence.applies && (!evidence.known || evidence.outOfDate))
            return evidence.operand;
    }
    return {};
}

QString sourceOf(const Finding &finding)
{
    const Rule &rule = *finding.rule;
    const QString line = words("%1 version %2").arg(rule.code).arg(rule.version);
    return rule.source.isEmpty() ? line : words("%1 · %2").arg(line, rule.source);
}

QString verdictWords(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Proceed:
        return words("Treat as planned");
    case Verdict::Modify:
        return words("Treat with changes");
    case Verdict::Defer:
        return words("Defer until");
    case Verdict::Refuse:
        return words("Do not treat");
    case Verdict::Acknowledge:
        break;
    }
    return words("Seen");
}

} // namespace dermis
