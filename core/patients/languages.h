#pragma once

#include <QList>
#include <QString>

namespace dermis {

struct Language {
    QString tag;     ///< BCP 47
    QString ownName; ///< in the language itself
};

/// The twelve official languages of South Africa, by own name (domain.md §7.11).
const QList<Language> &officialLanguages();
/// The own name of an official language, else the tag itself.
QString languageName(const QString &tag);

} // namespace dermis
