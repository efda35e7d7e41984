#include "core/patients/record_access.h"

#include "core/base/clock.h"
#include "core/storage/database.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

AccessAct actFromName(const QString &name)
{
    for (const AccessAct act : {AccessAct::Printed, AccessAct::Exported}) {
        if (accessActName(act) == name)
            return act;
    }
    return AccessAct::Opened; // the table's CHECK admits no other
}

QString selectSql(const AccessQuery &query)
{
    QString sql = u"SELECT a.id, a.patient_id, a.staff_id, s.name, a.at, a.act "
                  "FROM record_access a JOIN staff s ON s.id = a.staff_id WHERE a.id < ?"_s;
    if (!query.patient.isNull())
        sql += u" AND a.patient_id = ?"_s;
    if (!query.staff.isNull())
        sql += u" AND a.staff_id = ?"_s;
    return sql + u" ORDER BY a.id DESC LIMIT ?"_s;
}

} // namespace

QString accessActName(AccessAct act)
{
    switch (act) {
    case AccessAct::Opened:
        return u"opened"_s;
    case AccessAct::Printed:
        return u"printed"_s;
    case AccessAct::Exported:
        return u"exported"_s;
    }
    return {};
}

Result<> recordAccess(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, AccessAct act)
{
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.insert(u"record_access"_s, {{u"patient_id"_s, patient.value()},
                                                {u"staff_id"_s, actor.id.value()},
                                                {u"at"_s, toIsoUtc(now)},
                                                {u"act"_s, accessActName(act)}}));
    return transaction.commit();
}

Result<QList<RecordAccess>> recordAccesses(Database &database, const AccessQuery &query)
{
    auto select = TRY(database.prepare(selectSql(query)));
    select.add(query.before > 0 ? query.before : std::numeric_limits<qint64>::max());
    if (!query.patient.isNull())
        select.add(query.patient.value());
    if (!query.staff.isNull())
        select.add(query.staff.value());
    select.add(query.limit);
    TRY(select.run());
    QList<RecordAccess> accesses;
    while (TRY(select.next()))
        accesses << RecordAccess{select.integer(0), PatientId(select.integer(1)), StaffId(select.integer(2)),
                                 select.text(3),    select.dateTime(4),           actFromName(select.text(5))};
    return accesses;
}

} // namespace dermis
