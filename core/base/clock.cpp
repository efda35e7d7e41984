#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {
constexpr int clinicOffsetSeconds = 2 * 60 * 60;
}

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

QString toIsoUtc(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime fromIsoUtc(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

} // namespace dermis
