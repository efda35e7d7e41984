#include "ui/safety/finding_words.h"

#include "core/safety/zones.h"
#include "ui/context/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString evidenceText(const char *text)
{
    return QCoreApplication::translate("Finding", text);
}

QString asked(const Evidence &evidence)
{
    if (!evidence.askedOn.isValid())
        return {};
    return evidence.askedBy.isEmpty() ? evidenceText("%1").arg(dateWords(evidence.askedOn))
                                      : evidenceText("%1 by %2").arg(dateWords(evidence.askedOn), evidence.askedBy);
}

/// What is known; the question stands before it.
QString answerWords(const Evidence &evidence)
{
    const QString when = asked(evidence);
    if (evidence.known && !evidence.outOfDate)
        return when.isEmpty() ? evidenceText("“%1”").arg(evidence.answer)
                              : evidenceText("“%1”, asked %2").arg(evidence.answer, when);
    if (evidence.outOfDate)
        return evidenceText("“%1”, asked %2, too old now").arg(evidence.answer, when);
    if (!evidence.applies)
        return evidenceText("does not apply");
    return evidence.unsure ? evidenceText("unsure, asked %1").arg(when) : evidenceText("not asked");
}

/// A question is quoted; the mere name of a fact stands in the sentence, so without its capital.
QString factWords(const Evidence &evidence)
{
    const QString &question = evidence.question;
    const QString answer = answerWords(evidence);
    if (question.isEmpty())
        return answer;
    if (question.contains(u'?'))
        return evidenceText("“%1” %2").arg(question, answer);
    const bool isAbbreviation = question.size() > 1 && question.at(1).isUpper();
    return evidenceText("%1: %2").arg(isAbbreviation ? question : question.first(1).toLower() + question.mid(1),
                               answer);
}

} // namespace

SeverityMark markOf(Severity severity)
{
    switch (severity) {
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

SeverityMark markOf(const Finding &finding)
{
    if (finding.outcome == Outcome::Clear)
        return SeverityMark::Clear;
    return finding.isUnknown() ? SeverityMark::NotAsked : markOf(finding.severity());
}

QString markWord(const Finding &finding)
{
    if (finding.outcome == Outcome::OutOfDate)
        return evidenceText("Too old");
    const bool anyUnsure = std::any_of(finding.evidence.begin(), finding.evidence.end(),
                                       [](const Evidence &evidence) { return evidence.unsure; });
    return finding.isUnknown() && anyUnsure ? evidenceText("Unsure") : severityWord(markOf(finding));
}

QString titleOf(const Finding &finding)
{
    QStringList zones;
    for (const QString &zone : finding.zones)
        zones << zoneName(zone);
    if (zones.isEmpty() && !finding.zone.isEmpty())
        zones << zoneName(finding.zone);
    return zones.isEmpty() ? finding.rule->title
                           : evidenceText("%1: %2").arg(zones.join(u", "_s), finding.rule->title);
}

QString becauseOf(const Finding &finding)
{
    QStringList facts;
    for (const Evidence &evidence : finding.evidence)
        facts << factWords(evidence);
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
    const QString line = evidenceText("%1 version %2").arg(rule.code).arg(rule.version);
    const QString source = QString(rule.source).replace(u"[P]"_s, evidenceText("practice policy [P]"));
    return source.isEmpty() ? line : evidenceText("%1 · %2").arg(line, source);
}

QString antiviralWords(const Antiviral &antiviral)
{
    if (!antiviral.prophylaxis)
        return evidenceText("No antiviral tablets.");
    const QString tablets =
        evidenceText("%1, %2, from %3").arg(antiviral.drug, antiviral.dose, dateWords(antiviral.start));
    return antiviral.startedAsPrescribed ? evidenceText("Tablets: %1; started as prescribed.").arg(tablets)
                                         : evidenceText("Tablets: %1; not marked as started.").arg(tablets);
}

QString verdictWords(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Proceed:
        return evidenceText("Treat as planned");
    case Verdict::Modify:
        return evidenceText("Treat with changes");
    case Verdict::Defer:
        return evidenceText("Defer until");
    case Verdict::Refuse:
        return evidenceText("Do not treat");
    case Verdict::Acknowledge:
        break;
    }
    return evidenceText("Seen");
}

} // namespace dermis
