#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QWidget>

namespace dermis::test {

/// Writes a picture of the widget into the folder that DERMIS_SCREENSHOTS names; does nothing when it is not
/// set.
inline void saveScreenshot(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("DERMIS_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents();
    widget.grab().save(QDir(folder).filePath(name + QLatin1StringView(".png")));
}

} // namespace dermis::test
