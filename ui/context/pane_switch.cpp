#include "ui/context/pane_switch.h"

#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>

namespace dermis {

namespace {

QStringList titlesOf(const QList<PaneSwitch::Pane> &panes)
{
    QStringList titles;
    for (const PaneSwitch::Pane &pane : panes)
        titles << pane.title;
    return titles;
}

} // namespace

PaneSwitch::PaneSwitch(const QList<Pane> &panes, QWidget *parent)
    : QWidget(parent), m_panes(panes), m_names(new SegmentedControl(tr("Part of the page"), titlesOf(panes)))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 6);
    row->addWidget(m_names);
    row->addStretch(1);
    connect(m_names, &SegmentedControl::chosen, this, &PaneSwitch::choose);
    setCompact(false);
}

void PaneSwitch::setTitle(int pane, const QString &title)
{
    m_names->setSegmentText(pane, title);
}

void PaneSwitch::setCompact(bool compact)
{
    m_compact = compact;
    setVisible(compact);
    for (const Pane &pane : std::as_const(m_panes)) {
        const bool fixed = !compact && pane.width > 0;
        pane.widget->setMinimumWidth(fixed ? pane.width : 0);
        pane.widget->setMaximumWidth(fixed ? pane.width : QWIDGETSIZE_MAX);
    }
    choose(m_names->current());
}

void PaneSwitch::choose(int pane)
{
    m_names->setCurrent(pane);
    for (int index = 0; index < m_panes.size(); ++index)
        m_panes.at(index).widget->setVisible(!m_compact || index == pane);
}

} // namespace dermis
