#include "core/questionnaires/answer_set.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The values without "none of these": an empty list says that.
QList<AnswerValue> listed(const Item &item, const QList<AnswerValue> &values)
{
    QList<AnswerValue> rest = values;
    rest.removeIf([&](const AnswerValue &value) {
        return std::any_of(item.options.begin(), item.options.end(), [&](const Option &option) {
            return option.exclusive && compare(Operator::Equal, value, option.value) == Truth::True;
        });
    });
    return rest;
}

Fact factOf(const Item &item, const Answer &answer, Truth applies)
{
    Fact fact;
    if (applies == Truth::False)
        fact.state = Fact::State::NotApplicable;
    if (applies != Truth::True || answer.state == AnswerState::NotAsked)
        return fact;
    fact.state = answer.isAnswered() ? Fact::State::Answered : Fact::State::Unsure;
    fact.values = item.repeats ? listed(item, answer.values) : answer.values;
    fact.answeredAt = answer.answeredAt;
    fact.answeredBy = answer.answeredBy;
    return fact;
}

template <typename T>
const T *firstAs(const QList<AnswerValue> &values)
{
    return values.isEmpty() ? nullptr : std::get_if<T>(&values.first());
}

} // namespace

Truth Fact::matches(Operator op, const AnswerValue &operand) const
{
    if (state == State::NotApplicable && op != Operator::Exists)
        return Truth::False;
    Answer answer;
    answer.state = isKnown() ? AnswerState::Answered : AnswerState::NotAsked;
    answer.values = values;
    return dermis::matches(answer, op, operand);
}

QStringList Fact::codes() const
{
    QStringList codes;
    for (const AnswerValue &value : values) {
        if (const auto *coding = std::get_if<Coding>(&value))
            codes << coding->code;
    }
    return codes;
}

std::optional<bool> Fact::yesNo() const
{
    const auto *value = firstAs<bool>(values);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<double> Fact::number() const
{
    return values.isEmpty() ? std::nullopt : numberOf(values.first());
}

std::optional<PartialDate> Fact::date() const
{
    const auto *value = firstAs<PartialDate>(values);
    return value ? std::optional(*value) : std::nullopt;
}

bool Fact::isCode(QStringView wanted) const
{
    const auto isCoding = [](const AnswerValue &value) { return std::holds_alternative<Coding>(value); };
    const auto first = std::find_if(values.begin(), values.end(), isCoding);
    return first != values.end() && std::get<Coding>(*first).code == wanted;
}

QString Fact::code() const
{
    return codes().value(0);
}

AnswerSet::AnswerSet(const Questionnaire &questionnaire, const Response &response)
    : m_questionnaire(questionnaire), m_facts(static_cast<size_t>(questionnaire.inOrder().size()))
{
    static const Answer none;
    const EnabledItems enabled(questionnaire, response);
    for (const Item *item : questionnaire.inOrder()) {
        if (!item->isQuestion() || item->inRepeatingGroup)
            continue;
        const Answer *answer = enabled.answer(*item);
        m_facts[static_cast<size_t>(item->number)] = factOf(*item, answer != nullptr ? *answer : none, enabled.applies(*item));
    }
    for (const AnswerKey &key : repeatedKeys(questionnaire, response)) {
        const Fact fact = factOf(*questionnaire.find(key.linkId), response.answer(key), enabled.applies(key));
        const QString group = questionnaire.repeatingGroupsAround(key.linkId).constLast();
        QMap<QList<int>, FactMap> &instances = m_groups[group];
        instances[key.instances].insert(key.linkId, fact);
    }
}

Fact AnswerSet::fact(const QString &linkId) const
{
    const Item *item = m_questionnaire ? m_questionnaire->find(linkId) : nullptr;
    return item != nullptr ? fact(*item) : Fact();
}

QList<FactMap> AnswerSet::group(const QString &linkId) const
{
    return m_groups.value(linkId).values();
}

} // namespace dermis
