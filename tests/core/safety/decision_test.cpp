#include "core/patients/patient_repository.h"
#include "core/safety/earliest_date.h"
#include "core/safety/sign_decision.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"
#include "core/storage/verification.h"
#include "tests/core/safety/stated_facts.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class DecisionFixture : public DatabaseFixture
{
public:
    DecisionFixture()
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        Patient person;
        person.familyName = u"O'Brien"_s;
        person.givenNames = u"Thandi"_s;
        person.birthDate = QDate(1992, 3, 14);
        patient = *insertPatient(*transaction, person);
        REQUIRE(transaction->commit());
    }

    void assessOn(const QJsonObject &changes)
    {
        facts = statedFacts(changes);
        assessment = assess(*RuleSet::shipped(), facts);
    }
    Result<QList<Decision>> decide(const Actor &actor, const QString &rule, const Choice &choice)
    {
        return recordDecision(*database, actor, clock.now(), patient, facts, assessment, {{rule, {}}},
                              choice);
    }
    QList<Decision> stored() { return *decisions(*database, patient); }

    PatientId patient;
    Facts facts;
    Assessment assessment;
    Choice proceed{Verdict::Proceed, u"Discussed; small depth, review in a week"_s, {}, {}, {}};
};

const QJsonObject coldSores{{u"Q-HSV-HX"_s, true}};

} // namespace

