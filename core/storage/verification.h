#pragma once

#include "core/base/result.h"

#include <QList>
#include <QMap>
#include <QString>

#include <functional>
#include <optional>

namespace dermis {

class Database;

/// The first thing found that is not as the journal says.
struct Damage {
    QString what; ///< "file", "format", "chain", "payload", "row", "document", "draft", "answers", "index"
    QString table;       ///< empty when no table is concerned
    qint64 row = 0;      ///< the row's id; 0 when no row is concerned
    qint64 sequence = 0; ///< the journal entry; 0 when none is concerned
    QString detail;      ///< one sentence, without patient data
};

/// What a check of the whole file saw.
struct VerifyReport {
    qint64 entries = 0;
    qint64 rows = 0;
    qint64 documents = 0;
    QString head; ///< the last entry's hash in hex
    QMap<qint64, qint64> destroyed; ///< entries whose content was lawfully destroyed, by the certificate's number
    std::optional<Damage> firstDamage;
    bool isWhole() const { return !firstDamage.has_value(); }
};

/// A further check that a room above storage adds, such as typed answers against their rebuild.
using ExtraCheck = std::function<Result<std::optional<Damage>>(Database &)>;

/// Checks the file, the chain, every journalled row against its latest payload, and document digests (design.md §5).
Result<VerifyReport> verify(Database &database, const QList<ExtraCheck> &extraChecks = {});

} // namespace dermis
