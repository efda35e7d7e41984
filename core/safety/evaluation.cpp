#include "core/safety/evaluation.h"

#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Truth unknownness(const Observation &observation)
{
    if (observation.outOfDate)
        return Truth::Unknown;
    return truth(observation.fact.state == Fact::State::NotAsked ||
                 observation.fact.state == Fact::State::Unsure);
}

QString meaningOf(const QString &operand)
{
    for (const DerivedOperand &derived : derivedOperands()) {
        if (derived.name == operand)
            return derived.meaning;
    }
    return operand;
}

QString answerText(const Fact &fact)
{
    QStringList words;
    for (const AnswerValue &value : fact.values)
        words << toText(value);
    return words.isEmpty() ? u"none"_s : words.join(u", "_s);
}

} // namespace

Truth Evaluation::evaluate(const Condition &condition, const ScopeFacts &scope) const
{
    switch (condition.kind) {
    case Condition::Kind::All: {
        Truth all = Truth::True;
        for (const Condition &child : condition.children)
            all = both(all, evaluate(child, scope));
        return all;
    }
    case Condition::Kind::Any: {
        Truth any = Truth::False;
        for (const Condition &child : condition.children)
            any = either(any, evaluate(child, scope));
        return any;
    }
    case Condition::Kind::Not:
        return negated(evaluate(condition.children.front(), scope));
    default:
        return test(condition, scope);
    }
}

Truth Evaluation::test(const Condition &leaf, const ScopeFacts &scope) const
{
    const Observation &observation = *scope.observations[static_cast<size_t>(leaf.operand)];
    const Fact &fact = observation.fact;
    if (leaf.kind == Condition::Kind::Unknown)
        return unknownness(observation);
    if (fact.state == Fact::State::NotApplicable)
        return Truth::False;
    if (!observation.isKnown())
        return Truth::Unknown;
    switch (leaf.kind) {
    case Condition::Kind::Count:
        return compare(leaf.op, static_cast<qint64>(fact.values.size()), leaf.values.first());
    case Condition::Kind::FreeText:
        return truth(std::any_of(fact.values.begin(), fact.values.end(), [](const AnswerValue &value) {
            return std::holds_alternative<QString>(value);
        }));
    case Condition::Kind::Since:
        return testSince(leaf, fact);
    case Condition::Kind::Until:
        return testUntil(leaf, fact);
    case Condition::Kind::ZoneIn:
        if (scope.zone.isEmpty() && !fact.values.isEmpty())
            return Truth::Unknown;
        return truth(fact.codes().contains(scope.zone));
    default:
        return testValues(leaf, fact);
    }
}

Truth Evaluation::testValues(const Condition &leaf, const Fact &fact) const
{
    Truth any = Truth::False;
    for (const AnswerValue &value : fact.values) {
        for (const AnswerValue &operand : leaf.values) {
            any = either(any, compare(leaf.op, value, operand));
            if (any == Truth::True)
                return any;
        }
    }
    return any;
}

Truth Evaluation::testSince(const Condition &leaf, const Fact &fact) const
{
    const auto date = fact.date();
    if (!date)
        return Truth::Unknown;
    const QDate latest = date->latest();
    const bool longEnough = !leaf.atLeast || m_session >= leaf.atLeast->after(latest);
    const bool shortEnough = !leaf.lessThan || m_session < leaf.lessThan->after(latest);
    return truth(longEnough && shortEnough);
}

Truth Evaluation::testUntil(const Condition &leaf, const Fact &fact) const
{
    const auto date = fact.date();
    if (!date)
        return Truth::Unknown;
    const bool ahead = date->latest() >= m_session;
    const bool farEnough = !leaf.atLeast || date->latest() >= leaf.atLeast->after(m_session);
    const bool nearEnough = !leaf.lessThan || date->earliest() < leaf.lessThan->after(m_session);
    return truth(ahead && farEnough && nearEnough);
}

void Evaluation::explain(const Condition &condition, const ScopeFacts &scope, QList<Evidence> &evidence) const
{
    if (condition.operand >= 0) {
        Evidence found = evidenceOf(condition.operand, scope);
        const bool already = std::any_of(evidence.begin(), evidence.end(), [&](const Evidence &other) {
            return other.operand == found.operand && other.zone == found.zone;
        });
        if (!already)
            evidence << std::move(found);
        return;
    }
    const Truth outcome = evaluate(condition, scope);
    for (const Condition &child : condition.children) {
        const bool decided = condition.kind == Condition::Kind::Not || evaluate(child, scope) == outcome;
        if (decided)
            explain(child, scope, evidence);
    }
}

Evidence Evaluation::evidenceOf(int operand, const ScopeFacts &scope) const
{
    const Observation &observation = *scope.observations[static_cast<size_t>(operand)];
    Evidence evidence;
    evidence.operand = m_ruleSet.operands().at(operand);
    evidence.zone = m_ruleSet.isZoneOperand(operand) ? scope.zone : QString();
    evidence.known = observation.isKnown();
    evidence.applies = observation.fact.state != Fact::State::NotApplicable;
    evidence.outOfDate = observation.outOfDate;
    evidence.unsure = observation.fact.state == Fact::State::Unsure;
    if (!m_withWords)
        return evidence;
    evidence.question = observation.question.isEmpty() ? meaningOf(evidence.operand) : observation.question;
    if (observation.fact.isKnown())
        evidence.answer = answerText(observation.fact);
    if (observation.fact.answeredAt.isValid())
        evidence.askedOn = clinicDay(observation.fact.answeredAt);
    evidence.askedBy = observation.askedBy;
    return evidence;
}

std::optional<Window> Evaluation::windowOf(const Condition &condition, const ScopeFacts &scope) const
{
    if (condition.kind == Condition::Kind::Since && condition.lessThan) {
        const Observation &observation = *scope.observations[static_cast<size_t>(condition.operand)];
        const auto date = observation.fact.date();
        if (!date)
            return std::nullopt;
        const QString operand = m_ruleSet.operands().at(condition.operand);
        const QString question = observation.question.isEmpty() ? meaningOf(operand) : observation.question;
        return Window{operand, question, *date, *condition.lessThan};
    }
    std::optional<Window> found; // of an All the first to end, of an Any the last
    for (const Condition &child : condition.children) {
        if (evaluate(child, scope) != Truth::True)
            continue;
        const auto window = windowOf(child, scope);
        if (condition.kind == Condition::Kind::All && window && (!found || window->end() < found->end()))
            found = window;
        if (condition.kind != Condition::Kind::Any)
            continue;
        if (!window)
            return std::nullopt;
        if (!found || found->end() < window->end())
            found = window;
    }
    return found;
}

} // namespace dermis
