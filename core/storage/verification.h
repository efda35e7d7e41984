#pragma once

#include "core/base/result.h"
#include "core/storage/damage.h"

#include <QList>
#include <QMap>
#include <QString>

#include <functional>
#include <optional>

namespace dermis {

class Database;

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

/// The quick part: that SQLite finds every page and row of each table in place; reads the whole file once.
Result<std::optional<Damage>> quickCheck(Database &database);

/// Checks the file, the chain, every journalled row against its latest payload, and document digests (design.md §5).
Result<VerifyReport> verify(Database &database, const QList<ExtraCheck> &extraChecks = {});

} // namespace dermis
