#include "ui/shell/idle_lock.h"

#include <QCoreApplication>
#include <QEvent>

namespace dermis {

IdleLock::IdleLock(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::idle);
    qApp->installEventFilter(this);
}

void IdleLock::setTime(std::chrono::milliseconds time)
{
    m_timer.setInterval(time);
    if (m_timer.isActive())
        start();
}

void IdleLock::start()
{
    if (time().count() > 0)
        m_timer.start();
    else
        m_timer.stop();
}

void IdleLock::stop()
{
    m_timer.stop();
}

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::TouchBegin:
        if (m_timer.isActive())
            m_timer.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace dermis
