#pragma once

#include "core/clinic/demo_histories.h"
#include "core/consents/consent_template.h"
#include "core/safety/safety_check.h"
#include "core/visits/visit_repository.h"
#include "tests/core/treatments/treatment_fixture.h"
#include "tests/support/screenshot.h"
#include "ui/context/clinic_context.h"
#include "ui/context/page.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/theme.h"
#include "ui/widgets/prompter.h"

#include <QApplication>
#include <QTest>

namespace dermis::test {

/// Answers questions for files as it was told.
class ScriptedPrompter : public Prompter
{
public:
    void askOpenFile(QWidget *, const FileQuestion &, Answer answer) override { give(answer); }
    void askSaveFile(QWidget *, const FileQuestion &, Answer answer) override { give(answer); }
    void askFolder(QWidget *, const FileQuestion &, Answer answer) override { give(answer); }
    QString path; ///< empty: the person turns away

private:
    void give(const Answer &answer) const
    {
        if (!path.isEmpty())
            answer(path);
    }
};

/// A clinic with a patient in the building, and what pages need.
class ClinicalPageFixture : public TreatmentFixture
{
public:
    ClinicalPageFixture() : context(*database, clock, prompter)
    {
        applyTheme(*qApp, Theme::Light);
        auto transaction = Transaction::begin(*database, Actor{}, clock.now());
        REQUIRE(ensureShippedTemplates(*transaction));
        REQUIRE(transaction->commit());
        Visit walkIn;
        walkIn.patientId = patient;
        walkIn.plannedOn = clock.today();
        walkIn.reason = QStringLiteral("Microneedling");
        visit = bookVisit(*database, reception, clock.now(), walkIn).value();
        context.setActor(nurse);
    }

    /// Keeps a whole intake that goes as the story does, with a plan that fits.
    void tell(DemoStory story)
    {
        DemoRandom random(7);
        const Patient person = dermis::patient(*database, patient).value();
        Plan plan = demoPlan(random, story, patient, clock.today());
        plan.patientId = patient;
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        Response response = demoIntake(random, story, form.questionnaire, person, plan, clock.today());
        REQUIRE(keepIntake(*database, doctor, clock.now(), intake(), response));
    }

    static void show(Page &page, const QSize &size = {1290, 660})
    {
        page.resize(size);
        page.show();
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
        page.focusFirst();
    }

    SafetyCheck safety() const { return checkSafety(*database, patient, clock.today()).value(); }
    VisitState visitState() const { return dermis::visit(*database, visit).value().state; }

    FocusRing ring;
    ScriptedPrompter prompter;
    ClinicContext context;
    VisitId visit;
};

} // namespace dermis::test
