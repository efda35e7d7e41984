#pragma once

#include "core/backup/backup_list.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>
#include <QMap>

#include <optional>

namespace dermis {

class Database;

using DestructionId = Id<struct DestructionTag>;

/// Which records go for good, and who approves it beside the person at the computer. Passwords are not asked
/// in a clinic that is not encrypted.
struct DestructionRequest
{
    QList<PatientId> patients;
    QString basis;    ///< why it is lawful, printed on the certificate; nobody's name
    QString password; ///< of the person at the computer
    StaffId other;    ///< the second person: one of the two is an owner, the other a dermatologist
    QString otherPassword;
};

/// A destruction as it is certified; no patient data.
struct Certificate
{
    DestructionId number;
    int revision = 0;
    QDateTime at; ///< UTC
    QString owner;
    QString dermatologist;
    QString basis;
    qint64 patients = 0;
    QMap<QString, qint64> counts; ///< rows destroyed, by table
    qint64 entries = 0;           ///< journal entries that have no content now
    qint64 firstEntry = 0;        ///< the first of them
    QDateTime wipedAt;            ///< UTC; invalid while the freed bytes may still lie in the file
    bool operator==(const Certificate &) const = default;
};

/// Destroys records for good, with everything the journal, the documents, the drafts and the search index
/// hold of them, and certifies it; then wipes the freed bytes, which rewrites the whole file. Both need
/// Destroy. NotAllowed: the same person twice, a role that is missing, a password that is not theirs.
/// InvalidInput: a record whose time is not over or which is held, named by its file number. Nothing is
/// destroyed unless all are. Where another program kept the file from being wiped, `wipedAt` is invalid:
/// finishWiping().
Result<Certificate> destroyRecords(Database &database, const Actor &actor, const QDateTime &now,
                                   const DestructionRequest &request);
/// Wipes what destructions before could not, and notes it; needs Destroy. Busy as wipeFreedBytes().
Result<> finishWiping(Database &database, const Actor &actor, const QDateTime &now);

/// Every certificate, newest first; needs Retention.
Result<QList<Certificate>> certificates(Database &database, const Actor &actor);
Result<Certificate> certificate(Database &database, const Actor &actor, DestructionId number);
/// The certificate under which the record of an ID number, passport or file number was destroyed, if it was;
/// needs Retention.
Result<std::optional<Certificate>> destroyedUnder(Database &database, const Actor &actor,
                                                  const QString &identity);

/// The listed backups that were made while the records were there, and were not removed since: they still
/// hold them.
Result<QList<Backup>> backupsHolding(Database &database, const Certificate &certificate);
/// Other clinic and backup files in the clinic's folder, which may hold them, too.
QStringList copiesBeside(const Database &database);

} // namespace dermis
