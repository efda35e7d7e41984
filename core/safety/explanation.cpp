#include "core/safety/assessment.h"
#include "core/safety/zones.h"

#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString inWords(const QDate &day)
{
    return QLocale::c().toString(day, u"d MMM yyyy"_s);
}

QString askedWhen(const Evidence &evidence)
{
    QString words;
    if (evidence.askedOn.isValid())
        words += u", asked %1"_s.arg(inWords(evidence.askedOn));
    if (!evidence.askedBy.isEmpty())
        words += u" by %1"_s.arg(evidence.askedBy);
    return words;
}

QString answerInWords(const Evidence &evidence)
{
    if (evidence.outOfDate)
        return u"out of date: “%1”"_s.arg(evidence.answer) + askedWhen(evidence);
    if (evidence.known)
        return u"“%1”"_s.arg(evidence.answer) + askedWhen(evidence);
    if (!evidence.applies)
        return u"does not apply"_s;
    return evidence.unsure ? u"unsure"_s + askedWhen(evidence) : u"not asked"_s;
}

QString sentence(const Evidence &evidence)
{
    const QString where = evidence.zone.isEmpty() ? QString() : zoneName(evidence.zone) + u": "_s;
    return where + evidence.question + u' ' + answerInWords(evidence);
}

QJsonObject toJson(const Evidence &evidence)
{
    QJsonObject object{{u"operand"_s, evidence.operand}, {u"question"_s, evidence.question}};
    if (!evidence.zone.isEmpty())
        object.insert(u"zone"_s, evidence.zone);
    if (!evidence.answer.isEmpty())
        object.insert(u"answer"_s, evidence.answer);
    if (!evidence.known)
        object.insert(u"state"_s, evidence.outOfDate  ? u"out-of-date"_s
                                  : !evidence.applies ? u"not-applicable"_s
                                  : evidence.unsure   ? u"unsure"_s
                                                      : u"not-asked"_s);
    if (evidence.askedOn.isValid())
        object.insert(u"askedOn"_s, evidence.askedOn.toString(Qt::ISODate));
    if (!evidence.askedBy.isEmpty())
        object.insert(u"askedBy"_s, evidence.askedBy);
    return object;
}

QString opening(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Fired:
        return u"Because of: "_s;
    case Outcome::NotKnown:
        return u"Not known: "_s;
    case Outcome::OutOfDate:
        return u"Out of date: "_s;
    case Outcome::Clear:
        return u"Did not fire: "_s;
    }
    return {};
}

} // namespace

QString explanation(const Finding &finding)
{
    QStringList sentences;
    for (const Evidence &evidence : finding.evidence)
        sentences << sentence(evidence);
    QString words = opening(finding.outcome) + sentences.join(u"; "_s) + u'.';
    if (!finding.rule->raisedBy.isEmpty())
        words += u" Absolute by the device labelling of %1."_s.arg(finding.rule->raisedBy);
    return words;
}

QJsonObject toJson(const Finding &finding)
{
    const Rule &rule = *finding.rule;
    QJsonArray evidence;
    QStringList missing;
    for (const Evidence &fact : finding.evidence) {
        evidence << toJson(fact);
        if (!fact.known && fact.applies && !missing.contains(fact.operand))
            missing << fact.operand;
    }
    QJsonObject object{{u"rule"_s, rule.code},
                       {u"version"_s, rule.version},
                       {u"category"_s, rule.category},
                       {u"severity"_s, severityName(rule.severity)},
                       {u"scope"_s, rule.scope},
                       {u"zone"_s, finding.zone},
                       {u"zones"_s, QJsonArray::fromStringList(finding.zones)},
                       {u"outcome"_s, outcomeName(finding.outcome)},
                       {u"title"_s, rule.title},
                       {u"message"_s, rule.message},
                       {u"action"_s, rule.action},
                       {u"source"_s, rule.source},
                       {u"settledBy"_s, settledByName(rule.settledBy)},
                       {u"explanation"_s, explanation(finding)},
                       {u"evidence"_s, evidence}};
    if (finding.isUnknown())
        object.insert(u"missing"_s, QJsonArray::fromStringList(missing));
    if (finding.rule->concernsProductOnly())
        object.insert(u"stopsPlan"_s, finding.stopsPlan);
    if (!rule.raisedBy.isEmpty())
        object.insert(u"raisedBy"_s, u"device labelling: %1"_s.arg(rule.raisedBy));
    if (!finding.factsDigest.isEmpty())
        object.insert(u"factsDigest"_s, finding.factsDigest);
    if (const auto end = finding.endsOn())
        object.insert(u"endsOn"_s, end->toString(Qt::ISODate));
    return object;
}

QJsonObject toJson(const Assessment &assessment)
{
    QJsonArray findings;
    for (const Finding &finding : assessment.findings)
        findings << toJson(finding);
    return {{u"ruleSet"_s, assessment.ruleSetVersion},
            {u"session"_s, assessment.session.toString(Qt::ISODate)},
            {u"findings"_s, findings},
            {u"missingRequired"_s, QJsonArray::fromStringList(assessment.missingRequired)},
            {u"notYetChecked"_s, QJsonArray::fromStringList(assessment.notYetChecked)}};
}

} // namespace dermis
