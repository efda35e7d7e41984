#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace dermis {

class Database;

/// Why a backup is made.
enum class BackupCause {
    ByHand,
    Daily,        ///< at the plan's time, or later when nobody was signed in then
    OnClose,      ///< the window is closed
    BeforeRestore ///< the clinic is about to be put aside
};
/// Stable English spelling: by-hand, daily, on-close, before-restore.
QString backupCauseName(BackupCause cause);
std::optional<BackupCause> backupCauseFromName(const QString &name);

/// A backup that could not be made, so that the list of nights can tell it.
struct BackupFailure
{
    QDateTime at; ///< UTC
    BackupCause cause = BackupCause::ByHand;
    QString place; ///< the folder; empty when no place was there
    QString error; ///< errorCodeName()
    QString detail;
    bool operator==(const BackupFailure &) const = default;
};

/// Those since a moment, newest first.
Result<QList<BackupFailure>> backupFailures(Database &database, const QDateTime &since);
/// Journalled as the program's own word.
Result<> recordBackupFailure(Database &database, const BackupFailure &failure);

} // namespace dermis
