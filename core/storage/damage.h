#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace dermis {

/// One thing found that is not as the journal says.
struct Damage {
    QString what;        ///< "file", "format", "chain", "payload", "row", "document", "draft", "answers", "index"
    QString table;       ///< empty when no table is concerned
    qint64 row = 0;      ///< the row's id; 0 when no row is concerned
    qint64 sequence = 0; ///< the journal entry; 0 when none is concerned
    QString detail;      ///< one sentence, without patient data
    bool operator==(const Damage &) const = default;
};

/// That a clinic file was found damaged, kept in a small file beside it (`clinic.dermis-damaged`): while it lies there, every
/// program opens the clinic to be read only. A damaged file is never written to.
struct DamageMark {
    QDateTime foundAt; ///< UTC
    Damage damage;
};

/// The mark beside a clinic file; nothing when there is none.
std::optional<DamageMark> damageMark(const QString &clinicPath);
/// Marks a clinic file; a first finding stays. Io when the folder cannot be written.
Result<> markDamaged(const QString &clinicPath, const DamageMark &mark);
/// Takes the mark away: the file was checked and is whole, or another file has its name now.
void removeDamageMark(const QString &clinicPath);

/// "table patient, row 5": where it was found, in few words; empty when that is the whole file.
QString placeOf(const Damage &damage);

} // namespace dermis
