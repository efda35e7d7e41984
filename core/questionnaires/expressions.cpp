#include "core/questionnaires/expressions.h"

#include "core/questionnaires/answer_json.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The option that a word or code names.
std::optional<AnswerValue> optionNamed(const Item &item, const QString &name)
{
    for (const Option &option : item.options) {
        const auto *coding = std::get_if<Coding>(&option.value);
        if (option.label() == name || (coding && coding->code == name))
            return option.value;
    }
    return std::nullopt;
}

QString typeOf(const Item &item, const Json &value)
{
    switch (item.type) {
    case ItemType::Choice:
    case ItemType::OpenChoice:
        return value.isObject() ? u"Coding"_s : u"String"_s;
    case ItemType::Url:
        return u"Uri"_s;
    case ItemType::Text:
        return u"String"_s;
    case ItemType::DateTime:
        return u"DateTime"_s;
    default: {
        const QString name = itemTypeName(item.type);
        return name.left(1).toUpper() + name.mid(1);
    }
    }
}

/// A computed value as an answer to that question; nothing when it is of another kind.
std::optional<AnswerValue> answerFrom(const Item &item, const PathValue &computed)
{
    const bool isText = item.type == ItemType::String || item.type == ItemType::Text;
    const auto text = textOf(computed);
    if (isText)
        return text && !text->isEmpty() ? std::optional<AnswerValue>(*text) : std::nullopt;
    const Json json = jsonOf(computable(computed));
    if (item.type == ItemType::Quantity && json.isNumber()) {
        const auto number = Decimal::fromString(json.text());
        return number ? std::optional<AnswerValue>(Quantity{*number, item.unit}) : std::nullopt;
    }
    if (item.type == ItemType::Integer && text) {
        const auto number = ExactDecimal::fromString(*text);
        const auto whole = number ? number->toInteger() : std::nullopt;
        return whole ? std::optional<AnswerValue>(qint64(*whole)) : std::nullopt;
    }
    if ((item.type == ItemType::Choice || item.type == ItemType::OpenChoice) && text && !json.isObject())
        return optionNamed(item, *text);
    auto value = readAnswerValue(typeOf(item, json), json);
    return value ? *value : std::nullopt;
}

QList<AnswerValue> answersFrom(const Item &item, const PathValues &computed)
{
    QList<AnswerValue> values;
    for (const PathValue &one : computed) {
        const auto value = answerFrom(item, one);
        if (value && (item.repeats || values.isEmpty()))
            values << *value;
    }
    return values;
}

} // namespace

ExpressionState::ExpressionState(const FormExpressions &expressions, Json answers, const QDate &today)
    : m_expressions(expressions)
    , m_answers(std::move(answers))
{
    m_context.resource = &m_answers;
    m_context.today = today;
    m_context.weight = [this](const Json &coding) -> std::optional<QString> {
        const auto score = m_expressions.scores.constFind(coding.textOf(u"system") + u'|' + coding.textOf(u"code"));
        return score == m_expressions.scores.constEnd() ? std::nullopt : std::optional(*score);
    };
    for (const auto &[name, path] : m_expressions.variables) {
        const auto values = path.evaluate(m_context);
        m_context.variables.insert(name, values ? *values : PathValues());
    }
}

Truth ExpressionState::asks(const QString &linkId) const
{
    const auto path = m_expressions.enableWhen.constFind(linkId);
    if (path == m_expressions.enableWhen.constEnd())
        return Truth::True;
    const auto truth = path->test(m_context);
    return truth ? *truth : Truth::True;
}

std::optional<PathValues> ExpressionState::calculated(const QString &linkId) const
{
    const auto path = m_expressions.calculated.constFind(linkId);
    if (path == m_expressions.calculated.constEnd())
        return std::nullopt;
    const auto values = path->evaluate(m_context);
    return values ? std::optional(*values) : std::nullopt;
}

QList<CalculatedAnswer> calculatedAnswers(const Questionnaire &questionnaire, const Response &response, const QDate &today)
{
    QList<CalculatedAnswer> changes;
    const FormExpressions *expressions = questionnaire.expressions();
    if (!expressions || expressions->calculated.isEmpty())
        return changes;
    const EnabledItems enabled(questionnaire, response, today);
    const ExpressionState state(*expressions, response.appliedJson(questionnaire, enabled), today);
    for (const Item *item : questionnaire.inOrder()) {
        const auto computed = item->inRepeatingGroup ? std::nullopt : state.calculated(item->linkId);
        if (!computed)
            continue;
        const QList<AnswerValue> values = answersFrom(*item, *computed);
        if (values != response.answer(item->linkId).values)
            changes << CalculatedAnswer{{item->linkId, {}}, values};
    }
    return changes;
}

} // namespace dermis
