#pragma once

#include <QDate>
#include <QString>

namespace dermis {

/// A day as people type it: 23 Nov 2026, 23/11/2026, 2026-11-23; invalid when it is not a whole, real day.
QDate dayFromTyping(const QString &text);
/// "23 Nov 2026"; empty for an invalid day.
QString dayToType(const QDate &day);

} // namespace dermis
