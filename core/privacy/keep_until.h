#pragma once

#include <QDate>
#include <QString>

#include <optional>

namespace dermis {

/// What decides how long a record is kept.
struct RetentionFacts
{
    QDate lastContact; ///< clinic day
    QDate birthDate;
    bool isIncapacitated = false;     ///< kept for life: no date
    bool isHeld = false;              ///< complaint or litigation: no date until it is released
    bool hasSlowAdverseEvent = false; ///< an adverse event that may show late
};

/// Which part of the rule decided.
enum class KeepReason { Dormancy, Minority, SlowAdverseEvent, Incapacity, Hold };
/// Stable spelling: dormancy, minority, slow-adverse-event, incapacity, hold.
QString keepReasonName(KeepReason reason);

/// The last day on which a record must be kept; no day: it is not destroyed at all.
struct KeepUntil
{
    std::optional<QDate> day;
    KeepReason reason = KeepReason::Dormancy;
    bool operator==(const KeepUntil &) const = default;

    /// From the day after it.
    bool isOver(const QDate &today) const { return day && *day < today; }
};

/// The latest of: last contact + 6 years; the 21st birthday of who was a minor at any treatment; last contact
/// + 25 years after an adverse event with a slow course; no day for incapacity or a hold (HPCSA Booklet 9,
/// 2016 text, para 9 [S82]; 25 years is a practice default [P]; domain.md 7.8). Whoever was 18 at the last
/// contact turns 21 before the six years end, so the 21st birthday needs no list of treatments.
KeepUntil keepUntil(const RetentionFacts &facts);

} // namespace dermis
