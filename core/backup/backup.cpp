#include "core/backup/backup.h"

#include "core/access/permissions.h"
#include "core/backup/backup_file.h"
#include "core/backup/restoring.h"
#include "core/backup/scratch_folder.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/clinic_file.h"
#include "core/clinic/sign_in.h"
#include "core/storage/transaction.h"
#include "core/vault/vault_vfs.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString unprovenName = u"backup.unproven"_s;
const QString copyName = u"copy.dermis"_s;
const QString proofName = u"proof.dermis"_s;

CopyProgress during(BackupStep step, const BackupProgress &progress)
{
    if (!progress)
        return {};
    return [step, &progress](qint64 done, qint64 all) { return progress(step, done, all); };
}

/// The clinic of one moment: what it holds, and a copy of exactly that.
Result<BackupContents> copyMoment(Database &database, const QDateTime &now, const QString &copy,
                                  const BackupProgress &progress)
{
    TRY(database.run(u"BEGIN"_s)); // one moment of the file, even while others write
    auto contents = contentsOf(database, now);
    const auto copied = contents ? database.copyTo(copy, during(BackupStep::Copying, progress)) : Result<>();
    (void)database.run(u"ROLLBACK"_s);
    TRY(copied);
    return contents;
}

Result<VerifyReport> checkWhole(const QString &vault, const QDateTime &now, const BackupProgress &progress)
{
    const auto database = TRY(openClinic(vault, now, {.alone = true})); // brings one of an older Dermis up to date
    if (progress)
        database->setWanted([&progress] { return progress(BackupStep::Checking, 0, 0); });
    VerifyReport report = TRY(verifyClinic(*database));
    if (!report.isWhole())
        return fail(ErrorCode::Damaged, u"the backup restores to a clinic that is not whole: %1; %2"_s.arg(
                                            report.firstDamage->what, report.firstDamage->detail));
    return report;
}

Result<> checkSame(const QString &vault, const BackupContents &contents)
{
    const auto database = TRY(Database::open(vault, {.readOnly = true, .alone = true}));
    if (TRY(contentsOf(*database, contents.at)) == contents)
        return {};
    return fail(ErrorCode::Damaged, u"the backup restores to other numbers of rows than it was made of"_s);
}

/// Restores a backup to `vault`, which stays, and compares and checks what came out.
Result<ProvenBackup> prove(const QString &path, const std::shared_ptr<const FileKey> &key,
                           const QString &vault, const QDateTime &now, const BackupProgress &progress)
{
    const auto extracted = TRY(extractBackup(path, *key, vault, during(BackupStep::Reading, progress)));
    if (progress && !progress(BackupStep::Checking, 0, 0))
        return fail(ErrorCode::Cancelled, u"stopped; nothing was kept"_s);
    TRY(offerKey(vault, key));
    TRY(checkSame(vault, extracted.contents));
    const auto whole = TRY(checkWhole(vault, now, progress));
    return ProvenBackup{extracted.contents, whole, extracted.sha256};
}

constexpr qint64 spareBytes = 1 << 20; // for journals, and a folder's own growth

Result<> checkSpaceFor(Database &database, const QString &folder)
{
    const qint64 pages = TRY(database.integer(u"PRAGMA page_count"_s));
    const qint64 size = pages * TRY(database.integer(u"PRAGMA page_size"_s)) + Header::regionSize;
    return checkSpace(folder, 2 * size + spareBytes);
}

/// With a number when that name is taken in the folder.
QString freeName(const QDir &folder, const QString &stem)
{
    QString name = stem + u".dermis-backup"_s;
    for (int n = 2; folder.exists(name); ++n)
        name = u"%1-%2.dermis-backup"_s.arg(stem).arg(n);
    return name;
}

/// The clinic's name and the clinic's time.
QString stemFor(const Database &database, const QDateTime &now)
{
    return QFileInfo(database.path()).completeBaseName() + clinicTime(now).toString(u"-yyyy-MM-dd-hhmmss"_s);
}

