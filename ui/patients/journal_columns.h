#pragma once

#include <QString>

#include <span>

namespace dermis {

/// How the value of a column is said.
enum class ColumnKind {
    Text,
    Day,
    Moment,
    YesNo,
    Person, ///< a staff number
    Code,   ///< one of the stable spellings of an enum
    Language,
    Zone,
    Phones,   ///< JSON
    Contacts, ///< JSON
    Plan,     ///< JSON
    Present   ///< said to be there; its content stands elsewhere in the record
};

/// A column as the journal says it; a column that is not listed is not for people (numbers, fingerprints).
struct JournalColumn
{
    const char *name;
    const char *words; ///< for JournalText::tr()
    ColumnKind kind = ColumnKind::Text;
};

/// A table as the journal says it.
struct JournalTable
{
    QStringView name;
    const char *first;   ///< "Patient registered", for JournalText::tr()
    const char *changed; ///< "Patient's details changed"
    std::span<const JournalColumn> columns;
};

/// The table of that name, or null.
const JournalTable *journalTable(const QString &name);
/// An enum's stable spelling in words, for JournalText::tr(); null where it is not known.
const char *codeWords(const QString &code);

} // namespace dermis
