#include "core/patients/record_access.h"
#include "core/privacy/affected.h"
#include "core/storage/journal.h"
#include "tests/core/privacy/privacy_fixture.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class IncidentFixture : public PrivacyFixture
{
public:
    IncidentFixture() : first(patientOf(u"MSD-00001"_s)), second(patientOf(u"MSD-00002"_s))
    {
        REQUIRE(recordAccess(*database, nurse, now.addSecs(-7200), first, AccessAct::Opened));
        REQUIRE(recordAccess(*database, nurse, now.addSecs(-3600), first, AccessAct::Printed));
        REQUIRE(recordAccess(*database, doctor, now.addSecs(-1800), second, AccessAct::Opened));
    }
    Incident keep(IncidentReach reach, const QDateTime &since, const QDateTime &until, StaffId staff = {})
    {
        Incident incident;
        incident.what = u"A stranger sat at the nurse's desk."_s;
        incident.reach = reach;
        incident.since = since;
        incident.until = until;
        incident.staff = staff;
        return must(recordIncident(*database, owner, now, incident));
    }
    AffectedPeople affectedBy(const Incident &incident)
    {
        return must(affectedPeople(*database, owner, now, incident.id));
    }

    PatientId first;
    PatientId second;
};

} // namespace

TEST_CASE_METHOD(IncidentFixture, "an incident within a time concerns those whose records were opened in it",
                 "[privacy]")
{
    const AffectedPeople affected = affectedBy(keep(IncidentReach::Accesses, now.addSecs(-4000), now));
    REQUIRE(affected.people.size() == 2);
    CHECK(affectedBy(keep(IncidentReach::Accesses, now.addSecs(-1000), now)).people.isEmpty());
}

TEST_CASE_METHOD(IncidentFixture, "an incident about one person counts that person's accesses alone",
                 "[privacy]")
{
    const AffectedPeople affected =
        affectedBy(keep(IncidentReach::Accesses, now.addSecs(-86400), now, nurse.id));
    REQUIRE(affected.people.size() == 1);
    const AffectedPerson &person = affected.people.first();
    CHECK(person.patient == first);
    CHECK(person.accesses == 2);
    CHECK(person.first == now.addSecs(-7200));
    CHECK(person.last == now.addSecs(-3600));
    CHECK(person.by == QStringList{nurse.name});
    CHECK_FALSE(person.phones.isEmpty());
}

TEST_CASE_METHOD(IncidentFixture, "a stolen copy concerns everybody who was registered when it was made",
                 "[privacy]")
{
    Patient person = must(patient(*database, first));
    person.id = {};
    person.saIdNumber.clear();
    REQUIRE(registerPatient(*database, nurse, now.addSecs(-60), person));
    const qint64 all = count(u"SELECT count(*) FROM patient"_s);
    CHECK(affectedBy(keep(IncidentReach::WholeFile, {}, now.addSecs(-120))).people.size() == all - 1);
    CHECK(affectedBy(keep(IncidentReach::WholeFile, {}, now)).people.size() == all);
}

TEST_CASE_METHOD(IncidentFixture,
                 "taking out the list is journalled in the incident, and telling people is noted",
                 "[privacy]")
{
    const Incident kept = keep(IncidentReach::WholeFile, {}, now);
    affectedBy(kept);
    CHECK(must(historyOf(*database, u"incident"_s, kept.id.value())).last().reason ==
          u"listed who is affected"_s);
    Incident told = must(incident(*database, owner, kept.id));
    CHECK(told.isOpen());
    told.regulatorToldAt = told.peopleToldAt = now;
    told = must(changeIncident(*database, owner, now, told, {}));
    CHECK_FALSE(told.isOpen());
    told.what = u"Something else"_s;
    CHECK(changeIncident(*database, owner, now, told, {}).error().code == ErrorCode::InvalidInput);
    CHECK(changeIncident(*database, owner, now, told, u"described better"_s));
}

TEST_CASE_METHOD(IncidentFixture,
                 "an incident without words or with a time ahead is refused, and so is the nurse",
                 "[privacy]")
{
    Incident incident;
    incident.reach = IncidentReach::WholeFile;
    incident.until = now;
    CHECK(recordIncident(*database, owner, now, incident).error().code == ErrorCode::InvalidInput);
    incident.what = u"Laptop stolen"_s;
    incident.until = now.addSecs(60);
    CHECK(recordIncident(*database, owner, now, incident).error().code == ErrorCode::InvalidInput);
    incident.until = now;
    CHECK(recordIncident(*database, nurse, now, incident).error().code == ErrorCode::NotAllowed);
    CHECK(count(u"SELECT count(*) FROM incident"_s) == 0);
}

TEST_CASE("the CSV quotes every field and defuses formulas", "[privacy]")
{
    AffectedPerson person;
    person.fileNumber = u"MSD-00001"_s;
    person.name = u"=HYPERLINK(\"x\")"_s;
    person.phones = {u"082 555 0118"_s};
    person.address = u"1 \"A\" Street, Demo"_s;
    const QByteArray csv = affectedCsv({{person}, 0});
    CHECK(csv.startsWith("\xEF\xBB\xBF"
                         "file number,name,"));
    CHECK(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""));
    CHECK(csv.contains("\"1 \"\"A\"\" Street, Demo\""));
    CHECK(csv.count("\r\n") == 2);
}
