#pragma once

#include <QList>
#include <QString>

namespace dermis {

/// One area of skin that can be planned, examined and treated (domain.md §4.3); codes are those of
/// X-AREA.zone.
struct Zone
{
    QString code;     ///< "cheek-left"
    QString areaCode; ///< domain.md §4.3, "CH"; empty for places that are never needled
    QString name;     ///< plain English, "Left cheek"
    bool onFace = false;
    bool operator==(const Zone &) const = default;
};

/// All zones in reading order: face, body, then the places that MN-SKN-13 and MN-SKN-14 exclude.
const QList<Zone> &allZones();
/// The zone of a code, or nothing.
const Zone *findZone(const QString &code);
/// The zone's plain name; the code itself when it is none of ours.
QString zoneName(const QString &code);

} // namespace dermis
