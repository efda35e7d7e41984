#include "core/questionnaires/enabled_items.h"

#include "core/base/clock.h"
#include "core/questionnaires/expressions.h"

using namespace Qt::StringLiterals;

namespace dermis {

EnabledItems::EnabledItems(const Questionnaire &questionnaire, const Response &response, const QDate &today)
    : m_questionnaire(questionnaire)
    , m_response(response)
    , m_plain(static_cast<size_t>(questionnaire.inOrder().size()))
    , m_plainKnown(m_plain.size())
    , m_today(today.isValid() || !response.authored.isValid() ? today : clinicDay(response.authored))
    , m_readsExpressions(questionnaire.expressions() != nullptr)
{
    const auto &answers = std::as_const(m_response).answers();
    for (auto it = answers.begin(); it != answers.end(); ++it) {
        const Item *item = it.key().instances.isEmpty() ? m_questionnaire.find(it.key().linkId) : nullptr;
        if (item != nullptr)
            m_plain[static_cast<size_t>(item->number)] = &it.value();
    }
}

EnabledItems::EnabledItems(const EnabledItems &other, By) : EnabledItems(other.m_questionnaire, other.m_response, other.m_today)
{
    m_readsExpressions = false;
}

EnabledItems::~EnabledItems() = default;

Truth EnabledItems::applies(const Item &item) const
{
    std::optional<Truth> &known = m_plainKnown[static_cast<size_t>(item.number)];
    if (!known)
        known = evaluate(item, {});
    return *known;
}

Truth EnabledItems::applies(const AnswerKey &key) const
{
    const Item *item = m_questionnaire.find(key.linkId);
    if (item == nullptr)
        return Truth::False;
    if (key.instances.isEmpty())
        return applies(*item);
    if (const auto known = m_known.constFind(key); known != m_known.constEnd())
        return *known;
    const Truth truth = evaluate(*item, key.instances);
    m_known.insert(key, truth);
    return truth;
}

Truth EnabledItems::evaluate(const Item &item, const QList<int> &instances) const
{
    Truth group = Truth::True;
    if (const Item *parent = m_questionnaire.parentOf(item)) {
        const qsizetype depth = instances.isEmpty() ? 0 : m_questionnaire.repeatingGroupsAround(parent->linkId).size();
        group = depth == 0 ? applies(*parent) : applies({parent->linkId, instances.first(std::min(depth, instances.size()))});
    }
    if (group != Truth::False && m_readsExpressions && !item.expressions.enableWhen.isEmpty())
        group = both(group, expression(item));
    if (group == Truth::False || item.enableWhen.isEmpty())
        return group;
    const bool all = item.enableBehavior == EnableBehavior::All;
    Truth own = truth(all);
    for (const EnableWhen &when : item.enableWhen)
        own = all ? both(own, condition(when, item, instances)) : either(own, condition(when, item, instances));
    return both(group, own);
}

Truth EnabledItems::expression(const Item &item) const
{
    if (!m_expressions) {
        const EnabledItems byConditions(*this, By::ConditionsAlone);
        m_expressions = std::make_unique<ExpressionState>(*m_questionnaire.expressions(), m_response.appliedJson(m_questionnaire, byConditions), m_today);
    }
    return m_expressions->asks(item.linkId);
}

Truth EnabledItems::condition(const EnableWhen &when, const Item &item, const QList<int> &instances) const
{
    const Item *question = m_questionnaire.find(when.question);
    if (question != nullptr && !question->inRepeatingGroup)
        return compared(applies(*question), answer(*question), when);
    const QStringList &theirs = m_questionnaire.repeatingGroupsAround(when.question);
    const QStringList &ours = m_questionnaire.repeatingGroupsAround(item.linkId);
    qsizetype shared = 0;
    while (shared < theirs.size() && shared < ours.size() && theirs.at(shared) == ours.at(shared))
        ++shared;
    const QList<int> around = instances.first(std::min(shared, instances.size()));
    if (theirs.size() == shared)
        return conditionOn({when.question, around}, when);
    Truth any = when.op == Operator::Exists ? matches({}, when.op, when.operand) : Truth::Unknown;
    const auto &answers = m_response.answers(); // in any instance of a group that stands elsewhere
    for (auto it = answers.lowerBound({when.question, {}});
         it != answers.end() && it.key().linkId == when.question; ++it) {
        if (it.key().instances.first(shared) == around)
            any = either(any, conditionOn(it.key(), when));
    }
    return any;
}

Truth EnabledItems::conditionOn(const AnswerKey &question, const EnableWhen &when) const
{
    const auto &answers = m_response.answers();
    const auto answer = answers.constFind(question);
    return compared(applies(question), answer == answers.constEnd() ? nullptr : &answer.value(), when);
}

Truth EnabledItems::compared(Truth asked, const Answer *answer, const EnableWhen &when)
{
    static const Answer none;
    if (asked == Truth::False && when.op != Operator::Exists)
        return Truth::False; // what does not apply has no answer to compare
    return matches(asked == Truth::True && answer != nullptr ? *answer : none, when.op, when.operand);
}

QList<AnswerKey> enabledItems(const Questionnaire &questionnaire, const Response &response)
{
    const EnabledItems enabled(questionnaire, response);
    QList<AnswerKey> keys = questionKeys(questionnaire, response);
    keys.removeIf([&](const AnswerKey &key) { return !enabled.isEnabled(key); });
    return keys;
}

QList<AnswerKey> missingRequired(const Questionnaire &questionnaire, const Response &response)
{
    QList<AnswerKey> keys = enabledItems(questionnaire, response);
    keys.removeIf([&](const AnswerKey &key) {
        return !questionnaire.find(key.linkId)->required || response.answer(key).isAnswered();
    });
    return keys;
}

QList<SectionProgress> sectionProgress(const Questionnaire &questionnaire, const Response &response)
{
    QHash<QString, SectionProgress> bySection;
    for (const AnswerKey &key : enabledItems(questionnaire, response)) {
        const Item *top = questionnaire.find(key.linkId);
        const bool required = top->required;
        while (const Item *parent = questionnaire.parentOf(top->linkId))
            top = parent;
        SectionProgress &section = bySection[top->linkId];
        const AnswerState state = response.answer(key).state;
        ++section.asked;
        section.answered += state == AnswerState::NotAsked ? 0 : 1;
        section.unsure += state == AnswerState::Unsure ? 1 : 0;
        section.required += required && state != AnswerState::Answered ? 1 : 0;
    }
    QList<SectionProgress> sections;
    for (const Item &item : questionnaire.items()) {
        if (item.type != ItemType::Group)
            continue;
        SectionProgress section = bySection.value(item.linkId);
        section.linkId = item.linkId;
        section.title = item.text;
        sections << section;
    }
    return sections;
}

} // namespace dermis
