#pragma once

#include "core/questionnaires/answer.h"

namespace dermis {

/// A date as people type it, to the precision they know: 2025, 2025-09, 09/2025, Sep 2025, 2 Sep 2025,
/// 2/9/2025, 2025-09-02, today, yesterday. Day before month, as in South Africa. Nothing when it is not a
/// real date.
std::optional<PartialDate> dateFromTyping(const QString &text, const QDate &today);
/// The text to put into a date field: "2 Sep 2025", "Sep 2025", "2025".
QString dateToType(const PartialDate &date);
/// What was understood, and what is not known: "Sep 2025, day not known".
QString dateEcho(const PartialDate &date);

/// A time of the day as people type it: 14:30, 14h30, 1430, 2:30 pm, 14:30:15.
std::optional<TimeOfDay> timeFromTyping(const QString &text);
/// A date with or without a time, in the clinic's time unless an offset is typed: 2 Mar 2026 14:30, 2026-03-02T14:30,
/// and every date of dateFromTyping().
std::optional<Moment> momentFromTyping(const QString &text, const QDate &today);
/// "2 Mar 2026 14:30" in the clinic's time, "Mar 2026".
QString momentToType(const Moment &moment);
/// "Monday, 2 March 2026, 14:30", "March 2026, day not known".
QString momentEcho(const Moment &moment);

} // namespace dermis
