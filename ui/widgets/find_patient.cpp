#include "ui/widgets/find_patient.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <utility>

namespace dermis {

FindPatient::FindPatient(QWidget *parent) : QLineEdit(parent)
{
    setAccessibleName(tr("Find patient"));
    setMinimumHeight(34);
    setKeyHint({});
    setCompact(false);
    connect(this, &QLineEdit::textEdited, this, &FindPatient::search);
}

void FindPatient::setKeyHint(const QString &hint)
{
    m_keyHint = hint;
    const int taken = QFontMetrics(dermis::font(TypeStyle::Small)).horizontalAdvance(hint);
    setTextMargins(24, 0, hint.isEmpty() ? 0 : taken + 10, 0);
}

void FindPatient::setCompact(bool compact)
{
    setPlaceholderText(compact ? tr("Name, file no., ID or phone")
                               : tr("Find patient: name, file no., ID or phone"));
}

void FindPatient::start()
{
    if (!hasFocus())
        m_before = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    search();
}

void FindPatient::search()
{
    if (text().trimmed().isEmpty()) {
        m_answered.clear();
        if (m_popup != nullptr)
            m_popup->hide();
        return;
    }
    Q_EMIT searchRequested(text());
}

void FindPatient::setAnswer(const FindAnswer &answer)
{
    if (answer.text != text() || !hasFocus())
        return;
    m_answered = answer.text;
    openPopup();
    m_popup->setAnswer(answer);
    setAccessibleDescription(m_popup->currentSentence());
}

void FindPatient::openPopup()
{
    if (m_popup == nullptr) {
        m_popup = new FindPopup(window());
        connect(m_popup, &FindPopup::chosen, this, &FindPatient::choose);
        connect(m_popup, &FindPopup::newRequested, this, &FindPatient::requestNew);
    }
    m_popup->setFixedWidth(width());
    m_popup->move(mapTo(window(), QPoint(0, height() + 4)));
    m_popup->show();
    m_popup->raise();
}

void FindPatient::choose(qint64 id)
{
    leave();
    Q_EMIT chosen(id);
}

void FindPatient::requestNew()
{
    const QString typed = text();
    leave();
    Q_EMIT newRequested(typed);
}

void FindPatient::leave()
{
    if (m_popup != nullptr)
        m_popup->hide();
    clear();
    m_answered.clear();
    setAccessibleDescription(QString());
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    else
        clearFocus();
}

void FindPatient::forget()
{
    delete std::exchange(m_popup, nullptr);
    clear();
    m_answered.clear();
    setAccessibleDescription(QString());
}

bool FindPatient::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::New) || key->key() == Qt::Key_Escape)
            event->accept();
    }
    return QLineEdit::event(event);
}

void FindPatient::keyPressEvent(QKeyEvent *event)
{
    const bool open = m_popup != nullptr && m_popup->isVisible();
    if (event->key() == Qt::Key_Escape)
        return leave();
    if (event->matches(QKeySequence::New)) {
        if (open)
            requestNew();
        return;
    }
    if (open && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        m_popup->moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
        setAccessibleDescription(m_popup->currentSentence());
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        // Only what was found for exactly this text may be opened.
        if (open && m_answered == text() && m_popup->currentId() != 0)
            choose(m_popup->currentId());
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FindPatient::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (m_popup != nullptr)
        m_popup->hide();
}

void FindPatient::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    paintIcon(painter, Icon::Search, QRectF(9, (height() - 16) / 2.0, 16, 16), tokens().text2);
    paintText(painter, QRectF(0, 0, width() - 10, height()), m_keyHint, dermis::font(TypeStyle::Small),
              tokens().text2, Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace dermis
