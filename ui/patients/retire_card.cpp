#include "ui/patients/retire_card.h"

#include "ui/widgets/form_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

RetireCard::RetireCard(QWidget *parent)
    : Card(tr("Take off the list"), parent)
    , m_line(new QLineEdit)
    , m_reason(new FormField(tr("Why is this person taken off the list?"), m_line))
{
    m_line->setObjectName(u"retireReason"_s);
    auto *words =
        new TextLabel(tr("For somebody who has left the practice or died, or was registered twice. The "
                         "record stays, can be found, and can be put back on the list."),
                      TypeStyle::Body, &Tokens::text2);
    words->setWrapped(true);
    auto *take = new Button(tr("Take off the list"), ButtonKind::Danger);
    take->setObjectName(u"retire"_s);
    take->setWrites();
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(words);
    column->addWidget(m_reason);
    column->addWidget(take, 0, Qt::AlignLeft);
    addPadded(content);
    connect(take, &Button::clicked, this, &RetireCard::request);
    connect(m_line, &QLineEdit::returnPressed, this, &RetireCard::request);
    connect(m_line, &QLineEdit::textChanged, this, [this] { m_reason->setProblem({}); });
}

void RetireCard::reset()
{
    m_line->clear();
}

void RetireCard::request()
{
    const QString reason = m_line->text().trimmed();
    if (!reason.isEmpty())
        return Q_EMIT retireRequested(reason);
    m_reason->setProblem(tr("Write why, in a few words."));
    m_line->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
