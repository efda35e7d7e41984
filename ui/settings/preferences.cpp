#include "ui/settings/preferences.h"

#include <QCryptographicHash>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype mostPeople = 12;

QString clinicKey(const QString &group, const QString &clinicPath)
{
    return group + u'/' + QString::fromLatin1(QCryptographicHash::hash(clinicPath.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

QString peopleKey(const QString &clinicPath)
{
    return clinicKey(u"people"_s, clinicPath);
}

} // namespace

QList<RememberedPerson> rememberedPeople(const QString &clinicPath)
{
    const QSettings settings;
    QList<RememberedPerson> people;
    for (const QString &line : settings.value(peopleKey(clinicPath)).toStringList())
        people << RememberedPerson{line.section(u'\n', 0, 0), line.section(u'\n', 1)};
    return people;
}

void rememberPerson(const QString &clinicPath, const RememberedPerson &person)
{
    QStringList lines{person.name + u'\n' + person.roles};
    for (const RememberedPerson &other : rememberedPeople(clinicPath)) {
        if (other.name != person.name && lines.size() < mostPeople)
            lines << other.name + u'\n' + other.roles;
    }
    QSettings().setValue(peopleKey(clinicPath), lines);
}

ScanInbox rememberedInbox(const QString &clinicPath)
{
    const QSettings settings;
    const QString key = clinicKey(u"scans"_s, clinicPath);
    return {settings.value(key + u"/folder"_s).toString(), settings.value(key + u"/deletes"_s).toBool()};
}

void rememberInbox(const QString &clinicPath, const ScanInbox &inbox)
{
    QSettings settings;
    const QString key = clinicKey(u"scans"_s, clinicPath);
    settings.remove(key);
    if (inbox.folder.isEmpty())
        return;
    settings.setValue(key + u"/folder"_s, inbox.folder);
    settings.setValue(key + u"/deletes"_s, inbox.deletes);
}

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
