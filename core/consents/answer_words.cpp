#include "core/consents/answer_words.h"

#include "core/consents/sheet_start.h"
#include "core/questionnaires/conditions.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString sizeWords(qsizetype bytes)
{
    const auto size = static_cast<double>(bytes);
    if (bytes < 1000)
        return u"%1 bytes"_s.arg(bytes);
    return bytes < 1'000'000 ? u"%1 kB"_s.arg(size / 1e3, 0, 'f', 0) : u"%1 MB"_s.arg(size / 1e6, 0, 'f', 1);
}

QString fileWords(const Attachment &file)
{
    QStringList words{!file.title.isEmpty() ? file.title : file.url.isEmpty() ? u"A file"_s : file.url};
    if (!file.contentType.isEmpty())
        words << file.contentType;
    if (!file.data.isEmpty())
        words << sizeWords(file.data.size());
    return words.join(u", "_s);
}

/// The option that was meant, which has the words of the form's language.
const Option *optionMeant(const AnswerValue &value, const Item &item)
{
    const auto *coding = std::get_if<Coding>(&value);
    if (coding && coding->code.isEmpty())
        return nullptr;
    const auto found = std::find_if(item.options.begin(), item.options.end(), [&](const Option &option) {
        return compare(Operator::Equal, value, option.value) == Truth::True;
    });
    return found == item.options.end() ? nullptr : &*found;
}

QString withUnit(const AnswerValue &value, const QString &unit)
{
    return unit.isEmpty() ? toText(value) : toText(value) + u' ' + unit;
}

} // namespace

QString sheetWords(const PartialDate &date)
{
    switch (date.precision()) {
    case PartialDate::Precision::Day:
        return sheetDay(date.earliest());
    case PartialDate::Precision::Month:
        return QLocale::c().toString(date.earliest(), u"MMM yyyy"_s);
    case PartialDate::Precision::Year:
        break;
    }
    return date.toString();
}

QString sheetWords(const Option &option)
{
    const QString label = sheetWords(option.value);
    return option.prefix.isEmpty() ? label : option.prefix + u' ' + label;
}

QString sheetWords(const AnswerValue &value, const Item *item)
{
    if (const Option *option = item ? optionMeant(value, *item) : nullptr)
        return sheetWords(option->value);
    if (const auto *yes = std::get_if<bool>(&value))
        return *yes ? u"Yes"_s : u"No"_s;
    if (const auto *date = std::get_if<PartialDate>(&value))
        return sheetWords(*date);
    if (const auto *moment = std::get_if<Moment>(&value)) {
        const auto day = PartialDate::fromString(moment->text);
        return day ? sheetWords(*day) : sheetMoment(moment->earliest);
    }
    if (const auto *file = std::get_if<Attachment>(&value))
        return fileWords(*file);
    if (item && (std::holds_alternative<qint64>(value) || std::holds_alternative<Decimal>(value)))
        return withUnit(value, item->unit);
    return toText(value);
}

} // namespace dermis
