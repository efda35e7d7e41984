#pragma once

#include "core/base/partial_date.h"

namespace dermis {

/// A date as people type it, to the precision they know: 2025, 2025-09, 09/2025, Sep 2025, 2 Sep 2025,
/// 2/9/2025, 2025-09-02, today, yesterday. Day before month, as in South Africa. Nothing when it is not a
/// real date.
std::optional<PartialDate> dateFromTyping(const QString &text, const QDate &today);
/// The text to put into a date field: "2 Sep 2025", "Sep 2025", "2025".
QString dateToType(const PartialDate &date);
/// What was understood, and what is not known: "Sep 2025, day not known".
QString dateEcho(const PartialDate &date);

} // namespace dermis
