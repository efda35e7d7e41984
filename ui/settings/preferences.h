#pragma once

#include "core/consents/scan_inbox.h"
#include "ui/theme/tokens.h"

#include <QList>
#include <QString>

namespace dermis {

/// What this computer remembers; of the clinic only where its file lies, and below who signed in to it.
struct Preferences
{
    Theme theme = Theme::Light;
    QString clinicPath;
    int lockAfterMinutes = 5; ///< without input; 0: never
    bool operator==(const Preferences &) const = default;
};

/// Somebody who signed in to a clinic on this computer.
struct RememberedPerson
{
    QString name;
    QString roles; ///< stable names, joined by spaces
    bool operator==(const RememberedPerson &) const = default;
};

/// Who signed in to a clinic here, the last one first; so that its locked page can offer names.
QList<RememberedPerson> rememberedPeople(const QString &clinicPath);
void rememberPerson(const QString &clinicPath, const RememberedPerson &person);

/// The folder whose scans go to a clinic from this computer; another clinic that is opened here must not take them.
ScanInbox rememberedInbox(const QString &clinicPath);
/// Without a folder: forgets it.
void rememberInbox(const QString &clinicPath, const ScanInbox &inbox);

Preferences loadPreferences();
void savePreferences(const Preferences &preferences);

} // namespace dermis
