#include "core/privacy/retention_flag.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString selectFlags =
    u"SELECT f.id, f.revision, f.patient_id, f.kind, f.reason, f.set_by, s.name, f.set_at, f.released_by, "
    u"coalesce(r.name, ''), "
    "f.released_at, f.released_because FROM retention_flag f JOIN staff s ON s.id = f.set_by "
    "LEFT JOIN staff r ON r.id = f.released_by "_s;

RetentionFlag flagFromRow(const Statement &row)
{
    RetentionFlag flag;
    flag.id = RetentionFlagId(row.integer(0));
    flag.revision = static_cast<int>(row.integer(1));
    flag.patientId = PatientId(row.integer(2));
    flag.kind = retentionFlagFromName(row.text(3)).value_or(RetentionFlagKind::Hold);
    flag.reason = row.text(4);
    flag.setBy = StaffId(row.integer(5));
    flag.setByName = row.text(6);
    flag.setAt = row.dateTime(7);
    flag.releasedBy = StaffId(row.integer(8));
    flag.releasedByName = row.text(9);
    if (!row.isNull(10))
        flag.releasedAt = row.dateTime(10);
    flag.releasedBecause = row.text(11);
    return flag;
}

Result<QList<RetentionFlag>> flagsWhere(Database &database, const QString &condition,
                                        const QVariantList &values)
{
    auto select = TRY(database.prepare(selectFlags + condition));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<RetentionFlag> flags;
    while (TRY(select.next()))
        flags << flagFromRow(select);
    return flags;
}

Result<RetentionFlag> flag(Database &database, RetentionFlagId id)
{
    const auto found = TRY(flagsWhere(database, u"WHERE f.id = ?"_s, {id.value()}));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no retention flag %1"_s.arg(id.toString()));
    return found.first();
}

Result<> requireFor(const Actor &actor, RetentionFlagKind kind)
{
    return require(actor, kind == RetentionFlagKind::Hold ? Permission::Retention : Permission::Decide);
}

} // namespace

QString retentionFlagName(RetentionFlagKind kind)
{
    switch (kind) {
    case RetentionFlagKind::Hold:
        return u"hold"_s;
    case RetentionFlagKind::Incapacity:
        return u"incapacity"_s;
    case RetentionFlagKind::SlowAdverseEvent:
        return u"slow-adverse-event"_s;
    }
    return {};
}

std::optional<RetentionFlagKind> retentionFlagFromName(const QString &name)
{
    for (const RetentionFlagKind kind :
         {RetentionFlagKind::Hold, RetentionFlagKind::Incapacity, RetentionFlagKind::SlowAdverseEvent}) {
        if (retentionFlagName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

Result<RetentionFlag> setRetentionFlag(Database &database, const Actor &actor, const QDateTime &now,
                                       PatientId patient, RetentionFlagKind kind, const QString &reason)
{
    TRY(requireFor(actor, kind));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say why the record is kept longer"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    const RetentionFlagId id(
        TRY(transaction.insert(u"retention_flag"_s, {{u"patient_id"_s, patient.value()},
                                                     {u"kind"_s, retentionFlagName(kind)},
                                                     {u"reason"_s, reason.trimmed()},
                                                     {u"set_by"_s, actor.id.value()},
                                                     {u"set_at"_s, toIsoUtc(now)}})));
    TRY(transaction.commit());
    return flag(database, id);
}

Result<RetentionFlag> releaseRetentionFlag(Database &database, const Actor &actor, const QDateTime &now,
                                           RetentionFlagId id, const QString &because)
{
    const RetentionFlag before = TRY(flag(database, id));
    TRY(requireFor(actor, before.kind));
    if (!before.stands())
        return fail(ErrorCode::InvalidInput, u"retention flag %1 was released before"_s.arg(id.toString()));
    if (because.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say why it no longer holds"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, because.trimmed()));
    TRY(transaction.update(u"retention_flag"_s, id.value(), before.revision,
                           {{u"released_by"_s, actor.id.value()},
                            {u"released_at"_s, toIsoUtc(now)},
                            {u"released_because"_s, because.trimmed()}}));
    TRY(transaction.commit());
    return flag(database, id);
}

Result<QList<RetentionFlag>> retentionFlags(Database &database, PatientId patient)
{
    return flagsWhere(database, u"WHERE f.patient_id = ? ORDER BY f.released_at IS NOT NULL, f.id DESC"_s,
                      {patient.value()});
}

Result<QList<RetentionFlag>> standingRetentionFlags(Database &database)
{
    return flagsWhere(database, u"WHERE f.released_at IS NULL ORDER BY f.patient_id, f.id"_s, {});
}

} // namespace dermis
