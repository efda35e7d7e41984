#pragma once

#include "core/safety/safety_check.h"
#include "ui/widgets/card.h"

#include <optional>

namespace dermis {

class Button;
class ClinicContext;
class PlanEditor;

/// What is planned: date, device, and each zone with target and depth; changed inline.
class PlanCard : public Card
{
    Q_OBJECT
public:
    explicit PlanCard(ClinicContext &context, QWidget *parent = nullptr);
    /// Leaves a plan that is being changed as it is.
    void setPlan(PatientId patient, const std::optional<Plan> &plan, bool mayChange);
    void keepDraft();
    /// Opens the editor or goes on in it, when this person may change the plan.
    void change();

private:
    void showPlan();
    void edit();
    void keep(const Plan &plan);

    ClinicContext &m_context;
    PatientId m_patient;
    bool m_mayChange = false;
    std::optional<Plan> m_plan;
    QWidget *m_rows = nullptr;
    PlanEditor *m_editor;
    Button *m_change;
};

} // namespace dermis
