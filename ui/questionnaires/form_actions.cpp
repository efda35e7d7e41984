#include "ui/questionnaires/form_actions.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace dermis {

FormActions::FormActions(QWidget *parent)
    : QWidget(parent)
    , m_state(new TextLabel(QString(), TypeStyle::BodyStrong, &Tokens::clearText))
    , m_note(new TextLabel(tr("Every answer is kept as you type, even if the power goes."), TypeStyle::Small,
                           &Tokens::text2))
    , m_previous(new Button(Icon::Up, tr("Previous")))
    , m_next(new Button(Icon::Down, tr("Next"), ButtonKind::Primary))
    , m_finish(new Button(Icon::Arrow, tr("Hand to doctor")))
{
    m_finish->setWrites();
    setMinimumHeight(48);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 6, 16, 6);
    row->setSpacing(10);
    row->addWidget(m_state);
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_finish);
    m_previous->setKey(QKeySequence(u"Ctrl+Up"_s));
    connect(m_previous, &Button::clicked, this, &FormActions::previousRequested);
    connect(m_next, &Button::clicked, this, &FormActions::nextRequested);
    connect(m_finish, &Button::clicked, this, &FormActions::finishRequested);
}

void FormActions::setDraftState(const QString &words)
{
    m_state->setText(words);
}

void FormActions::setSteps(bool hasPrevious, const QString &next, bool paged)
{
    m_previous->setEnabled(hasPrevious);
    m_previous->setKey(QKeySequence(paged ? u"Ctrl+PgUp"_s : u"Ctrl+Up"_s));
    m_next->setVisible(!next.isEmpty());
    m_next->setText(tr("Next: %1").arg(next));
    m_next->setKey(QKeySequence(paged ? u"Ctrl+PgDown"_s : u"Ctrl+Down"_s)); // a button's text takes its key away
    m_finish->setKind(next.isEmpty() ? ButtonKind::Primary : ButtonKind::Secondary);
}

void FormActions::setFinish(const QString &words, bool enabled)
{
    m_finish->setText(words);
    m_finish->setShortcut(QKeySequence(u"Ctrl+Return"_s));
    m_finish->setKeyHint(tr("Ctrl+Enter"));
    m_finish->setEnabled(enabled);
}

void FormActions::setCompact(bool compact)
{
    m_note->setVisible(!compact);
    m_previous->setKeyHintShown(!compact);
    m_finish->setKeyHintShown(!compact);
}

void FormActions::focusNext()
{
    (m_next->isVisible() ? m_next : m_finish)->setFocus(Qt::TabFocusReason);
}

QWidget *FormActions::finishControl() const
{
    return m_finish;
}

void FormActions::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().line);
    paintIcon(painter, Icon::Save, QRectF(16, height() / 2.0 - 8, 16, 16), tokens().clearText);
}

} // namespace dermis
