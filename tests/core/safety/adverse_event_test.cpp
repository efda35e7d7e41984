#include "core/safety/adverse_event.h"
#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/safety_check.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "tests/support/must.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

struct ReactionFixture : DatabaseFixture
{
    ReactionFixture()
    {
        auto transaction = must(Transaction::begin(*database, nurse, clock.now()));
        must(ensureShippedQuestionnaires(transaction));
        Patient person;
        person.familyName = u"O'Brien"_s;
        person.birthDate = QDate(1990, 2, 28);
        patient = must(insertPatient(transaction, person));
        must(transaction.commit());
    }
    Result<AdverseEvent> record(const QString &zone, const QString &sign = u"RF-07"_s, const QString &words = u"Three firm bumps"_s)
    {
        AdverseEvent event;
        event.patient = patient;
        event.noticed = clock.today();
        event.zone = zone;
        event.sign = sign;
        event.words = words;
        return recordAdverseEvent(*database, nurse, clock.now(), event);
    }
    /// The planned zones in which MN-PRO-11 fires.
    QStringList stopped()
    {
        const Plan plan = must(Plan::fromJson(QByteArray(R"({"zones":[{"zone":"chin"},{"zone":"cheek-left"}]})")));
        QStringList zones;
        const SafetyCheck check = must(checkSafety(*database, patient, plan, clock.today()));
        for (const Finding &finding : check.assessment.findings) {
            if (finding.rule->code == u"MN-PRO-11" && finding.outcome == Outcome::Fired)
                zones << finding.zone;
        }
        return zones;
    }
    PatientId patient;
};

} // namespace

TEST_CASE_METHOD(ReactionFixture, "a zone is not needled while its last reaction is open", "[safety]")
{
    CHECK(stopped().isEmpty());
    const AdverseEvent bumps = must(record(u"cheek-left"_s));
    CHECK(stopped() == QStringList{u"cheek-left"_s});
    CHECK(bumps.title() == u"RF-07 Firm bumps or plaques lasting more than 2 weeks"_s);

    CHECK(clearAdverseEvent(*database, nurse, clock.now(), bumps.id, bumps.revision, u"Flat and soft again"_s).error().code == ErrorCode::NotAllowed);
    CHECK(clearAdverseEvent(*database, doctor, clock.now(), bumps.id, bumps.revision, u"gone"_s).error().code == ErrorCode::InvalidInput);
    const AdverseEvent cleared = must(clearAdverseEvent(*database, doctor, clock.now(), bumps.id, bumps.revision, u"Flat and soft again"_s));
    CHECK(cleared.clearedOn == clock.today());
    CHECK(stopped().isEmpty());
    CHECK(clearAdverseEvent(*database, doctor, clock.now(), cleared.id, cleared.revision, u"Flat and soft again"_s).error().detail.contains(u"already"_s));
}

TEST_CASE_METHOD(ReactionFixture, "a reaction without a zone stops every zone, and the open ones stand first", "[safety]")
{
    must(record(u"chin"_s));
    const AdverseEvent first = must(adverseEventsOf(*database, patient)).first();
    must(clearAdverseEvent(*database, doctor, clock.now(), first.id, first.revision, u"Flat and soft again"_s));
    must(record({}, u"RF-06"_s, u"Hives on arms and face"_s));
    CHECK(stopped().size() == 2);
    const QList<AdverseEvent> all = must(adverseEventsOf(*database, patient));
    REQUIRE(all.size() == 2);
    CHECK(all.first().isOpen());
}

TEST_CASE_METHOD(ReactionFixture, "what is no reaction is refused, and changes nothing", "[safety]")
{
    CHECK(record(u"cheek-left"_s, u"RF-13"_s).error().detail.contains(u"RF-13"_s));
    CHECK(record(u"moon"_s).error().detail.contains(u"moon"_s));
    CHECK(record({}, u"other"_s, u"  "_s).error().code == ErrorCode::InvalidInput);
    AdverseEvent later;
    later.patient = patient;
    later.noticed = clock.today().addDays(1);
    later.words = u"Tomorrow"_s;
    CHECK(recordAdverseEvent(*database, nurse, clock.now(), later).error().code == ErrorCode::InvalidInput);
    later.noticed = clock.today();
    later.patient = PatientId(999);
    CHECK(recordAdverseEvent(*database, nurse, clock.now(), later).error().code == ErrorCode::NotFound);
    CHECK(must(adverseEventsOf(*database, patient)).isEmpty());
}
