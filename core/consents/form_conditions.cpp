#include "core/consents/form_conditions.h"

#include "core/consents/answer_words.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype longestQuote = 60; // letters

QString quoted(const QString &words)
{
    const QString line = words.simplified();
    return u'“' + (line.size() > longestQuote ? line.first(longestQuote - 1).trimmed() + u'…' : line) + u'”';
}

/// "a", "a or b", "a, b or c".
QString listed(QStringList words, const QString &word)
{
    const QString last = words.takeLast();
    return words.isEmpty() ? last : u"%1 %2 %3"_s.arg(words.join(u", "_s), word, last);
}

/// "3", "24a.", "(iv)", and not "Head".
bool isNumber(const QString &prefix)
{
    constexpr qsizetype longest = 7;
    const bool hasDigit = std::any_of(prefix.begin(), prefix.end(), [](QChar sign) { return sign.isDigit(); });
    return !prefix.isEmpty() && prefix.size() <= longest && !prefix.contains(u' ') && (hasDigit || prefix.size() <= 4) &&
           (hasDigit || prefix.size() == 1 || !prefix.back().isLetter());
}

/// Whether questions, or texts between them, bear numbers of the form's own.
bool anyHasNumber(const QList<Item> &items)
{
    return std::any_of(items.begin(), items.end(), [](const Item &item) {
        return !item.hidden && ((item.type != ItemType::Group && isNumber(item.prefix.simplified())) || anyHasNumber(item.children));
    });
}

/// "3." and "3)" without their last sign.
QString bareNumber(QString number)
{
    while (number.endsWith(u'.') || number.endsWith(u':') || (number.endsWith(u')') && !number.contains(u'(')))
        number.chop(1);
    return number;
}

/// What an answer is compared with, in the words of its question.
QString operandWords(const AnswerValue &operand, const Item *question)
{
    const QString words = sheetWords(operand, question);
    const bool isName = std::holds_alternative<Coding>(operand) || std::holds_alternative<QString>(operand) ||
                        std::holds_alternative<Uri>(operand) || std::holds_alternative<Reference>(operand);
    return isName ? quoted(words) : words;
}

/// "is more than", "is after": a pair of words before and after what is compared.
std::pair<QString, QString> orderWords(Operator op, const AnswerValue &operand)
{
    const bool isDay = std::holds_alternative<PartialDate>(operand) || std::holds_alternative<Moment>(operand);
    const bool isTime = std::holds_alternative<TimeOfDay>(operand);
    switch (op) {
    case Operator::Greater:
        return {isDay || isTime ? u"is after"_s : u"is more than"_s, {}};
    case Operator::Less:
        return {isDay || isTime ? u"is before"_s : u"is less than"_s, {}};
    case Operator::GreaterOrEqual:
        return {u"is"_s, isDay || isTime ? u" or later"_s : u" or more"_s};
    default:
        return {u"is"_s, isDay || isTime ? u" or earlier"_s : u" or less"_s};
    }
}

/// Everything that is asked of one question's answer.
struct Asked
{
    QString question; // linkId
    QStringList equal;
    QStringList unequal;
    QStringList others; // in words
    bool exists = false;
};

QList<Asked> byQuestion(const Questionnaire &form, const Item &item)
{
    QList<Asked> all;
    for (const EnableWhen &when : item.enableWhen) {
        auto found = std::find_if(all.begin(), all.end(), [&](const Asked &a) { return a.question == when.question; });
        if (found == all.end())
            found = all.insert(all.end(), Asked{when.question, {}, {}, {}, false});
        const QString operand = operandWords(when.operand, form.find(when.question));
        if (when.op == Operator::Equal)
            found->equal << operand;
        else if (when.op == Operator::NotEqual)
            found->unequal << operand;
        else if (when.op != Operator::Exists)
            found->others << orderWords(when.op, when.operand).first + u' ' + operand + orderWords(when.op, when.operand).second;
        else if (when.operand == AnswerValue(true))
            found->exists = true;
        else
            found->others << u"is not answered"_s;
    }
    return all;
}

QString noneOf(const QStringList &values, bool several)
{
    if (values.size() == 1)
        return (several ? u"does not include "_s : u"is not "_s) + values.first();
    return (several ? u"includes none of "_s : u"is none of "_s) + listed(values, u"and"_s);
}

/// "3 is Yes or is not answered".
QString clauseOf(const Asked &asked, const QString &called, bool several, bool all)
{
    const QString is = several ? u"includes "_s : u"is "_s;
    QStringList words;
    if (!asked.equal.isEmpty())
        words << is + listed(asked.equal, all ? u"and"_s : u"or"_s);
    if (!asked.unequal.isEmpty() && all)
        words << noneOf(asked.unequal, several);
    for (const QString &value : all ? QStringList() : asked.unequal)
        words << noneOf({value}, several);
    words << asked.others;
    if (asked.exists && (words.isEmpty() || !all)) // what is compared is answered
        words << u"is answered"_s;
    return called + u' ' + listed(words, all ? u"and"_s : u"or"_s);
}

} // namespace

FormNumbers::FormNumbers(const Questionnaire &form)
{
    int last = 0;
    number(form.items(), {}, last, !anyHasNumber(form.items()));
    for (const QString &number : std::as_const(m_numbers))
        ++m_uses[number];
}

void FormNumbers::number(const QList<Item> &items, const QString &before, int &last, bool count)
{
    for (const Item &item : items) {
        if (item.hidden)
            continue;
        if (isNumber(item.prefix.simplified()))
            m_numbers.insert(item.number, item.prefix.simplified());
        else if (count && item.isQuestion())
            m_numbers.insert(item.number, before + QString::number(++last));
        int inside = 0;
        if (item.isQuestion() || m_numbers.contains(item.number))
            number(item.children, m_numbers.contains(item.number) ? bareNumber(of(item)) + u'.' : before, inside, count);
        else
            number(item.children, before, last, count);
    }
}

QString FormNumbers::lead(const Item &item)
{
    const QString prefix = item.prefix.simplified();
    return isNumber(prefix) ? QString() : prefix;
}

QString FormNumbers::called(const Item &item) const
{
    const QString number = of(item);
    if (number.isEmpty())
        return item.text.isEmpty() ? quoted(item.linkId) : quoted(item.text);
    const bool isShared = m_uses.value(number) > 1;
    return isShared && !item.text.isEmpty() ? u"%1 %2"_s.arg(bareNumber(number), quoted(item.text)) : bareNumber(number);
}

QString conditionWords(const Questionnaire &form, const FormNumbers &numbers, const Item &item)
{
    if (item.enableWhen.isEmpty())
        return item.expressions.enableWhen.isEmpty() ? QString() : u"If it applies:"_s;
    const bool all = item.enableBehavior == EnableBehavior::All;
    QStringList clauses;
    const QList<Asked> questions = byQuestion(form, item);
    for (const Asked &asked : questions) {
        const Item *question = form.find(asked.question);
        clauses << clauseOf(asked, question ? numbers.called(*question) : quoted(asked.question), question && question->repeats, all);
    }
    if (clauses.size() > 2)
        return u"If %1 of these: %2:"_s.arg(all ? u"all"_s : u"any"_s, clauses.join(u"; "_s));
    return u"If %1:"_s.arg(listed(clauses, all ? u"and"_s : u"or"_s));
}

} // namespace dermis
