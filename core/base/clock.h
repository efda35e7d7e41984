#pragma once

#include <QDateTime>

namespace dermis {

/// Where the time comes from; only this asks the system, everything else is given `now` or a Clock.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Now, in UTC, to the millisecond.
    virtual QDateTime now() const = 0;
    /// Today's date in the clinic (Africa/Johannesburg, UTC+02:00, no daylight saving; domain.md §0.3).
    QDate today() const;
};

/// The computer's clock.
class SystemClock : public Clock
{
public:
    QDateTime now() const override;
};

/// A clock that stands where it is put; for tests and for deterministic demo clinics.
class FixedClock : public Clock
{
public:
    explicit FixedClock(const QDateTime &now)
        : m_now(now)
    {
    }
    QDateTime now() const override { return m_now; }
    void set(const QDateTime &now) { m_now = now; }
    void advanceMilliseconds(qint64 milliseconds) { m_now = m_now.addMSecs(milliseconds); }

private:
    QDateTime m_now;
};

/// The clinic's wall-clock time of a UTC moment (UTC+02:00).
QDateTime clinicTime(const QDateTime &utc);
/// The clinic's day of a UTC moment; clinicTime(utc).date(), in a fraction of the time.
QDate clinicDay(const QDateTime &utc);
/// A UTC moment as ISO 8601 with milliseconds and Z, the one spelling stored in the file.
QString toIsoUtc(const QDateTime &moment);
/// The moment of a stored ISO 8601 text; invalid when the text is not one.
QDateTime fromIsoUtc(const QString &text);

} // namespace dermis
