#include "core/backup/backup_failure.h"

#include "core/base/clock.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array causes{BackupCause::ByHand, BackupCause::Daily, BackupCause::OnClose,
                            BackupCause::BeforeRestore};

} // namespace

QString backupCauseName(BackupCause cause)
{
    switch (cause) {
    case BackupCause::ByHand:
        return u"by-hand"_s;
    case BackupCause::Daily:
        return u"daily"_s;
    case BackupCause::OnClose:
        return u"on-close"_s;
    case BackupCause::BeforeRestore:
        return u"before-restore"_s;
    }
    return {};
}

std::optional<BackupCause> backupCauseFromName(const QString &name)
{
    for (const BackupCause cause : causes) {
        if (backupCauseName(cause) == name)
            return cause;
    }
    return std::nullopt;
}

Result<QList<BackupFailure>> backupFailures(Database &database, const QDateTime &since)
{
    auto select = TRY(database.prepare(u"SELECT at, cause, place, error, detail FROM backup_failure "
                                       "WHERE at >= :since ORDER BY at DESC, id DESC"_s));
    select.bind(u":since"_s, toIsoUtc(since));
    TRY(select.run());
    QList<BackupFailure> failures;
    while (TRY(select.next()))
        failures.append({select.dateTime(0),
                         backupCauseFromName(select.text(1)).value_or(BackupCause::ByHand), select.text(2),
                         select.text(3), select.text(4)});
    return failures;
}

Result<> recordBackupFailure(Database &database, const BackupFailure &failure)
{
    auto transaction = TRY(Transaction::begin(database, Actor{}, failure.at));
    TRY(transaction.insert(u"backup_failure"_s, {{u"at"_s, toIsoUtc(failure.at)},
                                                 {u"cause"_s, backupCauseName(failure.cause)},
                                                 {u"place"_s, u""_s + failure.place},
                                                 {u"error"_s, failure.error},
                                                 {u"detail"_s, u""_s + failure.detail}}));
    return transaction.commit();
}

} // namespace dermis
