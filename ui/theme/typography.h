#pragma once

#include <QFont>

namespace dermis {

/// The type scale; sizes in points, 9 is the smallest on screen.
enum class TypeStyle {
    Brand,       ///< 30 bold, the name on the sign-in page
    Display,     ///< 22 bold
    Name,        ///< 17 bold
    Title,       ///< 13 bold
    Lead,        ///< 11 bold
    Body,        ///< 10
    BodyStrong,  ///< 10 bold
    Small,       ///< 9
    SmallStrong, ///< 9 bold
    Mono         ///< 10, lot codes, short codes and fingerprints only
};

QFont font(TypeStyle style);

/// While it lives, everything is set larger: for somebody who reads the screen once, maybe without their glasses.
class LargerType
{
public:
    LargerType();
    ~LargerType();
    LargerType(const LargerType &) = delete;
    LargerType &operator=(const LargerType &) = delete;
};

} // namespace dermis
