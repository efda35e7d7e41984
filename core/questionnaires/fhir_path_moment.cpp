#include "core/questionnaires/fhir_path_value.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using MomentKind = PathMoment::Kind;
using MomentPrecision = PathMoment::Precision;

constexpr qint64 millisecondsOfDay = 24LL * 60 * 60 * 1000;

/// Takes fixed digits and separators off the front of a text.
class MomentReader
{
public:
    explicit MomentReader(QStringView text) : m_rest(text) {}

    bool take(char16_t c)
    {
        if (!m_rest.startsWith(c))
            return false;
        m_rest = m_rest.mid(1);
        return true;
    }
    std::optional<int> number(qsizetype digits)
    {
        if (m_rest.size() < digits)
            return std::nullopt;
        int value = 0;
        for (const QChar c : m_rest.first(digits)) {
            if (c < u'0' || c > u'9')
                return std::nullopt;
            value = value * 10 + (c.unicode() - u'0');
        }
        m_rest = m_rest.mid(digits);
        return value;
    }
    /// Milliseconds of a fraction of a second; what is finer is left out.
    std::optional<int> fraction()
    {
        int value = 0;
        int digits = 0;
        for (; !m_rest.isEmpty() && m_rest[0] >= u'0' && m_rest[0] <= u'9'; m_rest = m_rest.mid(1)) {
            if (digits++ < 3)
                value = value * 10 + (m_rest[0].unicode() - u'0');
        }
        if (digits == 0)
            return std::nullopt;
        for (; digits < 3; ++digits)
            value *= 10;
        return value;
    }
    bool atEnd() const { return m_rest.isEmpty(); }

private:
    QStringView m_rest;
};

bool readDate(MomentReader &reader, PathMoment &moment)
{
    const auto year = reader.number(4);
    std::optional<int> month = 1;
    std::optional<int> day = 1;
    moment.precision = MomentPrecision::Year;
    if (reader.take(u'-')) {
        month = reader.number(2);
        moment.precision = MomentPrecision::Month;
        if (reader.take(u'-')) {
            day = reader.number(2);
            moment.precision = MomentPrecision::Day;
        }
    }
    if (!year || !month || !day)
        return false;
    moment.date = QDate(*year, *month, *day);
    return moment.date.isValid();
}

bool readTime(MomentReader &reader, PathMoment &moment)
{
    const auto hour = reader.number(2);
    std::optional<int> minute = 0;
    std::optional<int> second = 0;
    std::optional<int> milliseconds = 0;
    moment.precision = MomentPrecision::Hour;
    if (reader.take(u':')) {
        minute = reader.number(2);
        moment.precision = MomentPrecision::Minute;
        if (reader.take(u':')) {
            second = reader.number(2);
            moment.precision = MomentPrecision::Second;
            if (reader.take(u'.')) {
                milliseconds = reader.fraction();
                moment.precision = MomentPrecision::Millisecond;
            }
        }
    }
    if (!hour || !minute || !second || !milliseconds)
        return false;
    moment.time = QTime(*hour, *minute, *second, *milliseconds);
    return moment.time.isValid();
}

bool readOffset(MomentReader &reader, PathMoment &moment)
{
    if (reader.atEnd())
        return true;
    if (reader.take(u'Z')) {
        moment.offset = 0;
        return true;
    }
    const bool west = reader.take(u'-');
    if (!west && !reader.take(u'+'))
        return false;
    const auto hours = reader.number(2);
    const bool colon = reader.take(u':');
    const auto minutes = reader.number(2);
    if (!hours || !colon || !minutes || *hours > 14 || *minutes > 59)
        return false;
    moment.offset = (*hours * 60 + *minutes) * (west ? -1 : 1);
    return true;
}

QString timeText(const PathMoment &moment)
{
    switch (moment.precision) {
    case MomentPrecision::Hour:
        return moment.time.toString(u"HH"_s);
    case MomentPrecision::Minute:
        return moment.time.toString(u"HH:mm"_s);
    case MomentPrecision::Second:
        return moment.time.toString(u"HH:mm:ss"_s);
    case MomentPrecision::Millisecond:
        return moment.time.toString(u"HH:mm:ss.zzz"_s);
    default:
        return {};
    }
}

QString dateText(const PathMoment &moment)
{
    if (moment.precision == MomentPrecision::Year)
        return moment.date.toString(u"yyyy"_s);
    if (moment.precision == MomentPrecision::Month)
        return moment.date.toString(u"yyyy-MM"_s);
    return moment.date.toString(u"yyyy-MM-dd"_s);
}

