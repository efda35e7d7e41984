#pragma once

#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/transaction.h"
#include "core/treatments/intake.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

namespace dermis::test {

/// A patient, the shipped intake, and a short way to keep answers.
class TreatmentFixture : public DatabaseFixture
{
public:
    TreatmentFixture()
    {
        auto transaction = Transaction::begin(*database, Actor{}, clock.now());
        REQUIRE(ensureShippedQuestionnaires(*transaction));
        REQUIRE(transaction->commit());
        form = currentQuestionnaire(*database, intakeUrl()).value();
        Patient typed;
        typed.familyName = QStringLiteral("Dlamini");
        typed.givenNames = QStringLiteral("Nomvula");
        typed.birthDate = QDate(1992, 3, 14);
        patient = registerPatient(*database, nurse, clock.now(), typed).value().id;
    }

    IntakeToKeep intake() const
    {
        const auto latest = latestResponse(*database, patient, intakeUrl()).value();
        return {patient, form.id, latest ? latest->entry.id : ResponseId(), {}};
    }
    Response responseWith(const QString &linkId, const Answer &answer) const
    {
        Response response;
        response.setAnswer(form.questionnaire, {linkId, {}}, answer);
        return response;
    }

    StoredQuestionnaire form;
    PatientId patient;
};

} // namespace dermis::test
