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

using Fault = std::optional<AnswerFault>;

Fault faultOfText(const Item &item, const AnswerValue &value)
{
    const auto *text = std::get_if<QString>(&value);
    if (!text)
        return {};
    if (text->trimmed().isEmpty() || hasForbiddenSign(*text))
        return AnswerFault::NotReadable;
    if (item.maxLength > 0 && text->size() > item.maxLength)
        return AnswerFault::TooLong;
    return text->size() < item.minLength ? Fault(AnswerFault::TooShort) : Fault();
}

Fault faultOfPattern(const Item &item, const AnswerValue &value)
{
    const auto *decimal = std::get_if<Decimal>(&value);
    const QString text = decimal ? decimal->text : toText(value);
    const bool fits = item.pattern.isEmpty() || std::holds_alternative<Coding>(value) || matchesPattern(item.pattern, text);
    return fits ? Fault() : AnswerFault::OtherForm;
}

Fault faultOfDecimals(const Item &item, const AnswerValue &value)
{
    const auto *quantity = std::get_if<Quantity>(&value);
    const auto *decimal = quantity ? &quantity->value : std::get_if<Decimal>(&value);
    if (!decimal || !item.maxDecimals)
        return {};
    const qsizetype point = decimal->text.indexOf(u'.');
    const bool tooMany = point >= 0 && decimal->text.size() - point - 1 > *item.maxDecimals;
    return tooMany ? Fault(AnswerFault::TooManyDecimals) : Fault();
}

Fault faultOfUnit(const Item &item, const AnswerValue &value)
{
    const auto *quantity = std::get_if<Quantity>(&value);
    const bool fits = !quantity || item.units.isEmpty() ||
                      std::any_of(item.units.begin(), item.units.end(), [&](const Coding &unit) {
                          return quantity->hasUnitOf({{}, unit.display, unit.system, unit.code});
                      });
    return fits ? Fault() : AnswerFault::OtherUnit;
}

qint64 byteLimit(const Item &item)
{
    return item.maxBytes > 0 ? std::min(item.maxBytes, largestAttachment) : largestAttachment;
}

/// "image/png" is asked for by itself, by "image/*" and by "*/*".
bool isAsked(const QStringList &types, const QString &type)
{
    return types.contains(type) || types.contains(type.section(u'/', 0, 0) + u"/*"_s) || types.contains(u"*/*"_s);
}

Fault faultOfFile(const Item &item, const AnswerValue &value)
{
    const auto *file = std::get_if<Attachment>(&value);
    if (!file)
        return {};
    if (file->data.size() > byteLimit(item))
        return AnswerFault::TooLarge;
    const bool fits = item.contentTypes.isEmpty() || isAsked(item.contentTypes, file->contentType);
    return fits ? Fault() : AnswerFault::OtherFileType;
}

Fault faultOfValue(const Item &item, const AnswerValue &value, const QDate &today)
{
    if (!hasType(item, value))
        return item.options.isEmpty() ? AnswerFault::OtherType : AnswerFault::NotOffered;
    const bool isChoice = item.type == ItemType::Choice || item.type == ItemType::OpenChoice;
    if (!isChoice && !item.options.isEmpty() && !isOption(item, value))
        return AnswerFault::NotOffered;
    if (isOutOfRange(item, value))
        return AnswerFault::OutOfRange;
    const auto *date = std::get_if<PartialDate>(&value);
    const auto *moment = std::get_if<Moment>(&value);
    if (item.notInFuture && today.isValid() && ((date && date->earliest() > today) || (moment && clinicDay(moment->earliest) > today)))
        return AnswerFault::InFuture;
    for (const auto &fault : {faultOfText, faultOfPattern, faultOfDecimals, faultOfUnit, faultOfFile}) {
        if (const Fault found = fault(item, value))
            return found;
    }
    return {};
}

Fault faultOfList(const Item &item, const QList<AnswerValue> &values)
{
    if (item.maxOccurs > 0 && values.size() > item.maxOccurs)
        return AnswerFault::TooMany;
    if (item.repeats && !values.isEmpty() && values.size() < item.minOccurs)
        return AnswerFault::TooFew;
    if (values.size() < 2)
        return {};
    if (!item.repeats)
        return AnswerFault::MoreThanOne;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (isExclusive(item, values.at(i)))
            return AnswerFault::NotAlone;
        if (values.indexOf(values.at(i), i + 1) >= 0)
            return AnswerFault::Twice;
    }
    return {};
}

QString unitList(const Item &item)
{
    QStringList names;
    for (const Coding &unit : item.units)
        names << (unit.display.isEmpty() ? unit.code : unit.display);
    return names.join(u" or "_s);
}

/// Plain English for what an answer with that fault should have been.
QString expectedInstead(const Item &item, AnswerFault fault)
{
    switch (fault) {
    case AnswerFault::OtherType:
        return expectedType(item.type);
    case AnswerFault::NotOffered:
        return u"one of the options: %1"_s.arg(optionList(item));
    case AnswerFault::OutOfRange:
        return range(item);
    case AnswerFault::InFuture:
        return u"a date that is not in the future"_s;
    case AnswerFault::NotReadable:
        return u"readable text"_s;
    case AnswerFault::TooLong:
        return u"at most %1 characters"_s.arg(item.maxLength);
    case AnswerFault::TooShort:
        return u"at least %1 characters"_s.arg(item.minLength);
    case AnswerFault::OtherForm:
        if (!item.patternWords.isEmpty())
            return item.patternWords;
        return u"text of the form %1"_s.arg(item.entryFormat.isEmpty() ? item.pattern : item.entryFormat);
    case AnswerFault::TooManyDecimals:
        return *item.maxDecimals == 0 ? u"a number without places after the point"_s
                                      : u"at most %1 places after the point"_s.arg(*item.maxDecimals);
    case AnswerFault::OtherUnit:
        return u"a number in "_s + unitList(item);
    case AnswerFault::TooLarge:
        return u"a file of at most %1 kB"_s.arg(byteLimit(item) / 1000);
    case AnswerFault::OtherFileType:
        return u"a file of the type "_s + item.contentTypes.join(u" or "_s);
    case AnswerFault::TooMany:
        return u"at most %1 answers"_s.arg(item.maxOccurs);
    case AnswerFault::TooFew:
        return u"at least %1 answers"_s.arg(item.minOccurs);
    case AnswerFault::MoreThanOne:
        return u"only one answer"_s;
    case AnswerFault::NotAlone: {
        const auto only = std::find_if(item.options.begin(), item.options.end(), [](const Option &option) { return option.exclusive; });
        return u"no other answer beside \"%1\""_s.arg(only->label());
    }
    case AnswerFault::Twice:
        return u"each answer only once"_s;
    }
    return {};
}

QString problemOf(const Item *item, const Answer &answer, const QDate &today)
{
    if (!item || !item->isQuestion())
        return u"a question of this form"_s;
    const Fault fault = faultOf(*item, answer, today);
    return fault ? expectedInstead(*item, *fault) : QString();
}

} // namespace

std::optional<AnswerFault> faultOf(const Item &item, const Answer &answer, const QDate &today)
{
    if (const Fault fault = faultOfList(item, answer.values))
        return fault;
    for (const AnswerValue &value : answer.values) {
        if (const Fault fault = faultOfValue(item, value, today))
            return fault;
    }
    return {};
}

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
