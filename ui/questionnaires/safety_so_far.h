#pragma once

#include "core/safety/assessment.h"

#include <QScrollArea>

class QVBoxLayout;

namespace dermis {

class Button;
class TextLabel;

/// Whether a finding says more than that something was not asked yet; those are counted with the questions,
/// and what the sheet settles comes later.
bool saysMoreThanNotAsked(const Finding &finding);

/// What the answers raise while they are typed; computed from the draft and marked so.
class SafetySoFar : public QWidget
{
    Q_OBJECT
public:
    explicit SafetySoFar(QWidget *parent = nullptr);
    /// `notAsked` counts the questions not asked, `required` those of them that treatment waits for.
    void show(const Assessment &assessment, int notAsked, int required);
    using QWidget::show;
    /// How many findings stand here.
    int count() const { return m_count; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// What is clear, with the rules behind it.
    QWidget *foot();
    void showClear(const QList<Finding> &clear);

    QScrollArea *m_scroll;
    QVBoxLayout *m_rows;
    TextLabel *m_clear;
    TextLabel *m_why;
    Button *m_showWhy;
    QWidget *m_foot;
    QStringList m_shown; ///< titles, to tell whether something new came up
    int m_count = 0;
};

} // namespace dermis
