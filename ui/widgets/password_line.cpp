#include "ui/widgets/password_line.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolButton>

namespace dermis {

PasswordLine::PasswordLine(const QString &accessibleName, QWidget *parent)
    : QLineEdit(parent)
    , m_eye(addAction(icon(Icon::Eye), TrailingPosition))
{
    setAccessibleName(accessibleName);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_eye->setCheckable(true);
    connect(m_eye, &QAction::toggled, this, &PasswordLine::setShown);
    setShown(false);
}

QString PasswordLine::take()
{
    QString password = text();
    setShown(false);
    clear();
    return password;
}

void PasswordLine::setShown(bool shown)
{
    m_eye->setChecked(shown);
    setEchoMode(shown ? Normal : Password);
    const QString words = shown ? tr("Hide the password") : tr("Show the password");
    m_eye->setToolTip(words);
    for (QObject *button : m_eye->associatedObjects()) {
        if (auto *widget = qobject_cast<QToolButton *>(button))
            widget->setAccessibleName(words);
    }
}

void PasswordLine::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text();
    if (event->key() == Qt::Key_CapsLock)
        setCapsLock(false); // the next letter tells
    else if (typed.size() == 1 && typed.at(0).isLetter())
        setCapsLock(typed.at(0).isUpper() != event->modifiers().testFlag(Qt::ShiftModifier));
    QLineEdit::keyPressEvent(event);
}

void PasswordLine::setCapsLock(bool on)
{
    if (std::exchange(m_capsLock, on) != on)
        Q_EMIT capsLockSeen(on);
}

} // namespace dermis
