#include "core/recovery/recovery.h"

#include "core/access/staff.h"
#include "core/backup/scratch_folder.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/clinic_file.h"
#include "core/recovery/other_tables.h"
#include "core/recovery/salvaged_journal.h"
#include "core/storage/migrations.h"
#include "core/storage/transaction.h"
#include "core/vault/vault_vfs.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString salvagedName = u"salvaged.dermis"_s;

Result<> begin(RecoveryStep step, const RecoveryProgress &progress)
{
    if (progress && !progress(step, 0))
        return fail(ErrorCode::Cancelled, u"stopped; nothing was kept"_s);
    return {};
}

Result<std::unique_ptr<Database>> openDamaged(const QString &path, const std::optional<Unlocked> &unlocked)
{
    if (unlocked)
        TRY(offerKey(path, unlocked->key));
    auto opened = Database::open(path, {.readOnly = true});
    if (!opened && opened.error().code == ErrorCode::Damaged)
        return fail(ErrorCode::Damaged,
                    u"the beginning of %1 is lost, and without it nothing can be read; restore a backup"_s.arg(path));
    return opened;
}

/// A new file of the damaged one's format, without content, and with the same ways to open it.
Result<std::unique_ptr<Database>> emptyClinic(const QString &path, Database &damaged, const std::optional<Unlocked> &unlocked,
                                              const QList<Migration> &steps)
{
    if (unlocked) {
        TRY(copyHeader(damaged.path(), path));
        TRY(offerKey(path, unlocked->key));
    }
    auto into = TRY(Database::open(path, {.create = true, .alone = true}));
    TRY(into->run(u"PRAGMA synchronous = OFF"_s)); // flushed at the end; nobody has it before
    TRY(migrate(*into, steps));
    return into;
}

/// The person who signed in; in a plain clinic its first owner; the program itself when nobody is left.
Result<Actor> whoSalvages(Database &database, const std::optional<Unlocked> &unlocked)
{
    for (const Staff &person : TRY(allStaff(database))) {
        const bool isTheOne = unlocked && unlocked->staff != 0 ? person.id == StaffId(unlocked->staff)
                                                               : person.active && person.roles.testFlag(Role::Owner);
        if (isTheOne)
            return person.actor();
    }
    return Actor{};
}

Result<> note(Database &database, const Actor &actor, const QDateTime &now, const QString &damaged, const RecoveryReport &report)
{
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const qint64 salvage =
        TRY(transaction.insert(u"salvage"_s, {{u"at"_s, toIsoUtc(now)},
                                              {u"file_name"_s, QFileInfo(damaged).fileName()},
                                              {u"entries_kept"_s, report.entriesKept},
                                              {u"entries_anew"_s, report.entriesAnew},
                                              {u"entries_lost"_s, report.entriesLost},
                                              {u"rows_lost"_s, static_cast<qint64>(report.rows.size())},
                                              {u"documents_lost"_s, static_cast<qint64>(report.documentsLost.size())},
                                              {u"head"_s, report.head}}));
    auto lost = TRY(transaction.prepare(u"SELECT digest FROM document WHERE id = ?"_s));
    for (const Loss &document : report.documentsLost) {
        lost.add(document.row);
        TRY(lost.run());
        if (TRY(lost.next()))
            TRY(transaction.insert(u"lost_document"_s, {{u"salvage_id"_s, salvage}, {u"digest"_s, lost.text(0)}}));
    }
    return transaction.commit();
}

Result<VerifyReport> checkWhole(Database &database)
{
    VerifyReport report = TRY(verifyClinic(database));
    if (!report.isWhole())
        return fail(ErrorCode::Damaged, u"what could be read does not make a whole clinic: %1; %2"_s.arg(
                                            report.firstDamage->what, report.firstDamage->detail));
    return report;
}

/// Nothing stays beside the file, and all of it is on the disk.
Result<> finish(std::unique_ptr<Database> database, const QString &path)
{
    TRY(database->run(u"PRAGMA journal_mode = DELETE"_s));
    database.reset();
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(path, file.errorString()));
    return flushToDisk(file);
}

Result<RecoveredClinic> salvageInto(const QString &path, const QString &damaged, const std::optional<Unlocked> &unlocked,
                                    const QDateTime &now, const RecoveryProgress &progress)
{
    const auto from = TRY(openDamaged(damaged, unlocked));
    const QList<Migration> steps = TRY(shippedMigrations());
    const int format = TRY(formatVersion(*from));
    if (format > steps.last().version)
        return fail(ErrorCode::NewerVersion, u"%1 was made by a newer Dermis; install that first"_s.arg(damaged));
    if (format < 1)
        return fail(ErrorCode::Damaged, u"%1 holds no clinic"_s.arg(damaged));
    auto into = TRY(emptyClinic(path, *from, unlocked, steps.first(format)));
    RecoveredClinic clinic;
    RecoveryReport &report = clinic.report;
    TRY(begin(RecoveryStep::Journal, progress));
    TRY(keepChain(*from, *into, report, progress));
    const Actor actor = format < 2 ? Actor{} : TRY(whoSalvages(*into, unlocked));
    {
        auto transaction = TRY(Transaction::begin(*into, actor, now));
        TRY(takeAnew(*from, transaction, report, progress));
        TRY(begin(RecoveryStep::Documents, progress));
        TRY(takeDocuments(*from, transaction, report));
        TRY(transaction.commit());
    }
    TRY(begin(RecoveryStep::Rebuilding, progress));
    TRY(migrate(*into, steps));
    {
        auto transaction = TRY(Transaction::begin(*into, actor, now));
        TRY(takeUnjournalled(*from, transaction));
        TRY(transaction.commit());
    }
    TRY(rebuildDerived(*into));
    TRY(note(*into, actor, now, damaged, report));
    TRY(begin(RecoveryStep::Checking, progress));
    clinic.whole = TRY(checkWhole(*into));
    TRY(finish(std::move(into), path));
    return clinic;
}

