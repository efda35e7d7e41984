#pragma once

#include "core/backup/backup.h"
#include "core/base/clock.h"
#include "core/clinic/sign_in.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>

namespace dermis::test {

/// An encrypted clinic of a few invented patients with histories, signed in to as its owner, and an empty
/// folder for backups.
class BackupFixture
{
public:
    BackupFixture();

    /// A backup that must succeed.
    Backup backedUp(const BackupProgress &progress = {});
    /// The kind of failure of one that must not.
    ErrorCode refusal(const QString &place, const BackupProgress &progress = {});
    /// Opens a backup with the owner's password.
    Unlocked unlocked(const QString &backup) const;
    ErrorCode checkRefusal(const QString &backup, const Unlocked &unlocked) const;
    QStringList filesInTarget() const;
    Actor owner() const { return signedIn.person.actor(); }
    Database &database() { return *signedIn.database; }

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("practice.dermis"));
    QString target = folder.filePath(QStringLiteral("stick"));
    QString password = QStringLiteral("blou gomma Ñandú 7");
    FixedClock clock{QDateTime(QDate(2026, 3, 2), QTime(16, 0), Qt::UTC)};
    SignedIn signedIn;
};

QByteArray bytesOf(const QString &path);
void write(const QString &path, const QByteArray &bytes);

} // namespace dermis::test