QString offsetText(int minutes)
{
    if (minutes == 0)
        return u"Z"_s;
    const int size = std::abs(minutes);
    const QString clock = QTime(size / 60, size % 60).toString(u"HH:mm"_s);
    return (minutes < 0 ? u'-' : u'+') + clock;
}

/// The part of the value at one precision; seconds carry their milliseconds.
int partOf(const PathMoment &moment, MomentPrecision precision)
{
    switch (precision) {
    case MomentPrecision::Year:
        return moment.date.year();
    case MomentPrecision::Month:
        return moment.date.month();
    case MomentPrecision::Day:
        return moment.date.day();
    case MomentPrecision::Hour:
        return moment.time.hour();
    case MomentPrecision::Minute:
        return moment.time.minute();
    default:
        return moment.time.second() * 1000 + moment.time.msec();
    }
}

void addMilliseconds(PathMoment &moment, qint64 milliseconds)
{
    const qint64 total = moment.time.msecsSinceStartOfDay() + milliseconds;
    qint64 days = total / millisecondsOfDay;
    qint64 rest = total % millisecondsOfDay;
    if (rest < 0) {
        rest += millisecondsOfDay;
        --days;
    }
    moment.time = QTime::fromMSecsSinceStartOfDay(static_cast<int>(rest));
    if (moment.kind != MomentKind::Time)
        moment.date = moment.date.addDays(days);
}

PathMoment inUtc(PathMoment moment, int offset)
{
    addMilliseconds(moment, -60'000LL * moment.offset.value_or(offset));
    moment.offset = 0;
    return moment;
}

/// A unit of time, with the milliseconds that stand for it where there is no calendar (FHIRPath,
/// toQuantity()).
struct TimeUnit
{
    QLatin1StringView word;
    QLatin1StringView ucumCode; // empty: UCUM's unit is not the calendar's
    MomentPrecision precision;
    qint64 milliseconds;
};
constexpr std::array timeUnits{TimeUnit{"year"_L1, {}, MomentPrecision::Year, 365 * millisecondsOfDay},
                               TimeUnit{"month"_L1, {}, MomentPrecision::Month, 30 * millisecondsOfDay},
                               TimeUnit{"week"_L1, "wk"_L1, MomentPrecision::Day, 7 * millisecondsOfDay},
                               TimeUnit{"day"_L1, "d"_L1, MomentPrecision::Day, millisecondsOfDay},
                               TimeUnit{"hour"_L1, "h"_L1, MomentPrecision::Hour, 60LL * 60 * 1000},
                               TimeUnit{"minute"_L1, "min"_L1, MomentPrecision::Minute, 60LL * 1000},
                               TimeUnit{"second"_L1, "s"_L1, MomentPrecision::Second, 1000},
                               TimeUnit{"millisecond"_L1, "ms"_L1, MomentPrecision::Millisecond, 1}};

const TimeUnit *timeUnitOf(const PathQuantity &amount)
{
    for (const TimeUnit &unit : timeUnits) {
        if (amount.unit == (amount.calendar ? unit.word : unit.ucumCode))
            return &unit;
    }
    return nullptr;
}

const TimeUnit &unitOfPrecision(MomentPrecision precision)
{
    return *std::find_if(timeUnits.begin(), timeUnits.end(), [&](const TimeUnit &unit) {
        return unit.precision == precision && unit.word != "week"_L1;
    });
}

bool belongs(MomentKind kind, MomentPrecision unit)
{
    if (kind == MomentKind::Date)
        return unit <= MomentPrecision::Day;
    return kind == MomentKind::DateTime || unit >= MomentPrecision::Hour;
}

QString kindName(MomentKind kind)
{
    return kind == MomentKind::Date       ? u"a date"_s
           : kind == MomentKind::DateTime ? u"a date and time"_s
                                          : u"a time"_s;
}

/// How many whole units of the value's own precision an amount is.
std::optional<qint64> inUnits(const ExactDecimal &amount, const TimeUnit &from, const TimeUnit &to)
{
    const bool months = from.precision == MomentPrecision::Month && to.precision == MomentPrecision::Year;
    const auto scaled = ExactDecimal::product(amount, ExactDecimal(months ? 1 : from.milliseconds));
    if (!scaled)
        return std::nullopt;
    const auto whole = ExactDecimal::truncatedQuotient(*scaled, ExactDecimal(months ? 12 : to.milliseconds));
    return whole ? whole->toLong() : std::nullopt;
}

/// Adds whole units; false when the year leaves 1 to 9999.
bool addUnits(PathMoment &moment, qint64 count, const TimeUnit &unit)
{
    constexpr qint64 farthest = 10'000LL * 366 * millisecondsOfDay;
    if (count > farthest / unit.milliseconds || count < -farthest / unit.milliseconds)
        return false;
    if (unit.precision == MomentPrecision::Year || unit.precision == MomentPrecision::Month) {
        const qint64 months = moment.date.year() * 12LL + moment.date.month() - 1 +
                              (unit.precision == MomentPrecision::Year ? count * 12 : count);
        if (months < 12)
            return false;
        const int year = static_cast<int>(months / 12);
        const int month = static_cast<int>(months % 12) + 1;
        const QDate first(year, month, 1);
        moment.date = QDate(year, month, std::min(moment.date.day(), first.daysInMonth()));
    } else if (unit.precision == MomentPrecision::Day) {
        moment.date = moment.date.addDays(count);
    } else {
        addMilliseconds(moment, count * unit.milliseconds);
    }
    return moment.kind == MomentKind::Time || (moment.date.year() >= 1 && moment.date.year() <= 9999);
}

} // namespace

