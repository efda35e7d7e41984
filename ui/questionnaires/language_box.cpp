#include "ui/questionnaires/language_box.h"

#include <QComboBox>
#include <QLocale>
#include <QSignalBlocker>

namespace dermis {

namespace {

/// "English", "Afrikaans": in the language itself.
QString languageName(const QString &code)
{
    if (code.isEmpty())
        return QObject::tr("As written");
    if (code == u"en")
        return QObject::tr("English"); // not "American English"
    const QLocale locale(code);
    QString name = locale.language() == QLocale::C ? code : locale.nativeLanguageName();
    if (name.isEmpty())
        return code;
    name[0] = name.at(0).toUpper();
    return name;
}

} // namespace

void fillLanguages(QComboBox &box, const QStringList &languages, const QString &current)
{
    const QSignalBlocker silent(box);
    box.clear();
    for (const QString &language : languages)
        box.addItem(languageName(language), language);
    box.setCurrentIndex(std::max(0, static_cast<int>(languages.indexOf(current))));
    box.setVisible(languages.size() > 1);
}

} // namespace dermis
