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
/// The own name of an official language, by its tag or the language alone (`zu`), else what was given.
QString languageName(const QString &tag);

} // namespace dermis
