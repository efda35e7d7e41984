#include "core/questionnaires/exact_decimal.h"

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostDigits = 37; // a remainder times ten still fits into 128 bits
constexpr int quotientPlaces = 16;
constexpr int largestExponent = 400;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The exponent after E; nothing when it is none.
std::optional<int> exponentOf(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.mid(1);
    if (text.isEmpty())
        return std::nullopt;
    int value = 0;
    for (const QChar c : text) {
        if (!isDigit(c))
            return std::nullopt;
        value = std::min(value * 10 + (c.unicode() - u'0'), largestExponent);
    }
    return negative ? -value : value;
}

} // namespace

ExactDecimal::Digits ExactDecimal::limit()
{
    static const Digits value = [] {
        Digits power = 1;
        for (int i = 0; i < mostDigits; ++i)
            power *= 10;
        return power;
    }();
    return value;
}

std::optional<ExactDecimal> ExactDecimal::fromString(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.mid(1);
    Digits digits = 0;
    int places = 0;
    bool point = false;
    bool full = false;
    qsizetype at = 0;
    for (; at < text.size() && (isDigit(text[at]) || (text[at] == u'.' && !point)); ++at) {
        if (text[at] == u'.') {
            point = true;
            if (at == 0 || at + 1 == text.size() || !isDigit(text[at + 1]))
                return std::nullopt;
            continue;
        }
        full = full || digits >= limit() / 10;
        if (full && !point)
            return std::nullopt;
        if (full)
            continue; // what is finer than we can keep
        digits = digits * 10 + (text[at].unicode() - u'0');
        places += point ? 1 : 0;
    }
    if (at == 0)
        return std::nullopt;
    if (at < text.size()) {
        const auto exponent =
            text[at] == u'e' || text[at] == u'E' ? exponentOf(text.mid(at + 1)) : std::nullopt;
        if (!exponent)
            return std::nullopt;
        places -= *exponent;
    }
    if (digits == 0)
        places = std::clamp(places, 0, mostDigits);
    for (; places < 0; ++places) {
        if (digits >= limit() / 10)
            return std::nullopt;
        digits *= 10;
    }
    for (; places > mostDigits; --places)
        digits /= 10;
    return ExactDecimal(negative ? -digits : digits, places);
}

std::optional<ExactDecimal> ExactDecimal::fromDouble(double value)
{
    if (!std::isfinite(value))
        return std::nullopt;
    return fromString(QString::number(value, 'g', 15));
}

QString ExactDecimal::toString() const
{
    QString text;
    Digits rest = m_digits < 0 ? -m_digits : m_digits;
    for (int i = 0; rest > 0 || i <= m_places; ++i) {
        if (i == m_places && m_places > 0)
            text.prepend(u'.');
        text.prepend(QChar(static_cast<char16_t>(u'0' + static_cast<int>(rest % 10))));
        rest /= 10;
    }
    return m_digits < 0 ? u'-' + text : text;
}

std::optional<qint64> ExactDecimal::toLong() const
{
    const ExactDecimal whole = trimmed();
    if (whole.m_places > 0 || whole.m_digits < std::numeric_limits<qint64>::min() ||
        whole.m_digits > std::numeric_limits<qint64>::max())
        return std::nullopt;
    return static_cast<qint64>(whole.m_digits);
}

std::optional<qint32> ExactDecimal::toInteger() const
{
    const auto whole = toLong();
    if (!whole || *whole < std::numeric_limits<qint32>::min() || *whole > std::numeric_limits<qint32>::max())
        return std::nullopt;
    return static_cast<qint32>(*whole);
}

ExactDecimal ExactDecimal::rounded(int places) const
{
    ExactDecimal result = *this;
    int last = 0;
    while (result.m_places > places) {
        last = static_cast<int>(result.m_digits % 10);
        result.m_digits /= 10;
        --result.m_places;
    }
    if (last >= 5)
        ++result.m_digits;
    else if (last <= -5)
        --result.m_digits;
    return result;
}

ExactDecimal ExactDecimal::truncated() const
{
    ExactDecimal result = *this;
    for (; result.m_places > 0; --result.m_places)
        result.m_digits /= 10;
    return result;
}

ExactDecimal ExactDecimal::floor() const
{
    ExactDecimal result = truncated();
    if (isNegative() && result != *this)
        --result.m_digits;
    return result;
}

