#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/safety/rule.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QMap>
#include <QSet>

#include <memory>
#include <optional>

namespace dermis {

class Database;
class Transaction;

using PracticeRulesId = Id<struct PracticeRulesTag>;

/// What the practice sets differently in the set it signs: rule code to severity.
using Adjustments = QMap<QString, Severity>;

/// The rules of one version, read once and never changed.
class RuleSet
{
public:
    /// Reads the JSON of docs/rules.md; InvalidInput names the rule and the member.
    static Result<RuleSet> fromJson(const QByteArray &json);
    /// The set that this program ships.
    static std::shared_ptr<const RuleSet> shipped();

    /// "2026-12", or with a clinic's own rules "2026-12 + practice 3".
    QString version() const;
    /// Of the clinic's own rules; empty without any.
    QString practiceVersion() const { return m_practiceVersion; }
    /// SHA-256 of the JSON that the shipped rules were read from, in hex.
    QString digest() const { return m_digest; }
    QByteArray json() const { return m_json; }
    /// In the order of domain.md §1.4: by category, then code.
    const QList<std::shared_ptr<const Rule>> &rules() const { return m_rules; }
    std::shared_ptr<const Rule> rule(const QString &code) const;
    /// Operands by the number that conditions use: linkIds of the intake and the documented derived ones.
    const QStringList &operands() const { return m_operands; }
    /// Whether the operand of that number has a value for each zone.
    bool isZoneOperand(int operand) const { return m_isZoneOperand[static_cast<size_t>(operand)]; }
    /// Whether any rule reads it.
    bool reads(const QString &operand) const { return m_operandNames.contains(operand); }
    QStringList categories() const { return m_categories; }
    /// Codes of domain.md §1.4 that this version cannot check yet.
    QStringList notYetChecked() const { return m_notYetChecked; }

private:
    friend class PracticeRulesReader;
    friend Result<RuleSet> applyPractice(const RuleSet &ruleSet, const Adjustments &adjustments);
    /// Numbers the operands and puts the rules in order, a clinic's own after the shipped ones of a category.
    void arrange(const QStringList &operands);
    QString m_practiceVersion;
    QString m_version;
    QString m_digest;
    QByteArray m_json;
    QStringList m_categories;
    QStringList m_operands;
    QSet<QString> m_operandNames; // the same
    std::vector<bool> m_isZoneOperand;
    QList<std::shared_ptr<const Rule>> m_rules;
    QStringList m_notYetChecked;
};

/// The set with the practice's severities: any may be made stricter, only MN-ISO-01 and MN-ANA-18 looser (to
/// relative). InvalidInput names the rule that may not.
Result<RuleSet> applyPractice(const RuleSet &ruleSet, const Adjustments &adjustments);

/// One version of a clinic's own rules and tightenings, as it was imported (docs/rules.md).
struct PracticeRules
{
    PracticeRulesId id;
    QString version;
    QString digest; ///< SHA-256 of the JSON, in hex
    QByteArray json;
    QString importedBy;
    QDateTime importedAt; ///< UTC
};

/// The rules that hold in this clinic now.
struct RuleSetInForce
{
    std::shared_ptr<const RuleSet> rules;
    Adjustments adjustments;
    bool signedOff = false; ///< false: "proposed, not signed off"; no treatment may start
    QString signedBy;
    QDateTime signedAt;        ///< UTC
    bool newerShipped = false; ///< the program ships another set, which waits for sign-off
    std::optional<PracticeRules> practice; ///< the clinic's own that were signed
    std::optional<PracticeRules> waiting;  ///< imported later, and not signed

    bool waitsForSignOff() const { return !signedOff || newerShipped || waiting.has_value(); }
};

Result<RuleSetInForce> ruleSetInForce(Database &database);
/// Puts the shipped set in force with the newest of the clinic's own rules and the practice's adjustments; needs SignRuleSet.
/// Conflict when `read`, the version of the own rules that the signer read (empty: none), is not the newest any more.
Result<RuleSetInForce> signOffRuleSet(Database &database, const Actor &actor, const QDateTime &now,
                                      const Adjustments &adjustments = {},
                                      const std::optional<QString> &read = {});
Result<RuleSetInForce> signOffRuleSet(Transaction &transaction, const Adjustments &adjustments = {});

} // namespace dermis
