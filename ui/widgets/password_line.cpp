#include "ui/widgets/password_line.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QKeyEvent>

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
    m_eye->setChecked(false);
    clear();
    return password;
}

void PasswordLine::setShown(bool shown)
{
    setEchoMode(shown ? Normal : Password);
    m_eye->setText(shown ? tr("Hide the password") : tr("Show the password"));
}

void PasswordLine::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text();
    if (typed.size() == 1 && typed.at(0).isLetter()) {
        const bool capsLock = typed.at(0).isUpper() != event->modifiers().testFlag(Qt::ShiftModifier);
        if (std::exchange(m_capsLock, capsLock) != capsLock)
            Q_EMIT capsLockSeen(capsLock);
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace dermis
