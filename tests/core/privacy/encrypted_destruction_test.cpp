#include "core/access/passwords.h"
#include "core/backup/backup.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/privacy/destroy_records.h"
#include "tests/core/privacy/privacy_fixture.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QString doctors = u"blou gomma reën 7"_s;
const QString owners = u"groen padda wind 8"_s;

/// An encrypted clinic of a doctor and an owner, with one record of 2018.
class EncryptedFixture
{
public:
    EncryptedFixture()
    {
        NewClinic clinic = clinicOf(u"Marula Street"_s, u"Dr Ayanda Motau"_s);
        clinic.password = doctors;
        clinic.derivation = {8192, 1};
        must(createClinic(path, clinic, then));
        SignedIn signedIn = must(signIn(path, u"Dr Ayanda Motau"_s, doctors, then));
        database = std::move(signedIn.database);
        doctor = signedIn.person.actor();
        Staff second;
        second.name = u"Nomsa Dube"_s;
        second.roles = Role::Owner;
        second = must(saveStaff(*database, doctor, then, second));
        owner = must(givePassword(*database, doctor, then, second, owners)).actor();
        Patient person;
        person.familyName = u"Mokwena"_s;
        person.givenNames = u"Naledi"_s;
        person.birthDate = QDate(1980, 1, 1);
        person.sex = Sex::Female;
        person.phones = {{u"082 555 0118"_s, {}}};
        patientId = must(registerPatient(*database, doctor, then, person)).id;
    }
    DestructionRequest request(const QString &own, const QString &other) const
    {
        return {{patientId}, u"HPCSA Booklet 9"_s, own, owner.id, other};
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"practice.dermis"_s);
    QDateTime then{QDate(2018, 3, 2), QTime(9, 0), Qt::UTC};
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
    std::unique_ptr<Database> database;
    Actor doctor;
    Actor owner;
    PatientId patientId;
};

} // namespace

TEST_CASE_METHOD(EncryptedFixture, "each of the two proves who they are; a wrong password destroys nothing",
                 "[privacy]")
{
    const auto refused = [this](const QString &own, const QString &other) {
        const auto done = destroyRecords(*database, doctor, now, request(own, other));
        return done ? std::optional<ErrorCode>() : done.error().code;
    };
    CHECK(refused(doctors, doctors) == ErrorCode::NotAllowed);
    CHECK(refused(owners, owners) == ErrorCode::NotAllowed);
    CHECK(refused(doctors, {}) == ErrorCode::NotAllowed);
    CHECK(patient(*database, patientId));
    CHECK(refused(doctors, owners) == std::nullopt);
    CHECK(patient(*database, patientId).error().code == ErrorCode::NotFound);
    CHECK(must(verifyClinic(*database)).isWhole());
}

TEST_CASE_METHOD(EncryptedFixture, "a backup made after a destruction is proven; one made before is named",
                 "[privacy]")
{
    FixedClock clock(now.addDays(-1));
    const Backup before = must(createBackup(*database, doctor, clock, folder.path()));
    const Certificate done = must(destroyRecords(*database, doctor, now, request(doctors, owners)));
    clock.set(now.addDays(1));
    const Backup after = must(createBackup(*database, doctor, clock, folder.path()));
    CHECK(after.patients == 0);
    const auto holding = must(backupsHolding(*database, done));
    REQUIRE(holding.size() == 1);
    CHECK(holding.first().path() == before.path());
}