Result<ProvenBackup> makeProven(Database &database, const QDateTime &now, const ScratchFolder &scratch,
                                const BackupProgress &progress)
{
    const QString copy = scratch.filePath(copyName);
    const QString unproven = scratch.filePath(unprovenName);
    const auto contents = TRY(copyMoment(database, now, copy, progress));
    TRY(writeBackup(unproven, copy, contents, *database.key(), during(BackupStep::Writing, progress)));
    removeClinicFile(copy); // its room is needed for the proof
    auto proven = TRY(prove(unproven, database.key(), scratch.filePath(proofName), now, progress));
    if (proven.contents != contents)
        return fail(ErrorCode::Damaged, u"the backup says other numbers of rows than the clinic has"_s);
    return proven;
}

BackupProof proofIn(const ProvenBackup &proven)
{
    return {proven.contents.rows, proven.report.documents};
}

Backup toList(const ProvenBackup &proven)
{
    Backup backup;
    backup.at = proven.contents.at;
    backup.sha256 = proven.sha256;
    backup.entries = proven.contents.entries;
    backup.head = proven.contents.head;
    backup.patients = proven.contents.patients();
    return backup;
}

Backup listedAt(const QString &path, const ProvenBackup &proven, const QDateTime &provenAt)
{
    const QFileInfo file(path);
    Backup backup = toList(proven);
    backup.place = file.absolutePath();
    backup.fileName = file.fileName();
    backup.size = file.size();
    backup.provenAt = provenAt;
    return backup;
}

/// The person of the unlocking, or the first owner when the clinic of that day does not know them.
Result<SignedIn> openAsRestorer(const QString &vault, Unlocked unlocked, const QDateTime &now)
{
    auto signedIn = openUnlocked(vault, unlocked, now, {.alone = true});
    if (signedIn ||
        (signedIn.error().code != ErrorCode::NotFound && signedIn.error().code != ErrorCode::NotAllowed))
        return signedIn;
    unlocked.staff = 0;
    return openUnlocked(vault, unlocked, now, {.alone = true});
}

Result<> noteOrigin(const QString &vault, const Unlocked &unlocked, const QString &path,
                    const ProvenBackup &proven, const QList<Backup> &known, const QDateTime &now,
                    const RestoredAct &act)
{
    const auto signedIn = TRY(openAsRestorer(vault, unlocked, now));
    if (act)
        TRY(act(*signedIn.database, signedIn.person.actor()));
    auto transaction = TRY(Transaction::begin(*signedIn.database, signedIn.person.actor(), now));
    TRY(takeOverBackups(transaction, known));
    TRY(listBackup(transaction, listedAt(path, proven, now), proofIn(proven)));
    TRY(transaction.insert(u"restored_from"_s, {{u"at"_s, toIsoUtc(now)},
                                                {u"file_name"_s, QFileInfo(path).fileName()},
                                                {u"sha256"_s, proven.sha256},
                                                {u"backup_at"_s, toIsoUtc(proven.contents.at)},
                                                {u"entries"_s, proven.contents.entries},
                                                {u"head"_s, proven.contents.head}}));
    TRY(transaction.commit());
    return finishClinicFile(*signedIn.database);
}

} // namespace

Result<Backup> createBackup(Database &database, const Actor &actor, const Clock &clock, const QString &folder,
                            const BackupProgress &progress)
{
    TRY(require(actor, Permission::Backup));
    if (database.key() == nullptr)
        return fail(ErrorCode::InvalidInput,
                    u"%1 is not encrypted, and a backup would have no key; backups are made of "
                    "encrypted clinics"_s.arg(database.path()));
    const QDir place(QDir(folder).absolutePath());
    const auto scratch = TRY(ScratchFolder::make(place.path()));
    TRY(checkSpaceFor(database, place.path()));
    const QDateTime now = clock.now();
    const auto proven = TRY(makeProven(database, now, scratch, progress));
    const QString path = place.filePath(freeName(place, stemFor(database, now)));
    TRY(scratch.release(unprovenName, path));
    const Backup backup = listedAt(path, proven, clock.now());
    auto recorded = recordBackup(database, actor, backup.provenAt, backup, proofIn(proven));
    if (!recorded)
        QFile::remove(path);
    return recorded;
}

