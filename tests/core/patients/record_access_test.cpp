#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "core/storage/journal.h"
#include "core/storage/verification.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class AccessFixture : public DatabaseFixture
{
public:
    AccessFixture()
    {
        for (const QString &family : {u"Nkosi"_s, u"Botha"_s}) {
            Patient person;
            person.familyName = family;
            person.givenNames = u"Thandi"_s;
            person.birthDate = QDate(1990, 2, 28);
            patients << registerPatient(*database, nurse, clock.now(), person)->id;
        }
    }

    void open(const Actor &actor, PatientId patient, AccessAct act = AccessAct::Opened)
    {
        REQUIRE(recordAccess(*database, actor, clock.now(), patient, act));
    }

    QStringList namesFor(const AccessQuery &query)
    {
        QStringList names;
        const auto accesses = recordAccesses(*database, nurse, query);
        REQUIRE(accesses);
        for (const RecordAccess &access : *accesses)
            names << access.staffName + u' ' + accessActName(access.act);
        return names;
    }

    QList<PatientId> patients;
};

} // namespace

TEST_CASE_METHOD(AccessFixture, "who opened which record is told, newest first", "[patients]")
{
    open(nurse, patients.first());
    open(doctor, patients.first(), AccessAct::Printed);
    open(nurse, patients.last(), AccessAct::Exported);

    CHECK(namesFor({.patient = patients.first()}) == QStringList{u"Dr Ayanda Motau printed"_s, u"Sr Lindiwe Zwane opened"_s});
    CHECK(namesFor({.staff = nurse.id}) == QStringList{u"Sr Lindiwe Zwane exported"_s, u"Sr Lindiwe Zwane opened"_s});
    CHECK(namesFor({.patient = patients.last(), .staff = doctor.id}).isEmpty());
    CHECK(namesFor({.limit = 1}) == QStringList{u"Sr Lindiwe Zwane exported"_s});
    const RecordAccess newest = recordAccesses(*database, nurse, {})->first();
    CHECK(namesFor({.before = newest.id}).size() == 2);
    CHECK(newest.at == clock.now());
}

TEST_CASE_METHOD(AccessFixture, "a look into a record stands in the journal under that patient", "[patients]")
{
    open(doctor, patients.first());
    const JournalRecord record = journalOfSubject(*database, patients.first().value(), 0, 1)->first();
    CHECK(record.entry.table == u"record_access"_s);
    CHECK(record.entry.actor == doctor.id);
    REQUIRE(database->run(u"UPDATE record_access SET act = 'printed'"_s));
    CHECK(verify(*database)->firstDamage->table == u"record_access"_s);
}

TEST_CASE_METHOD(AccessFixture, "a record that does not exist cannot have been opened", "[patients]")
{
    CHECK(!recordAccess(*database, nurse, clock.now(), PatientId(99), AccessAct::Opened));
    CHECK(recordAccesses(*database, nurse, {})->isEmpty());
}

TEST_CASE_METHOD(AccessFixture, "accesses are found by day, in the clinic's time", "[patients]")
{
    clock.set(QDateTime(QDate(2026, 3, 1), QTime(21, 59, 59), Qt::UTC)); // one second before midnight in the clinic
    open(nurse, patients.first());
    clock.advanceMilliseconds(1000);
    open(doctor, patients.first());
    clock.advanceMilliseconds(24 * 3600 * 1000);
    open(nurse, patients.last());
    const QDate day(2026, 3, 2);
    CHECK(namesFor({.from = day, .until = day}) == QStringList{u"Dr Ayanda Motau opened"_s});
    CHECK(namesFor({.until = day}).size() == 2);
    CHECK(namesFor({.from = day}).size() == 2);
    const RecordAccess newest = recordAccesses(*database, nurse, {})->first();
    CHECK(newest.patientName == u"Thandi Botha"_s);
    CHECK(newest.roles == Roles(Role::Nurse));
    CHECK(!newest.fileNumber.isEmpty());
}

TEST_CASE_METHOD(AccessFixture, "reception is not told who opened which record", "[patients]")
{
    CHECK(recordAccesses(*database, reception, {}).error().detail == u"see-accesses may be done by: dermatologist, nurse, owner"_s);
}
