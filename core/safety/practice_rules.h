#pragma once

#include "core/safety/rule_set.h"

namespace dermis {

class Questionnaire;
class SubstanceCatalogue;

/// The set with a clinic's own rules and tightenings (docs/rules.md). InvalidInput names line and rule, and says what to do:
/// what would be looser than shipped, a code that is not the clinic's own or stands twice, a source that is not known.
Result<RuleSet> withPracticeRules(const RuleSet &ruleSet, const QByteArray &json);
/// Whether what the clinic's own rules read can ever be: each operand exists, and each value compared is one it can have.
/// InvalidInput names the rule and the operand.
Result<> checkOperands(const RuleSet &ruleSet, const Questionnaire &intake, const SubstanceCatalogue &substances);

/// Keeps a new version, to come in force by signOffRuleSet(); needs SignRuleSet. InvalidInput as above, or when the version is
/// used already; nothing is kept then.
Result<PracticeRules> importPracticeRules(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &json);
/// The same checks without keeping anything; gives the set as it would be.
Result<RuleSet> tryPracticeRules(Database &database, const QByteArray &json);
/// Every version that was imported, newest first.
Result<QList<PracticeRules>> practiceRules(Database &database);
/// One of them; NotFound when there is none of that version.
Result<PracticeRules> practiceRules(Database &database, const QString &version);

/// One place in which two rule-sets differ.
struct RuleDifference
{
    QString code;
    QString title;
    QString member; ///< "severity", "condition", ...; empty: the whole rule
    QString before; ///< empty: the rule is new
    QString after;  ///< empty: the rule is gone
    bool operator==(const RuleDifference &) const = default;
};
/// In the order of the rules, those that are gone last.
QList<RuleDifference> differences(const RuleSet &before, const RuleSet &after);
/// One line: "MN-ISO-02 Isotretinoin in the last 6 months, severity: relative → absolute".
QString differenceWords(const RuleDifference &difference);
/// A condition in words: "Q-ISO-NOW is no and since Q-ISO-LAST less than 6 months".
QString conditionWords(const QJsonObject &condition);

} // namespace dermis
