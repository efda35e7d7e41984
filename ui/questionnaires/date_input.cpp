#include "ui/questionnaires/date_input.h"

#include "core/base/clock.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString dateText(const char *text)
{
    return QCoreApplication::translate("DateInput", text);
}

bool isDigit(QChar sign)
{
    return sign.isDigit();
}

int monthFromName(const QString &name)
{
    if (name.size() < 3)
        return 0;
    for (int month = 1; month <= 12; ++month) {
        for (const QLocale &locale : {QLocale(), QLocale(QLocale::English)}) {
            if (locale.standaloneMonthName(month, QLocale::LongFormat)
                    .startsWith(name, Qt::CaseInsensitive) ||
                locale.standaloneMonthName(month, QLocale::ShortFormat).startsWith(name, Qt::CaseInsensitive))
                return month;
        }
    }
    return 0;
}

int monthFrom(const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber ? number : monthFromName(text);
}

/// Years of two digits are the latest that is not in the future.
int yearFrom(const QString &text, const QDate &today)
{
    const int number = text.toInt();
    if (text.size() != 2)
        return number;
    const int century = today.year() / 100 * 100;
    return century + number > today.year() ? century - 100 + number : century + number;
}

std::optional<PartialDate> fromNumbers(int year, int month, int day)
{
    if (month == 0)
        return PartialDate::fromString(u"%1"_s.arg(year, 4, 10, QChar(u'0')));
    const QString yearMonth = u"%1-%2"_s.arg(year, 4, 10, QChar(u'0')).arg(month, 2, 10, QChar(u'0'));
    return PartialDate::fromString(day == 0 ? yearMonth
                                            : u"%1-%2"_s.arg(yearMonth).arg(day, 2, 10, QChar(u'0')));
}

} // namespace

std::optional<PartialDate> dateFromTyping(const QString &text, const QDate &today)
{
    const QString typed = text.trimmed().toLower();
    if (typed == dateText("today"))
        return PartialDate(today);
    if (typed == dateText("yesterday"))
        return PartialDate(today.addDays(-1));
    static const QRegularExpression between(u"[\\s/.,-]+"_s);
    const QStringList parts = typed.split(between, Qt::SkipEmptyParts);
    if (parts.isEmpty() || parts.size() > 3)
        return std::nullopt;
    const bool yearFirst = parts.first().size() == 4 && parts.first().toInt() > 0;
    if (parts.size() == 1)
        return yearFirst ? fromNumbers(parts.first().toInt(), 0, 0) : std::nullopt;
    const QString year = yearFirst ? parts.first() : parts.last();
    const int month = monthFrom(parts.size() == 2 ? (yearFirst ? parts.last() : parts.first()) : parts.at(1));
    const int day = parts.size() == 3 ? (yearFirst ? parts.last() : parts.first()).toInt() : 0;
    const bool isYear =
        (year.size() == 2 || year.size() == 4) && std::all_of(year.begin(), year.end(), &isDigit);
    const bool isWhole = isYear && month > 0 && (parts.size() == 2 || day > 0);
    return isWhole ? fromNumbers(yearFrom(year, today), month, day) : std::nullopt;
}

QString dateToType(const PartialDate &date)
{
    switch (date.precision()) {
    case PartialDate::Precision::Day:
        return QLocale().toString(date.earliest(), u"d MMM yyyy"_s);
    case PartialDate::Precision::Month:
        return QLocale().toString(date.earliest(), u"MMM yyyy"_s);
    case PartialDate::Precision::Year:
        break;
    }
    return QString::number(date.earliest().year());
}

QString dateEcho(const PartialDate &date)
{
    switch (date.precision()) {
    case PartialDate::Precision::Day:
        return QLocale().toString(date.earliest(), u"dddd, d MMMM yyyy"_s);
    case PartialDate::Precision::Month:
        return dateText("%1, day not known").arg(QLocale().toString(date.earliest(), u"MMMM yyyy"_s));
    case PartialDate::Precision::Year:
        break;
    }
    return dateText("%1, month not known").arg(date.earliest().year());
}

std::optional<TimeOfDay> timeFromTyping(const QString &text)
{
    static const QRegularExpression form(
        u"\\A([0-9]{1,2})(?:[:h.]?([0-9]{2}))(?:[:.]([0-9]{2}))?\\s*(am|pm)?\\z"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    int hour = match.captured(1).toInt();
    if (!match.captured(4).isEmpty())
        hour = hour > 12 || hour == 0 ? -1 : hour % 12 + (match.captured(4).startsWith(u'p', Qt::CaseInsensitive) ? 12 : 0);
    const QTime time(hour, match.captured(2).toInt(), match.captured(3).toInt());
    return time.isValid() ? TimeOfDay::fromString(time.toString(u"HH:mm:ss"_s)) : std::nullopt;
}

std::optional<Moment> momentFromTyping(const QString &text, const QDate &today)
{
    const QString typed = text.trimmed();
    if (const auto written = Moment::fromString(typed))
        return written;
    if (const auto date = dateFromTyping(typed, today))
        return Moment::fromString(date->toString());
    static const QRegularExpression dayAndTime(u"\\A(.*?)(?:T|,?\\s+)([0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?\\s*(?:am|pm)?)\\z"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    const auto match = dayAndTime.match(typed);
    const auto day = dateFromTyping(match.captured(1), today);
    const auto time = timeFromTyping(match.captured(2));
    if (!match.hasMatch() || !day || !time || day->precision() != PartialDate::Precision::Day)
        return std::nullopt;
    return Moment::fromString(u"%1T%2+02:00"_s.arg(day->toString(), time->text)); // South Africa keeps one time all year
}

QString momentToType(const Moment &moment)
{
    if (const auto date = PartialDate::fromString(moment.text))
        return dateToType(*date);
    return QLocale().toString(clinicTime(moment.earliest), u"d MMM yyyy HH:mm"_s);
}

QString momentEcho(const Moment &moment)
{
    if (const auto date = PartialDate::fromString(moment.text))
        return date->precision() == PartialDate::Precision::Day ? dateText("%1, time not known").arg(dateEcho(*date)) : dateEcho(*date);
    return QLocale().toString(clinicTime(moment.earliest), u"dddd, d MMMM yyyy, HH:mm"_s);
}

} // namespace dermis
