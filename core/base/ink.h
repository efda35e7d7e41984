#pragma once

#include "core/base/result.h"

#include <QJsonArray>
#include <QList>

#include <optional>

namespace dermis {

/// One point of a pen's way.
struct InkPoint
{
    int x = 0;  ///< 1/100 mm from the left of the box
    int y = 0;  ///< 1/100 mm from its top
    int at = 0; ///< milliseconds since the first point of all
    std::optional<double> pressure; ///< 0 to 1, to three places; none where the device has none
    bool operator==(const InkPoint &) const = default;
};
using Stroke = QList<InkPoint>;
using Ink = QList<Stroke>;

/// The box that is drawn in.
inline constexpr int inkWidth = 9000;
inline constexpr int inkHeight = 3600;

/// How far the pen went on the paper, in 1/100 mm.
double inkLength(const Ink &ink);
/// `[[[x, y, ms], [x, y, ms, pressure], ...], ...]`, a list of points for each stroke.
QJsonArray inkToJson(const Ink &ink);
/// InvalidInput says what is wrong: no list, a point outside the box, time that goes back, a pressure beyond 1, too many points.
Result<Ink> inkFromJson(const QJsonArray &json);
/// The same of ink that was drawn; InvalidInput also when there is less on the paper than anybody signs with.
Result<> checkInk(const Ink &ink);

} // namespace dermis
