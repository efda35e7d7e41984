#pragma once

#include <QDate>
#include <QString>

#include <optional>

namespace dermis {

/// A date known to the day, the month or the year, as FHIR `date` writes it (2025, 2025-09, 2025-09-02).
class PartialDate
{
public:
    enum class Precision { Day, Month, Year };

    PartialDate() = default;
    explicit PartialDate(const QDate &day)
        : m_first(day)
    {
    }
    /// Parses a FHIR date; nothing when the text is not a real date.
    static std::optional<PartialDate> fromString(const QString &text);

    bool isValid() const { return m_first.isValid(); }
    Precision precision() const { return m_precision; }
    /// The first day the date could mean.
    QDate earliest() const { return m_first; }
    /// The last day the date could mean: the safe reading of "last used" and of the age of a scar (domain.md §0.3).
    QDate latest() const;
    QString toString() const;
    bool operator==(const PartialDate &) const = default;

private:
    QDate m_first;
    Precision m_precision = Precision::Day;
};

/// The date some calendar months later, clamped to the month's end (domain.md §0.3).
QDate addMonthsClamped(const QDate &date, int months);
/// Whole years of age on a day; a person born on 29 February has the birthday on 28 February in common years.
int ageOn(const QDate &birthDate, const QDate &day);

} // namespace dermis
