#pragma once

#include <QString>

#include <compare>
#include <optional>

namespace dermis {

/// A decimal number without binary rounding: 0.1 + 0.2 is 0.3, and 7.50 stays 7.50. At most 37 digits.
class ExactDecimal
{
public:
    ExactDecimal() = default;
    explicit ExactDecimal(qint64 whole) : m_digits(whole) {}
    /// Reads +-digits, point, exponent; nothing when the text is not a number or has too many digits before
    /// the point.
    static std::optional<ExactDecimal> fromString(QStringView text);
    /// The 15 digits that a double carries surely; nothing for infinity, not-a-number and what is too large.
    static std::optional<ExactDecimal> fromDouble(double value);

    /// Without an exponent, with as many digits after the point as it was given or computed with.
    QString toString() const;
    double toDouble() const { return toString().toDouble(); }
    /// The number as a 32-bit integer; nothing when it is not whole or does not fit.
    std::optional<qint32> toInteger() const;
    /// As it is, for sums of whole numbers; nothing when it is not whole or is beyond 64 bits.
    std::optional<qint64> toLong() const;

    bool isZero() const { return m_digits == 0; }
    bool isNegative() const { return m_digits < 0; }
    /// Digits after the point.
    int places() const { return m_places; }
    ExactDecimal negated() const { return {-m_digits, m_places}; }
    ExactDecimal absolute() const { return isNegative() ? negated() : *this; }
    /// Half is rounded away from zero.
    ExactDecimal rounded(int places) const;
    ExactDecimal truncated() const;
    ExactDecimal floor() const;
    ExactDecimal ceiling() const { return negated().floor().negated(); }
    /// The same value without zeros at the end of the fraction.
    ExactDecimal trimmed() const;

    // Nothing when the result is too large or, for the last three, the divisor is zero.
    static std::optional<ExactDecimal> sum(ExactDecimal left, ExactDecimal right);
    /// Exact up to 16 places.
    static std::optional<ExactDecimal> product(ExactDecimal left, ExactDecimal right);
    /// To 16 places, the last one rounded.
    static std::optional<ExactDecimal> quotient(ExactDecimal left, ExactDecimal right);
    static std::optional<ExactDecimal> truncatedQuotient(ExactDecimal left, ExactDecimal right);
    static std::optional<ExactDecimal> remainder(ExactDecimal left, ExactDecimal right);

    /// By value: 7.50 equals 7.5.
    std::strong_ordering operator<=>(const ExactDecimal &other) const;
    bool operator==(const ExactDecimal &other) const { return std::is_eq(*this <=> other); }

private:
    __extension__ using Digits = __int128;

    ExactDecimal(Digits digits, int places) : m_digits(digits), m_places(places) {}
    static Digits limit();
    static bool align(ExactDecimal &left, ExactDecimal &right);
    std::optional<ExactDecimal> withPlaces(int places) const;

    Digits m_digits = 0; // the number times ten to the power of m_places
    int m_places = 0;
};

} // namespace dermis
