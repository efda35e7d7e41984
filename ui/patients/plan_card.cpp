#include "ui/patients/plan_card.h"

#include "core/safety/zones.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/plan_checks.h"
#include "ui/patients/plan_editor.h"
#include "ui/patients/plan_products.h"
#include "ui/patients/record_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString depthWords(const std::optional<double> &depth)
{
    return depth ? PlanCard::tr("%1 mm").arg(QLocale::c().toString(*depth, 'g', 3))
                 : PlanCard::tr("depth not planned");
}

void addLine(QGridLayout *grid, int row, const QString &first, const QString &second, const QString &third)
{
    grid->addWidget(new TextLabel(first, TypeStyle::BodyStrong), row, 0);
    grid->addWidget(new TextLabel(second, TypeStyle::Body, &Tokens::text2), row, 1);
    auto *last = new TextLabel(third, TypeStyle::BodyStrong);
    last->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(last, row, 2);
}

} // namespace

PlanCard::PlanCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Planned"), parent)
    , m_context(context)
    , m_editor(new PlanEditor(context))
    , m_change(new Button(tr("Change plan"), ButtonKind::Link))
{
    m_change->setWrites();
    m_change->setObjectName(u"changePlan"_s);
    addHeaderWidget(m_change);
    body()->addWidget(m_editor);
    m_editor->hide();
    connect(m_change, &Button::clicked, this, &PlanCard::change);
    connect(m_editor, &PlanEditor::kept, this, &PlanCard::keep);
    connect(m_editor, &PlanEditor::cancelled, this, &PlanCard::showPlan);
}

void PlanCard::setPlan(PatientId patient, const std::optional<Plan> &plan, bool mayChange)
{
    const bool samePatient = patient == m_patient;
    m_patient = patient;
    m_plan = plan;
    m_mayChange = mayChange;
    if (!m_editor->isVisible() || !samePatient)
        showPlan();
}

void PlanCard::keepDraft()
{
    m_editor->keepDraft();
}

void PlanCard::showPlan()
{
    m_editor->hide();
    m_change->setVisible(m_mayChange);
    delete m_rows;
    m_rows = new QWidget;
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setVerticalSpacing(8);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(1, 1);
    const bool empty = !m_plan || (m_plan->zones.isEmpty() && m_plan->products.isEmpty() && !m_plan->anaesthetic);
    m_change->setText(empty ? tr("Make a plan") : tr("Change plan"));
    if (empty) {
        auto *nothing =
            new TextLabel(tr("Nothing planned yet. Rules that need a zone or a depth wait for it."),
                          TypeStyle::Body, &Tokens::text2);
        nothing->setWrapped(true);
        grid->addWidget(nothing, 0, 0, 1, 3);
    } else {
        int row = 0;
        for (const PlannedZone &zone : m_plan->zones)
            addLine(grid, row++, zoneName(zone.zone),
                    zone.target ? targetWords(*zone.target) : tr("target not planned"),
                    depthWords(zone.depthMm));
        if (!m_plan->device.isEmpty())
            addLine(grid, row++, tr("Device"), m_plan->device, {});
        const auto check = checkSafety(m_context.database(), m_patient, *m_plan, m_context.today());
        if (check) {
            auto *checks = new PlanChecks;
            grid->addWidget(checks, row, 0, 1, 3);
            checks->setLines(planCheckLines(check->facts.products, check->arithmetic));
        }
    }
    const QDate day = m_plan ? m_plan->sessionDate(m_context.today()) : QDate();
    setTitle(day.isValid() && day != m_context.today() ? tr("Planned for %1").arg(dateWords(day))
                                                       : tr("Planned for today"));
    body()->addWidget(m_rows);
}

void PlanCard::change()
{
    if (m_mayChange && m_editor->isHidden())
        edit();
    else if (m_mayChange)
        m_editor->focusFirst();
}

void PlanCard::edit()
{
    Plan plan = m_plan.value_or(Plan());
    plan.patientId = m_patient;
    delete m_rows;
    m_rows = nullptr;
    m_change->hide();
    m_editor->begin(plan);
    m_editor->show();
    m_editor->focusFirst();
}

void PlanCard::keep(const Plan &plan)
{
    const Result<Plan> saved = savePlan(m_context.database(), m_context.actor(), m_context.now(), plan);
    if (!saved && saved.error().code == ErrorCode::Conflict) {
        if (const auto theirs = currentPlan(m_context.database(), m_patient); theirs && theirs->has_value())
            return m_editor->askWhose(**theirs);
    }
    if (!saved) {
        const ErrorWords told = words(saved.error());
        m_editor->tell(told.title, told.detail);
        return;
    }
    m_plan = *saved;
    showPlan();
    m_change->setFocus(Qt::OtherFocusReason);
    m_context.announceRecordChanged(m_patient);
}

} // namespace dermis
