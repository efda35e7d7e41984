#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

namespace dermis {

enum class StepState { Done, Now, ToDo, Problem };

/// One step of a thing's life, worked out from the record and never set by hand.
struct Step
{
    StepState state = StepState::ToDo;
    QString title;           ///< "To be signed"
    QString detail;          ///< "waiting for her and Dr Mabuza"
    Icon icon = Icon::Check; ///< shown for Now and ToDo; done is a tick, a problem the stop shape
    bool operator==(const Step &) const = default;
};

/// Paints one step: a circle, its words and, below it, the line to the next.
class StatusStep : public QWidget
{
    Q_OBJECT
public:
    explicit StatusStep(const Step &step, QWidget *parent = nullptr);
    void setStep(const Step &step);
    /// Draws the line down to the step below.
    void setJoined(bool joined);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Step m_step;
    bool m_joined = false;
};

/// Steps one below the other, joined.
class StatusSteps : public QWidget
{
    Q_OBJECT
public:
    explicit StatusSteps(QWidget *parent = nullptr);
    void setSteps(const QList<Step> &steps);
};

} // namespace dermis
