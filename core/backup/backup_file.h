#pragma once

#include "core/backup/backup_contents.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "core/vault/file_key.h"
#include "core/vault/header.h"

#include <QByteArray>
#include <QString>

namespace dermis {

/// The clear beginning of a backup; docs/security.md gives the file byte by byte.
struct BackupHead
{
    static constexpr qint64 size = 80 + Header::copySize;

    QByteArray bytes; ///< `size` of them, which the encrypted part authenticates
    Header header;    ///< the clinic's own at that moment: what opened it opens the backup
};

/// What extractBackup() saw.
struct ExtractedBackup
{
    BackupContents contents;
    QString sha256; ///< of the whole backup file
};

/// Encrypts a closed encrypted clinic into a new backup file, on the disk when this returns; progress in
/// bytes.
Result<> writeBackup(const QString &path, const QString &vault, const BackupContents &contents,
                     const FileKey &key, const CopyProgress &progress);
/// The beginning of a file. InvalidInput: not a backup; NewerVersion; Damaged; NotFound; Io.
Result<BackupHead> readBackupHead(const QString &path);
/// What a backup says it holds; checks no more than its first chunk.
Result<BackupContents> readBackupContents(const QString &path, const FileKey &key);
/// Decrypts a backup into a new encrypted clinic, on the disk when this returns; Damaged when a byte was
/// altered, or the end is missing. What was written before that is left to be removed.
Result<ExtractedBackup> extractBackup(const QString &path, const FileKey &key, const QString &vault,
                                      const CopyProgress &progress);

/// A file's bytes to a new file, on the disk when this returns; progress in bytes.
Result<> copyFile(const QString &from, const QString &to, const CopyProgress &progress);
/// SHA-256 in lower-case hex.
Result<QString> digestOfFile(const QString &path, const CopyProgress &progress);

} // namespace dermis
