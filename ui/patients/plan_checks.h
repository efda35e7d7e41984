#pragma once

#include "core/safety/plan_arithmetic.h"
#include "core/safety/planned_products.h"
#include "ui/theme/severity.h"

#include <QWidget>

class QGridLayout;

namespace dermis {

/// One line of a plan's check: its severity with a word, and what it is about.
struct PlanCheckLine
{
    SeverityMark mark = SeverityMark::Note;
    QString word; ///< "Stop", "Doctor decides", "Allowed"
    QString text;
    bool operator==(const PlanCheckLine &) const = default;
};

/// What stands against each planned product, worst first, then the arithmetic.
QList<PlanCheckLine> planCheckLines(const QList<PlannedUse> &uses, const PlanArithmetic &arithmetic);

/// These lines, each with the sign of its severity.
class PlanChecks : public QWidget
{
    Q_OBJECT
public:
    explicit PlanChecks(QWidget *parent = nullptr);
    void setLines(const QList<PlanCheckLine> &lines);
    /// As a screen reader reads them: "Stop: Glow serum (during): ...", one line each.
    QString text() const;

private:
    QList<PlanCheckLine> m_lines;
    QWidget *m_rows = nullptr;
};

} // namespace dermis
