#include "core/safety/earliest_date.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString dayWords(const QDate &day)
{
    return QLocale::c().toString(day, u"d MMM yyyy"_s);
}

/// A date that is not known to the day says from which day it counts.
QString fromWords(const PartialDate &date)
{
    switch (date.precision()) {
    case PartialDate::Precision::Day:
        return dayWords(date.latest());
    case PartialDate::Precision::Month:
        return u"%1, counted from %2,"_s.arg(QLocale::c().toString(date.latest(), u"MMM yyyy"_s), dayWords(date.latest()));
    case PartialDate::Precision::Year:
        return u"%1, counted from %2,"_s.arg(QString::number(date.latest().year()), dayWords(date.latest()));
    }
    return {};
}

QString countWords(int count, const QString &unit)
{
    return count == 1 ? u"1 "_s + unit : u"%1 %2s"_s.arg(QString::number(count), unit);
}

QString spanWords(const Span &span)
{
    switch (span.unit) {
    case Span::Unit::Months:
        return countWords(span.count, u"month"_s);
    case Span::Unit::Days:
        return countWords(span.count, u"day"_s);
    case Span::Unit::Hours:
        return countWords(span.count, u"hour"_s) + u" from the end of that day"_s;
    }
    return {};
}

/// Calendar months end on the month's last day where it is shorter (domain.md §0.3).
bool isClamped(const Window &window)
{
    return window.span.unit == Span::Unit::Months && window.end().day() != window.date.latest().day();
}

QString named(const Rule &rule)
{
    return u"%1, %2"_s.arg(rule.code, rule.title);
}

/// What is for the doctor's ear alone does not stand on paper that others may read: capacity and pressure, distress.
bool isForPaper(const Rule &rule)
{
    return rule.category != u"CAP" && rule.category != u"EXP";
}

/// A question that nobody asked, or a product to be changed, is no reason that the patient has to read.
QString patientWords(const Finding &finding)
{
    const Rule &rule = *finding.rule;
    const bool isFact = std::ranges::any_of(finding.evidence, &Evidence::known);
    if (!isFact || !isForPaper(rule) || rule.concernsProductOnly())
        return {};
    return rule.patientText.isEmpty() ? rule.title : rule.patientText;
}

/// Findings that wait: what stops a consent sheet and is known.
QList<Finding> waitingFindings(const Assessment &assessment, const QList<Decision> &decisions)
{
    QList<Finding> waiting;
    for (const Finding &finding : mayIssueSheet(assessment, decisions)) {
        if (!finding.isUnknown())
            waiting << finding;
    }
    return waiting;
}

const Decision *deferring(const Finding &finding, const QList<Decision> &decisions)
{
    const Decision *decision = answerTo(finding, decisions);
    return decision != nullptr && decision->choice.verdict == Verdict::Defer ? decision : nullptr;
}

QString decidedWords(const Rule &rule, const Decision &decision)
{
    return u"%1: %2 deferred it until %3"_s.arg(named(rule), decision.decidedByName, dayWords(decision.choice.deferUntil));
}

} // namespace

std::optional<QDate> EarliestDate::earliest() const
{
    const bool isByTimeAlone = std::ranges::all_of(
        grounds, [](const DeferralGround &ground) { return ground.passing || !ground.arithmetic.isEmpty(); });
    return latest.isValid() && isByTimeAlone ? std::optional(latest) : std::nullopt;
}

QString arithmeticWords(const Rule &rule, const Window &window)
{
    QString words = u"%1: “%2” %3 + %4"_s.arg(named(rule), window.question, fromWords(window.date), spanWords(window.span));
    if (rule.isPracticePolicy())
        words += u" (practice default)"_s;
    words += u" = "_s + dayWords(window.end());
    return isClamped(window) ? words + u", the last day of that month"_s : words;
}

QStringList groundLines(const QList<DeferralGround> &grounds)
{
    QStringList lines;
    QStringList undated;
    QStringList passing;
    for (const DeferralGround &ground : grounds) {
        const QString name = u"%1, %2"_s.arg(ground.rule, ground.title);
        if (!ground.arithmetic.isEmpty())
            lines << ground.arithmetic;
        else
            (ground.passing ? passing : undated) << name;
    }
    if (!undated.isEmpty())
        lines << u"No date can be computed: "_s + undated.join(u"; "_s);
    if (!passing.isEmpty())
        lines << u"This session or its products only, no date: "_s + passing.join(u"; "_s);
    return lines;
}

EarliestDate earliestDate(const Assessment &assessment, const QList<Decision> &decisions)
{
    EarliestDate date;
    date.because = waitingFindings(assessment, decisions);
    const auto notBefore = [&](const QDate &day) {
        date.latest = date.latest.isValid() ? std::max(date.latest, day) : day;
    };
    for (const Finding &finding : std::as_const(date.because)) {
        const Rule &rule = *finding.rule;
        QStringList arithmetic;
        if (finding.window) {
            arithmetic << arithmeticWords(rule, *finding.window);
            notBefore(finding.window->end());
        }
        if (const Decision *decision = deferring(finding, decisions)) {
            arithmetic << decidedWords(rule, *decision);
            notBefore(decision->choice.deferUntil);
        }
        const bool passing = rule.scope == u"S" || rule.concernsProductOnly();
        const DeferralGround ground{rule.code, rule.title, patientWords(finding), arithmetic.join(u"; "_s), passing};
        if (!date.grounds.contains(ground))
            date.grounds << ground;
    }
    return date;
}

Deferral proposedDeferral(const EarliestDate &date)
{
    Deferral deferral;
    deferral.computed = date.earliest().value_or(QDate());
    deferral.until = deferral.computed;
    deferral.grounds = date.grounds;
    return deferral;
}

QString actionsOf(const EarliestDate &date)
{
    QStringList actions;
    for (const Finding &finding : date.because) {
        const QString &action = finding.rule->action;
        const bool isToRead = finding.severity() == Severity::Absolute && !patientWords(finding).isEmpty();
        if (isToRead && !action.isEmpty() && !actions.contains(action))
            actions << action;
    }
    return actions.join(u". "_s);
}

} // namespace dermis
