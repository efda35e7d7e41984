#pragma once

#include "core/safety/assessment.h"

namespace dermis {

/// The operands of a rule-set as they stand in one zone, or (empty zone) for the session as a whole, where
/// the operands of zones are not known.
struct ScopeFacts
{
    QString zone;
    bool onFace = false;
    std::vector<const Observation *> observations; ///< by the rule-set's operand numbers, never null
};

/// Evaluates conditions three-valued over one scope and says which facts decided.
class Evaluation
{
public:
    /// `withWords` false: evidence says which facts and how they stand, but not in words, when or by whom.
    Evaluation(const RuleSet &ruleSet, const QDate &session, bool withWords = true)
        : m_ruleSet(ruleSet), m_session(session), m_withWords(withWords)
    {
    }

    Truth evaluate(const Condition &condition, const ScopeFacts &scope) const;
    /// Adds the facts that made the condition what it is, each once.
    void explain(const Condition &condition, const ScopeFacts &scope, QList<Evidence> &evidence) const;
    /// The window whose passing ends a condition that is true; nothing where time alone does not.
    std::optional<Window> windowOf(const Condition &condition, const ScopeFacts &scope) const;

private:
    Truth test(const Condition &leaf, const ScopeFacts &scope) const;
    Truth testValues(const Condition &leaf, const Fact &fact) const;
    Truth testSince(const Condition &leaf, const Fact &fact) const;
    Truth testUntil(const Condition &leaf, const Fact &fact) const;
    Evidence evidenceOf(int operand, const ScopeFacts &scope) const;

    const RuleSet &m_ruleSet;
    QDate m_session;
    bool m_withWords;
};

} // namespace dermis
