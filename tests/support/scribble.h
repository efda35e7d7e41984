#pragma once

#include "core/base/ink.h"

namespace dermis::test {

/// Two strokes that nobody else makes, as a pen with or without pressure gives them.
inline Ink scribble(int seed, bool hasPressure = false)
{
    Ink ink;
    int at = 0;
    for (int stroke = 0; stroke < 2; ++stroke) {
        Stroke points;
        for (int i = 0; i < 40; ++i) {
            const int wave = (i * (7 + seed) + stroke * 13) % 17;
            InkPoint point{800 + stroke * 2200 + i * 90, 900 + wave * 90 + seed % 5 * 40, at, std::nullopt};
            if (hasPressure)
                point.pressure = (200 + i * 15) / 1000.0;
            points << point;
            at += 8;
        }
        ink << points;
        at += 120;
    }
    return ink;
}

} // namespace dermis::test
