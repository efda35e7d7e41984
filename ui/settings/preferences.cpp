#include "ui/settings/preferences.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace dermis {

Preferences loadPreferences()
{
    const QSettings settings;
    return {settings.value(u"appearance"_s).toString() == u"dark"_s ? Theme::Dark : Theme::Light,
            settings.value(u"clinic"_s).toString(),
            std::max(0, settings.value(u"lockAfterMinutes"_s, Preferences().lockAfterMinutes).toInt())};
}

void savePreferences(const Preferences &preferences)
{
    QSettings settings;
    settings.setValue(u"appearance"_s, preferences.theme == Theme::Dark ? u"dark"_s : u"light"_s);
    settings.setValue(u"clinic"_s, preferences.clinicPath);
    settings.setValue(u"lockAfterMinutes"_s, preferences.lockAfterMinutes);
}

} // namespace dermis
