#pragma once

#include "ui/theme/tokens.h"

#include <QString>

namespace dermis {

/// What this computer remembers; nothing of the clinic is in it but where its file lies.
struct Preferences
{
    Theme theme = Theme::Light;
    QString clinicPath;
    int lockAfterMinutes = 5; ///< without input; 0: never
    bool operator==(const Preferences &) const = default;
};

Preferences loadPreferences();
void savePreferences(const Preferences &preferences);

} // namespace dermis
