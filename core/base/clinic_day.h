#pragma once

#include "core/base/clock.h"

namespace dermis {

/// The UTC moment at which a day begins in the clinic.
inline QDateTime beginningOf(const QDate &day)
{
    const int offset = clinicTime(QDateTime(day, QTime(12, 0), Qt::UTC)).offsetFromUtc();
    return QDateTime(day, QTime(0, 0), Qt::OffsetFromUTC, offset).toUTC();
}

} // namespace dermis
