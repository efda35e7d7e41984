#include "core/base/partial_date.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

std::optional<int> digits(const QString &text, qsizetype length)
{
    if (text.size() != length)
        return std::nullopt;
    int value = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}

} // namespace

std::optional<PartialDate> PartialDate::fromString(const QString &text)
{
    const QStringList parts = text.split(u'-');
    if (parts.size() > 3)
        return std::nullopt;
    const auto year = digits(parts.at(0), 4);
    const auto month = parts.size() > 1 ? digits(parts.at(1), 2) : 1;
    const auto day = parts.size() > 2 ? digits(parts.at(2), 2) : 1;
    if (!year || !month || !day)
        return std::nullopt;
    PartialDate date(QDate(*year, *month, *day));
    if (!date.isValid())
        return std::nullopt;
    if (parts.size() < 3)
        date.m_precision = parts.size() == 2 ? Precision::Month : Precision::Year;
    return date;
}

QDate PartialDate::latest() const
{
    switch (m_precision) {
    case Precision::Day:
        return m_first;
    case Precision::Month:
        return QDate(m_first.year(), m_first.month(), m_first.daysInMonth());
    case Precision::Year:
        return QDate(m_first.year(), 12, 31);
    }
    return m_first;
}

QString PartialDate::toString() const
{
    switch (m_precision) {
    case Precision::Day:
        return m_first.toString(Qt::ISODate);
    case Precision::Month:
        return m_first.toString(u"yyyy-MM"_s);
    case Precision::Year:
        return m_first.toString(u"yyyy"_s);
    }
    return {};
}

QDate addMonthsClamped(const QDate &date, int months)
{
    return date.addMonths(months); // QDate clamps to the month's end itself
}

int ageOn(const QDate &birthDate, const QDate &day)
{
    int years = day.year() - birthDate.year();
    if (birthDate.addYears(years) > day)
        --years;
    return years;
}

} // namespace dermis
