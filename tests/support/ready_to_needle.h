#pragma once

#include "core/base/clock.h"
#include "core/clinic/demo_histories.h"
#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/treatments/intake.h"
#include "core/treatments/session.h"

#include <catch2/catch.hpp>

namespace dermis::test {

/// Confirms every process control that a person confirms before the needles, for today's session.
inline void confirmControls(Database &database, const Actor &actor, const QDateTime &now, PatientId patient)
{
    QList<Precaution> noted;
    for (const ProcessControl &control : processControls()) {
        if (control.by != ProcessControl::By::Person || control.stage != ProcessControl::Stage::Start || !control.mandatory)
            continue;
        Precaution one;
        one.patient = patient;
        one.code = control.code;
        one.detail = control.detailNeeded ? QStringLiteral("Wipes, 2 minutes") : QString();
        noted << one;
    }
    REQUIRE(notePrecautions(database, actor, now, noted));
}

/// A history of today in which nothing stops the needles, for the patient's plan.
inline void answerAsHealthy(Database &database, const Actor &doctor, const QDateTime &now, PatientId patient)
{
    DemoRandom random(7);
    const auto form = currentQuestionnaire(database, intakeUrl());
    const auto person = dermis::patient(database, patient);
    const auto plan = currentPlan(database, patient);
    const auto latest = latestResponse(database, patient, intakeUrl());
    REQUIRE((form && person && plan && latest));
    const Plan planned = plan->value_or(Plan{});
    const Response response =
        demoIntake(random, DemoStory::Clear, form->questionnaire, *person, planned, clinicTime(now).date());
    const ResponseId before = *latest ? (*latest)->entry.id : ResponseId();
    REQUIRE(keepIntake(database, doctor, now, {patient, form->id, before, QStringLiteral("Asked anew for this session")}, response));
}

/// So that a session of today is recorded without a reason.
inline void makeReadyToNeedle(Database &database, const Actor &doctor, const QDateTime &now, PatientId patient)
{
    answerAsHealthy(database, doctor, now, patient);
    confirmControls(database, doctor, now, patient);
}

} // namespace dermis::test
