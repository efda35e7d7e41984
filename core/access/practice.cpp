#include "core/access/practice.h"

#include "core/access/permissions.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString text(const QString &value)
{
    return value.isNull() ? u""_s : value.trimmed();
}

Row toRow(const Practice &practice)
{
    return {{u"name"_s, text(practice.name)},
            {u"practice_number"_s, text(practice.practiceNumber)},
            {u"doctor"_s, text(practice.doctor)},
            {u"hpcsa_number"_s, text(practice.hpcsaNumber)},
            {u"address"_s, text(practice.address)},
            {u"phone"_s, text(practice.phone)},
            {u"after_hours_phone"_s, text(practice.afterHoursPhone)},
            {u"email"_s, text(practice.email)},
            {u"information_officer"_s, text(practice.informationOfficer)},
            {u"file_number_prefix"_s, text(practice.fileNumberPrefix)},
            {u"logo"_s, practice.logoDigest.isEmpty() ? QVariant() : QVariant(practice.logoDigest)},
            {u"demo"_s, practice.isDemo ? 1 : 0}};
}

Result<> check(const Practice &practice)
{
    if (practice.name.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"the practice needs a name"_s);
    return {};
}

} // namespace

Result<Practice> practice(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT revision, name, practice_number, doctor, hpcsa_number, address, phone, after_hours_phone, email, "
        "information_officer, file_number_prefix, logo, demo, recovery_key_made_at, recovery_key_checked_at FROM practice WHERE id = 1"_s));
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::Damaged, u"the clinic has no practice details"_s);
    return Practice{static_cast<int>(select.integer(0)),
                    select.text(1),
                    select.text(2),
                    select.text(3),
                    select.text(4),
                    select.text(5),
                    select.text(6),
                    select.text(7),
                    select.text(8),
                    select.text(9),
                    select.text(10),
                    select.text(11),
                    select.boolean(12),
                    select.dateTime(13),
                    select.dateTime(14)};
}

Result<> insertPractice(Transaction &transaction, const Practice &practice)
{
    TRY(check(practice));
    Row row = toRow(practice);
    row.insert(u"id"_s, 1);
    TRY(transaction.insert(u"practice"_s, row));
    return {};
}

Result<Practice> savePractice(Database &database, const Actor &actor, const QDateTime &now, const Practice &changed)
{
    TRY(require(actor, Permission::ManageSettings));
    TRY(check(changed));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.update(u"practice"_s, 1, changed.revision, toRow(changed)));
    TRY(transaction.commit());
    return practice(database);
}

} // namespace dermis
