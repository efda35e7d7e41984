#include "core/questionnaires/conditions.h"
#include "core/questionnaires/response.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// What a value of the right type is called.
QString expectedType(ItemType type)
{
    switch (type) {
    case ItemType::Boolean:
        return u"yes or no"_s;
    case ItemType::Decimal:
        return u"a number"_s;
    case ItemType::Integer:
        return u"a whole number"_s;
    case ItemType::Date:
        return u"a date"_s;
    case ItemType::Quantity:
        return u"a number with a unit"_s;
    case ItemType::Choice:
    case ItemType::OpenChoice:
        return u"one of the options"_s;
    default:
        return u"text"_s;
    }
}

bool isOption(const Item &item, const AnswerValue &value)
{
    return std::any_of(item.options.begin(), item.options.end(), [&](const Option &option) {
        return compare(Operator::Equal, value, option.value) == Truth::True;
    });
}

bool isExclusive(const Item &item, const AnswerValue &value)
{
    return std::any_of(item.options.begin(), item.options.end(), [&](const Option &option) {
        return option.exclusive && compare(Operator::Equal, value, option.value) == Truth::True;
    });
}

bool hasType(const Item &item, const AnswerValue &value)
{
    switch (item.type) {
    case ItemType::Boolean:
        return std::holds_alternative<bool>(value);
    case ItemType::Decimal:
        return std::holds_alternative<Decimal>(value);
    case ItemType::Integer:
        return std::holds_alternative<qint64>(value);
    case ItemType::Date:
        return std::holds_alternative<PartialDate>(value);
    case ItemType::Quantity:
        return std::holds_alternative<Quantity>(value);
    case ItemType::Choice:
        return isOption(item, value);
    case ItemType::OpenChoice:
        return std::holds_alternative<QString>(value) || isOption(item, value);
    case ItemType::String:
    case ItemType::Text:
        return std::holds_alternative<QString>(value);
    default:
        return false;
    }
}

QString optionList(const Item &item)
{
    QStringList names;
    for (const Option &option : item.options) {
        const auto *coding = std::get_if<Coding>(&option.value);
        names << (coding && !coding->code.isEmpty() ? coding->code : option.label());
    }
    return names.size() > 12 ? names.first(12).join(u", "_s) + u", ..."_s : names.join(u", "_s);
}

QString range(const Item &item)
{
    const QString type = expectedType(item.type);
    if (item.minimum && item.maximum)
        return u"%1 from %2 to %3"_s.arg(type, toText(*item.minimum), toText(*item.maximum));
    return item.minimum ? u"%1 not below %2"_s.arg(type, toText(*item.minimum))
                        : u"%1 not above %2"_s.arg(type, toText(*item.maximum));
}

bool isOutOfRange(const Item &item, const AnswerValue &value)
{
    return (item.minimum && compare(Operator::Less, value, *item.minimum) == Truth::True) ||
           (item.maximum && compare(Operator::Greater, value, *item.maximum) == Truth::True);
}

bool hasForbiddenSign(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c < u' ' && c != u'\n' && c != u'\r' && c != u'\t'; });
}

/// What was expected of one value; empty when it fits.
QString problemOfText(const Item &item, const AnswerValue &value)
{
    const auto *text = std::get_if<QString>(&value);
    if (!text)
        return {};
    if (text->trimmed().isEmpty() || hasForbiddenSign(*text))
        return u"readable text"_s;
    if (item.maxLength > 0 && text->size() > item.maxLength)
        return u"at most %1 characters"_s.arg(item.maxLength);
    return {};
}

QString problemOfValue(const Item &item, const AnswerValue &value, const QDate &today)
{
    if (!hasType(item, value)) {
        return item.options.isEmpty() ? expectedType(item.type)
                                      : u"one of the options: %1"_s.arg(optionList(item));
    }
    if (isOutOfRange(item, value))
        return range(item);
    const auto *date = std::get_if<PartialDate>(&value);
    if (item.notInFuture && date && today.isValid() && date->earliest() > today)
        return u"a date that is not in the future"_s;
    return problemOfText(item, value);
}

QString problemOfList(const Item &item, const QList<AnswerValue> &values)
{
    if (values.size() < 2)
        return {};
    if (!item.repeats)
        return u"only one answer"_s;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (isExclusive(item, values.at(i)))
            return u"no other answer beside \"%1\""_s.arg(toText(values.at(i)));
        if (values.indexOf(values.at(i), i + 1) >= 0)
            return u"each answer only once"_s;
    }
    return {};
}

QString problemOf(const Item *item, const Answer &answer, const QDate &today)
{
    if (!item || !item->isQuestion())
        return u"a question of this form"_s;
    if (const QString problem = problemOfList(*item, answer.values); !problem.isEmpty())
        return problem;
    for (const AnswerValue &value : answer.values) {
        if (const QString problem = problemOfValue(*item, value, today); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace

QList<AnswerProblem> answerProblems(const Questionnaire &questionnaire, const Response &response,
                                    const QDate &today)
{
    QList<AnswerProblem> problems;
    const auto &answers = response.answers();
    for (auto it = answers.begin(); it != answers.end(); ++it) {
        const QString expected = problemOf(questionnaire.find(it.key().linkId), it.value(), today);
        if (!expected.isEmpty())
            problems << AnswerProblem{it.key(), expected};
    }
    return problems;
}

Result<> checkResponse(const Questionnaire &questionnaire, const Response &response, const QDate &today)
{
    const auto problems = answerProblems(questionnaire, response, today);
    if (problems.isEmpty())
        return {};
    return fail(ErrorCode::InvalidInput,
                u"%1: expected %2"_s.arg(problems.first().key.toString(), problems.first().expected));
}

} // namespace dermis
