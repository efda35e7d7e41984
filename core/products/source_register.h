#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace dermis {

/// The sources of clinical facts by their tag, from resources/safety/sources.json: S seen, K known and not
/// re-checked.
const QMap<QString, QString> &sourceRegister();
/// The tags in square brackets of a source text: "[S10→S06]" gives S10 and S06.
QStringList sourceTags(const QString &text);
/// Those of them that no source stands for; "P" (practice policy) and "?" (uncertain) always do.
QStringList unknownSourceTags(const QString &text);

} // namespace dermis
