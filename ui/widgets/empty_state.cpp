#include "ui/widgets/empty_state.h"

#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QToolButton>

namespace dermis {

EmptyState::EmptyState(Icon icon, const QString &title, const QString &text, const QString &action,
                       QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(title, TypeStyle::BodyStrong))
    , m_text(new TextLabel(text, TypeStyle::Body, &Tokens::text2))
{
    auto *picture = new QToolButton;
    picture->setIcon(dermis::icon(icon, &Tokens::text3));
    picture->setIconSize({26, 26});
    picture->setAutoRaise(true);
    picture->setFocusPolicy(Qt::NoFocus);
    picture->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWrapped(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 24, 16, 24);
    column->setSpacing(6);
    column->addStretch();
    column->addWidget(picture, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_text);
    if (!action.isEmpty()) {
        auto *button = new Button(action);
        connect(button, &Button::clicked, this, &EmptyState::actionRequested);
        column->addSpacing(6);
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
    column->addStretch();
    setTexts(title, text);
}

void EmptyState::setTexts(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(tr("%1. %2").arg(title, text));
}

} // namespace dermis
