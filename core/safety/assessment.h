#pragma once

#include "core/base/partial_date.h"
#include "core/safety/facts.h"
#include "core/safety/rule_set.h"

#include <QJsonObject>
#include <QSet>

namespace dermis {

/// What a rule came to. NotKnown and OutOfDate block as much as Fired where the rule is absolute or relative.
enum class Outcome { Fired, NotKnown, OutOfDate, Clear };
/// Stable spelling: fired, not-known, out-of-date, clear.
QString outcomeName(Outcome outcome);

/// One fact behind a finding.
struct Evidence
{
    QString operand;
    QString zone; ///< where the operand belongs to a zone
    QString question;
    QString answer; ///< in words; empty unless answered
    bool known = false;
    bool applies = true;    ///< false: the form does not ask it, as an earlier answer rules it out
    bool outOfDate = false; ///< answered too long ago
    bool unsure = false;    ///< asked, but the patient does not know; neither: never asked
    QDate askedOn;          ///< clinic day; invalid when never asked or not from a person
    QString askedBy;
    bool operator==(const Evidence &) const = default;
};

/// The window of a rule that ends a finding by time alone: a date, a length of time, and the first day on which it is over.
struct Window
{
    QString operand;
    QString question;
    PartialDate date; ///< counted from the latest day it can mean (domain.md §0.3)
    Span span;
    QDate end() const { return span.after(date.latest()); }
    bool operator==(const Window &) const = default;
};

/// One rule's outcome in one scope instance.
struct Finding
{
    std::shared_ptr<const Rule> rule;
    QString zone;      ///< the scope instance; empty: the whole session
    QStringList zones; ///< the zones concerned; empty where the rule is not about zones
    Outcome outcome = Outcome::Clear;
    bool stopsPlan = false; ///< a rule about products only, and what is planned is one of them
    QList<Evidence> evidence;    ///< the facts that made it so
    QString factsDigest;         ///< of all values the rule read here; empty unless Fired
    std::optional<Window> window; ///< where dates alone decide when it no longer fires

    Severity severity() const { return rule->severity; }
    /// The first day on which it no longer fires, where dates alone decide that.
    std::optional<QDate> endsOn() const { return window ? std::optional(window->end()) : std::nullopt; }
    /// Forbids a product that is not planned: shown, and stops nothing.
    bool concernsProductOnly() const { return rule->concernsProductOnly() && !stopsPlan; }
    bool isUnknown() const { return outcome == Outcome::NotKnown || outcome == Outcome::OutOfDate; }
};

/// The rules evaluated on given facts for one session: findings by severity, category, code and zone.
struct Assessment
{
    QString ruleSetVersion;
    QDate session;
    QList<Finding> findings; ///< fired, not known and out of date for each zone concerned; clear once a rule
    QStringList notYetChecked;   ///< rule codes this version cannot check
    QStringList missingRequired; ///< required operands that are not known

    QList<Finding> withOutcome(Outcome outcome) const;
    /// The finding of that rule and zone, or null.
    const Finding *find(const QString &rule, const QString &zone = QString()) const;
};

/// Evaluates every rule; the same rules and facts give the same findings in the same order.
Assessment assess(const RuleSet &ruleSet, const Facts &facts);
/// The same by the same rules for many patients at once, where only what stands between them and a treatment is asked: what is clear
/// is left out, evidence stands without words and only where something is not known, and only rules of `decided` have a digest.
/// status(), openFindings() and readiness() come to the same as with assess().
Assessment assessStanding(const RuleSet &ruleSet, const Facts &facts, const QSet<QString> &decided);

/// Why a finding is what it is, in one plain English sentence naming the facts, when and by whom they were
/// recorded.
QString explanation(const Finding &finding);
/// The findings as JSON for programs and for the frozen record.
QJsonObject toJson(const Finding &finding);
QJsonObject toJson(const Assessment &assessment);

} // namespace dermis
