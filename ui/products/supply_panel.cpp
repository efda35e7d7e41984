#include "ui/products/supply_panel.h"

#include "core/base/reason.h"
#include "ui/widgets/button.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLineEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

}

SupplyPanel::SupplyPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel({}, TypeStyle::BodyStrong))
    , m_states(new QButtonGroup(this))
    , m_reason(new FormField(tr("Why? 15 characters or more"), new QLineEdit))
    , m_cancel(new Button(tr("Leave as it was")))
    , m_do(new Button(tr("Mark as recalled"), ButtonKind::Danger))
{
    const QList<std::pair<SupplyState, QString>> states{
        {SupplyState::Recalled, tr("The maker recalled it")},
        {SupplyState::Withdrawn, tr("The practice withdraws it")},
        {SupplyState::Active, tr("It is used again")}};
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    m_title->setWrapped(true);
    column->addWidget(m_title);
    for (const auto &[state, text] : states) {
        auto *choice = new QRadioButton(text);
        m_states->addButton(choice, static_cast<int>(state));
        column->addWidget(choice);
    }
    auto *line = qobject_cast<QLineEdit *>(m_reason->control());
    line->setObjectName(u"supplyReason"_s);
    m_do->setObjectName(u"supplyDo"_s);
    column->addWidget(m_reason);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_do);
    column->addLayout(row);
    connect(m_states, &QButtonGroup::idToggled, this, &SupplyPanel::showAct);
    connect(m_cancel, &Button::clicked, this, &SupplyPanel::cancelled);
    connect(m_do, &Button::clicked, this, &SupplyPanel::finish);
    connect(line, &QLineEdit::returnPressed, this, &SupplyPanel::finish);
}

void SupplyPanel::begin(const QString &what, SupplyState state)
{
    m_now = state;
    m_title->setText(what);
    for (QAbstractButton *choice : m_states->buttons())
        choice->setVisible(m_states->id(choice) != static_cast<int>(state));
    const SupplyState first = state == SupplyState::Recalled ? SupplyState::Active : SupplyState::Recalled;
    m_states->button(static_cast<int>(first))->setChecked(true);
    qobject_cast<QLineEdit *>(m_reason->control())->clear();
    m_reason->setProblem({});
}

void SupplyPanel::showAct()
{
    const auto state = static_cast<SupplyState>(m_states->checkedId());
    m_do->setText(state == SupplyState::Recalled    ? tr("Mark as recalled")
                  : state == SupplyState::Withdrawn ? tr("Withdraw")
                                                    : tr("Use again"));
}

void SupplyPanel::focusFirst()
{
    m_states->checkedButton()->setFocus(Qt::OtherFocusReason);
}

void SupplyPanel::finish()
{
    const QString reason = qobject_cast<QLineEdit *>(m_reason->control())->text().trimmed();
    const bool isShort = !isReason(reason);
    m_reason->setProblem(isShort ? tr("Write why, in 15 characters or more.") : QString());
    if (isShort)
        return m_reason->control()->setFocus(Qt::OtherFocusReason);
    Q_EMIT chosen(static_cast<SupplyState>(m_states->checkedId()), reason);
}

} // namespace dermis
