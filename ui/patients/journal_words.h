#pragma once

#include "core/storage/journal.h"

#include <QList>
#include <QString>

namespace dermis {

/// One field of a row and what it was before and after.
struct FieldChange
{
    QString field;
    QString before; ///< empty in the first version
    QString after;
    bool operator==(const FieldChange &) const = default;
};

/// "Patient", "Allergy", "Note": what a table's rows are, in words.
QString tableWords(const QString &table);
/// A column's name as a person would say it.
QString columnWords(const QString &column);
/// What a version changed against the one before (an empty object for the first); identifiers and revision
/// left out.
QList<FieldChange> changedFields(const QJsonObject &before, const QJsonObject &after);
/// "Patient registered", "Note changed".
QString entryWords(const JournalEntry &entry);

} // namespace dermis