ExactDecimal ExactDecimal::trimmed() const
{
    ExactDecimal result = *this;
    while (result.m_places > 0 && result.m_digits % 10 == 0) {
        result.m_digits /= 10;
        --result.m_places;
    }
    return result;
}

/// With more places, when that fits.
std::optional<ExactDecimal> ExactDecimal::withPlaces(int places) const
{
    ExactDecimal result = *this;
    const Digits largest = limit() / 10;
    for (; result.m_places < places; ++result.m_places) {
        if (result.m_digits >= largest || result.m_digits <= -largest)
            return std::nullopt;
        result.m_digits *= 10;
    }
    return result;
}

/// Gives both the same places; false when one of them would not fit.
bool ExactDecimal::align(ExactDecimal &left, ExactDecimal &right)
{
    left = left.trimmed();
    right = right.trimmed();
    ExactDecimal &coarse = left.m_places < right.m_places ? left : right;
    const auto finer = coarse.withPlaces(std::max(left.m_places, right.m_places));
    if (!finer)
        return false;
    coarse = *finer;
    return true;
}

std::optional<ExactDecimal> ExactDecimal::sum(ExactDecimal left, ExactDecimal right)
{
    const int places = std::max(left.m_places, right.m_places);
    while (!align(left, right)) {
        ExactDecimal &fine = left.m_places > right.m_places ? left : right;
        fine = fine.rounded(fine.m_places - 1);
    }
    const ExactDecimal result(left.m_digits + right.m_digits, left.m_places);
    if (result.absolute().m_digits >= limit())
        return std::nullopt;
    return result.withPlaces(places).value_or(result);
}

std::optional<ExactDecimal> ExactDecimal::product(ExactDecimal left, ExactDecimal right)
{
    Digits digits = 0;
    while (__builtin_mul_overflow(left.m_digits, right.m_digits, &digits) || digits >= limit() ||
           digits <= -limit() || left.m_places + right.m_places > mostDigits) {
        ExactDecimal &fine = left.m_places > right.m_places ? left : right;
        if (fine.m_places == 0)
            return std::nullopt;
        fine = fine.rounded(fine.m_places - 1);
    }
    const ExactDecimal result(digits, left.m_places + right.m_places);
    return result.rounded(std::max({left.m_places, right.m_places, quotientPlaces}));
}

std::optional<ExactDecimal> ExactDecimal::quotient(ExactDecimal left, ExactDecimal right)
{
    if (right.isZero())
        return std::nullopt;
    left = left.trimmed();
    right = right.trimmed();
    const Digits divisor = right.absolute().m_digits;
    Digits rest = left.absolute().m_digits;
    Digits result = rest / divisor;
    rest %= divisor;
    int places = left.m_places - right.m_places;
    while (places < 0 || (rest != 0 && places < quotientPlaces)) {
        if (result >= limit() / 10) {
            if (places < 0)
                return std::nullopt;
            break;
        }
        rest *= 10;
        result = result * 10 + rest / divisor;
        rest %= divisor;
        ++places;
    }
    if (rest * 2 >= divisor)
        ++result;
    return ExactDecimal(left.isNegative() == right.isNegative() ? result : -result, places).trimmed();
}

std::optional<ExactDecimal> ExactDecimal::truncatedQuotient(ExactDecimal left, ExactDecimal right)
{
    if (right.isZero() || !align(left, right))
        return std::nullopt;
    return ExactDecimal(left.m_digits / right.m_digits, 0);
}

std::optional<ExactDecimal> ExactDecimal::remainder(ExactDecimal left, ExactDecimal right)
{
    if (right.isZero() || !align(left, right))
        return std::nullopt;
    return ExactDecimal(left.m_digits % right.m_digits, left.m_places);
}

std::strong_ordering ExactDecimal::operator<=>(const ExactDecimal &other) const
{
    ExactDecimal left = *this;
    ExactDecimal right = other;
    if (align(left, right))
        return left.m_digits <=> right.m_digits;
    // The coarser one is too large for the other's places, hence the larger by far.
    if (left.m_places < right.m_places)
        return left.m_digits <=> Digits{0};
    return Digits{0} <=> right.m_digits;
}

} // namespace dermis