Result<Backup> copyBackup(Database &database, const Actor &actor, const Clock &clock, const Backup &backup,
                          const QString &folder, const BackupProgress &progress)
{
    TRY(require(actor, Permission::Backup));
    const QDir place(QDir(folder).absolutePath());
    const auto scratch = TRY(ScratchFolder::make(place.path()));
    TRY(checkSpace(place.path(), backup.size + spareBytes));
    const QString unproven = scratch.filePath(unprovenName);
    const CopyProgress wanted = during(BackupStep::CopyingOn, progress);
    TRY(copyFile(backup.path(), unproven, wanted));
    if (TRY(digestOfFile(unproven, wanted)) != backup.sha256)
        return fail(ErrorCode::Damaged,
                    u"the copy in %1 does not read back as it was written; use another disk"_s.arg(folder));
    Backup copy = backup;
    copy.place = place.path();
    copy.fileName = freeName(place, QFileInfo(backup.fileName).completeBaseName());
    copy.provenAt = clock.now();
    TRY(scratch.release(unprovenName, copy.path()));
    auto recorded = recordBackup(database, actor, copy.provenAt, copy);
    if (!recorded)
        QFile::remove(copy.path());
    return recorded;
}

Result<Unlocked> unlockBackup(const QString &path, const QString &user, const QString &password)
{
    const Header header = TRY(readBackupHead(path)).header;
    bool isNumber = false;
    const qint64 number = user.toLongLong(&isNumber);
    return isNumber ? unlock(header, number, password) : unlock(header, user, password);
}

Result<Unlocked> unlockBackup(const QString &path, const RecoveryKey &recoveryKey)
{
    return unlock(TRY(readBackupHead(path)).header, recoveryKey);
}

Result<Unlocked> unlockBackup(const QString &path, const Database &database, const Actor &actor)
{
    const Header header = TRY(readBackupHead(path)).header;
    if (database.key() == nullptr || database.key()->check(header.fileId) != header.keyCheck)
        return fail(ErrorCode::NotAllowed, u"the backup was made under another key"_s);
    return Unlocked{database.key(), actor.id.value(), false};
}

Result<BackupContents> previewBackup(const QString &path, const Unlocked &unlocked)
{
    return readBackupContents(path, *unlocked.key);
}

Result<ProvenBackup> checkBackup(const QString &path, const Unlocked &unlocked, const Clock &clock,
                                 const BackupProgress &progress)
{
    const QFileInfo file(path);
    const auto scratch = TRY(ScratchFolder::make(file.absolutePath()));
    TRY(checkSpace(file.absolutePath(), file.size() + spareBytes));
    return prove(path, unlocked.key, scratch.filePath(proofName), clock.now(), progress);
}

Result<ProvenBackup> restoreTo(const QString &vault, const QString &backup, const Unlocked &unlocked,
                               const Clock &clock, const QList<Backup> &known, const BackupProgress &progress,
                               const RestoredAct &act)
{
    TRY(checkSpace(QFileInfo(vault).absolutePath(), QFileInfo(backup).size() + spareBytes));
    auto proven = TRY(prove(backup, unlocked.key, vault, clock.now(), progress));
    TRY(noteOrigin(vault, unlocked, backup, proven, known, clock.now(), act));
    return proven;
}

Result<ProvenBackup> restoreBackup(const QString &path, const Unlocked &unlocked, const QString &to,
                                   const Clock &clock, const BackupProgress &progress,
                                   const RestoredAct &act)
{
    TRY(checkNameIsFree(to));
    const auto scratch = TRY(ScratchFolder::make(QFileInfo(to).absolutePath()));
    auto proven = TRY(restoreTo(scratch.filePath(proofName), path, unlocked, clock, {}, progress, act));
    TRY(scratch.release(proofName, to));
    return proven;
}

} // namespace dermis
