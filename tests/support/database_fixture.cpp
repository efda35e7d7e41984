#include "tests/support/database_fixture.h"

#include "core/access/practice.h"
#include "core/access/staff.h"
#include "core/storage/migrations.h"
#include "core/storage/transaction.h"
#include "tests/support/must.h"


using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

Actor add(Transaction &transaction, const QString &name, Roles roles)
{
    Staff staff;
    staff.name = name;
    staff.roles = roles;
    staff.hpcsaNumber = roles.testFlag(Role::Dermatologist) ? u"MP 0000000"_s : u""_s;
    staff.id = must(insertStaff(transaction, staff));
    return staff.actor();
}

} // namespace

DatabaseFixture::DatabaseFixture()
    : path(folder.filePath(u"clinic.dermis"_s))
    , database(must(Database::open(path, {.create = true})))
{
    must(migrate(*database, must(shippedMigrations())));
    auto transaction = must(Transaction::begin(*database, Actor{}, clock.now()));
    doctor = add(transaction, u"Dr Ayanda Motau"_s, Role::Dermatologist | Role::Owner);
    nurse = add(transaction, u"Sr Lindiwe Zwane"_s, Role::Nurse);
    reception = add(transaction, u"Kabelo Moagi"_s, Role::Reception);
    Practice details;
    details.name = u"Marula Street Dermatology"_s;
    details.doctor = u"Dr Ayanda Motau"_s;
    details.hpcsaNumber = u"MP 0000000"_s;
    details.address = u"12 Marula Street, Demo Park 0001"_s;
    details.phone = u"012 555 0100"_s;
    details.afterHoursPhone = u"012 555 0199"_s;
    details.fileNumberPrefix = u"MSD"_s;
    must(insertPractice(transaction, details));
    must(transaction.commit());
}

std::unique_ptr<Database> DatabaseFixture::secondConnection() const
{
    return must(Database::open(path));
}

} // namespace dermis::test
