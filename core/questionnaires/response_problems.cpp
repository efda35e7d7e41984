#include "core/base/clock.h"
#include "core/questionnaires/conditions.h"
#include "core/questionnaires/response.h"

#include <QRegularExpression>

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
    case ItemType::DateTime:
        return u"a date and time"_s;
    case ItemType::Time:
        return u"a time"_s;
    case ItemType::Url:
        return u"an address"_s;
    case ItemType::Attachment:
        return u"a file"_s;
    case ItemType::Reference:
        return u"another record"_s;
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
    case ItemType::DateTime:
        return std::holds_alternative<Moment>(value);
    case ItemType::Time:
        return std::holds_alternative<TimeOfDay>(value);
    case ItemType::Url:
        return std::holds_alternative<Uri>(value);
    case ItemType::Attachment:
        return std::holds_alternative<Attachment>(value);
    case ItemType::Reference:
        return std::holds_alternative<Reference>(value);
    case ItemType::Quantity:
        return std::holds_alternative<Quantity>(value);
    case ItemType::Choice:
        return isOption(item, value) || (item.isOpenEnded && std::holds_alternative<Coding>(value));
    case ItemType::OpenChoice:
        return std::holds_alternative<QString>(value) || isOption(item, value) ||
               (item.options.isEmpty() && std::holds_alternative<Coding>(value));
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

/// A form's pattern over the whole text; a pattern that would take forever matches nothing, as PCRE stops it.
bool matchesPattern(const QString &pattern, const QString &text)
{
    const QRegularExpression expression(u"(*LIMIT_MATCH=100000)\\A(?:%1)\\z"_s.arg(pattern));
    return !expression.isValid() || expression.match(text).hasMatch();
}

/// What was expected of a text; empty when it fits.
QString problemOfText(const Item &item, const QString &text)
{
    if (text.trimmed().isEmpty() || hasForbiddenSign(text))
        return u"readable text"_s;
    if (item.maxLength > 0 && text.size() > item.maxLength)
        return u"at most %1 characters"_s.arg(item.maxLength);
    if (text.size() < item.minLength)
        return u"at least %1 characters"_s.arg(item.minLength);
    return {};
}

QString problemOfPattern(const Item &item, const AnswerValue &value)
{
    const auto *decimal = std::get_if<Decimal>(&value);
    const QString text = decimal ? decimal->text : toText(value);
    if (item.pattern.isEmpty() || std::holds_alternative<Coding>(value) || matchesPattern(item.pattern, text))
        return {};
    if (!item.patternWords.isEmpty())
        return item.patternWords;
    return item.entryFormat.isEmpty() ? u"text of the form %1"_s.arg(item.pattern) : u"text of the form %1"_s.arg(item.entryFormat);
}

QString problemOfDecimals(const Item &item, const AnswerValue &value)
{
    const auto *quantity = std::get_if<Quantity>(&value);
    const auto *decimal = quantity ? &quantity->value : std::get_if<Decimal>(&value);
    if (!decimal || !item.maxDecimals)
        return {};
    const qsizetype point = decimal->text.indexOf(u'.');
    const bool tooMany = point >= 0 && decimal->text.size() - point - 1 > *item.maxDecimals;
    return !tooMany ? QString() : *item.maxDecimals == 0 ? u"a number without places after the point"_s
                                                         : u"at most %1 places after the point"_s.arg(*item.maxDecimals);
}

QString problemOfUnit(const Item &item, const AnswerValue &value)
{
    const auto *quantity = std::get_if<Quantity>(&value);
    if (!quantity || item.units.isEmpty())
        return {};
    QStringList names;
    for (const Coding &unit : item.units) {
        if (quantity->hasUnitOf({{}, unit.display, unit.system, unit.code}))
            return {};
        names << (unit.display.isEmpty() ? unit.code : unit.display);
    }
    return u"a number in "_s + names.join(u" or "_s);
}

QString problemOfFile(const Item &item, const AnswerValue &value)
{
    const auto *file = std::get_if<Attachment>(&value);
    if (!file)
        return {};
    const qint64 limit = item.maxBytes > 0 ? std::min(item.maxBytes, largestAttachment) : largestAttachment;
    if (file->data.size() > limit)
        return u"a file of at most %1 kB"_s.arg(limit / 1000);
    if (!item.contentTypes.isEmpty() && !item.contentTypes.contains(file->contentType))
        return u"a file of the type "_s + item.contentTypes.join(u" or "_s);
    return {};
}

/// What was expected of one value; empty when it fits.
QString problemOfValue(const Item &item, const AnswerValue &value, const QDate &today)
{
    if (!hasType(item, value)) {
        return item.options.isEmpty() ? expectedType(item.type)
                                      : u"one of the options: %1"_s.arg(optionList(item));
    }
    const bool isChoice = item.type == ItemType::Choice || item.type == ItemType::OpenChoice;
    if (!isChoice && !item.options.isEmpty() && !isOption(item, value))
        return u"one of the options: %1"_s.arg(optionList(item));
    if (isOutOfRange(item, value))
        return range(item);
    const auto *date = std::get_if<PartialDate>(&value);
    const auto *moment = std::get_if<Moment>(&value);
    if (item.notInFuture && today.isValid() && ((date && date->earliest() > today) || (moment && clinicDay(moment->earliest) > today)))
        return u"a date that is not in the future"_s;
    if (const auto *text = std::get_if<QString>(&value)) {
        if (const QString problem = problemOfText(item, *text); !problem.isEmpty())
            return problem;
    }
    for (const auto &problemOf : {problemOfPattern, problemOfDecimals, problemOfUnit, problemOfFile}) {
        if (const QString problem = problemOf(item, value); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString problemOfList(const Item &item, const QList<AnswerValue> &values)
{
    if (item.maxOccurs > 0 && values.size() > item.maxOccurs)
        return u"at most %1 answers"_s.arg(item.maxOccurs);
    if (item.repeats && !values.isEmpty() && values.size() < item.minOccurs)
        return u"at least %1 answers"_s.arg(item.minOccurs);
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
