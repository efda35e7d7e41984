#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int clinicOffsetSeconds = 2 * 60 * 60;
constexpr qint64 dayMilliseconds = 86'400'000;
constexpr qint64 julianDayOf1970 = 2'440'588;

/// The number that stands there in figures; -1 when something else does.
int numberAt(QStringView text, qsizetype from, qsizetype length)
{
    int number = 0;
    for (qsizetype i = from; i < from + length; ++i) {
        const int figure = text.at(i).unicode() - u'0';
        if (figure < 0 || figure > 9)
            return -1;
        number = number * 10 + figure;
    }
    return number;
}

/// 2026-03-02T08:00:00.000Z, the spelling that toIsoUtc() writes; invalid for every other text.
QDateTime fromOurSpelling(QStringView text)
{
    const auto has = [text](qsizetype at, char16_t sign) { return text.at(at) == sign; };
    const bool isShaped = text.size() == 24 && has(4, u'-') && has(7, u'-') && has(10, u'T') && has(13, u':') && has(16, u':') &&
                          has(19, u'.') && has(23, u'Z');
    if (!isShaped)
        return {};
    const QDate day(numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2));
    const QTime time(numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2), numberAt(text, 20, 3));
    return day.isValid() && time.isValid() ? QDateTime(day, time, Qt::UTC) : QDateTime();
}

} // namespace

QDate Clock::today() const
{
    return clinicTime(now()).date();
}

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

QDateTime clinicTime(const QDateTime &utc)
{
    return utc.toOffsetFromUtc(clinicOffsetSeconds);
}

QDate clinicDay(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    const qint64 milliseconds = utc.toMSecsSinceEpoch() + clinicOffsetSeconds * 1000;
    const qint64 days = (milliseconds - (milliseconds < 0 ? dayMilliseconds - 1 : 0)) / dayMilliseconds;
    return QDate::fromJulianDay(julianDayOf1970 + days);
}

QString toIsoUtc(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime fromIsoUtc(const QString &text)
{
    const QDateTime ours = fromOurSpelling(text);
    return ours.isValid() ? ours : QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

} // namespace dermis
