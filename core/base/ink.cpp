#include "core/base/ink.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype mostPoints = 20'000;  // ten minutes at what a tablet reports while the pen moves
constexpr double shortestSignature = 300; // 3 mm: a cross is longer, a slip of the pen is not
constexpr int lastMoment = 3'600'000;     // an hour

Result<InkPoint> pointFrom(const QJsonArray &json)
{
    if (json.size() < 3 || json.size() > 4 || !std::ranges::all_of(json, [](const QJsonValue &part) { return part.isDouble(); }))
        return invalidInput(u"a point of a stroke is [x, y, milliseconds] or [x, y, milliseconds, pressure]"_s);
    InkPoint point{qRound(json.at(0).toDouble()), qRound(json.at(1).toDouble()), qRound(json.at(2).toDouble()), std::nullopt};
    if (json.size() == 4)
        point.pressure = std::round(json.at(3).toDouble() * 1000) / 1000;
    return point;
}

Result<> checkPoint(const InkPoint &point, int before)
{
    if (point.x < 0 || point.x > inkWidth || point.y < 0 || point.y > inkHeight)
        return invalidInput(u"a point lies outside the box of %1 by %2 hundredths of a millimetre"_s.arg(inkWidth).arg(inkHeight));
    if (point.at < before || point.at > lastMoment)
        return invalidInput(u"the time of a stroke goes back, or is more than an hour"_s);
    if (point.pressure && (*point.pressure < 0 || *point.pressure > 1))
        return invalidInput(u"the pressure of a point is from 0 to 1"_s);
    return {};
}

Result<> checkPoints(const Ink &ink)
{
    qsizetype points = 0;
    int before = 0;
    for (const Stroke &stroke : ink) {
        points += stroke.size();
        if (stroke.isEmpty() || points > mostPoints)
            return invalidInput(u"a stroke has points, and all together have at most %1"_s.arg(mostPoints));
        for (const InkPoint &point : stroke) {
            TRY(checkPoint(point, before));
            before = point.at;
        }
    }
    return {};
}

} // namespace

double inkLength(const Ink &ink)
{
    double length = 0;
    for (const Stroke &stroke : ink) {
        for (qsizetype i = 1; i < stroke.size(); ++i)
            length += std::hypot(stroke.at(i).x - stroke.at(i - 1).x, stroke.at(i).y - stroke.at(i - 1).y);
    }
    return length;
}

QJsonArray inkToJson(const Ink &ink)
{
    QJsonArray strokes;
    for (const Stroke &stroke : ink) {
        QJsonArray points;
        for (const InkPoint &point : stroke) {
            QJsonArray one{point.x, point.y, point.at};
            if (point.pressure)
                one << *point.pressure;
            points << one;
        }
        strokes << points;
    }
    return strokes;
}

Result<Ink> inkFromJson(const QJsonArray &json)
{
    Ink ink;
    for (const QJsonValue &points : json) {
        Stroke stroke;
        const QJsonArray list = points.toArray();
        for (const QJsonValue &point : list) {
            const InkPoint one = TRY(pointFrom(point.toArray()));
            stroke << one;
        }
        ink << stroke;
    }
    TRY(checkPoints(ink));
    return ink;
}

Result<> checkInk(const Ink &ink)
{
    TRY(checkPoints(ink));
    if (inkLength(ink) < shortestSignature)
        return invalidInput(u"nothing was drawn there; a signature is at least 3 mm long"_s);
    return {};
}

} // namespace dermis
