#include "core/exchange/export_clinic.h"

#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/clinic/clinic_file.h"
#include "core/storage/transaction.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<> record(Database &database, const Actor &actor, const QDateTime &now, const QString &password, const QString &kind)
{
    TRY(provePassword(database, actor.id, password, now));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.insert(u"export"_s,
                           {{u"staff_id"_s, actor.id.value()}, {u"at"_s, toIsoUtc(now)}, {u"kind"_s, kind}}));
    return transaction.commit();
}

Error notWritten(const QSaveFile &file)
{
    return {ErrorCode::Io, u"%1 could not be written: %2"_s.arg(file.fileName(), file.errorString())};
}

} // namespace

Result<> exportSqlite(Database &database, const Actor &actor, const QDateTime &now, const QString &password,
                      const QString &path)
{
    TRY(require(actor, Permission::Export));
    TRY(checkNameIsFree(path));
    TRY(record(database, actor, now, password, u"sqlite"_s));
    auto copied = database.copyPlainTo(path);
    if (!copied)
        removeClinicFile(path);
    return copied;
}

Result<qint64> exportJournalFile(Database &database, const Actor &actor, const QDateTime &now, const QString &password,
                                 const QString &path, const JournalProgress &progress)
{
    TRY(require(actor, Permission::Export));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return tl::unexpected(notWritten(file));
    TRY(record(database, actor, now, password, u"journal"_s));
    const qint64 entries = TRY(exportJournal(database, file, progress));
    if (!file.commit())
        return tl::unexpected(notWritten(file));
    return entries;
}

} // namespace dermis
