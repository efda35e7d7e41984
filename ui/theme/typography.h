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

} // namespace dermis
