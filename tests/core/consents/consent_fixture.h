#pragma once

#include "core/base/clock.h"
#include "core/consents/consent.h"
#include "core/consents/consent_template.h"
#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/safety/safety_check.h"
#include "core/storage/documents.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

namespace dermis::test {

using namespace Qt::StringLiterals;

/// Three rules on age alone: under 12 absolute, under 18 relative, under 22 a caution.
inline const QByteArray ageRules = R"({"version": "test-1", "categories": ["CAP"], "notYetChecked": [], "rules": [
 {"code": "MN-CAP-01", "title": "Under 12", "severity": "absolute", "settledBy": "facts", "scope": "P",
  "message": "m", "action": "a", "source": "s", "condition": {"operand": "Q-AGE", "lessThan": 12}},
 {"code": "MN-CAP-02", "title": "Under 18", "severity": "relative", "settledBy": "decision", "scope": "P",
  "message": "m", "action": "a", "source": "s", "condition": {"operand": "Q-AGE", "atLeast": 12, "lessThan": 18}},
 {"code": "MN-CAP-04", "title": "Under 22", "severity": "caution", "settledBy": "decision", "scope": "P",
  "message": "m", "action": "a", "source": "s", "condition": {"operand": "Q-AGE", "lessThan": 22}}]})";

/// A clinic with the shipped forms and rules that ask for the age alone.
class ConsentFixture : public DatabaseFixture
{
public:
    ConsentFixture()
    {
        auto transaction = Transaction::begin(*database, doctor, clock.now());
        REQUIRE(transaction);
        REQUIRE(ensureShippedTemplates(*transaction));
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        REQUIRE(transaction->insert(u"rule_set"_s, {{u"version"_s, u"test-1"_s},
                                                    {u"digest"_s, documentDigest(ageRules)},
                                                    {u"body"_s, QString::fromUtf8(ageRules)},
                                                    {u"adjustments"_s, u"{}"_s},
                                                    {u"signed_by"_s, doctor.id.value()},
                                                    {u"signed_at"_s, toIsoUtc(clock.now())}}));
        REQUIRE(transaction->commit());
    }

    PatientId aged(int years)
    {
        Patient patient;
        patient.familyName = u"Ṋemuṱanzhela-O'Brien"_s;
        patient.givenNames = u"Azwi"_s;
        patient.birthDate = clock.today().addYears(-years);
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        REQUIRE(transaction);
        const auto id = insertPatient(*transaction, patient);
        REQUIRE(id);
        REQUIRE(transaction->commit());
        return *id;
    }

    Consent issue(PatientId patient)
    {
        clock.advanceMilliseconds(1000);
        const auto issued = issueConsent(*database, nurse, clock.now(), {.patientId = patient});
        REQUIRE(issued);
        return *issued;
    }

    void decide(PatientId patient, Verdict verdict)
    {
        const auto safety = checkSafety(*database, patient, clock.today());
        REQUIRE(safety);
        Choice choice;
        choice.verdict = verdict;
        choice.reason = u"Mature, understands, mother agrees"_s;
        choice.deferUntil = clock.today().addDays(30);
        REQUIRE(recordDecision(*database, doctor, clock.now(), patient, safety->facts, safety->assessment,
                               {{u"MN-CAP-02"_s, {}}}, choice));
    }

    QByteArray head()
    {
        const auto found = journalHead(*database);
        REQUIRE(found);
        return found->hash;
    }
};

} // namespace dermis::test
