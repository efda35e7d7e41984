#include "core/safety/zones.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

const QList<Zone> &allZones()
{
    static const QList<Zone> zones{
        {u"forehead"_s, u"FH"_s, u"Forehead"_s, true},
        {u"temple-right"_s, u"TE"_s, u"Right temple"_s, true},
        {u"temple-left"_s, u"TE"_s, u"Left temple"_s, true},
        {u"crows-feet-right"_s, u"PO"_s, u"Right crow's-feet, outside the orbital rim"_s, true},
        {u"crows-feet-left"_s, u"PO"_s, u"Left crow's-feet, outside the orbital rim"_s, true},
        {u"nose"_s, u"NO"_s, u"Nose"_s, true},
        {u"cheek-right"_s, u"CH"_s, u"Right cheek"_s, true},
        {u"cheek-left"_s, u"CH"_s, u"Left cheek"_s, true},
        {u"upper-lip"_s, u"UL"_s, u"Upper lip skin"_s, true},
        {u"perioral"_s, u"PR"_s, u"Around the mouth"_s, true},
        {u"chin"_s, u"CN"_s, u"Chin"_s, true},
        {u"jaw-right"_s, u"JL"_s, u"Right jaw"_s, true},
        {u"jaw-left"_s, u"JL"_s, u"Left jaw"_s, true},
        {u"scalp"_s, u"SC"_s, u"Scalp"_s, false},
        {u"neck"_s, u"NK"_s, u"Neck"_s, false},
        {u"decolletage"_s, u"DC"_s, u"Décolletage"_s, false},
        {u"breast-right"_s, u"BR"_s, u"Right breast"_s, false},
        {u"breast-left"_s, u"BR"_s, u"Left breast"_s, false},
        {u"abdomen-upper"_s, u"AB"_s, u"Upper abdomen"_s, false},
        {u"abdomen-lower"_s, u"AB"_s, u"Lower abdomen"_s, false},
        {u"flank-right"_s, u"FL"_s, u"Right flank"_s, false},
        {u"flank-left"_s, u"FL"_s, u"Left flank"_s, false},
        {u"back-upper"_s, u"BK"_s, u"Upper back"_s, false},
        {u"back-lower"_s, u"BK"_s, u"Lower back"_s, false},
        {u"buttock-right"_s, u"BU"_s, u"Right buttock"_s, false},
        {u"buttock-left"_s, u"BU"_s, u"Left buttock"_s, false},
        {u"thigh-right"_s, u"TH"_s, u"Right thigh"_s, false},
        {u"thigh-left"_s, u"TH"_s, u"Left thigh"_s, false},
        {u"upper-arm-right"_s, u"UA"_s, u"Right upper arm"_s, false},
        {u"upper-arm-left"_s, u"UA"_s, u"Left upper arm"_s, false},
        {u"lower-leg-right"_s, u"CF"_s, u"Right lower leg"_s, false},
        {u"lower-leg-left"_s, u"CF"_s, u"Left lower leg"_s, false},
        {u"hand-right"_s, u"HD"_s, u"Back of the right hand"_s, false},
        {u"hand-left"_s, u"HD"_s, u"Back of the left hand"_s, false},
        {u"eyelid-right"_s, u""_s, u"Right eyelid, inside the orbital rim"_s, true},
        {u"eyelid-left"_s, u""_s, u"Left eyelid, inside the orbital rim"_s, true},
        {u"lip-vermilion"_s, u""_s, u"Red of the lips"_s, true},
        {u"mucosa"_s, u""_s, u"Mucosa"_s, false},
        {u"nipple"_s, u""_s, u"Nipple"_s, false},
        {u"genital"_s, u""_s, u"Genital skin"_s, false},
    };
    return zones;
}

const Zone *findZone(const QString &code)
{
    const auto &zones = allZones();
    const auto found =
        std::find_if(zones.begin(), zones.end(), [&](const Zone &zone) { return zone.code == code; });
    return found == zones.end() ? nullptr : &*found;
}

QString zoneName(const QString &code)
{
    const Zone *zone = findZone(code);
    return zone ? zone->name : code;
}

} // namespace dermis