constexpr qint64 spareBytes = 1 << 20;

/// InvalidInput when the damaged file's journal had another entry where the backup's ends.
Result<> checkSameClinic(Database &damaged, Database &restored)
{
    const JournalHead head = TRY(journalHead(restored));
    auto select = TRY(damaged.prepare(u"SELECT hash FROM journal WHERE sequence = ?"_s));
    select.add(head.sequence);
    if (!select.run())
        return {}; // not readable: the chain of what follows tells
    const auto row = select.next();
    if (row && *row && select.bytes(0) != head.hash)
        return fail(ErrorCode::InvalidInput,
                    u"the backup is of another clinic than %1, or of another day's journal"_s.arg(damaged.path()));
    return {};
}

/// What the damaged clinic tells since the backup, into what was restored of that.
Result<> addTail(Database &restored, const Actor &actor, const QString &damaged, const std::optional<Unlocked> &unlocked,
                 const QDateTime &now, RecoveredClinic &clinic, const RecoveryProgress &progress)
{
    RecoveryReport &report = clinic.report;
    const auto from = TRY(openDamaged(damaged, unlocked));
    TRY(checkSameClinic(*from, restored));
    TRY(dropDerived(restored)); // a certificate may take away what it was made of
    TRY(begin(RecoveryStep::Journal, progress));
    TRY(keepChain(*from, restored, report, progress));
    const qint64 known = from->integer(u"SELECT max(sequence) FROM journal"_s).value_or(0);
    report.entriesLost = std::max(qint64(0), known - TRY(journalHead(restored)).sequence);
    TRY(begin(RecoveryStep::Documents, progress));
    {
        auto transaction = TRY(Transaction::begin(restored, actor, now));
        TRY(takeDocuments(*from, transaction, report));
        TRY(takeUnjournalled(*from, transaction));
        TRY(transaction.commit());
    }
    TRY(begin(RecoveryStep::Rebuilding, progress));
    TRY(rebuildDerived(restored));
    TRY(note(restored, actor, now, damaged, report));
    TRY(begin(RecoveryStep::Checking, progress));
    clinic.whole = TRY(checkWhole(restored));
    return {};
}

} // namespace

Result<RecoveredClinic> salvageClinic(const QString &damaged, const std::optional<Unlocked> &unlocked, const QString &to,
                                      const Clock &clock, const RecoveryProgress &progress)
{
    TRY(checkNameIsFree(to));
    const QString folder = QFileInfo(to).absolutePath();
    const auto scratch = TRY(ScratchFolder::make(folder));
    TRY(checkSpace(folder, 2 * QFileInfo(damaged).size() + spareBytes));
    auto clinic = TRY(salvageInto(scratch.filePath(salvagedName), damaged, unlocked, clock.now(), progress));
    TRY(scratch.release(salvagedName, to));
    return clinic;
}

Result<RecoveredClinic> restoreWithTail(const QString &backup, const Unlocked &unlocked, const QString &damaged,
                                        const std::optional<Unlocked> &ofDamaged, const QString &to, const Clock &clock,
                                        const RecoveryProgress &progress)
{
    RecoveredClinic clinic;
    TRY(begin(RecoveryStep::Restoring, progress));
    const auto tail = [&](Database &restored, const Actor &actor) {
        return addTail(restored, actor, damaged, ofDamaged ? ofDamaged : unlocked, clock.now(), clinic, progress);
    };
    const auto goOn = [&](BackupStep, qint64 done, qint64) { return !progress || progress(RecoveryStep::Restoring, done); };
    clinic.backup = TRY(restoreBackup(backup, unlocked, to, clock, goOn, tail)).contents;
    return clinic;
}

Result<RecoveryReport> previewSalvage(const QString &damaged, const std::optional<Unlocked> &unlocked, const Clock &clock,
                                      const RecoveryProgress &progress)
{
    const QString folder = QFileInfo(damaged).absolutePath();
    const auto scratch = TRY(ScratchFolder::make(folder));
    TRY(checkSpace(folder, 2 * QFileInfo(damaged).size() + spareBytes));
    return TRY(salvageInto(scratch.filePath(salvagedName), damaged, unlocked, clock.now(), progress)).report;
}

} // namespace dermis
