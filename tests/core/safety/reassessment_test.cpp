#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/reassessment.h"
#include "core/safety/safety_check.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// 250 patients, the last of them retired.
class ManyPatients : public test::DatabaseFixture
{
public:
    ManyPatients()
    {
        auto transaction = Transaction::begin(*database, doctor, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        for (int n = 0; n < 250; ++n) {
            Patient person;
            person.familyName = u"Dlamini"_s;
            person.givenNames = u"Nomvula %1"_s.arg(n);
            person.birthDate = QDate(1990, 1, 1).addDays(n);
            person.active = n < 249;
            REQUIRE(insertPatient(*transaction, person));
        }
        REQUIRE(transaction->commit());
    }
};

} // namespace

TEST_CASE_METHOD(ManyPatients, "every active patient is judged as the record judges one", "[safety]")
{
    const auto all = reassess(*database, clock.today());
    REQUIRE(all);
    CHECK(all->patients == 249);
    const SafetyCheck one = checkSafety(*database, PatientId(1), clock.today()).value();
    CHECK(all->counts == QMap<SessionStatus, qint64>{{status(one.assessment, one.decisions), 249}});
}

TEST_CASE_METHOD(ManyPatients, "judging everybody tells how far it is and stops when asked", "[safety]")
{
    QList<qint64> heard;
    const auto stopped = reassess(*database, clock.today(), [&](qint64 done) {
        heard << done;
        return done < 200;
    });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(heard == QList<qint64>{100, 200});
}

TEST_CASE_METHOD(ManyPatients, "one patient is judged in sixteen reads, six of which serve for everybody",
                 "[safety]")
{
    REQUIRE(checkSafety(*database, PatientId(1), clock.today()));
    const qint64 before = database->runs();
    REQUIRE(checkSafety(*database, PatientId(2), clock.today()));
    CHECK(database->runs() - before == 16);
    REQUIRE(reassess(*database, clock.today()));
    CHECK(database->runs() - before == 16 + 6 + 1 + 249 * 10 + 2 + 3 * 2); // the moment begins and ends, as does each batch
}
