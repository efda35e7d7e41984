#pragma once

#include "core/storage/journal.h"

#include <QHash>
#include <QList>
#include <QString>

namespace dermis {

/// One field of a row and what it was before and after, in words.
struct FieldChange
{
    QString field;
    QString before; ///< empty in the first version
    QString after;
    bool operator==(const FieldChange &) const = default;
};

/// What a version of a row changed against the one before (an empty object for the first); what is not for
/// people, such as numbers and fingerprints of files, is left out. `people`: staff names.
QList<FieldChange> changedFields(const QString &table, const QJsonObject &before, const QJsonObject &after,
                                 const QHash<StaffId, QString> &people);
/// "Patient registered", "Note changed", "Opened the record".
QString entryWords(const JournalRecord &record);

} // namespace dermis
