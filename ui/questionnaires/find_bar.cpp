#include "ui/questionnaires/find_bar.h"

#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_hint.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace dermis {

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit)
    , m_place(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
{
    m_line->setPlaceholderText(tr("Find in this form: a word, a medicine, a number"));
    m_line->setAccessibleName(tr("Find in this form"));
    m_line->installEventFilter(this);
    auto *close = Button::iconOnly(Icon::Close, tr("Close the search"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(10);
    row->addWidget(m_line, 1);
    row->addWidget(m_place);
    row->addWidget(new KeyHint(tr("Enter"), tr("next")));
    row->addWidget(new KeyHint(tr("Esc"), tr("to the question")));
    row->addWidget(close);
    connect(m_line, &QLineEdit::textChanged, this, &FindBar::wordsChanged);
    connect(close, &Button::clicked, this, &FindBar::closed);
    hide();
}

void FindBar::begin()
{
    show();
    m_line->selectAll();
    m_line->setFocus(Qt::ShortcutFocusReason);
    Q_EMIT wordsChanged(m_line->text());
}

void FindBar::setPlace(int match, int count)
{
    if (m_line->text().trimmed().isEmpty())
        m_place->clear();
    else
        m_place->setText(count == 0 ? tr("Not in this form") : tr("%1 of %2").arg(match).arg(count));
    m_line->setAccessibleDescription(m_place->text());
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter && !(key->modifiers() & Qt::ControlModifier))
        Q_EMIT stepRequested(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)
        Q_EMIT stepRequested(key->key() == Qt::Key_Up ? -1 : 1);
    else if (key->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().subtle);
    paintLowerLine(painter, rect(), tokens().line);
}

} // namespace dermis
