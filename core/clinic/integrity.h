#pragma once

#include "core/base/result.h"
#include "core/storage/verification.h"

#include <QDateTime>

#include <memory>
#include <optional>

namespace dermis {

class Database;
class StopSwitch;

/// How thoroughly a clinic file is checked.
enum class CheckDepth {
    Quick, ///< that every page and row lies where SQLite looks for it
    Whole  ///< all of verifyClinic()
};

/// When the whole check last passed, as the file remembers it (UTC).
Result<std::optional<QDateTime>> lastWholeCheck(Database &database);
/// What is due at a start: the whole check when it did not pass within a day, or the file is marked as damaged; else the quick one.
Result<CheckDepth> dueCheck(Database &database, const QDateTime &now);

/// verifyClinic(), and what follows from it: a file that is not whole is marked as damaged, so that it opens to be read only; a whole
/// one loses such a mark and remembers the day.
Result<VerifyReport> checkClinic(Database &database, const QDateTime &now);

/// What a check in the background found.
struct BackgroundCheck {
    CheckDepth depth = CheckDepth::Quick;
    std::optional<Damage> damage;
    bool isMendedMark = false; ///< the file was marked as damaged, and is whole
};
/// Checks a clinic file on a connection of its own; Cancelled when `stopSwitch` was pressed. Marks and remembers as checkClinic()
/// does; also a disk that cannot be read is damage.
Result<BackgroundCheck> checkInBackground(const QString &path, CheckDepth depth, const QDateTime &now,
                                          const std::shared_ptr<StopSwitch> &stopSwitch);

} // namespace dermis