TEST_CASE_METHOD(DecisionFixture, "a relative finding stops the sheet until the dermatologist decides",
                 "[safety]")
{
    assessOn(coldSores);
    CHECK(status(assessment, {}) == SessionStatus::RelativeUndecided);
    CHECK(mayIssueSheet(assessment, {}).size() == 1);
    REQUIRE(decide(doctor, u"MN-INF-07"_s, proceed));
    CHECK(status(assessment, stored()) == SessionStatus::Ready);
    CHECK(mayIssueSheet(assessment, stored()).isEmpty());
    CHECK(stored().first().decidedByName == doctor.name);
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(DecisionFixture, "a decision is open again when an answer or the rule changes", "[safety]")
{
    assessOn({{u"Q-CTD"_s, QJsonArray{u"lupus"_s}}});
    REQUIRE(decide(doctor, u"MN-SYS-04"_s, proceed));
    assessOn({{u"Q-CTD"_s, QJsonArray{u"lupus"_s, u"vasculitis"_s}}});
    CHECK(mayIssueSheet(assessment, stored()).size() == 1);

    assessOn({{u"Q-CTD"_s, QJsonArray{u"lupus"_s}}});
    CHECK(mayIssueSheet(assessment, stored()).isEmpty());
    Rule newer = *assessment.find(u"MN-SYS-04"_s)->rule;
    newer.version = 2;
    Finding changed = *assessment.find(u"MN-SYS-04"_s);
    changed.rule = std::make_shared<const Rule>(newer);
    CHECK_FALSE(answerTo(changed, stored()));
}

TEST_CASE_METHOD(DecisionFixture,
                 "an absolute finding has no override; the session can only be deferred or refused",
                 "[safety]")
{
    assessOn({{u"Q-PREG"_s, u"yes"_s}, {u"Q-HSV-HX"_s, true}});
    const Finding *pregnant = assessment.find(u"MN-PRG-01"_s);
    CHECK(possibleVerdicts(assessment, *pregnant) == QList<Verdict>{Verdict::Defer, Verdict::Refuse});
    CHECK(decide(doctor, u"MN-PRG-01"_s, proceed).error().code == ErrorCode::InvalidInput);
    CHECK(decide(doctor, u"MN-INF-07"_s, proceed).error().code == ErrorCode::InvalidInput);

    Choice later{Verdict::Defer, u"Pregnant; rebook after breastfeeding"_s, {}, QDate(2027, 3, 1), {}};
    REQUIRE(decide(doctor, u"MN-PRG-01"_s, later));
    CHECK(status(assessment, stored()) == SessionStatus::AbsoluteFired);
    CHECK(earliestDate(assessment, stored()).because.size() == 2);
    CHECK_FALSE(earliestDate(assessment, stored()).earliest());
    assessOn({{u"Q-PREG"_s, u"yes"_s}});
    CHECK(earliestDate(assessment, stored()).earliest() == QDate(2027, 3, 1));
}

TEST_CASE_METHOD(DecisionFixture, "a deferral names the day on which the last window ends", "[safety]")
{
    assessOn({{u"Q-SUN"_s, u"2026-02-25"_s}, {u"Q-ISO-LAST"_s, u"2025-11-30"_s}});
    const EarliestDate waiting = earliestDate(assessment, {});
    CHECK(waiting.because.size() == 2);
    CHECK(waiting.earliest() == QDate(2026, 5, 30));

    assessOn({{u"Q-ISO-LAST"_s, u"2025-11-30"_s}});
    const auto deferTo = [&](const QDate &until) {
        return decide(doctor, u"MN-ISO-02"_s,
                      {Verdict::Defer, u"Wait for the skin to settle"_s, {}, until, {}});
    };
    CHECK(deferTo(assessment.session).error().code ==
          ErrorCode::InvalidInput); // the session's own day is no deferral
    REQUIRE(deferTo(QDate(2026, 4, 1)));
    CHECK(earliestDate(assessment, stored()).earliest() ==
          QDate(2026, 5, 30)); // the window ends later than the doctor said
    REQUIRE(deferTo(QDate(2026, 7, 1)));
    CHECK(earliestDate(assessment, stored()).earliest() == QDate(2026, 7, 1));
}

TEST_CASE_METHOD(DecisionFixture, "signing a decision ends what was typed of it, and a refused one keeps it",
                 "[safety]")
{
    assessOn(coldSores);
    SafetyCheck check;
    check.facts = facts;
    check.assessment = assessment;
    const DraftKey key{patient.value(), decisionDraftForm(), doctor.id};
    REQUIRE(saveDraft(*database, {key, decisionDraftBody(proceed, true), clock.now(), 0}));
    const auto sign = [&](const Choice &choice) {
        return signDecision(*database, doctor, clock.now(), patient, check, {{u"MN-INF-07"_s, {}}}, choice);
    };
    CHECK_FALSE(sign({Verdict::Proceed, u"short"_s, {}, {}, {}}));
    CHECK(findDraft(*database, key)->has_value());
    REQUIRE(sign(proceed));
    CHECK_FALSE(findDraft(*database, key)->has_value());
}

TEST_CASE_METHOD(DecisionFixture, "of several antiviral records the newest holds", "[safety]")
{
    CHECK(antiviralDecision({}) == nullptr);
    assessOn(coldSores);
    REQUIRE(decide(doctor, u"MN-INF-07"_s, proceed));
    CHECK(antiviralDecision(stored()) == nullptr);
    Choice tablets = proceed;
    tablets.antiviral = Antiviral{};
    tablets.antiviral->prophylaxis = true;
    REQUIRE(decide(doctor, u"MN-INF-07"_s, tablets));
    const QList<Decision> all = stored();
    CHECK(antiviralDecision(all)->id == all.first().id);
}

TEST_CASE_METHOD(DecisionFixture, "who may not decide is refused, and so is a reason that says nothing",
                 "[safety]")
{
    assessOn({{u"Q-HSV-HX"_s, true}, {u"Q-FEAR"_s, true}});
    CHECK(decide(nurse, u"MN-INF-07"_s, proceed).error().code == ErrorCode::NotAllowed);
    const Choice seen{Verdict::Acknowledge, {}, {}, {}, {}};
    CHECK(decide(reception, u"MN-EXP-05"_s, seen).error().code == ErrorCode::NotAllowed);
    CHECK(decide(nurse, u"MN-INF-07"_s, seen).error().code == ErrorCode::InvalidInput);
    CHECK(decide(doctor, u"MN-INF-07"_s, {Verdict::Proceed, u"  fine  "_s, {}, {}, {}}).error().code ==
          ErrorCode::InvalidInput);
    CHECK(decide(doctor, u"MN-INF-07"_s, {Verdict::Defer, u"Active lesions expected"_s, {}, {}, {}})
              .error()
              .code == ErrorCode::InvalidInput);
    CHECK(decide(doctor, u"MN-PRG-01"_s, proceed).error().code == ErrorCode::NotFound);
    CHECK(stored().isEmpty());

    REQUIRE(decide(nurse, u"MN-EXP-05"_s, seen));
    CHECK(openFindings(assessment, stored()).size() == 1);
}

TEST_CASE_METHOD(DecisionFixture, "an unmatched allergy is settled by facts only, signatures by the sheet",
                 "[safety]")
{
    assessOn({{u"Q-ALG-UNM"_s, 1}, {u"PL-CONSENT"_s, false}});
    const Finding *unmatched = assessment.find(u"MN-ALG-06"_s);
    CHECK_FALSE(possibleVerdicts(assessment, *unmatched).contains(Verdict::Proceed));
    CHECK(mayIssueSheet(assessment, {}).size() == 1);
    assessOn({{u"PL-CONSENT"_s, false}});
    CHECK(possibleVerdicts(assessment, *assessment.find(u"MN-CAP-09"_s)).isEmpty());
    CHECK(mayIssueSheet(assessment, {}).isEmpty());
    CHECK(status(assessment, {}) == SessionStatus::AbsoluteFired);
}

TEST_CASE_METHOD(DecisionFixture, "a forbidden numbing class forbids the product, not the sheet", "[safety]")
{
    assessOn({{u"ALLERGY"_s, QJsonArray{u"benzocaine"_s}}});
    REQUIRE(assessment.find(u"MN-ANA-02"_s)->outcome == Outcome::Fired);
    CHECK(mayIssueSheet(assessment, {}).isEmpty());
    CHECK(status(assessment, {}) == SessionStatus::Ready);
}

TEST_CASE_METHOD(DecisionFixture, "what is not known blocks where the rule is absolute or relative",
                 "[safety]")
{
    assessOn({{u"Q-PREG"_s, QJsonValue::Null}});
    CHECK_FALSE(mayIssueSheet(assessment, {}).isEmpty());
    assessOn({{u"Q-EDS"_s, QJsonValue::Null}});
    CHECK(status(assessment, {}) == SessionStatus::RelativeUnknown);
    CHECK(mayIssueSheet(assessment, {}).size() == 1);
    assessOn({{u"Q-VAG"_s, QJsonValue::Null}});
    CHECK(status(assessment, {}) == SessionStatus::CautionOpen);
    CHECK(mayIssueSheet(assessment, {}).isEmpty());
    assessOn({{u"Q-BBV"_s, QJsonValue::Null}});
    CHECK(status(assessment, {}) == SessionStatus::Ready);
}

TEST_CASE_METHOD(DecisionFixture, "deciding again changes the one decision and the journal keeps both",
                 "[safety]")
{
    assessOn(coldSores);
    REQUIRE(decide(doctor, u"MN-INF-07"_s, proceed));
    REQUIRE(
        decide(doctor, u"MN-INF-07"_s, {Verdict::Refuse, u"Patient changed her mind today"_s, {}, {}, {}}));
    REQUIRE(stored().size() == 1);
    CHECK(stored().first().revision == 2);
    CHECK(status(assessment, stored()) == SessionStatus::Refused);
}

TEST_CASE_METHOD(DecisionFixture,
                 "the antiviral record is kept with the decision until the tablets are started", "[safety]")
{
    assessOn(coldSores);
    Choice tablets = proceed;
    tablets.antiviral = Antiviral{true,
                                  u"as prescribed"_s,
                                  u"see script"_s,
                                  QDate(2026, 3, 1),
                                  QDate(2026, 3, 15),
                                  true,
                                  u"Dr Ayanda Motau"_s,
                                  false};
    REQUIRE(decide(doctor, u"MN-INF-07"_s, tablets));
    CHECK(stored().first().choice.antiviral == tablets.antiviral);
    REQUIRE(markAntiviralStarted(*database, nurse, clock.now(), stored().first().id));
    CHECK(stored().first().choice.antiviral->startedAsPrescribed);
    CHECK(markAntiviralStarted(*database, reception, clock.now(), stored().first().id).error().code ==
          ErrorCode::NotAllowed);
    CHECK_FALSE(antiviralFromJson({{u"renalChecked"_s, u"yes"_s}}));
}