std::optional<PathMoment> PathMoment::fromString(Kind kind, QStringView text)
{
    MomentReader reader(text);
    PathMoment moment;
    moment.kind = kind;
    if (kind == Kind::Time) {
        if (!readTime(reader, moment))
            return std::nullopt;
    } else {
        if (!readDate(reader, moment))
            return std::nullopt;
        const bool timed = kind == Kind::DateTime && moment.precision == Precision::Day && reader.take(u'T');
        if (timed && !(readTime(reader, moment) && readOffset(reader, moment)))
            return std::nullopt;
    }
    return reader.atEnd() ? std::optional(moment) : std::nullopt;
}

PathMoment PathMoment::of(const QDateTime &moment)
{
    return {Kind::DateTime, Precision::Millisecond, moment.date(), moment.time(),
            moment.offsetFromUtc() / 60};
}

QString PathMoment::toString() const
{
    if (kind == Kind::Time)
        return timeText(*this);
    if (precision <= Precision::Day)
        return dateText(*this);
    return dateText(*this) + u'T' + timeText(*this) + (offset ? offsetText(*offset) : QString());
}

Result<PathMoment> PathMoment::plus(const PathQuantity &amount) const
{
    const TimeUnit *unit = timeUnitOf(amount);
    if (!unit || !belongs(kind, unit->precision))
        return invalidInput(u"'%1' cannot be added to %2"_s.arg(amount.unit, kindName(kind)));
    PathMoment result = *this;
    const bool fractional =
        unit->precision >= Precision::Second; // of other units the fraction does not count
    Precision target = fractional ? Precision::Millisecond : unit->precision;
    if (precision < Precision::Second)
        target = std::min(precision, target);
    const TimeUnit &steps = unitOfPrecision(target);
    const auto count = inUnits(fractional ? amount.value : amount.value.truncated(), *unit, steps);
    if (!count || !addUnits(result, *count, steps))
        return invalidInput(u"a date leaves the years 1 to 9999"_s);
    if (precision == Precision::Second && result.time.msec() != 0)
        result.precision = Precision::Millisecond;
    return result;
}

std::partial_ordering PathMoment::compare(const PathMoment &left, const PathMoment &right, int offset)
{
    const bool shifted = left.precision >= Precision::Hour && right.precision >= Precision::Hour &&
                         (left.offset || right.offset);
    const PathMoment a = shifted ? inUtc(left, offset) : left;
    const PathMoment b = shifted ? inUtc(right, offset) : right;
    const auto first = static_cast<int>(a.kind == Kind::Time ? Precision::Hour : Precision::Year);
    for (int i = first; i <= static_cast<int>(Precision::Second); ++i) {
        const auto part = static_cast<Precision>(i);
        if (a.precision < part && b.precision < part)
            break;
        if (a.precision < part || b.precision < part)
            return std::partial_ordering::unordered;
        if (const auto order = partOf(a, part) <=> partOf(b, part); order != 0)
            return order;
    }
    return std::partial_ordering::equivalent;
}

} // namespace dermis
