#include "ui/patients/retire_card.h"

#include "ui/patients/form_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

RetireCard::RetireCard(QWidget *parent)
    : Card(tr("Off the list"), parent)
    , m_begin(new Button(tr("Take off the list…")))
    , m_question(new QWidget)
    , m_reason(new FormField(tr("Why is this person taken off the list?"), new QLineEdit))
{
    m_begin->setObjectName(u"retire"_s);
    m_reason->control()->setObjectName(u"retireReason"_s);
    auto *words = new TextLabel(tr("For somebody who has left the practice or died, or was registered twice. The "
                                   "record stays, can be found, and can be put back on the list."),
                                TypeStyle::Body, &Tokens::text2);
    words->setWrapped(true);
    auto *leave = new Button(tr("Leave on the list"));
    auto *take = new Button(tr("Take off the list"), ButtonKind::Danger);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(take);
    buttons->addWidget(leave);
    buttons->addStretch();
    auto *question = new QVBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    question->setSpacing(8);
    question->addWidget(m_reason);
    question->addLayout(buttons);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(words);
    column->addWidget(m_begin, 0, Qt::AlignLeft);
    column->addWidget(m_question);
    addPadded(content);
    auto *line = static_cast<QLineEdit *>(m_reason->control());
    connect(m_begin, &Button::clicked, this, [this] { ask(true); });
    connect(leave, &Button::clicked, this, &RetireCard::reset);
    connect(take, &Button::clicked, this, &RetireCard::request);
    connect(line, &QLineEdit::returnPressed, this, &RetireCard::request);
    connect(line, &QLineEdit::textChanged, this, [this] { m_reason->setProblem({}); });
    reset();
}

void RetireCard::reset()
{
    static_cast<QLineEdit *>(m_reason->control())->clear();
    ask(false);
}

void RetireCard::ask(bool asking)
{
    const bool hadFocus = m_question->isAncestorOf(focusWidget());
    m_begin->setVisible(!asking);
    m_question->setVisible(asking);
    if (asking)
        m_reason->control()->setFocus(Qt::OtherFocusReason);
    else if (hadFocus)
        m_begin->setFocus(Qt::OtherFocusReason);
}

void RetireCard::request()
{
    const QString reason = static_cast<QLineEdit *>(m_reason->control())->text().trimmed();
    if (reason.isEmpty())
        m_reason->setProblem(tr("Write why, in a few words."));
    else
        Q_EMIT retireRequested(reason);
}

} // namespace dermis
