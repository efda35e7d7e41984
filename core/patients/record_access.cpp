#include "core/patients/record_access.h"

#include "core/access/permissions.h"
#include "core/base/clinic_day.h"
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
    QString sql = u"SELECT a.id, a.patient_id, p.file_number, p.given_names || ' ' || p.family_name, a.staff_id, s.name, s.roles, "
                  "a.at, a.act FROM record_access a JOIN staff s ON s.id = a.staff_id JOIN patient p ON p.id = a.patient_id "
                  "WHERE a.id < ?"_s;
    if (!query.patient.isNull())
        sql += u" AND a.patient_id = ?"_s;
    if (!query.staff.isNull())
        sql += u" AND a.staff_id = ?"_s;
    if (query.from.isValid())
        sql += u" AND a.at >= ?"_s;
    if (query.until.isValid())
        sql += u" AND a.at < ?"_s;
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

Result<QList<RecordAccess>> recordAccesses(Database &database, const Actor &actor, const AccessQuery &query)
{
    TRY(require(actor, Permission::SeeAccesses));
    return recordAccesses(database, query);
}

Result<QList<RecordAccess>> recordAccesses(Database &database, const AccessQuery &query)
{
    auto select = TRY(database.prepare(selectSql(query)));
    select.add(query.before > 0 ? query.before : std::numeric_limits<qint64>::max());
    if (!query.patient.isNull())
        select.add(query.patient.value());
    if (!query.staff.isNull())
        select.add(query.staff.value());
    if (query.from.isValid())
        select.add(toIsoUtc(beginningOf(query.from)));
    if (query.until.isValid())
        select.add(toIsoUtc(beginningOf(query.until.addDays(1))));
    select.add(query.limit);
    TRY(select.run());
    QList<RecordAccess> accesses;
    while (TRY(select.next())) {
        const Roles roles = TRY(rolesFromText(select.text(6)));
        accesses << RecordAccess{select.integer(0), PatientId(select.integer(1)), select.text(2), select.text(3),
                                 StaffId(select.integer(4)), select.text(5), roles, select.dateTime(7),
                                 actFromName(select.text(8))};
    }
    return accesses;
}

} // namespace dermis
