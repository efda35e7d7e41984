#pragma once

#include "core/safety/facts.h"
#include "core/safety/rule_set.h"

#include <QJsonObject>

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
    std::optional<QDate> endsOn; ///< the first day on which it no longer fires, where dates alone decide that

    Severity severity() const { return rule->severity; }
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

/// Why a finding is what it is, in one plain English sentence naming the facts, when and by whom they were
/// recorded.
QString explanation(const Finding &finding);
/// The findings as JSON for programs and for the frozen record.
QJsonObject toJson(const Finding &finding);
QJsonObject toJson(const Assessment &assessment);

} // namespace dermis
