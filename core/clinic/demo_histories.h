#pragma once

#include "core/clinic/demo_people.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response.h"
#include "core/safety/plan.h"

namespace dermis {

/// Stories that together raise every severity, so that a demo clinic shows each kind of finding.
enum class DemoStory {
    Clear,
    ColdSores,
    Pregnant,
    NumbingReaction,
    DarkMarks,
    KeloidsInFamily,
    WartOnChin,
    IsotretinoinRecently,
    IsotretinoinLastYear,
    Warfarin,
    HivControlled,
    PregnancyUnsure,
    HalfAsked,
    Smoker,
    LatexAndUnknownCream,
    ActiveAcne,
    EczemaElsewhere
};
inline constexpr int demoStoryCount = 17;

/// A plan that fits the story: one to three zones, a target and a depth for each.
Plan demoPlan(DemoRandom &random, DemoStory story, PatientId patient, const QDate &date);
/// The intake answered as the story goes, on the day of `now`; "no" and "none" elsewhere.
Response demoIntake(DemoRandom &random, DemoStory story, const Questionnaire &form, const Patient &patient,
                    const Plan &plan, const QDate &day);
/// A short examination or history note that goes with the story.
QString demoNote(DemoStory story);

} // namespace dermis
