#include "ui/widgets/form_field.h"

#include "ui/widgets/text_label.h"

#include <QAccessible>
#include <QFocusEvent>

namespace dermis {

FormField::FormField(const QString &label, QWidget *control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_name(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_line(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
{
    m_name->setWrapped(true);
    m_name->setBuddy(control);
    setLabel(label);
    control->installEventFilter(this);
    m_line->setWrapped(true);
    m_line->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(m_name);
    column->addWidget(control);
    column->addWidget(m_line);
    column->addStretch();
}

void FormField::setLabel(const QString &label)
{
    m_name->setText(label);
    m_control->setAccessibleName(label);
}

QLineEdit *FormField::line() const
{
    return qobject_cast<QLineEdit *>(m_control);
}

void FormField::setProblem(const QString &text)
{
    if (text == m_problem)
        return;
    m_problem = text;
    showLine();
    if (!text.isEmpty() && isVisible()) {
        QAccessibleEvent told(m_control, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&told);
    }
}

void FormField::setEcho(const QString &text)
{
    m_echo = text;
    showLine();
}

void FormField::showLine()
{
    const QString text = m_problem.isEmpty() ? m_echo : m_problem;
    m_line->setText(text);
    m_line->setColour(m_problem.isEmpty() ? &Tokens::text2 : &Tokens::relativeText);
    m_line->setVisible(!text.isEmpty());
    m_control->setAccessibleDescription(text);
}

bool FormField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_control && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
        m_left = true;
        Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace dermis
