#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace dermis {

class Database;

/// What a clinic holds at one moment, as a backup tells it and its proof compares it.
struct BackupContents
{
    QString practice;
    QDateTime at;               ///< UTC
    qint64 entries = 0;         ///< of the journal
    QString head;               ///< the last entry's hash in hex
    QMap<QString, qint64> rows; ///< of each table
    bool operator==(const BackupContents &) const = default;

    qint64 patients() const;
};

/// Counts within the transaction this connection reads in; `at` is only noted.
Result<BackupContents> contentsOf(Database &database, const QDateTime &at);
QJsonObject toJson(const BackupContents &contents);
/// Damaged when the bytes are not such contents.
Result<BackupContents> contentsFromJson(const QByteArray &json);

} // namespace dermis
