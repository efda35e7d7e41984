#include "app/desktop/desktop.h"
#include "core/vault/file_key.h"
#include "ui/settings/preferences.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/scroll_area_accessible.h"

#include <QAccessible>
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

/// The file named on the command line, else the one of the last time, else none.
QString clinicPath(const QApplication &application, const dermis::Preferences &preferences)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Dermis, for a dermatology practice."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption clinic(u"clinic"_s, u"The clinic file to open."_s, u"FILE"_s);
    parser.addOption(clinic);
    parser.addPositionalArgument(u"FILE"_s, u"The clinic file to open."_s, u"[FILE]"_s);
    parser.process(application);
    if (parser.isSet(clinic))
        return QFileInfo(parser.value(clinic)).absoluteFilePath();
    if (!parser.positionalArguments().isEmpty())
        return QFileInfo(parser.positionalArguments().first()).absoluteFilePath();
    return preferences.clinicPath;
}

} // namespace

int main(int argc, char *argv[])
{
    dermis::forbidCrashDumps();
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Dermis"_s);
    QApplication::setApplicationName(u"Dermis"_s);
    QApplication::setApplicationVersion(QStringLiteral(DERMIS_VERSION));
    QApplication::setDesktopFileName(u"dermis"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::SouthAfrica));
    QAccessible::setActive(true);
    dermis::installScrollAreaAccessible();
    const dermis::Preferences preferences = dermis::loadPreferences();
    dermis::applyTheme(application, preferences.theme);
    QApplication::setWindowIcon(dermis::windowIcon());
    dermis::Desktop desktop;
    if (!desktop.start(clinicPath(application, preferences)))
        return 0;
    return QApplication::exec();
}
