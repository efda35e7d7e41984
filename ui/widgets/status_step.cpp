#include "ui/widgets/status_step.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QBoxLayout>
#include <QPainter>

namespace dermis {

namespace {

constexpr qreal circleSize = 24;
constexpr int stepTextLeft = 34;

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::Done:
        return StatusStep::tr("done");
    case StepState::Now:
        return StatusStep::tr("now");
    case StepState::Problem:
        return StatusStep::tr("needs attention");
    case StepState::ToDo:
        break;
    }
    return StatusStep::tr("to do");
}

void paintCircle(QPainter &painter, const QRectF &circle, const Step &step)
{
    const Tokens &c = tokens();
    const qreal radius = circle.width() / 2;
    const QRectF sign = circle.adjusted(5, 5, -5, -5);
    switch (step.state) {
    case StepState::Done:
        paintBox(painter, circle, radius, c.clearSoft, c.clearSolid);
        return paintIcon(painter, Icon::Check, sign, c.clearText);
    case StepState::Now:
        paintBox(painter, circle, radius, c.accent, c.accent);
        return paintIcon(painter, step.icon, sign, c.onAccent);
    case StepState::Problem:
        paintBox(painter, circle, radius, c.stopSoft, c.stopSolid);
        return paintIcon(painter, Icon::SeverityStop, sign, c.stopText, c.stopSoft);
    case StepState::ToDo:
        paintBox(painter, circle, radius, c.panel, c.control, Qt::DashLine);
        return paintIcon(painter, step.icon, sign, c.text2);
    }
}

QColor titleColour(StepState state)
{
    const Tokens &c = tokens();
    if (state == StepState::Now)
        return c.accent;
    return state == StepState::Problem ? c.stopText : c.text;
}

} // namespace

StatusStep::StatusStep(const Step &step, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setStep(step);
}

void StatusStep::setStep(const Step &step)
{
    m_step = step;
    setAccessibleName(tr("%1, %2. %3").arg(step.title, stateWord(step.state), step.detail));
    updateGeometry();
    update();
}

void StatusStep::setJoined(bool joined)
{
    m_joined = joined;
    updateGeometry();
    update();
}

QSize StatusStep::sizeHint() const
{
    const int title = QFontMetrics(dermis::font(TypeStyle::BodyStrong)).horizontalAdvance(m_step.title);
    const int detail = QFontMetrics(dermis::font(TypeStyle::Small)).horizontalAdvance(m_step.detail);
    return {stepTextLeft + std::max(title, detail) + 4, m_joined ? 44 : 36};
}

void StatusStep::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const QRectF circle(1, 1, circleSize, circleSize);
    if (m_joined)
        painter.fillRect(
            QRectF(circle.center().x() - 1, circle.bottom() + 1, 2, height() - circle.bottom() - 1),
            m_step.state == StepState::Done ? c.clearSolid : c.lineStrong);
    paintCircle(painter, circle, m_step);
    paintText(painter, QRectF(stepTextLeft, 0, width() - stepTextLeft, 19), m_step.title,
              dermis::font(TypeStyle::BodyStrong), titleColour(m_step.state));
    paintText(painter, QRectF(stepTextLeft, 19, width() - stepTextLeft, 17), m_step.detail,
              dermis::font(TypeStyle::Small), c.text2);
    setToolTip(sizeHint().width() > width() ? m_step.detail : QString());
}

StatusSteps::StatusSteps(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusSteps::setSteps(const QList<Step> &steps)
{
    while (QLayoutItem *item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Step &step : steps) {
        auto *widget = new StatusStep(step, this);
        widget->setJoined(&step != &steps.last());
        layout()->addWidget(widget);
    }
}

} // namespace dermis
